import { encodeNpz, type RunResult, type TrainingResult } from "@isocortex/lab";
import { save } from "./save.js";

function nameOf({ record }: RunResult | TrainingResult): string {
  return record.format === "isocortex.run/v1" ? record.experiment.name : record.training.name;
}

/** Offers the arrays of a run, or the weights of a training, as npz. */
export function saveArrays(kept: RunResult | TrainingResult): void {
  save(`${nameOf(kept)}.npz`, encodeNpz(kept.arrays) as BlobPart, "application/zip");
}
