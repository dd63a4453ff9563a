import { element, vector } from "../dom.js";
import type { About } from "../page.js";
import { createQuizzes } from "./quiz-view.js";
import { recipe, type Step } from "./steps.js";

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

function drawing({ drawing: paths }: Step): SVGElement {
  return vector(
    "svg",
    { class: "step-drawing", attributes: { viewBox: "0 0 96 48", "aria-hidden": true } },
    ...paths.map((d, i) => vector("path", { class: i === 0 ? "main-line" : undefined, attributes: { d } })),
  );
}

function stepCard(step: Step, i: number, pages: readonly About[]): HTMLLIElement {
  const own = pages.filter(({ steps }) => steps?.[0] === i + 1);
  const seen = pages.filter(({ slug, steps }) => slug === step.see || steps?.slice(1).includes(i + 1));
  return element(
    "li",
    { class: "step" },
    element(
      "div",
      { class: "step-head" },
      element("span", { class: "step-number", text: String(i + 1) }),
      drawing(step),
    ),
    element("h3", { text: step.title }),
    element("p", { text: step.text }),
    own.length > 0 && list(own),
    ...seen.map(({ slug, title }) =>
      element(
        "p",
        { class: "slide" },
        "Seen on the page ",
        element("a", { text: title, attributes: { href: `#/${slug}` } }),
        ".",
      ),
    ),
  );
}

/** The contents: the pages in the lecture's order, the six steps, the quiz questions. */
export function createHome(pages: readonly About[]): HTMLElement {
  const before = pages.filter(({ steps, order }) => steps === undefined && order < 4);
  const after = pages.filter(({ steps, order }) => steps === undefined && order >= 4);
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
    element("ol", { class: "steps" }, ...recipe.map((step, i) => stepCard(step, i, pages))),
    element("h2", { text: "Dynamics, memory and machines" }),
    list(after),
    createQuizzes(),
  );
}
