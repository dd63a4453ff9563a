import { stepAt, type Trial } from "@isocortex/tasks";
import type { TrainedAnalysisResult } from "../train/analyses.js";
import type { Evaluation } from "../train/evaluate.js";
import { score } from "../train/score.js";
import type { Setup } from "../train/setup.js";
import { namedChannels } from "./network-names.js";
import type { Codes } from "./trial-arrays.js";

/** Epochs of a trial with the moments of their first step and of the first one behind them. */
function epochsOf({ epochs }: Trial, dtMs: number) {
  let ms = 0;
  return epochs.map(([name, duration]) => {
    const fromMs = stepAt(ms, dtMs) * dtMs;
    ms += duration;
    return { name, fromMs, toMs: stepAt(ms, dtMs) * dtMs };
  });
}

/** What a run of a trained network says in numbers: scores, every trial, what the codes of conditions mean, analyses by name. */
export function summaryOf(
  { source, resolved }: Setup,
  { evaluation }: { readonly evaluation: Evaluation },
  trials: readonly Trial[],
  codes: Codes,
  analyses: readonly TrainedAnalysisResult[],
): Readonly<Record<string, unknown>> {
  return {
    task: source.task.name,
    score: score(evaluation),
    channels: {
      inputs: namedChannels(source.channels.inputs).names,
      outputs: namedChannels(source.channels.outputs).names,
    },
    ...(Object.keys(codes).length > 0 ? { conditionCodes: codes } : {}),
    trials: trials.map((trial, i) => {
      const { condition, ...answer } = evaluation.answers[i]!;
      return { condition, epochs: epochsOf(trial, resolved.dtMs), answer };
    }),
    ...(analyses.length > 0
      ? { analyses: analyses.map(({ name, options, numbers }) => ({ name, options, numbers })) }
      : {}),
  };
}
