import type { Sequence } from "@isocortex/models";
import { type LossSpec, readsSquashed, type Squashed } from "./losses.js";

/** What a loss reads of a sequence's outputs besides themselves, by kernels. */
export function squashedOutputs(sequence: Sequence, loss: LossSpec): Squashed {
  if (!readsSquashed(loss)) return {};
  return {
    sigmoid: sequence.outputsThrough("sigmoid"),
    softplus: loss.kind === "bce" ? sequence.outputsThrough("softplus") : undefined,
  };
}
