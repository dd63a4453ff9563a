import type { InputError } from "@isocortex/core-wasm";
import { isInputError } from "@isocortex/core-wasm";
import { checkTask } from "@isocortex/tasks";
import { type BifurcationResult, bifurcate } from "./bifurcate.js";
import type { Attachments } from "./cortices.js";
import type { Host } from "./host.js";
import type { NdArray } from "./nd-array.js";
import { phasePlane } from "./phase-plane/phase-plane.js";
import type { PhasePlaneResult } from "./phase-plane/phase-plane-result.js";
import type { OnProgress } from "./progress.js";
import { type ReproduceOptions, reproduce } from "./reproduce.js";
import type { ReproductionOutcome } from "./reproduction.js";
import { planRun, type RunPlan, run } from "./run.js";
import type { RunResult } from "./run-record.js";
import { adoptWeights } from "./train/adopt-weights.js";
import { analyseTrained, type TrainedAnalysisResult, type TrainedAnalysisSpec } from "./train/analyses.js";
import { trainedOf } from "./train/analyses-trained.js";
import {
  carryOutTraining,
  planTraining,
  type TrainingPlan,
  type TrainOptions,
} from "./train/carry-out-training.js";
import { type EvaluateOptions, evaluateTrained, type TrainedEvaluation } from "./train/evaluate-trained.js";
import { type GradientWorker, gradientWorker } from "./train/gradient-worker.js";
import { guardTask } from "./train/guard-task.js";
import { prepareTraining } from "./train/setup.js";
import { weightsFor } from "./train/start-weights.js";
import type { OnTraining } from "./train/train.js";
import { type OwnTasks, resolveTraining } from "./train/training.js";
import type { TrainingResult } from "./train/training-record.js";
import { planTrained, runTrained, type TrainedRunPlan } from "./trained/run-trained.js";
import type { TrainedRunResult } from "./trained/trained-run-record.js";
import { type UnrollingResult, unrollAreas } from "./unroll/unroll-areas.js";

/** An error in a form that crosses a worker boundary whole. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: InputError["code"] | undefined;
  readonly path: string | undefined;
  readonly hint: string | undefined;
}

export type Settled<T> = { readonly value: T } | { readonly error: PlainError };

/** What a training needs besides itself. */
export interface TrainingInputs {
  /** Address of a module whose default export is the task. */
  readonly taskUrl: string | undefined;
  readonly attached: Attachments;
}

/** What a training goes on from: a checkpoint, or weights to start from; nothing where they are drawn. */
export type TrainingStart = Pick<TrainOptions, "checkpoint" | "weights">;

/** A worker's share in the gradients of another worker's training. */
export interface Lender extends GradientWorker {
  /** Which shards of every batch are its own; asked for once, first. */
  take(shards: readonly number[]): void | Promise<void>;
}

/** What a worker is asked for; every answer is settled, so that errors keep their fields. */
export interface Verbs<P> {
  plan(experiment: unknown, attached: Attachments): Promise<Settled<RunPlan>>;
  run(experiment: unknown, attached: Attachments, onProgress: OnProgress): Promise<Settled<RunResult>>;
  /** The bifurcation diagram of a model. */
  bifurcate(
    request: unknown,
    attached: Attachments,
    onProgress: OnProgress,
  ): Promise<Settled<BifurcationResult>>;
  phasePlane(
    request: unknown,
    attached: Attachments,
    onProgress: OnProgress,
  ): Promise<Settled<PhasePlaneResult>>;
  /** A recurrent network of areas as a feedforward one. */
  unroll(request: unknown, onProgress: OnProgress): Promise<Settled<UnrollingResult>>;
  reproduce(
    name: string,
    options: ReproduceOptions,
    onProgress: OnProgress,
  ): Promise<Settled<ReproductionOutcome>>;
  planTraining(training: unknown, inputs: TrainingInputs): Promise<Settled<TrainingPlan>>;
  /** @param lenders share the shards between them and this worker; `P` is what a lender is reached by */
  train(
    training: unknown,
    inputs: TrainingInputs,
    from: TrainingStart,
    lenders: readonly P[],
    onTraining: OnTraining,
  ): Promise<Settled<TrainingResult>>;
  /** Scores trained weights on fresh trials. */
  evaluate(
    training: unknown,
    inputs: TrainingInputs,
    weights: Readonly<Record<string, NdArray>>,
    options: EvaluateOptions,
  ): Promise<Settled<TrainedEvaluation>>;
  planTrained(
    experiment: unknown,
    training: unknown,
    inputs: TrainingInputs,
    weights: Readonly<Record<string, NdArray>>,
  ): Promise<Settled<TrainedRunPlan>>;
  /** An experiment on a trained network. */
  runTrained(
    experiment: unknown,
    training: unknown,
    inputs: TrainingInputs,
    weights: Readonly<Record<string, NdArray>>,
    onProgress: OnProgress,
  ): Promise<Settled<TrainedRunResult>>;
  /** Analyses of a trained network. */
  analyse(
    training: unknown,
    inputs: TrainingInputs,
    weights: Readonly<Record<string, NdArray>>,
    specs: readonly TrainedAnalysisSpec[],
  ): Promise<Settled<readonly TrainedAnalysisResult[]>>;
  /** A training that was carried out elsewhere, by its weights. */
  adopt(
    training: unknown,
    inputs: TrainingInputs,
    weights: Readonly<Record<string, NdArray>>,
  ): Promise<Settled<TrainingResult>>;
  /** Lends this worker to the training of the one at the other end of `port`. */
  lend(training: unknown, inputs: TrainingInputs, port: P): Promise<Settled<undefined>>;
}

/** What of the platform the verbs need. */
export interface Platform<P> extends Omit<Host, "onProgress"> {
  /** Imports a module of the user's own, such as a task. @throws InputError where that cannot be done */
  loadModule(url: string): Promise<unknown>;
  reach(port: P): Lender;
  offer(port: P, lender: Lender): void;
}

async function settle<T>(work: () => T | Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const details = isInputError(error) ? error : undefined;
    return { error: { name, message, stack, code: details?.code, path: details?.path, hint: details?.hint } };
  }
}

async function ownTask<P>({ loadModule }: Platform<P>, url: string | undefined): Promise<OwnTasks> {
  if (url === undefined) return {};
  const task = checkTask(((await loadModule(url)) as { readonly default?: unknown }).default);
  return { [task.name]: guardTask(task) };
}

/** Shards in runs of nearly equal length, one for each of so many workers. */
function shareOut(shards: number, workers: number): number[][] {
  const edge = (i: number): number => Math.floor((shards * i) / workers);
  return Array.from({ length: workers }, (_, w) =>
    Array.from({ length: edge(w + 1) - edge(w) }, (_each, i) => edge(w) + i),
  );
}

/** The verbs on a platform. */
export function verbsOn<P>(platform: Platform<P>): Verbs<P> {
  const optionsOf = async ({ taskUrl, attached }: TrainingInputs): Promise<TrainOptions> => ({
    tasks: await ownTask(platform, taskUrl),
    attached,
  });
  return {
    plan: (experiment, attached) => settle(() => planRun(experiment, attached)),
    run: (experiment, attached, onProgress) =>
      settle(() => run({ ...platform, onProgress }, experiment, attached)),
    bifurcate: (request, attached, onProgress) =>
      settle(() => bifurcate({ ...platform, onProgress }, request, attached)),
    phasePlane: (request, attached, onProgress) =>
      settle(() => phasePlane({ ...platform, onProgress }, request, attached)),
    unroll: (request, onProgress) => settle(() => unrollAreas({ ...platform, onProgress }, request)),
    reproduce: (name, options, onProgress) =>
      settle(() => reproduce({ ...platform, onProgress }, name, options)),
    planTraining: (training, inputs) =>
      settle(async () => planTraining(await platform.core(false), training, await optionsOf(inputs))),
    train: (training, inputs, from, lenders, onTraining) =>
      settle(async () =>
        carryOutTraining(platform, training, onTraining, {
          ...(await optionsOf(inputs)),
          ...from,
          async workers(setup) {
            const shares = shareOut(setup.shards.length, Math.min(lenders.length + 1, setup.shards.length));
            const own = shares.pop()!;
            const reached = lenders.slice(0, shares.length).map(platform.reach);
            await Promise.all(reached.map((lender, i) => lender.take(shares[i]!)));
            // This thread last: the others are asked before it is busy.
            return [...reached, gradientWorker(setup, own)];
          },
        }),
      ),
    evaluate: (training, inputs, weights, options) =>
      settle(async () =>
        evaluateTrained(platform, training, weights, { ...options, ...(await optionsOf(inputs)) }),
      ),
    planTrained: (experiment, training, inputs, weights) =>
      settle(async () =>
        planTrained(await platform.core(false), experiment, {
          ...(await optionsOf(inputs)),
          training,
          weights,
        }),
      ),
    runTrained: (experiment, training, inputs, weights, onProgress) =>
      settle(async () =>
        runTrained({ ...platform, onProgress }, experiment, {
          ...(await optionsOf(inputs)),
          training,
          weights,
        }),
      ),
    analyse: (training, inputs, weights, specs) =>
      settle(async () => {
        const { tasks, attached } = await optionsOf(inputs);
        const resolved = resolveTraining(training, tasks);
        const setup = prepareTraining(await platform.core(resolved.fast), resolved, tasks, attached);
        return analyseTrained(trainedOf(setup, weightsFor(setup, weights)), specs);
      }),
    adopt: (training, inputs, weights) =>
      settle(async () => adoptWeights(platform, training, weights, await optionsOf(inputs))),
    lend: (training, inputs, port) =>
      settle(async () => {
        const { tasks, attached } = await optionsOf(inputs);
        const resolved = resolveTraining(training, tasks);
        const setup = prepareTraining(await platform.core(resolved.fast), resolved, tasks, attached);
        let worker: GradientWorker = gradientWorker(setup, []);
        platform.offer(port, {
          take(shards) {
            worker = gradientWorker(setup, shards);
          },
          prepare: (update, probabilities) => worker.prepare(update, probabilities),
          gradients: (weights, denominator) => worker.gradients(weights, denominator),
        });
        return undefined;
      }),
  };
}

/** The buffers of a run's arrays, to be transferred rather than cloned. */
export function buffersOf(settled: Settled<Pick<RunResult, "arrays">>): ArrayBufferLike[] {
  return "value" in settled ? Object.values(settled.value.arrays).map(({ data }) => data.buffer) : [];
}
