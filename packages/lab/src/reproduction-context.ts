import type { RandomStream } from "@isocortex/core-wasm";
import type { Attachments } from "./cortices.js";
import type { Experiment } from "./io/experiment.js";
import type { ReproductionOutcome } from "./reproduction.js";
import type { RunResult } from "./run-record.js";

/** What a reproduction may use. */
export interface ReproductionContext {
  /** Carries out one of the experiments of the reproduction. */
  run(experiment: Omit<Experiment, "isocortex">, attached?: Attachments): Promise<RunResult>;
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
