import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { type NdArray, parseTrainingFolder, type TrainingRecord } from "@isocortex/lab";
import { allowRelaxedSimd } from "../relaxed-simd.js";
import { readBytes, readText } from "./read-experiment.js";
import { inputsOf, type TrainingInputs } from "./training-folder.js";

/** A finished training, its weights checked. */
export interface FinishedTraining extends TrainingInputs {
  readonly record: TrainingRecord;
  readonly weights: Record<string, NdArray>;
}

const MOST_BYTES = 500_000_000;

/** @throws InputError when the folder is not of a finished training, or a file of it was changed */
export function openFinished(folder: string): FinishedTraining {
  const path = join(folder, "run.json");
  if (!existsSync(path) && existsSync(join(folder, "training.json"))) {
    throw new InputError(
      `${folder} is of a training that is not finished; isocortex resume ${folder} goes on with it.`,
      {
        path,
      },
    );
  }
  const { record, arrays } = parseTrainingFolder(
    readText(path, MOST_BYTES),
    readBytes(join(folder, "weights.npz")),
  );
  if (record.training.fast) allowRelaxedSimd();
  return { ...inputsOf(folder, record.training), record, weights: arrays };
}
