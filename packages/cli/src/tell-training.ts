import type { ConditionScore, Score, TrainingRecord } from "@isocortex/lab";
import type { Output } from "./output.js";
import { printable } from "./terminal/printable.js";
import { table } from "./terminal/table.js";

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
const short = (value: number): string => String(Number(value.toPrecision(4)));

const endings: Readonly<Record<TrainingRecord["ending"], string>> = {
  target: "reached its target",
  curriculum: "passed its last stage",
  updates: "made all its updates",
  stopped: "was stopped",
  imported: "was imported",
};

/** How a training ended, in one line. */
export function endingOf({ ending, updates, bestUpdate, training }: TrainingRecord): string {
  const best = bestUpdate === updates ? "" : `; best at update ${bestUpdate}`;
  return `${training.name} ${endings[ending]}${ending === "imported" ? "" : ` after ${updates} updates${best}`}`;
}

function row(
  { condition, value, trials, accuracy, meanError }: ConditionScore,
  errors: boolean,
): readonly string[] {
  return [
    condition,
    value,
    String(trials),
    percent(accuracy),
    ...(errors ? [meanError === undefined ? "" : short(meanError)] : []),
  ];
}

/** What trials showed, as text. */
export function printScore(score: Score, output: Output, what = "fresh trials"): void {
  const { trials, accuracy, balancedAccuracy, loss, byCondition } = score;
  const balanced = balancedAccuracy === undefined ? "" : `, balanced ${percent(balancedAccuracy)}`;
  output.prose(`${percent(accuracy)} of ${trials} ${what} correct${balanced}; loss ${short(loss)}`);
  if (byCondition.length === 0) return;
  const errors = byCondition.some(({ meanError }) => meanError !== undefined);
  const columns = [
    { head: "condition" },
    { head: "value", flexible: true },
    { head: "trials", align: "right" },
    { head: "correct", align: "right" },
    ...(errors ? [{ head: "mean |error|", align: "right" } as const] : []),
  ] as const;
  output.print(
    `\n${table(
      columns,
      byCondition.map((one) => row(one, errors)),
      output.width,
    )}`,
  );
}

/** What a finished training is told as. */
export function tellTraining(folder: string, record: TrainingRecord, output: Output): void {
  output.document({ folder, ...record });
  output.prose(endingOf(record));
  printScore(record.score, output);
  output.print(printable(`\nreport ${folder}/report.html`));
}
