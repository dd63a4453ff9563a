import { join } from "node:path";
import { sha256OfBytes } from "@isocortex/lab";
import { openFinished } from "./finished-training.js";
import { readBytes } from "./read-bytes.js";
import { type ReadTraining, readTraining, type TrainingSource } from "./read-training.js";

const START = "start.npz";

/**
 * A training that starts from the weights of a finished one; its settings too, unless others are named.
 * @throws InputError when the folder is not of a finished training
 */
export function startingFrom(folder: string, given: TrainingSource): ReadTraining {
  openFinished(folder);
  const weights = readBytes(join(folder, "weights.npz"));
  const read = readTraining({
    ...given,
    source: given.source ?? (given.task === undefined ? folder : undefined),
  });
  const { startFrom: _, ...training } = read.training;
  return {
    ...read,
    training: { ...training, startFrom: { file: START, sha256: sha256OfBytes(weights) } },
    start: weights,
    files: { ...read.files, [START]: weights },
  };
}
