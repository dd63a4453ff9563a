import { isTrainedRun, type RunRecord, type Score, type TrainedRunRecord } from "@isocortex/lab";
import type { Output } from "./output.js";
import { printScore } from "./tell-training.js";
import { printable } from "./terminal/printable.js";
import { table } from "./terminal/table.js";

/** Longer numbers of a summary are left to its file. */
const LONGEST = 200;

/** What a run is told as. */
export function tellRun(folder: string, record: RunRecord | TrainedRunRecord, output: Output): void {
  output.document({ folder, ...record });
  output.print(
    table(
      [{ head: "array", flexible: true }, { head: "shape" }, { head: "unit" }, { head: "SHA-256" }],
      Object.entries(record.arrays).map(([name, { shape, unit, sha256 }]) => [
        name,
        shape.join(" x "),
        unit,
        sha256.slice(0, 16),
      ]),
      output.width,
    ),
  );
  if (isTrainedRun(record)) {
    output.print("");
    printScore(record.summary.score as Score, output, "trials");
  }
  for (const [name, value] of Object.entries(record.summary)) {
    if (isTrainedRun(record) && name === "score") continue;
    const text = JSON.stringify(value);
    output.prose(`${name}: ${text.length > LONGEST ? "in summary.json" : text}`);
  }
  output.prose(`\naudit ${record.audit.verdict}: ${record.audit.detail}`);
  output.print(printable(`report ${folder}/report.html`));
}
