import type { Core, RandomStream } from "@isocortex/core-wasm";
import type { Attachments } from "./cortices.js";
import type { Experiment } from "./io/experiment.js";
import type { ReproductionOutcome } from "./reproduction.js";
import type { RunResult } from "./run-record.js";
import type { Variables } from "./train/optimisers.js";
import type { Setup } from "./train/setup.js";
import type { TrainOutcome } from "./train/train.js";
import type { TrainingState } from "./train/trainer.js";
import type { Training } from "./train/training.js";

/** A network that a reproduction trained. */
export interface Trained {
  readonly setup: Setup;
  readonly ending: TrainOutcome["ending"];
  readonly state: TrainingState;
  /** Effective weights of the best validation. */
  readonly weights: Variables;
}

/** What a reproduction may use. */
export interface ReproductionContext {
  /** The strict core, for what is no experiment. */
  readonly core: Core;
  /** Carries out one of the experiments of the reproduction. */
  run(experiment: Omit<Experiment, "isocortex">, attached?: Attachments): Promise<RunResult>;
  /** Trains a network; progress and cancel are seen to. */
  train(training: Omit<Training, "isocortex">): Promise<Trained>;
  /** Says how far it is; also the place where a cancel takes effect. */
  progress(stage: string, fraction: number): Promise<void>;
  /** Also do what takes minutes. */
  readonly full: boolean;
  /** Root of all randomness of the reproduction. */
  readonly random: RandomStream;
  readonly seed: number;
}

/** A published result: the experiments that reproduce it and the numbers that must come out. */
export interface Reproduction {
  readonly name: string;
  readonly title: string;
  readonly citations: readonly string[];
  /** Part of what `reproduce` does when no name is given. */
  readonly flagship: boolean;
  /** Quantities of the checks that a reader should see first. */
  readonly headlines: readonly string[];
  reproduce(
    context: ReproductionContext,
  ): Promise<Pick<ReproductionOutcome, "checks" | "figures" | "notes" | "runs">>;
}
