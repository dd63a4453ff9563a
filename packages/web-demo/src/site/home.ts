import { element } from "../dom.js";
import type { About } from "../page.js";
import { createQuizzes } from "./quiz-view.js";
import { steps } from "./steps.js";

function entry({ slug, title, idea, slide }: About): HTMLLIElement {
  return element(
    "li",
    { class: "entry" },
    element("a", { text: title, attributes: { href: `#/${slug}` } }),
    element("p", { text: idea }),
    element("p", { class: "slide", text: slide }),
  );
}

function list(pages: readonly About[]): HTMLElement {
  return element("ul", { class: "entries" }, ...pages.map(entry));
}

/** The contents: the pages in the lecture's order, the six steps, the quiz questions. */
export function createHome(pages: readonly About[]): HTMLElement {
  const before = pages.filter(({ step, order }) => step === undefined && order < 4);
  const after = pages.filter(({ step, order }) => step === undefined && order >= 4);
  return element(
    "article",
    { class: "home" },
    element("h1", { text: "Recurrent neural networks in brains and machines" }),
    element("p", {
      class: "idea",
      text: "Every page is one idea of the lecture: a question, a dial, and a circuit that is computed while you turn it. Nothing is installed and nothing leaves this device.",
    }),
    element("h2", { text: "Why loops, and where they are" }),
    list(before),
    element("h2", { text: "Build a cortex in six steps" }),
    element(
      "ol",
      { class: "steps" },
      ...steps.map((text, i) =>
        element("li", {}, element("h3", { text }), list(pages.filter(({ step }) => step === i + 1))),
      ),
    ),
    element("h2", { text: "Dynamics, memory and machines" }),
    list(after),
    createQuizzes(),
  );
}
