import { InputError } from "@isocortex/core-wasm";
import type { NdArray } from "../nd-array.js";
import { trainingSha256 } from "../train/checkpoint.js";
import type { TrainingRecord } from "../train/training-record.js";
import { decodeNpz } from "./npz.js";
import { differingArrays } from "./run-folder.js";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether the text of a `run.json` says that it is of a training; damaged ones are not. */
export function isTrainingRecord(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && "format" in value && value.format === "isocortex.training/v1";
  } catch {
    return false;
  }
}

/** The record of a training from the text of its `run.json`. @throws InputError when it is not one, or was changed */
export function parseTrainingRecord(text: string): TrainingRecord {
  const record = isTrainingRecord(text) ? (JSON.parse(text) as Partial<TrainingRecord>) : undefined;
  const whole =
    isObject(record?.training) &&
    isObject(record.training.training) &&
    isObject(record.arrays) &&
    Object.values(record.arrays).every(
      (entry: unknown) => isObject(entry) && "sha256" in entry && "shape" in entry,
    ) &&
    Array.isArray(record.citations);
  if (!record || !whole) {
    throw new InputError(
      'run.json is not of a training; expected "format": "isocortex.training/v1" with training and arrays.',
      { path: "run.json" },
    );
  }
  const complete = record as TrainingRecord;
  if (trainingSha256(complete.training) !== complete.trainingSha256) {
    throw new InputError(
      "the training in run.json differs from its trainingSha256; the file was changed or damaged.",
      { code: "mismatch", path: "run.json" },
    );
  }
  return complete;
}

/**
 * A finished training from its files, its weights checked against their hashes.
 * @throws InputError (code `mismatch`) naming the weights that differ
 */
export function parseTrainingFolder(
  runJson: string,
  weightsNpz: Uint8Array,
): { record: TrainingRecord; arrays: Record<string, NdArray> } {
  const record = parseTrainingRecord(runJson);
  const arrays = decodeNpz(weightsNpz);
  const differing = differingArrays(record, arrays);
  if (differing.length > 0) {
    throw new InputError(
      `weights.npz differs from run.json in ${differing.join(", ")}; the file was changed or damaged.`,
      { code: "mismatch", path: "weights.npz" },
    );
  }
  return { record, arrays };
}
