import { encodeNpz, type RunResult } from "@isocortex/lab";
import { save } from "./save.js";

/** Offers a run's arrays as npz. */
export function saveRun({ record, arrays }: RunResult): void {
  save(`${record.experiment.name}.npz`, encodeNpz(arrays) as BlobPart, "application/zip");
}
