import type { Check } from "../check.js";
import { citationText } from "../citations.js";
import type { ReproductionOutcome } from "../reproduction.js";
import type { RunRecord, RunResult } from "../run-record.js";
import type { Score, TrainingResult } from "../train/training-record.js";
import { isTrainedRun, type TrainedRunRecord } from "../trained/trained-run-record.js";
import { figureBlock, list } from "./blocks.js";
import { escapeHtml as e } from "./escape-html.js";
import { formatNumber } from "./format-number.js";
import { styleSheet } from "./style.js";
import { scores, trainingSection } from "./training-section.js";

export interface ReportContent {
  readonly title: string;
  readonly lead: string;
  readonly outcomes?: readonly ReproductionOutcome[] | undefined;
  readonly result?: Pick<RunResult<RunRecord | TrainedRunRecord>, "record" | "figures"> | undefined;
  readonly training?: Pick<TrainingResult, "record" | "figures"> | undefined;
  /** The command that makes the report again. */
  readonly command: string;
  readonly version: string;
}

function checkRow(check: Check): string {
  const verdict = check.pass ? '<td class="ok">✓ agrees</td>' : '<td class="no">✗ differs</td>';
  const unit = check.unit === "1" ? "" : ` ${check.unit}`;
  const numbers = [check.published, check.got]
    .map((value) => `<td class="n">${e(formatNumber(value) + unit)}</td>`)
    .join("");
  return (
    `<tr><td>${e(check.quantity)}</td>${numbers}<td class="n">±${e(formatNumber(check.tolerance))}</td>${verdict}` +
    `<td>${e(check.source)}</td></tr>`
  );
}

function checkTable(checks: readonly Check[], caption: string): string {
  const heads = ["Quantity", "Expected", "Got", "Tolerance", "Verdict", "Source"];
  return (
    `<div class="scroll"><table><caption>${e(caption)}</caption><thead><tr>` +
    `${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>` +
    `<tbody>${checks.map(checkRow).join("")}</tbody></table></div>`
  );
}

/** What was run: a model, or a network by its training. */
function modelRows(record: RunRecord | TrainedRunRecord): (readonly [string, string])[] {
  if (!isTrainedRun(record))
    return [
      ["model", record.experiment.model],
      ["connectome", record.experiment.connectome ?? "none"],
    ];
  const { training, trainingSha256, weights } = record.trained;
  return [
    [
      "model",
      `a network of ${training.network.hidden} ${training.network.cell} units, trained on ${training.task}`,
    ],
    ["training", `SHA-256 ${trainingSha256}`],
    ...Object.entries(weights).map(([name, { sha256 }]) => [`weights ${name}`, `SHA-256 ${sha256}`] as const),
  ];
}

function provenance(record: RunRecord | TrainedRunRecord): string {
  const { audit } = record;
  const arrays = Object.entries(record.arrays).map(
    ([name, { shape, unit, sha256 }]) =>
      `<tr><td><code>${e(name)}</code></td><td>${e(shape.join(" × "))}</td><td>${e(unit)}</td><td><code>${e(sha256)}</code></td></tr>`,
  );
  return (
    `<details><summary>${e(record.experiment.name)}: how it was computed</summary>` +
    list([
      ...modelRows(record),
      ["engine", `${record.engine}, ${record.precision}, ${record.mode}`],
      ["WebAssembly module", `SHA-256 ${record.wasmSha256}`],
      ["seed and generator", `${record.seed}, ${record.rng}`],
      ["step audit", `${audit.verdict}: ${audit.detail}`],
      ["experiment", `SHA-256 ${record.experimentSha256}`],
    ]) +
    `<div class="scroll"><table><caption>Arrays of the run</caption><thead><tr><th scope="col">array</th><th scope="col">shape</th>` +
    `<th scope="col">unit</th><th scope="col">SHA-256</th></tr></thead><tbody>${arrays.join("")}</tbody></table></div></details>`
  );
}

const originTitles: readonly (readonly [Check["origin"], string])[] = [
  ["paper", "Printed in the publication"],
  ["reference", "From an independent implementation"],
  ["criterion", "Marks that a model has to reach"],
];

function outcomeSection(outcome: ReproductionOutcome, firstFigure: number): string {
  const passed = outcome.checks.filter(({ pass }) => pass).length;
  const tables = originTitles.map(([origin, heading]) => {
    const checks = outcome.checks.filter((check) => check.origin === origin);
    return checks.length > 0 ? checkTable(checks, heading) : "";
  });
  return (
    `<section><h2>${e(outcome.title)}</h2><p class="cite">${outcome.citations.map((key) => e(citationText(key))).join("<br>")}</p>` +
    `<p>${passed} of ${outcome.checks.length} numbers agree.</p>` +
    outcome.figures.map((figure, i) => figureBlock(figure, firstFigure + i)).join("") +
    `<h3>Numbers</h3>${tables.join("")}` +
    (outcome.notes.length > 0
      ? `<h3>What to know</h3><ul>${outcome.notes.map((note) => `<li>${e(note)}</li>`).join("")}</ul>`
      : "") +
    `${outcome.runs.map(provenance).join("")}</section>`
  );
}

/** What must be seen before the figures are. */
function flag({ audit }: Pick<RunRecord, "audit">): string {
  return audit.verdict === "flagged"
    ? `<p class="flag"><strong>The step is too large to trust this run.</strong> ${e(audit.detail)}.</p>`
    : "";
}

/** How a trained network did, where one was run. */
function scoreOf(record: RunRecord | TrainedRunRecord): string {
  if (!isTrainedRun(record)) return "";
  const { score } = record.summary as { readonly score: Score };
  return (
    `<p>Of ${score.trials} trials it answered ${(100 * score.accuracy).toFixed(1)} % correctly.</p>` +
    scores(score.byCondition, "Trials by condition")
  );
}

/** A report as one HTML file that opens without a network and runs nothing. */
export function renderReport({
  title,
  lead,
  outcomes = [],
  result,
  training,
  command,
  version,
}: ReportContent): string {
  let figures = 0;
  const sections = outcomes.map((outcome) => {
    const section = outcomeSection(outcome, figures + 1);
    figures += outcome.figures.length;
    return section;
  });
  const own = result
    ? `<section>${flag(result.record)}<h2>Figures</h2>${result.figures.map((figure, i) => figureBlock(figure, i + 1)).join("")}` +
      `${scoreOf(result.record)}${provenance(result.record)}` +
      `<details><summary>The experiment</summary><pre>${e(JSON.stringify(result.record.experiment, null, 2))}</pre></details></section>`
    : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${e(title)}</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
<h1>${e(title)}</h1>
<p class="lead">${e(lead)}</p>
${sections.join("\n")}${own}${training ? trainingSection(training) : ""}
<footer><h2>To repeat this</h2><pre>${e(command)}</pre><p>Isocortex ${e(version)}.</p></footer>
</main>
</body>
</html>
`;
}
