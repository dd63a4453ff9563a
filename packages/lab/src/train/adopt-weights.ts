import type { Host } from "../host.js";
import type { NdArray } from "../nd-array.js";
import { examine, recordOf, type TrainOptions, weightArrays } from "./carry-out-training.js";
import { score } from "./score.js";
import { prepareTraining } from "./setup.js";
import { rawWeights, weightsFor } from "./start-weights.js";
import { resolveTraining } from "./training.js";
import { trainingFigures } from "./training-figures.js";
import type { TrainingResult } from "./training-record.js";

/**
 * Weights from elsewhere as the result of a training, scored on fresh trials.
 * @throws InputError when they do not fit the training's task and network, or break its constraints
 */
export async function adoptWeights(
  host: Omit<Host, "onProgress">,
  value: unknown,
  given: Readonly<Record<string, NdArray>>,
  { tasks, attached }: Pick<TrainOptions, "tasks" | "attached"> = {},
): Promise<TrainingResult> {
  const start = host.now();
  const resolved = resolveTraining(value, tasks);
  const setup = prepareTraining(await host.core(resolved.fast), resolved, tasks, attached);
  const weights = weightsFor(setup, given);
  rawWeights(setup, weights);
  const stage = (resolved.training.curriculum?.stages.length ?? 1) - 1;
  const { evaluation, trial } = examine(setup, weights, stage);
  const arrays = weightArrays(setup, { ...weights });
  const part = {
    ending: "imported",
    updates: 0,
    bestUpdate: 0,
    history: [],
    score: score(evaluation),
  } as const;
  return {
    record: recordOf(host, setup, part, arrays, host.now() - start),
    arrays,
    figures: trainingFigures(setup, [], weights, evaluation, trial),
  };
}
