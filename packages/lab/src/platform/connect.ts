import { proxy, transfer } from "comlink";
import type { BifurcationResult } from "../bifurcate.js";
import type { Attachments } from "../cortices.js";
import type { NdArray } from "../nd-array.js";
import type { PhasePlaneResult } from "../phase-plane/phase-plane-result.js";
import type { OnProgress } from "../progress.js";
import type { ReproduceOptions } from "../reproduce.js";
import type { ReproductionOutcome } from "../reproduction.js";
import type { RunPlan } from "../run.js";
import type { RunResult } from "../run-record.js";
import type { TrainedAnalysisResult, TrainedAnalysisSpec } from "../train/analyses.js";
import type { TrainingPlan } from "../train/carry-out-training.js";
import type { EvaluateOptions, TrainedEvaluation } from "../train/evaluate-trained.js";
import type { OnTraining } from "../train/train.js";
import type { TrainingResult } from "../train/training-record.js";
import type { TrainedRunPlan } from "../trained/run-trained.js";
import type { TrainedRunResult } from "../trained/trained-run-record.js";
import { createPool } from "./pool.js";

export interface CallOptions {
  readonly onProgress?: OnProgress | undefined;
  /** Cancels the call within 100 ms; it rejects with an error named `Cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** Connectomes that the experiment names besides the packaged ones. */
  readonly connectomes?: Attachments | undefined;
}

export interface TrainCallOptions extends Pick<CallOptions, "connectomes"> {
  /** Address of a module whose default export is the task; only where a platform loads modules for a user. */
  readonly taskUrl?: string | undefined;
  readonly onTraining?: OnTraining | undefined;
  /** Stops the training within an update, after a last checkpoint: the call then gives what there is. */
  readonly signal?: AbortSignal | undefined;
  /** State to go on from, as a `checkpoint` event gave it. */
  readonly checkpoint?: Uint8Array | undefined;
  /** Effective weights to start from instead of drawn ones, where there is no checkpoint. */
  readonly weights?: Readonly<Record<string, NdArray>> | undefined;
  /** Workers that share every batch, at most as many as the lab has; the bits do not depend on it. */
  readonly workers?: number | undefined;
}

/** A trained network: its training, its effective weights, and where the task of a user's own is. */
export interface TrainedSource extends Pick<TrainCallOptions, "connectomes" | "taskUrl"> {
  readonly training: unknown;
  readonly weights: Readonly<Record<string, NdArray>>;
}

/** The verbs, carried out in workers; calls wait for a free one. */
export interface Lab {
  plan(experiment: unknown, options?: CallOptions): Promise<RunPlan>;
  run(experiment: unknown, options?: CallOptions): Promise<RunResult>;
  /** The bifurcation diagram of a model: equilibria and cycles against a parameter. */
  bifurcate(request: unknown, options?: CallOptions): Promise<BifurcationResult>;
  /** Nullclines, equilibria, trajectories and more of two coordinates of a model. */
  phasePlane(request: unknown, options?: CallOptions): Promise<PhasePlaneResult>;
  reproduce(name: string, options?: CallOptions & ReproduceOptions): Promise<ReproductionOutcome>;
  planTraining(training: unknown, options?: TrainCallOptions): Promise<TrainingPlan>;
  train(training: unknown, options?: TrainCallOptions): Promise<TrainingResult>;
  /** Scores trained weights on fresh trials. */
  evaluate(
    training: unknown,
    weights: Readonly<Record<string, NdArray>>,
    options?: Omit<EvaluateOptions, "tasks" | "attached"> &
      Pick<TrainCallOptions, "connectomes" | "taskUrl" | "signal">,
  ): Promise<TrainedEvaluation>;
  planTrained(
    experiment: unknown,
    network: TrainedSource,
    options?: Pick<CallOptions, "signal">,
  ): Promise<TrainedRunPlan>;
  /** An experiment on a trained network: trials of its task, under currents, silences and lesions. */
  runTrained(
    experiment: unknown,
    network: TrainedSource,
    options?: Pick<CallOptions, "signal" | "onProgress">,
  ): Promise<TrainedRunResult>;
  /** Analyses of a trained network, in the order asked for. */
  analyse(
    training: unknown,
    weights: Readonly<Record<string, NdArray>>,
    specs: readonly TrainedAnalysisSpec[],
    options?: Pick<TrainCallOptions, "connectomes" | "taskUrl" | "signal">,
  ): Promise<readonly TrainedAnalysisResult[]>;
  /** A training that was carried out elsewhere, by its effective weights: scored, with a record. */
  adopt(
    training: unknown,
    weights: Readonly<Record<string, NdArray>>,
    options?: Pick<TrainCallOptions, "connectomes" | "taskUrl" | "signal">,
  ): Promise<TrainingResult>;
  /** Ends the workers; calls under way reject. */
  close(): void;
}

/** A worker gets this long to notice a cancel at its next progress report before it is terminated. */
const PATIENCE_MS = 80;
/** A training gets longer: it ends its update and saves where it is. */
const TRAINING_PATIENCE_MS = 10_000;

/** Starts a pool of workers (one unless said) that carry out the verbs. */
export function connect({ workers = 1 }: { workers?: number | undefined } = {}): Lab {
  const pool = createPool(workers);

  /** The caller's progress callback as a worker may call it; an aborted signal answers for it. */
  const listener = ({ signal, onProgress }: CallOptions): OnProgress =>
    proxy(async (at: Parameters<OnProgress>[0]) => (signal?.aborted ? ("stop" as const) : onProgress?.(at)));
  const once = ({ signal }: CallOptions) => ({ signal, patienceMs: PATIENCE_MS });
  const inputsOf = ({ taskUrl, connectomes = {} }: TrainCallOptions) => ({ taskUrl, attached: connectomes });

  return {
    plan: (experiment, options = {}) =>
      pool.ask(once(options), ([member]) => member!.verbs.plan(experiment, options.connectomes ?? {})),
    run: (experiment, options = {}) =>
      pool.ask(once(options), ([member]) =>
        member!.verbs.run(experiment, options.connectomes ?? {}, listener(options)),
      ),
    bifurcate: (request, options = {}) =>
      pool.ask(once(options), ([member]) =>
        member!.verbs.bifurcate(request, options.connectomes ?? {}, listener(options)),
      ),
    phasePlane: (request, options = {}) =>
      pool.ask(once(options), ([member]) =>
        member!.verbs.phasePlane(request, options.connectomes ?? {}, listener(options)),
      ),
    reproduce: (name, options = {}) =>
      pool.ask(once(options), ([member]) =>
        member!.verbs.reproduce(name, { full: options.full, seed: options.seed }, listener(options)),
      ),
    planTraining: (training, options = {}) =>
      pool.ask({ signal: options.signal, patienceMs: PATIENCE_MS }, ([member]) =>
        member!.verbs.planTraining(training, inputsOf(options)),
      ),
    train(training, options = {}) {
      const { signal, onTraining, checkpoint, weights } = options;
      const told: OnTraining = proxy(async (event: Parameters<OnTraining>[0]) => {
        const answer = await onTraining?.(event);
        return signal?.aborted ? ("stop" as const) : answer;
      });
      return pool.ask(
        { signal, patienceMs: TRAINING_PATIENCE_MS, workers: options.workers },
        async ([leader, ...others]) => {
          const inputs = inputsOf(options);
          const ports = others.map(({ verbs }) => {
            const { port1, port2 } = new MessageChannel();
            const lent = verbs.lend(training, inputs, transfer(port1, [port1]));
            return { port: port2, lent };
          });
          for (const { lent } of ports) {
            const settled = await lent;
            if ("error" in settled) return settled;
          }
          const lenders = ports.map(({ port }) => port);
          return leader!.verbs.train(
            training,
            inputs,
            { checkpoint, weights },
            transfer(lenders, lenders),
            told,
          );
        },
      );
    },
    evaluate(training, weights, options = {}) {
      const { trials, seed, taskParameters } = options;
      return pool.ask({ signal: options.signal, patienceMs: PATIENCE_MS }, ([member]) =>
        member!.verbs.evaluate(training, inputsOf(options), weights, { trials, seed, taskParameters }),
      );
    },
    planTrained: (experiment, network, options = {}) =>
      pool.ask(once(options), ([member]) =>
        member!.verbs.planTrained(experiment, network.training, inputsOf(network), network.weights),
      ),
    runTrained: (experiment, network, options = {}) =>
      pool.ask(once(options), ([member]) =>
        member!.verbs.runTrained(
          experiment,
          network.training,
          inputsOf(network),
          network.weights,
          listener(options),
        ),
      ),
    analyse: (training, weights, specs, options = {}) =>
      pool.ask({ signal: options.signal, patienceMs: PATIENCE_MS }, ([member]) =>
        member!.verbs.analyse(training, inputsOf(options), weights, specs),
      ),
    adopt: (training, weights, options = {}) =>
      pool.ask({ signal: options.signal, patienceMs: PATIENCE_MS }, ([member]) =>
        member!.verbs.adopt(training, inputsOf(options), weights),
      ),
    close: pool.close,
  };
}
