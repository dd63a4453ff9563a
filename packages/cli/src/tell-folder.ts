import { join } from "node:path";
import { parseRunRecord, parseTrainingRecord } from "@isocortex/lab";
import { kindOf } from "./files/folder-kind.js";
import { readText } from "./files/read-bytes.js";
import type { Output } from "./output.js";
import { tellRun } from "./tell-run.js";
import { tellTraining } from "./tell-training.js";

/** What the folder of a run or of a training holds. @throws InputError when it is of neither */
export function tellFolder(folder: string, output: Output): void {
  const kind = kindOf(folder);
  const text = readText(join(folder, "run.json"));
  if (kind === "training") tellTraining(folder, parseTrainingRecord(text), output);
  else tellRun(folder, parseRunRecord(text), output);
}
