import { connectome, type RunResult } from "@isocortex/lab";
import type { Plot } from "../../src/page.js";
import { PULSE_START_MS } from "./experiment.js";

export const macaque = connectome("macaque-29");
const hierarchy = macaque.measures.hierarchy!;
const shown = ["V1", "V4", "MT", "8l", "TEO", "9/46d", "24c"];

/** Time constant of an area, as `summary.timescales` gives it. */
export interface Fit {
  readonly area: string;
  readonly fit: { readonly tauMs: number } | undefined;
}

export interface Timescales {
  readonly lagsMs: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly fits: readonly Fit[];
}

/** Rate above rest of an area over time. */
export function aboveRest({ arrays, record }: RunResult, area: string): number[] {
  const { data, shape } = arrays.rE!;
  const [samples, width] = [shape[0]!, shape[2]!];
  const a = record.areas.indexOf(area);
  return Array.from({ length: samples }, (_, s) => data[s * width + a]! - data[a]!);
}

/** Areas' rates over time, each by its own peak. */
export function pulsePlot(run: RunResult, pulseMs: number): Plot {
  const time = [...run.arrays["rE.timeMs"]!.data];
  const late = run.record.areas
    .map((area) => {
      const values = aboveRest(run, area);
      const peak = Math.max(...values);
      const end = values.length - 1 - [...values].reverse().findIndex((value) => value > peak / 10);
      return { area, lasts: peak > 1e-4 ? time[end]! - PULSE_START_MS - pulseMs : Number.NaN };
    })
    .filter(({ lasts }) => Number.isFinite(lasts));
  const longest = late.reduce((most, one) => (one.lasts > most.lasts ? one : most), late[0]!);
  return {
    figure: {
      kind: "lines",
      name: "pulse",
      title: "How long each area keeps the pulse",
      caption: "Rate of E above rest, divided by the area's own peak.",
      x: { label: "Time", unit: "ms" },
      y: { label: "Rate above rest / peak", domain: [-0.1, 1.05] },
      series: shown.map((area) => {
        const values = aboveRest(run, area);
        const peak = Math.max(...values);
        return { label: area, x: time, y: values.map((value) => (peak > 1e-6 ? value / peak : 0)) };
      }),
      spans: [{ from: PULSE_START_MS, to: PULSE_START_MS + pulseMs, label: "pulse" }],
    },
    summary: `${longest.area} keeps a tenth of its peak longest, ${longest.lasts.toFixed(0)} ms after the pulse.`,
  };
}

/** Fitted time constants against the hierarchy. */
export function timescalePlot({ fits }: Timescales): Plot {
  const points = fits.flatMap(({ area, fit }) =>
    fit && Number.isFinite(fit.tauMs)
      ? [{ label: area, x: hierarchy[macaque.areas.indexOf(area)]!, y: fit.tauMs, group: "" }]
      : [],
  );
  const sorted = [...points].sort((a, b) => a.y - b.y);
  const [fastest, slowest] = [sorted[0], sorted.at(-1)];
  return {
    figure: {
      kind: "dots",
      name: "timescales",
      title: "Time constant against place in the hierarchy",
      caption: "Fitted to the exact autocorrelation of each area's rate, with white noise into one area.",
      x: { label: "Place in the hierarchy" },
      y: { label: "Time constant", unit: "ms", type: "log" },
      points,
    },
    summary:
      fastest && slowest
        ? `From ${fastest.y.toFixed(0)} ms in ${fastest.label} to ${slowest.y.toFixed(0)} ms in ${slowest.label}.`
        : "No area has a time constant that can be fitted.",
  };
}

/** Autocorrelation of a few areas. */
export function autocorrelationPlot({ lagsMs, rows, fits }: Timescales): Plot {
  const series = shown.flatMap((area) => {
    const row = rows[fits.findIndex((one) => one.area === area)];
    if (!row) return [];
    const kept = Math.min(row.length, 1500);
    const every = Math.max(1, Math.floor(kept / 300));
    const at = Array.from({ length: Math.ceil(kept / every) }, (_, i) => i * every);
    return [{ label: area, x: at.map((i) => lagsMs[i]!), y: at.map((i) => row[i]!) }];
  });
  return {
    figure: {
      kind: "lines",
      name: "autocorrelation",
      title: "Autocorrelation",
      caption: "Exact, from the linear system around rest.",
      x: { label: "Lag", unit: "ms" },
      y: { label: "Autocorrelation" },
      series,
    },
    summary: "The slower an area, the further its activity resembles what it was.",
  };
}

/** Spine counts where they were measured. */
export function spinePlot(): Plot {
  const counts = macaque.measures.spineCount!;
  const points = macaque.areas.flatMap((label, i) =>
    Number.isFinite(counts[i]!) ? [{ label, x: hierarchy[i]!, y: counts[i]! }] : [],
  );
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const sum = (f: (p: { x: number; y: number }) => number): number =>
    points.reduce((total, p) => total + f(p), 0);
  const sxy = sum(({ x, y }) => (x - mx) * (y - my));
  const [sxx, syy] = [sum(({ x }) => (x - mx) ** 2), sum(({ y }) => (y - my) ** 2)];
  const r2 = sxy ** 2 / (sxx * syy);
  const slope = sxy / sxx;
  return {
    figure: {
      kind: "dots",
      name: "spines",
      title: "Spines per neuron rise along the hierarchy",
      caption:
        "Spines of layer 3 pyramidal cells, Elston and co-workers, scaled by age as in Mejias & Wang 2022.",
      x: { label: "Place in the hierarchy" },
      y: { label: "Spines per neuron" },
      points,
      lines: [{ label: "fit", x: [0, 1], y: [my - slope * mx, my + slope * (1 - mx)], dashed: true }],
    },
    summary: `${points.length} measured areas; r² = ${r2.toFixed(2)} in these data (the slide's own selection of areas: 0.90).`,
  };
}
