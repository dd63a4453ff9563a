import { InputError, uniformsOf } from "@isocortex/core-wasm";
import type { Trial } from "@isocortex/tasks";
import type { Figure } from "../figure.js";
import type { NdArray } from "../nd-array.js";
import { type Evaluation, evaluator, type Seen } from "./evaluate.js";
import type { Variables } from "./optimisers.js";
import type { Setup } from "./setup.js";

/** A trained network: its training's setup, the weights that it uses, by name, and the stage of the curriculum it reached. */
export interface Trained {
  readonly setup: Setup;
  readonly weights: Variables;
  readonly stage: number;
}

/** What an analysis gives: numbers that are plain JSON, and figures. */
export interface Analysis {
  readonly numbers: unknown;
  readonly figures: readonly Figure[];
}

export type AnalysisOptions = Readonly<Record<string, unknown>>;

/** An analysis of trained networks as an entry of their table. */
export interface TrainedAnalysis<O extends AnalysisOptions = AnalysisOptions> {
  readonly meaning: string;
  /** Option names with their defaults. */
  readonly options: O;
  /** @throws InputError when an option does not fit the network or its task */
  apply(trained: Trained, options: O, path: string): Analysis;
}

/**
 * A setup with effective weights, such as the arrays of a training's result.
 * @param stage of the curriculum; the last one when left out
 * @throws InputError when a weight is missing or has another size
 */
export function trainedOf(
  setup: Setup,
  weights: Readonly<Record<string, NdArray["data"]>>,
  stage = setup.source.stages.length - 1,
): Trained {
  const floats = setup.built.shapes.map(({ name, shape: [rows, columns] }) => {
    const data = weights[name];
    if (data && !(data instanceof Int32Array) && data.length === rows * columns) return [name, data] as const;
    throw new InputError(
      `weight ${name} has ${data ? `${data.length} numbers` : "no value"}; expected ${rows} x ${columns} real numbers, row-major.`,
      { path: name },
    );
  });
  if (!setup.source.stages[stage])
    throw new InputError(`stage is ${stage}; expected 0 to ${setup.source.stages.length - 1}.`, {
      path: "stage",
    });
  return { setup, weights: Object.fromEntries(floats), stage };
}

const streamOf = ({ setup }: Trained, analysis: string) => setup.root.split(`analysis ${analysis}`);

/** Trials of an analysis: the same at every call, and none that training, validation or scoring has. */
export function analysisTrials(trained: Trained, analysis: string, count: number): readonly Trial[] {
  const { task, stages } = trained.setup.source;
  const stream = streamOf(trained, analysis);
  return Array.from({ length: count }, (_, i) =>
    task.trial(stages[trained.stage]!, uniformsOf(stream.split(`trial ${i}`))),
  );
}

/** Random numbers of an analysis by what they are for. */
export function analysisStream(trained: Trained, analysis: string, purpose: string) {
  return streamOf(trained, analysis).split(purpose);
}

/** Runs weights on trials with noise as in training; `see` gets each stretch of them and the number of its first trial. */
export function runnerOf(trained: Trained, analysis: string) {
  const { evaluate } = evaluator(trained.setup);
  const noise = analysisStream(trained, analysis, "noise");
  return (
    trials: readonly Trial[],
    see?: (chunk: Seen, first: number) => void,
    weights: Variables = trained.weights,
  ): Evaluation => {
    let first = 0;
    return evaluate(weights, trials, trained.stage, noise, (chunk) => {
      see?.(chunk, first);
      first += chunk.count;
    });
  };
}

/** The rate of a unit in a trial of a stretch after step `step` (0 = the first). */
export function rateOf({ sequence, batch }: Seen, trial: number, step: number, unit: number): number {
  const { hidden } = sequence.network;
  return sequence.rates[((step + 1) * batch.trials + trial) * hidden + unit]!;
}
