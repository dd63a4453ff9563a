import { type Check, check } from "../../check.js";
import type { Figure } from "../../figure.js";
import type { RunResult } from "../../run-record.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, distractor, held, memories, paper, target, trial } from "./part.js";

/** Areas that hold the target at each dopamine level, target alone. */
const heldAlone: Readonly<Record<string, number>> = {
  "0.9": 0,
  "1.0": 7,
  "1.1": 17,
  "1.2": 22,
  "1.3": 23,
  "1.4": 23,
  "1.5": 23,
  "1.6": 24,
  "1.7": 23,
  "1.8": 21,
  "1.9": 18,
  "2.0": 15,
  "2.1": 6,
  "2.2": 0,
};

const levels = Array.from({ length: 31 }, (_, i) => i / 10);

interface Level {
  readonly dopamine: number;
  readonly alone: number;
  readonly target: number;
  readonly distractor: number;
  readonly of46d: { readonly target: number; readonly distractor: number };
}

/** Working memory at every dopamine level, with and without a distractor: the inverted U and who wins. */
export const dopamine: ReproductionPart = async ({ run, progress }) => {
  const results: Level[] = [];
  const shown: RunResult[] = [];
  for (const [i, level] of levels.entries()) {
    await progress(`dopamine ${level.toFixed(1)}`, i / levels.length);
    const parameters = { dopamine: level };
    const name = `froudist-walsh2021 dopamine ${level.toFixed(1)}`;
    const alone = memories(await run(trial(name, { parameters })));
    const distracted = await run(trial(`${name} distractor`, { parameters, stimuli: [target, distractor] }));
    if (level === 1.5 || level === 2) shown.push(distracted);
    const { E1, E2 } = memories(distracted);
    const at46d = distracted.record.areas.indexOf("46d");
    results.push({
      dopamine: level,
      alone: held(alone.E1).length,
      target: held(E1).length,
      distractor: held(E2).length,
      of46d: { target: E1[at46d]!.delayHz, distractor: E2[at46d]!.delayHz },
    });
  }
  return {
    checks: [...invertedU(results), ...whoWins(results)],
    figures: [invertedUFigure(results), ...shown.map(distractorFigure)],
    runs: shown.map(({ record }) => record),
  };
};

const level = (results: readonly Level[], dopamine: string): Level =>
  results.find((result) => result.dopamine.toFixed(1) === dopamine)!;

function invertedU(results: readonly Level[]): Check[] {
  const outside = results.filter(({ dopamine, alone }) => (dopamine <= 0.9 || dopamine >= 2.2) && alone > 0);
  return [
    agrees(
      "levels up to 0.9 and from 2.2 at which any area holds the target",
      "levels",
      0,
      outside.length,
      0,
    ),
    ...Object.entries(heldAlone).map(([dopamine, published]) =>
      agrees(
        `areas that hold the target at dopamine ${dopamine}`,
        "areas",
        published,
        level(results, dopamine).alone,
        0,
      ),
    ),
  ];
}

function whoWins(results: readonly Level[]): Check[] {
  const resisted = results.filter((r) => r.target > 0 && r.distractor === 0).map((r) => r.dopamine);
  const followed = results.filter((r) => r.distractor > 0 && r.target === 0).map((r) => r.dopamine);
  const at = (dopamine: string): Level => level(results, dopamine);
  return [
    check({
      quantity: "areas that keep the target through the distractor at dopamine 1.5",
      unit: "areas",
      published: 23,
      got: at("1.5").target,
      tolerance: 0,
      source: `${paper}, Fig 5 (resistant at 1.5; the number by the reference implementation)`,
      origin: "paper",
    }),
    check({
      quantity: "areas that follow the distractor at dopamine 2.0",
      unit: "areas",
      published: 15,
      got: at("2.0").distractor,
      tolerance: 0,
      source: `${paper}, Fig 5 (distractible at 2.0; the number by the reference implementation)`,
      origin: "paper",
    }),
    agrees("lowest dopamine level that resists the distractor", "1", 1.1, Math.min(...resisted), 1e-9),
    agrees("highest dopamine level that resists the distractor", "1", 1.9, Math.max(...resisted), 1e-9),
    agrees("levels at which the distractor takes over (1.0, 2.0, 2.1)", "levels", 3, followed.length, 0),
    agrees("areas that follow the distractor at dopamine 1.0", "areas", 7, at("1.0").distractor, 0),
    agrees("areas that follow the distractor at dopamine 2.1", "areas", 6, at("2.1").distractor, 0),
    agrees("46d target rate at dopamine 1.5", "Hz", 8.3292, at("1.5").of46d.target, 0.001),
    agrees("46d distractor rate at dopamine 2.0", "Hz", 4.7135, at("2.0").of46d.distractor, 0.001),
  ];
}

function invertedUFigure(results: readonly Level[]): Figure {
  const x = results.map(({ dopamine }) => dopamine);
  return {
    kind: "lines",
    name: "froudist-walsh2021-inverted-u",
    title: "Memory needs a middle dopamine level; a distractor wins at its edges",
    caption:
      "Number of areas (of 40) that hold the target alone, the target through a distractor, or the distractor, over " +
      "dopamine from 0 to 3.",
    x: { label: "Cortical dopamine" },
    y: { label: "Areas with persistent activity" },
    series: [
      { label: "target alone", x, y: results.map(({ alone }) => alone) },
      { label: "target kept", x, y: results.map((r) => r.target), dashed: true },
      { label: "distractor followed", x, y: results.map((r) => r.distractor) },
    ],
  };
}

function distractorFigure({ arrays, record }: RunResult): Figure {
  const dopamine = record.experiment.parameters.dopamine!;
  const a = record.areas.indexOf("46d");
  const lip = record.areas.indexOf("LIP");
  const { shape } = arrays.rE1!;
  const time = [...arrays["rE1.timeMs"]!.data];
  const series = (label: string, variable: string, area: number, dashed: boolean) => ({
    label,
    x: time,
    y: time.map((_, s) => arrays[variable]!.data[s * shape[2]! + area]!),
    dashed,
  });
  return {
    kind: "lines",
    name: `froudist-walsh2021-distractor-${dopamine.toFixed(1)}`,
    title:
      dopamine < 2
        ? "At dopamine 1.5 the target survives the distractor"
        : "At dopamine 2.0 the distractor takes over",
    caption: `Rates of the target (E1) and distractor (E2) populations of 46d and LIP at dopamine ${dopamine.toFixed(1)}.`,
    x: { label: "Time", unit: "ms" },
    y: { label: "Rate", unit: "Hz" },
    series: [
      series("46d E1", "rE1", a, false),
      series("46d E2", "rE2", a, true),
      series("LIP E1", "rE1", lip, false),
      series("LIP E2", "rE2", lip, true),
    ],
    spans: [target, distractor].map(({ startMs, endMs, name }) => ({
      from: startMs,
      to: endMs,
      label: name!,
    })),
  };
}
