import { join } from "node:path";
import { type NdArray, parseTrainingFolder, type TrainingRecord } from "@isocortex/lab";
import { allowRelaxedSimd } from "../relaxed-simd.js";
import { requireTraining } from "./folder-kind.js";
import { readBytes, readText } from "./read-bytes.js";
import { inputsOf, type TrainingInputs } from "./training-folder.js";

/** A finished training, its weights checked. */
export interface FinishedTraining extends TrainingInputs {
  readonly record: TrainingRecord;
  readonly weights: Record<string, NdArray>;
}

/** @throws InputError when the folder is not of a finished training, or a file of it was changed */
export function openFinished(folder: string): FinishedTraining {
  requireTraining(folder);
  const { record, arrays } = parseTrainingFolder(
    readText(join(folder, "run.json")),
    readBytes(join(folder, "weights.npz")),
  );
  if (record.training.fast) allowRelaxedSimd();
  return { ...inputsOf(folder, record.training), record, weights: arrays };
}
