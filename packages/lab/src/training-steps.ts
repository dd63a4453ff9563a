import type { Core } from "@isocortex/core-wasm";
import { type GradientWorker, gradientWorker } from "./train/gradient-worker.js";
import { prepareTraining } from "./train/setup.js";
import { createTrainer, startState, type UpdateReport } from "./train/trainer.js";
import { type OwnTasks, resolveTraining } from "./train/training.js";

export type { Task as TrainingTask } from "@isocortex/tasks";

export interface TrainingStepsOptions {
  readonly tasks?: OwnTasks | undefined;
  /** Draws the trials of the first update and uses them in every one. */
  readonly sameTrials?: boolean | undefined;
}

function withoutDrawing(worker: GradientWorker): GradientWorker {
  let drawn: ReturnType<GradientWorker["prepare"]> | undefined;
  return {
    ...worker,
    prepare(update, probabilities) {
      drawn ??= worker.prepare(update, probabilities);
      return drawn;
    },
  };
}

/**
 * A training on this thread, one update at a time: for measuring it. Each call makes an update, without validation.
 * @throws InputError when the training is not a valid one
 */
export function trainingSteps(
  core: Core,
  training: unknown,
  { tasks, sameTrials = false }: TrainingStepsOptions = {},
): () => Promise<UpdateReport> {
  const setup = prepareTraining(core, resolveTraining(training, tasks), tasks);
  const worker = gradientWorker(setup, [...setup.shards.keys()]);
  const trainer = createTrainer(setup, [sameTrials ? withoutDrawing(worker) : worker], startState(setup));
  return () => trainer.update();
}
