import { connectome, type RunResult } from "@isocortex/lab";
import type { Plot } from "../../src/page.js";
import { DISTRACTOR_MS, TARGET_MS } from "./experiment.js";

export const macaque = connectome("macaque-40");
const { wellStudied, persistentData } = macaque.measures;

interface Persistence {
  readonly persistent: readonly string[];
  readonly areas: readonly {
    readonly area: string;
    readonly baselineHz: number;
    readonly delayHz: number;
    readonly persistent: boolean;
  }[];
}

export interface Overlap {
  readonly both: number;
  readonly onlyPredicted: number;
  readonly onlyObserved: number;
  readonly neither: number;
  readonly agree: number;
  readonly items: number;
  readonly chi2: number;
  readonly p: number;
  readonly permutationP: number;
}

export const persistenceOf = ({ record }: RunResult): Persistence =>
  record.summary.persistence as Persistence;
export const overlapOf = ({ record }: RunResult): Overlap => record.summary.contingency as Overlap;

/** A rate of an area over time. */
export function traceOf({ arrays, record }: RunResult, variable: string, area: string): number[] {
  const { data, shape } = arrays[variable]!;
  const a = record.areas.indexOf(area);
  return Array.from({ length: shape[0]! }, (_, s) => data[s * shape[2]! + a]!);
}

const LAST_MS = 500;
const HELD_HZ = 5;

/** Areas in which a population is active in the last half second, above the first half second before the target. */
export function heldAreas(run: RunResult, variable: "rE1" | "rE2", thresholdHz = HELD_HZ): string[] {
  const time = run.arrays[`${variable}.timeMs`]!.data;
  const end = run.record.experiment.durationMs;
  const mean = (values: readonly number[], from: number, to: number): number => {
    const kept = values.filter((_, i) => time[i]! >= from && time[i]! < to);
    return kept.reduce((sum, value) => sum + value, 0) / kept.length;
  };
  return run.record.areas.filter((area) => {
    const values = traceOf(run, variable, area);
    return (
      mean(values, end - LAST_MS, end) - mean(values, TARGET_MS[0] - LAST_MS, TARGET_MS[0]) > thresholdHz
    );
  });
}

const spans = [
  { from: TARGET_MS[0], to: TARGET_MS[1], label: "target" },
  { from: DISTRACTOR_MS[0], to: DISTRACTOR_MS[1], label: "distractor" },
];

/** Cell types of an area over time. */
export function cellsPlot(run: RunResult, area: string): Plot {
  const time = [...run.arrays["rE1.timeMs"]!.data];
  const cells = {
    E1: "target cells E1",
    E2: "distractor cells E2",
    PV: "PV",
    CB1: "SST/CB1",
    CB2: "SST/CB2",
    CR1: "VIP/CR1",
    CR2: "VIP/CR2",
  };
  const end = (variable: string): number => traceOf(run, variable, area).at(-1)!;
  return {
    wide: true,
    figure: {
      kind: "lines",
      name: `cells-${area.replace(/\W/g, "-")}`,
      title: `Every cell type of ${area}`,
      caption: "Rates over the trial.",
      x: { label: "Time", unit: "ms" },
      y: { label: "Rate", unit: "Hz" },
      series: Object.entries(cells).map(([name, label]) => ({
        label,
        x: time,
        y: traceOf(run, `r${name}`, area),
      })),
      spans,
    },
    summary: `At the end ${area} has its target cells at ${end("rE1").toFixed(1)} Hz and its distractor cells at ${end("rE2").toFixed(1)} Hz.`,
  };
}

/** Inhibition of inhibition against inhibition of dendrites, averaged over areas. */
export function balancePlot(run: RunResult): Plot {
  const time = [...run.arrays["rE1.timeMs"]!.data];
  const mean = (variable: string): number[] => {
    const { data, shape } = run.arrays[variable]!;
    const n = shape[2]!;
    return time.map((_, s) => {
      let sum = 0;
      for (let a = 0; a < n; a++) sum += data[s * n + a]!;
      return sum / n;
    });
  };
  const of = (side: 1 | 2): number[] => {
    const [vip, sst] = [mean(`rCR${side}`), mean(`rCB${side}`)];
    return vip.map((value, s) => value - sst[s]!);
  };
  return {
    figure: {
      kind: "lines",
      name: "vip-sst-balance",
      title: "VIP minus SST, the gate of the dendrites",
      caption:
        "Mean over areas of the rate of VIP (CR) cells less that of SST (CB) cells, on the target's and on the distractor's side.",
      x: { label: "Time", unit: "ms" },
      y: { label: "VIP − SST", unit: "Hz" },
      series: [
        { label: "target's side", x: time, y: of(1) },
        { label: "distractor's side", x: time, y: of(2) },
      ],
      spans,
    },
    summary: "Above zero dendrites are open to input from other areas; below zero they are shut.",
  };
}

/** Delay rates area by area, coloured by what recordings found. */
export function delayPlot(run: RunResult, thresholdHz: number): Plot {
  const { areas, persistent } = persistenceOf(run);
  const group = (i: number): string =>
    wellStudied![i] !== 1
      ? "too few studies"
      : persistentData![i] === 1
        ? "persistent in recordings"
        : "not so in recordings";
  return {
    wide: true,
    figure: {
      kind: "bars",
      name: "delay-rates",
      title: "Rate of the target cells in the last delay, area by area",
      caption: "Above the rate before the target; areas in the order of the hierarchy.",
      x: { label: "Area", type: "band" },
      y: { label: "Rate above baseline", unit: "Hz" },
      bars: areas.map(({ area, delayHz, baselineHz }, i) => ({
        label: area,
        value: delayHz - baselineHz,
        group: group(i),
      })),
      rule: { at: thresholdHz, label: `threshold ${thresholdHz} Hz` },
    },
    summary: `${persistent.length} of ${areas.length} areas hold the target${persistent.length > 0 ? `, among them ${persistent.slice(-3).join(", ")}` : ""}.`,
  };
}

/** Model against recordings in the areas studied well. */
export function overlapPlot(run: RunResult): Plot {
  const { both, onlyPredicted, onlyObserved, neither, agree, items, p, permutationP } = overlapOf(run);
  return {
    figure: {
      kind: "matrix",
      name: "overlap",
      title: "Model against recordings, area by area",
      caption: "Numbers of well-studied areas. Recordings collected by Leavitt et al. 2017.",
      x: { label: "Recordings" },
      y: { label: "Model" },
      rows: ["persistent", "not"],
      columns: ["persistent", "not"],
      values: [
        [both, onlyPredicted],
        [onlyObserved, neither],
      ],
      scale: { label: "Areas" },
    },
    summary:
      `Both persistent ${both}, only the model ${onlyPredicted}, only recordings ${onlyObserved}, neither ${neither}: ${agree} of ${items} agree. ` +
      `Chi-squared p = ${p.toPrecision(2)}; dealing the labels at random 9999 times gives p = ${permutationP.toPrecision(2)}.`,
  };
}
