import type { Check } from "../../check.js";
import type { Figure } from "../../figure.js";
import type { ReproductionContext } from "../../reproduction-context.js";

/** One part of the reproduction: a question asked of the model. */
export type Part = (context: ReproductionContext) => Promise<{
  readonly checks: readonly Check[];
  readonly figures: readonly Figure[];
}>;

export const reference = "independent implementation of Wong & Wang 2006, J Neurosci 26:1314";
