import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { HistoryEntry } from "@isocortex/lab";

/** What the log of a training holds: its validations, and the checkpoints that are safe. */
export interface TrainingLog {
  /** The last checkpoint that a line says is safe. */
  readonly saved: { readonly update: number; readonly sha256: string } | undefined;
  /** Appends lines and waits until they are on the disk: validations that are new, then the checkpoint they led to. */
  append(validations: readonly HistoryEntry[], checkpoint: { update: number; sha256: string }): void;
}

type Line = Partial<HistoryEntry> & { readonly checkpoint?: number; readonly sha256?: string };

function parseLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The whole lines at the start of a text; one that a killed process left half is not among them. */
function wholeLines(text: string): readonly string[] {
  const lines = text.split("\n").slice(0, -1);
  const torn = lines.findIndex((line) => parseLine(line) === undefined);
  return torn < 0 ? lines : lines.slice(0, torn);
}

/** Opens `log.jsonl`, without the line that a killed process may have left half. */
export function openLog(path: string): TrainingLog {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = wholeLines(text);
  const length = Buffer.byteLength(lines.map((line) => `${line}\n`).join(""));
  let end = length;
  let lastUpdate = 0;
  let saved: TrainingLog["saved"];
  for (const line of lines.map(parseLine)) {
    if (line?.checkpoint !== undefined) saved = { update: line.checkpoint, sha256: line.sha256 ?? "" };
    else lastUpdate = line?.update ?? lastUpdate;
  }

  return {
    get saved() {
      return saved;
    },
    append(validations, checkpoint) {
      const fresh = validations.filter(({ update }) => update > lastUpdate);
      const known = saved?.update === checkpoint.update && saved.sha256 === checkpoint.sha256;
      const entries: object[] = [
        ...fresh,
        ...(known ? [] : [{ checkpoint: checkpoint.update, sha256: checkpoint.sha256 }]),
      ];
      if (entries.length === 0) return;
      const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
      const file = openSync(path, existsSync(path) ? "r+" : "w");
      try {
        ftruncateSync(file, end);
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, end + at);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      end += bytes.length;
      lastUpdate = fresh.at(-1)?.update ?? lastUpdate;
      saved = { ...checkpoint };
    },
  };
}
