import { button, element } from "../dom.js";
import type { Question, Quiz } from "./quiz.js";
import { quizzes } from "./quiz-bank.js";

let made = 0;

/** A verdict line, and the function that fills it. */
function verdict(): { readonly element: HTMLElement; tell(right: boolean, because: string): void } {
  const line = element("p", { class: "verdict", attributes: { role: "status" } });
  return {
    element: line,
    tell(right, because) {
      line.textContent = `${right ? "Right." : "Not so."} ${because}`;
      line.classList.toggle("right", right);
    },
  };
}

function choice({ text, answers, right, because }: Extract<Question, { kind: "choice" }>): HTMLElement {
  const line = verdict();
  const name = `quiz-${made++}`;
  return element(
    "fieldset",
    { class: "question" },
    element("legend", { text }),
    ...answers.map((answer, i) =>
      element(
        "label",
        { class: "check" },
        element("input", {
          attributes: { type: "radio", name },
          on: { change: () => line.tell(i === right, because) },
        }),
        answer,
      ),
    ),
    line.element,
  );
}

function number({ text, right, because }: Extract<Question, { kind: "number" }>): HTMLElement {
  const line = verdict();
  const id = `quiz-${made++}`;
  const box = element("input", {
    class: "number-box",
    attributes: { type: "number", id, step: 1, min: 0, max: 99 },
  });
  box.addEventListener("change", () => {
    if (box.value.trim() !== "") line.tell(Number(box.value) === right, because);
  });
  return element(
    "div",
    { class: "question" },
    element("label", { text, attributes: { for: id } }),
    " ",
    box,
    line.element,
  );
}

/** Another order than the right one, the same at every visit. */
function shuffled(items: readonly string[]): string[] {
  return items.map((_, i) => items[(i * 5 + 3) % items.length]!);
}

function order({ text, items, because }: Extract<Question, { kind: "order" }>): HTMLElement {
  const line = verdict();
  const now = shuffled(items);
  const list = element("ol", { class: "order" });

  function move(at: number, by: number): void {
    const to = at + by;
    [now[at], now[to]] = [now[to]!, now[at]!];
    draw();
    const moved = list.children[to]!.querySelectorAll("button");
    (moved[by < 0 ? 0 : 1]!.disabled ? moved[by < 0 ? 1 : 0]! : moved[by < 0 ? 0 : 1]!).focus();
  }

  function draw(): void {
    list.replaceChildren(
      ...now.map((item, i) => {
        const up = button("↑", () => move(i, -1), { attributes: { "aria-label": `Earlier: ${item}` } });
        const down = button("↓", () => move(i, 1), { attributes: { "aria-label": `Later: ${item}` } });
        up.disabled = i === 0;
        down.disabled = i === now.length - 1;
        return element("li", {}, up, down, " ", item);
      }),
    );
  }

  draw();
  return element(
    "fieldset",
    { class: "question" },
    element("legend", { text }),
    list,
    button("Check the order", () =>
      line.tell(
        now.every((item, i) => item === items[i]),
        because,
      ),
    ),
    line.element,
  );
}

function open({ text, points }: Extract<Question, { kind: "open" }>): HTMLElement {
  const id = `quiz-${made++}`;
  return element(
    "div",
    { class: "question" },
    element("label", { text, attributes: { for: id } }),
    element("textarea", { attributes: { id, rows: 3 } }),
    element(
      "details",
      {},
      element("summary", { text: "Compare with what a good answer names" }),
      element("ul", {}, ...points.map((point) => element("li", { text: point }))),
    ),
  );
}

function questionView(question: Question): HTMLElement {
  switch (question.kind) {
    case "choice":
      return choice(question);
    case "number":
      return number(question);
    case "order":
      return order(question);
    case "open":
      return open(question);
  }
}

function quizView({ title, questions }: Quiz): HTMLElement {
  return element(
    "details",
    { class: "quiz" },
    element("summary", { text: title }),
    ...questions.map(questionView),
  );
}

/** The lecture's quizzes, each question with its own check. */
export function createQuizzes(): HTMLElement {
  return element(
    "section",
    { class: "quizzes", attributes: { "aria-labelledby": "quiz-title" } },
    element("h2", { text: "Check yourself", attributes: { id: "quiz-title" } }),
    ...quizzes.map(quizView),
  );
}
