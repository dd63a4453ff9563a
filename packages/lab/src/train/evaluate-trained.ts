import type { Attachments } from "../cortices.js";
import type { Figure } from "../figure.js";
import type { Host } from "../host.js";
import type { NdArray } from "../nd-array.js";
import { examine } from "./carry-out-training.js";
import { score } from "./score.js";
import { prepareTraining } from "./setup.js";
import { weightsFor } from "./start-weights.js";
import { type OwnTasks, type ResolvedTraining, resolveTraining } from "./training.js";
import { psychometricPoints } from "./training-figures.js";
import type { Score } from "./training-record.js";

export interface EvaluateOptions {
  /** Fresh trials (512). */
  readonly trials?: number | undefined;
  /** Of the trials and the noise (the training's own); the trials are none that the training had. */
  readonly seed?: number | undefined;
  /** Parameters of the task that the test changes. */
  readonly taskParameters?: ResolvedTraining["taskParameters"] | undefined;
  readonly tasks?: OwnTasks | undefined;
  readonly attached?: Attachments | undefined;
}

export interface TrainedEvaluation {
  readonly score: Score;
  /** The training with what was changed for the test. */
  readonly training: ResolvedTraining;
  readonly seed: number;
  readonly figures: readonly Figure[];
}

/** The training with the last stage of its curriculum as the task, and what the test changes. */
export function tested(
  { training: { curriculum, ...training }, ...rest }: ResolvedTraining,
  { seed = rest.seed, taskParameters }: Pick<EvaluateOptions, "seed" | "taskParameters">,
): ResolvedTraining {
  const last = curriculum?.stages.at(-1)?.task;
  return { ...rest, seed, training, taskParameters: { ...rest.taskParameters, ...last, ...taskParameters } };
}

/**
 * Scores weights on fresh trials.
 * @throws InputError when training and weights do not fit together
 */
export async function evaluateTrained(
  host: Pick<Host, "core">,
  value: unknown,
  arrays: Readonly<Record<string, NdArray>>,
  options: EvaluateOptions = {},
): Promise<TrainedEvaluation> {
  const { tasks, attached } = options;
  const resolved = tested(resolveTraining(value, tasks), options);
  const setup = prepareTraining(await host.core(resolved.fast), resolved, tasks, attached);
  const { evaluation, trial } = examine(setup, weightsFor(setup, arrays), 0, options.trials);
  return {
    score: score(evaluation),
    training: resolved,
    seed: resolved.seed,
    figures: [...psychometricPoints(setup.source.task, evaluation, resolved.name), ...(trial ? [trial] : [])],
  };
}
