import type { TrainingResult } from "@isocortex/lab";
import { trainingFiles } from "@isocortex/lab/files";
import type { TrainingFolder } from "./files/training-folder.js";
import type { Output } from "./output.js";
import { tellTraining } from "./tell-training.js";

/** Writes what a finished training leaves and tells how it went. */
export function finishTraining(folder: TrainingFolder, result: TrainingResult, output: Output): void {
  const { path } = folder;
  const again = `isocortex verify ${path}     trains again and compares every bit\nisocortex train ${path}/training.json`;
  folder.finish(trainingFiles(result, again));
  tellTraining(path, result.record, output);
  const { stop } = result.record.training.training;
  if (stop && result.record.ending === "updates")
    output.note(`isocortex: the target ${stop.target} was not reached in ${result.record.updates} updates.`);
}
