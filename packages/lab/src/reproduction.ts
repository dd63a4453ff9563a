import type { Check } from "./check.js";
import type { Figure } from "./figure.js";
import type { RunRecord } from "./run-record.js";

/** What a reproduction of a published result gave. */
export interface ReproductionOutcome {
  readonly name: string;
  readonly title: string;
  readonly citations: readonly string[];
  readonly checks: readonly Check[];
  /** Quantities of the checks that a reader should see first. */
  readonly headlines: readonly string[];
  readonly figures: readonly Figure[];
  /** Disagreements and choices that a reader should know. */
  readonly notes: readonly string[];
  readonly runs: readonly RunRecord[];
}
