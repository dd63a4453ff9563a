import { citationText } from "../citations.js";
import type { ConditionScore, TrainingRecord, TrainingResult } from "../train/training-record.js";
import { type Cell, figureBlock, list, table } from "./blocks.js";
import { escapeHtml as e } from "./escape-html.js";
import { formatNumber } from "./format-number.js";

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

function outcome({ ending, updates, bestUpdate, score }: TrainingRecord): string {
  const how = {
    target: `It reached its target after ${updates} updates`,
    curriculum: `It passed the last stage of its curriculum after ${updates} updates`,
    updates: `It made all its ${updates} updates`,
    stopped: `It was stopped after ${updates} updates`,
    imported: "Its weights were trained elsewhere",
  }[ending];
  const best =
    ending === "imported" || bestUpdate === updates
      ? ""
      : `; its weights are those after update ${bestUpdate}, the best validation`;
  const balanced =
    score.balancedAccuracy === undefined
      ? ""
      : `, ${percent(score.balancedAccuracy)} with hits and rejections weighed alike`;
  return `${how}${best}. Of ${score.trials} fresh trials it answered ${percent(score.accuracy)} correctly${balanced}.`;
}

/** Scores by condition as a table with a heading. */
export function scores(byCondition: readonly ConditionScore[], caption: string): string {
  if (byCondition.length === 0) return "";
  const errors = byCondition.some(({ meanError }) => meanError !== undefined);
  const rows = byCondition.map(({ condition, value, trials, accuracy, meanError }): readonly Cell[] => [
    condition,
    value,
    { number: String(trials) },
    { number: percent(accuracy) },
    ...(errors ? [{ number: meanError === undefined ? "" : formatNumber(meanError) }] : []),
  ]);
  const heads = ["Condition", "Value", "Trials", "Correct", ...(errors ? ["Mean |error|"] : [])];
  return `<h3>Scores</h3>${table(caption, heads, rows)}`;
}

/** What the network is, with those settings that its cell has. */
function networkSettings({ network, dtMs }: TrainingRecord["training"]): (readonly [string, string])[] {
  const { hidden, cell, activation, convention, tauMs, noise } = network;
  const units = [`${hidden} ${cell} units`, activation, convention && `${convention} convention`];
  const tau = typeof tauMs === "number" ? `tau ${tauMs} ms` : tauMs && "tau one per unit";
  return [
    ["network", units.filter(Boolean).join(", ")],
    ["time", [`steps of ${dtMs} ms`, tau].filter(Boolean).join(", ")],
    ...(noise === undefined ? [] : [["recurrent noise", formatNumber(noise)] as const]),
  ];
}

function settings({ training }: TrainingRecord): string {
  const { network, training: how, task, seed, precision } = training;
  const { learningRate, optimiser, batch, updates, stop } = how;
  return list([
    ["task", task],
    ...networkSettings(training),
    ["Dale's law", network.dale ? `yes, by ${network.dale.form}` : "no"],
    [
      "optimiser",
      `${optimiser.kind}, rate ${formatNumber(learningRate.rate)} (${learningRate.kind}), batches of ${batch}`,
    ],
    [
      "until",
      `${updates} updates${stop ? `, or accuracy ${stop.target} ${stop.passes} times in a row` : ""}`,
    ],
    ["seed and precision", `${seed}, ${precision}`],
  ]);
}

function provenance(record: TrainingRecord): string {
  const arrays = Object.entries(record.arrays).map(([name, { shape, sha256 }]): readonly Cell[] => [
    { code: name },
    shape.join(" × "),
    { code: sha256 },
  ]);
  return (
    "<details><summary>How it was computed</summary>" +
    list([
      ["engine", `${record.engine}, ${record.training.precision}, ${record.mode}`],
      ["WebAssembly module", `SHA-256 ${record.wasmSha256}`],
      ["generator", record.rng],
      ["training", `SHA-256 ${record.trainingSha256}`],
    ]) +
    `${table("Weights", ["array", "shape", "SHA-256"], arrays)}</details>` +
    `<details><summary>The training</summary><pre>${e(JSON.stringify(record.training, null, 2))}</pre></details>`
  );
}

/** What a report says of a training. */
export function trainingSection({ record, figures }: Pick<TrainingResult, "record" | "figures">): string {
  return (
    `<section><p>${e(outcome(record))}</p>` +
    `<p class="cite">${record.citations.map((key) => e(citationText(key))).join("<br>")}</p>` +
    `<h2>Figures</h2>${figures.map((figure, i) => figureBlock(figure, i + 1)).join("")}` +
    `${scores(record.score.byCondition, "Fresh trials by condition")}<h3>Settings</h3>${settings(record)}${provenance(record)}</section>`
  );
}
