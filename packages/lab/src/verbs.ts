import type { InputError } from "@isocortex/core-wasm";
import { isInputError } from "@isocortex/core-wasm";
import type { BifurcationResult } from "./bifurcate.js";
import type { Attachments } from "./cortices.js";
import type { NdArray } from "./nd-array.js";
import type { PhasePlaneResult } from "./phase-plane/phase-plane-result.js";
import type { OnProgress } from "./progress.js";
import type { ReproduceOptions } from "./reproduce.js";
import type { ReproductionOutcome } from "./reproduction.js";
import type { RunPlan } from "./run.js";
import type { RunResult } from "./run-record.js";
import type { TrainedAnalysisResult, TrainedAnalysisSpec } from "./train/analyses.js";
import type { TrainingPlan } from "./train/carry-out-training.js";
import type { EvaluateOptions, TrainedEvaluation } from "./train/evaluate-trained.js";
import type { OnTraining } from "./train/train.js";
import type { TrainingResult } from "./train/training-record.js";
import type { TrainedRunPlan } from "./trained/run-trained.js";
import type { TrainedRunResult } from "./trained/trained-run-record.js";
import type { UnrollingResult } from "./unroll/unroll-areas.js";
import type { Platform, TrainingInputs, TrainingStart } from "./verb-platform.js";

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

async function settle<T>(work: () => T | Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const details = isInputError(error) ? error : undefined;
    return { error: { name, message, stack, code: details?.code, path: details?.path, hint: details?.hint } };
  }
}

/** The verbs on a platform. What carries out a verb is loaded when it is first asked for. */
export function verbsOn<P>(platform: Platform<P>): Verbs<P> {
  const training = () => import("./train/verbs.js");
  return {
    plan: (experiment, attached) =>
      settle(async () => (await import("./run.js")).planRun(experiment, attached)),
    run: (experiment, attached, onProgress) =>
      settle(async () => (await import("./run.js")).run({ ...platform, onProgress }, experiment, attached)),
    bifurcate: (request, attached, onProgress) =>
      settle(async () =>
        (await import("./bifurcate.js")).bifurcate({ ...platform, onProgress }, request, attached),
      ),
    phasePlane: (request, attached, onProgress) =>
      settle(async () =>
        (await import("./phase-plane/phase-plane.js")).phasePlane(
          { ...platform, onProgress },
          request,
          attached,
        ),
      ),
    unroll: (request, onProgress) =>
      settle(async () =>
        (await import("./unroll/unroll-areas.js")).unrollAreas({ ...platform, onProgress }, request),
      ),
    reproduce: (name, options, onProgress) =>
      settle(async () =>
        (await import("./reproduce.js")).reproduce({ ...platform, onProgress }, name, options),
      ),
    planTraining: (...asked) => settle(async () => (await training()).planOn(platform, ...asked)),
    train: (...asked) => settle(async () => (await training()).trainOn(platform, ...asked)),
    evaluate: (...asked) => settle(async () => (await training()).evaluateOn(platform, ...asked)),
    planTrained: (...asked) => settle(async () => (await training()).planTrainedOn(platform, ...asked)),
    runTrained: (...asked) => settle(async () => (await training()).runTrainedOn(platform, ...asked)),
    analyse: (...asked) => settle(async () => (await training()).analyseOn(platform, ...asked)),
    adopt: (...asked) => settle(async () => (await training()).adoptOn(platform, ...asked)),
    lend: (...asked) => settle(async () => (await training()).lendOn(platform, ...asked)),
  };
}

/** The buffers of a run's arrays, to be transferred rather than cloned. */
export function buffersOf(settled: Settled<Pick<RunResult, "arrays">>): ArrayBufferLike[] {
  return "value" in settled ? Object.values(settled.value.arrays).map(({ data }) => data.buffer) : [];
}
