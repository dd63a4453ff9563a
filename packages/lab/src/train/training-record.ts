import type { Figure } from "../figure.js";
import type { NdArray } from "../nd-array.js";
import type { TrainOutcome } from "./train.js";
import type { HistoryEntry } from "./trainer.js";
import type { ResolvedTraining } from "./training.js";

/** Trials that share the value of a condition, and how they went. */
export interface ConditionScore {
  readonly condition: string;
  readonly value: string;
  readonly trials: number;
  readonly accuracy: number;
  /** Mean size of the answers' errors, where the task has one, in the unit that the task states. */
  readonly meanError?: number | undefined;
}

/** What fresh trials showed. */
export interface Score {
  readonly trials: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly balancedAccuracy?: number | undefined;
  readonly byCondition: readonly ConditionScore[];
}

/** What `run.json` keeps of a training: all that is needed to train again and to tell whether the result is equal. */
export interface TrainingRecord {
  readonly format: "isocortex.training/v1";
  readonly training: ResolvedTraining;
  readonly trainingSha256: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly wasmSha256: string;
  readonly engine: string;
  readonly rng: "philox4x32-10";
  readonly mode: "strict" | "fast";
  /** `imported`: trained elsewhere. */
  readonly ending: TrainOutcome["ending"] | "imported";
  readonly updates: number;
  /** Update whose weights are the result: those of the best validation. */
  readonly bestUpdate: number;
  readonly history: readonly HistoryEntry[];
  readonly score: Score;
  readonly arrays: Readonly<
    Record<
      string,
      { readonly shape: readonly number[]; readonly dtype: "f4" | "f8"; readonly sha256: string }
    >
  >;
  readonly citations: readonly string[];
  readonly wallMs: number;
  readonly memoryBytes: number;
}

/** A training carried out. */
export interface TrainingResult {
  readonly record: TrainingRecord;
  /** Effective weights of the best validation, by PsychRNN's names where it has one. */
  readonly arrays: Readonly<Record<string, NdArray>>;
  readonly figures: readonly Figure[];
}
