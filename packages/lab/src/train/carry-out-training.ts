import type { Core } from "@isocortex/core-wasm";
import { InputError } from "@isocortex/core-wasm";
import type { Attachments } from "../cortices.js";
import type { Figure } from "../figure.js";
import type { Host } from "../host.js";
import { sha256OfArray } from "../io/sha256.js";
import type { NdArray } from "../nd-array.js";
import { version } from "../version.js";
import { trainingSha256 } from "./checkpoint.js";
import { evaluator } from "./evaluate.js";
import type { GradientWorker } from "./gradient-worker.js";
import { score } from "./score.js";
import { prepareTraining, type Setup, trainingBytes } from "./setup.js";
import { type OnTraining, train } from "./train.js";
import { createTrainer } from "./trainer.js";
import { type OwnTasks, type ResolvedTraining, resolveTraining } from "./training.js";
import { trainingFigures, trialFigure } from "./training-figures.js";
import type { TrainingRecord, TrainingResult } from "./training-record.js";

/** What a training will take, known before it starts. */
export interface TrainingPlan {
  readonly training: ResolvedTraining;
  readonly steps: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Trained numbers. */
  readonly parameters: number;
  /** For each worker. */
  readonly memoryBytes: number;
}

export interface TrainOptions {
  readonly checkpoint?: Uint8Array | undefined;
  /** Weights to start from, effective ones. */
  readonly weights?: Readonly<Record<string, NdArray>> | undefined;
  readonly tasks?: OwnTasks | undefined;
  readonly attached?: Attachments | undefined;
  /** Workers for the shards of a setup; this thread when left out. */
  readonly workers?: ((setup: Setup) => Promise<readonly GradientWorker[]>) | undefined;
}

/** @throws InputError when the training is not a valid one */
export function planTraining(
  core: Core,
  value: unknown,
  { tasks, attached }: TrainOptions = {},
): TrainingPlan {
  const setup = prepareTraining(core, resolveTraining(value, tasks), tasks, attached);
  const { built, source, resolved } = setup;
  return {
    training: resolved,
    steps: source.steps,
    inputs: built.network.inputs,
    outputs: built.network.outputs,
    parameters: built.shapes
      .filter(({ name }) => built.trained.includes(name))
      .reduce((sum, { shape: [rows, columns] }) => sum + rows * columns, 0),
    memoryBytes: trainingBytes(setup),
  };
}

/** Fresh trials that a finished training is scored on. */
const SCORED_TRIALS = 512;

/** Weights as arrays of their shapes, with the signs of units under Dale's law. */
export function weightArrays(
  { built, resolved }: Setup,
  weights: Record<string, NdArray["data"]>,
): Record<string, NdArray> {
  const arrays = built.shapes.map(({ name, shape }): [string, NdArray] => [
    name,
    { shape, data: weights[name]! },
  ]);
  const { dale, hidden } = { dale: resolved.network.dale, hidden: resolved.network.hidden };
  const signs = built.constraints.W_rec?.signs;
  return {
    ...Object.fromEntries(arrays),
    ...(dale && signs ? { dale_signs: { shape: [hidden], data: Float64Array.from(signs) } } : {}),
  };
}

/** What `run.json` says of each weight. */
export function describeWeights(arrays: Readonly<Record<string, NdArray>>): TrainingRecord["arrays"] {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [
      name,
      {
        shape: array.shape,
        dtype: array.data instanceof Float32Array ? "f4" : "f8",
        sha256: sha256OfArray(array),
      } as const,
    ]),
  );
}

/** What `run.json` says of a training. */
export function recordOf(
  host: Pick<Host, "engine">,
  setup: Setup,
  part: Pick<TrainingRecord, "ending" | "updates" | "bestUpdate" | "history" | "score">,
  arrays: Record<string, NdArray>,
  wallMs: number,
): TrainingRecord {
  const { core, resolved, source } = setup;
  return {
    format: "isocortex.training/v1",
    training: resolved,
    trainingSha256: trainingSha256(resolved),
    versions: { isocortex: version },
    wasmSha256: core.sha256 ?? "given by the caller",
    engine: host.engine,
    rng: "philox4x32-10",
    mode: core.mode,
    ...part,
    arrays: describeWeights(arrays),
    citations: ["isocortex", ...source.task.cite],
    wallMs,
    memoryBytes: trainingBytes(setup),
  };
}

/**
 * Carries out a training, from the start or from a checkpoint, and scores its best weights on fresh trials.
 * @throws InputError when it is invalid, its gradient stops being finite, or the checkpoint is of another training
 */
export async function carryOutTraining(
  host: Omit<Host, "onProgress">,
  value: unknown,
  onTraining: OnTraining,
  options: TrainOptions = {},
): Promise<TrainingResult> {
  const start = host.now();
  const resolved = resolveTraining(value, options.tasks);
  const core = await host.core(resolved.fast);
  const setup = prepareTraining(core, resolved, options.tasks, options.attached);
  const { ending, state } = await train(host, setup, onTraining, {
    checkpoint: options.checkpoint,
    weights: options.weights,
    workers: await options.workers?.(setup),
  });
  const weights = createTrainer(setup, [], state).weights("best");
  const { evaluation, trial } = examine(setup, weights, state.curriculum?.stage ?? 0);
  const arrays = weightArrays(setup, weights);
  const record = recordOf(
    host,
    setup,
    {
      ending,
      updates: state.update,
      bestUpdate: state.bestUpdate || state.update,
      history: state.history,
      score: score(evaluation),
    },
    arrays,
    host.now() - start,
  );
  return { record, arrays, figures: trainingFigures(setup, state.history, weights, evaluation, trial) };
}

/** Scores weights on fresh trials of a stage, and keeps one of them to look at. */
export function examine(
  setup: Setup,
  weights: Record<string, NdArray["data"]>,
  stage: number,
  trials = SCORED_TRIALS,
) {
  const fresh = setup.source.scoringTrials(stage, trials);
  let trial: Figure | undefined;
  const evaluation = evaluator(setup).evaluate(
    weights as Record<string, Float32Array>,
    fresh,
    stage,
    setup.root.split("scoring noise"),
    (seen) => {
      trial ??= trialFigure(setup, seen, setup.resolved.name);
    },
  );
  if (evaluation.answers.length === 0)
    throw new InputError("there are no trials to score; ask for at least one.");
  return { evaluation, trial };
}
