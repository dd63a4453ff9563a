import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, isocortex } from "./isocortex.js";

/** A training that takes no time to speak of. */
export const tiny = [
  ...["train", "go-no-go", "--hidden", "12", "--batch", "8", "--updates", "20", "--workers", "1"],
  ...["-s", "training.validation.every=10", "-s", "training.validation.trials=16"],
] as const;

/** The same, without an end that a test could wait for, saved at every fifth update. */
export const endless = [
  ...["train", "go-no-go", "--hidden", "12", "--batch", "8", "--updates", "1000000", "--workers", "1"],
  ...[
    "-s",
    "training.validation.every=10",
    "-s",
    "training.validation.trials=16",
    "-s",
    "training.checkpointEvery=5",
  ],
] as const;

/** `isocortex train` of that, into a folder, without remarks. */
export const trainTiny = (cwd: string, folder: string, ...more: string[]): Promise<Ended> =>
  isocortex([...tiny, "-q", "-o", folder, ...more], { cwd });

export type LogLine = Readonly<Record<string, number | string | null>>;

/** Whole lines of a folder's log. */
export function logOf(folder: string): LogLine[] {
  const lines = readFileSync(join(folder, "log.jsonl"), "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as LogLine);
}

export const bytesOf = (...path: string[]): Buffer => readFileSync(join(...path));
