import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import {
  type Answer,
  type Batch,
  channelsOf,
  type Given,
  render,
  responseOf,
  stepAt,
  type Task,
  type Trial,
  taskValues,
} from "../src/index.js";

type Values = Parameters<Task["trial"]>[0];

/** Trials of a task, each from a stream of its own. */
export function trialsOf(
  task: Task,
  count: number,
  seed = 1,
  p: Values = taskValues(task),
  given?: Given,
): Trial[] {
  const stream = randomStream(seed).split(task.name);
  return Array.from({ length: count }, (_, i) =>
    task.trial(p, uniformsOf(stream.split(`trial ${i}`)), given),
  );
}

export function batchOf(
  task: Task,
  trials: readonly Trial[],
  p: Values = taskValues(task),
  dtMs = task.dtMs,
): Batch {
  const steps = stepAt(task.durationMs(p), dtMs);
  return render(trials, channelsOf(task, p), { dtMs, steps, precision: "f64" });
}

/** The answers to a batch of outputs (steps, trials, units). */
export function answersTo(
  task: Task,
  trials: readonly Trial[],
  batch: Batch,
  outputs: ArrayLike<number>,
  p: Values = taskValues(task),
): Answer[] {
  return trials.map((trial, i) => task.answer(p, trial, responseOf(batch, i, outputs)));
}

export const shareOf = (answers: readonly Answer[]): number =>
  answers.filter(({ correct }) => correct).length / answers.length;
