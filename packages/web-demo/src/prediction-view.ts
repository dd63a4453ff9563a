import { button, element } from "./dom.js";
import type { Prediction } from "./page.js";

/** The question before the dial: answered or skipped, once in a visit. */
export interface PredictionView {
  readonly element: HTMLElement;
}

function keyOf(slug: string): string {
  return `isocortex-predicted-${slug}`;
}

function remembered(slug: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(slug));
  } catch {
    return null;
  }
}

function remember(slug: string, answer: string): void {
  try {
    sessionStorage.setItem(keyOf(slug), answer);
  } catch {
    // Without storage the question is asked again.
  }
}

/**
 * @param skip goes on without asking, as for a link that sets something
 * @param onDone called once the dial may be touched
 */
export function createPrediction(
  slug: string,
  { question, answers, right, because }: Prediction,
  skip: boolean,
  onDone: () => void,
): PredictionView {
  const verdict = element("p", { class: "verdict", attributes: { role: "status" } });
  const choices = answers.map((text, i) => button(text, () => answered(i), { class: "answer" }));
  const pass = button("Skip the question", () => answered(-1), { class: "quiet" });
  const root = element(
    "section",
    { class: "prediction", attributes: { "aria-labelledby": "prediction-title" } },
    element("h2", { text: "Predict first", attributes: { id: "prediction-title" } }),
    element("p", { class: "question", text: question }),
    element("div", { class: "answers" }, ...choices, pass),
    verdict,
  );

  function answered(choice: number, again = false): void {
    choices.forEach((one, i) => {
      one.disabled = true;
      one.setAttribute("aria-pressed", String(i === choice));
      if (i === right && choice >= 0) one.classList.add("right");
    });
    pass.hidden = true;
    root.classList.add("answered");
    if (choice >= 0)
      verdict.textContent = `${choice === right ? "As you said." : "It goes otherwise."} ${because}`;
    if (!again) remember(slug, String(choice));
    onDone();
  }

  const earlier = remembered(slug);
  if (earlier !== null) answered(Number(earlier), true);
  else if (skip) onDone();
  return { element: root };
}
