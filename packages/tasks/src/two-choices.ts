import { amount } from "./parameters.js";
import type { Answer, Drive, Response, Scored, Trial } from "./task.js";

// What tasks with two alternatives share: one output unit for each, low while waiting, high for the right one.

const source = "Song et al. 2016, PLoS Comput Biol 12:e1004792, task examples";

export const twoChoiceParams = {
  high: amount(1, source),
  low: amount(0.2, source),
} as const;

export const twoChoiceOutputs = [{ name: "choice", size: 2 }] as const;

interface Levels {
  readonly high: number;
  readonly low: number;
}

/** Both outputs low in the fixation epoch, the right one high in the decision epoch; only these two count. */
export function choose(
  { high, low }: Levels,
  right: number,
): { readonly targets: readonly Drive[]; readonly scored: readonly Scored[] } {
  return {
    targets: [
      { channel: "choice", during: "fixation", value: low },
      { channel: "choice", during: "decision", value: right === 0 ? [high, low] : [low, high] },
    ],
    scored: [{ during: "fixation" }, { during: "decision" }],
  };
}

/** Index of the largest value, the first of equals; -1 where there is no number. */
export function indexOfLargest(values: readonly number[]): number {
  let best = -1;
  values.forEach((value, i) => {
    if (best < 0 ? !Number.isNaN(value) : value > values[best]!) best = i;
  });
  return best;
}

/** The alternative with the larger mean in the decision epoch, against the trial's condition `choice`. */
export function judgeChoice(trial: Trial, response: Response, during = "decision"): Answer {
  const chosen = indexOfLargest(response.mean("choice", during));
  return { correct: chosen === trial.condition.choice, choice: chosen };
}

/** The alternative that signed evidence favours; without evidence, either. */
export function favoured(evidence: number, random: () => number): 0 | 1 {
  const coin = random() < 0.5 ? 0 : 1;
  if (evidence === 0) return coin;
  return evidence > 0 ? 1 : 0;
}
