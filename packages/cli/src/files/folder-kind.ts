import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { isTrainingRecord } from "@isocortex/lab";
import { readText } from "./read-bytes.js";

/** What a folder is of. */
export type FolderKind = "training" | "run";

/** @throws InputError that says what is wrong with the folder and what can be done with it */
function refuse(folder: string, what: string): never {
  throw new InputError(`${folder} ${what}`, { path: folder });
}

/** Whether a folder is of a finished training or of a run. @throws InputError when it is of neither */
export function kindOf(folder: string): FolderKind {
  const holds = (name: string): boolean => existsSync(join(folder, name));
  if (holds("run.json")) return isTrainingRecord(readText(join(folder, "run.json"))) ? "training" : "run";
  if (!existsSync(folder)) refuse(folder, "is not there; check the path.");
  if (!statSync(folder).isDirectory())
    refuse(folder, "is a file; expected a folder that isocortex run or train wrote.");
  if (holds("training.json"))
    refuse(folder, `is of a training that is not finished; isocortex resume ${folder} goes on with it.`);
  if (holds("reproduction.json"))
    refuse(
      folder,
      "is of a reproduction, not of a run or training; isocortex reproduce carries it out again.",
    );
  return refuse(folder, "is of no run and no training; expected a folder that isocortex run or train wrote.");
}

/** @throws InputError when the folder is not of a finished training */
export function requireTraining(folder: string): void {
  if (kindOf(folder) === "training") return;
  refuse(
    folder,
    `is of a run, not of a training; isocortex show ${folder} tells what it holds, isocortex verify ${folder} repeats it.`,
  );
}
