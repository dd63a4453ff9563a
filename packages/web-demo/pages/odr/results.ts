import { angleError, bumpOf, type RunResult } from "@isocortex/lab";
import { numberAt, type Plot, type State } from "../../src/page.js";
import { CUE_MS, delayMsOf, distractorMs, RESPONSE_MS } from "./experiment.js";

const READ_MS = 100;
/** A bump of less than this, of one whose rates fall nowhere to half of it, keeps no place. */
const LOW_RATE = 1;

/** Preferred angles of the units, degrees: their names are rounded. */
function anglesOf(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (360 * i) / n);
}

/** Rates of all units in a trial, mean over the samples from `fromMs` up to, not including, `toMs`. */
export function ratesOver({ arrays }: RunResult, fromMs: number, toMs: number, trial = 0): Float64Array {
  const { data, shape } = arrays.rE!;
  const [trials, n] = [shape[1]!, shape[2]!];
  const times = arrays["rE.timeMs"]!.data;
  const kept = [...times.keys()].filter((s) => times[s]! >= fromMs && times[s]! < toMs);
  const mean = new Float64Array(n);
  for (const s of kept)
    for (let i = 0; i < n; i++) mean[i]! += data[(s * trials + trial) * n + i]! / kept.length;
  return mean;
}

/** Where the bump of a trial is at a time, degrees. */
export function decodedAt(run: RunResult, fromMs: number, toMs: number, trial = 0): number {
  const rates = ratesOver(run, fromMs, toMs, trial);
  return bumpOf(rates, anglesOf(rates.length)).angleDeg;
}

/** What the ring remembers at the end of the delay. */
export interface Memory {
  readonly angleDeg: number;
  readonly errorDeg: number;
  readonly peak: number;
  readonly widthDeg: number | undefined;
  readonly held: boolean;
}

export function memoryOf(run: RunResult, state: State): Memory {
  const end = CUE_MS[1] + delayMsOf(state);
  const rates = ratesOver(run, end - READ_MS, end);
  const { angleDeg, peak, widthDeg } = bumpOf(rates, anglesOf(rates.length));
  return {
    ...{ angleDeg, peak, widthDeg, errorDeg: angleError(angleDeg, numberAt(state, "cue")) },
    held: peak > LOW_RATE && widthDeg !== undefined,
  };
}

/** The parts of the trial, in seconds. */
function spansOf(state: State) {
  const end = CUE_MS[1] + delayMsOf(state);
  const distractor = distractorMs(state);
  const seconds = ([from, to]: readonly [number, number], label: string) => ({
    ...{ from: from / 1000, to: to / 1000, label },
  });
  return [
    seconds(CUE_MS, "cue"),
    ...(distractor ? [seconds(distractor, "distractor")] : []),
    seconds([end, end + RESPONSE_MS], "saccade"),
  ];
}

const ROWS = 24;
const MOST_COLUMNS = 56;

/** Activity of the ring over time. */
export function ringPlot(run: RunResult, state: State, { held, angleDeg, peak }: Memory): Plot {
  const { data, shape } = run.arrays.rE!;
  const n = shape[2]!;
  const time = run.arrays["rE.timeMs"]!.data;
  const every = Math.ceil(time.length / MOST_COLUMNS);
  const samples = Array.from({ length: Math.ceil(time.length / every) }, (_, c) => c * every);
  const units = Array.from({ length: ROWS }, (_, r) => Math.round(((ROWS - r) * n) / ROWS));
  return {
    wide: true,
    figure: {
      kind: "matrix",
      name: "ring",
      title: "Activity around the ring of delay cells",
      caption: "Rate of excitatory units by preferred angle over the trial.",
      x: { label: "Time", unit: "s" },
      y: { label: "Preferred angle", unit: "°" },
      rows: units.map((i) => String(Math.round((360 * i) / n))),
      columns: samples.map((s) => (time[s]! / 1000).toFixed(1)),
      values: units.map((i) => samples.map((s) => Math.max(0, data[s * n + (i % n)]!))),
      scale: { label: "Rate" },
    },
    summary: held
      ? `The cue at ${numberAt(state, "cue")}° leaves a bump that stays through ${numberAt(state, "delay")} s of delay, in the end around ${angleDeg.toFixed(1)}° with a peak of ${peak.toFixed(1)}; then it is erased.`
      : `At the end of the delay no bump marks a place: the highest rate is ${peak.toFixed(1)}.`,
  };
}

const WINDOW_MS = 100;

/** How far the decoded place is from the cue over the delay. */
export function driftPlot(run: RunResult, state: State, { held, errorDeg }: Memory): Plot {
  const cue = numberAt(state, "cue");
  const [first, last] = [CUE_MS[1], CUE_MS[1] + delayMsOf(state)];
  const starts = Array.from(
    { length: Math.floor((last - first) / WINDOW_MS) },
    (_, i) => first + i * WINDOW_MS,
  );
  const y = starts.map((ms) => angleError(decodedAt(run, ms, ms + WINDOW_MS), cue));
  const most = Math.max(5, ...y.map(Math.abs)) * 1.1;
  return {
    figure: {
      kind: "lines",
      name: "drift",
      title: "Where the bump is, against the cue",
      caption: "Direction of the population vector less the cue's, in steps of 0.1 s of the delay.",
      x: { label: "Time", unit: "s" },
      y: { label: "Decoded − cue", unit: "°", domain: [-most, most] },
      series: [
        { label: "decoded place", x: starts.map((ms) => (ms + WINDOW_MS / 2) / 1000), y },
        { label: "cue", x: [first / 1000, last / 1000], y: [0, 0], muted: true },
      ],
      spans: spansOf(state).filter(({ label }) => label === "distractor"),
    },
    summary: held
      ? `At the end of the delay the bump is ${Math.abs(errorDeg).toFixed(1)}° from the cue, ${errorDeg < 0 ? "clockwise" : "counter-clockwise"}.`
      : "Without a bump the direction means nothing.",
  };
}

/** The bump at the end of the delay. */
export function bumpPlot(run: RunResult, state: State, { held, peak, widthDeg }: Memory): Plot {
  const end = CUE_MS[1] + delayMsOf(state);
  const rates = [...ratesOver(run, end - READ_MS, end)];
  const x = anglesOf(rates.length);
  const cue = numberAt(state, "cue");
  const most = Math.max(LOW_RATE, ...rates);
  return {
    figure: {
      kind: "lines",
      name: "bump",
      title: "The bump at the end of the delay",
      caption: `Rate of every excitatory unit, mean over the last ${READ_MS} ms of the delay.`,
      x: { label: "Preferred angle", unit: "°", domain: [0, 360] },
      y: { label: "Rate" },
      series: [
        { label: "units", x: [...x, 360], y: [...rates, rates[0]!] },
        { label: "place of the cue", x: [cue, cue + 1e-6], y: [0, most], muted: true, dashed: true },
      ],
    },
    summary: held
      ? `The bump is ${peak.toFixed(1)} high and ${widthDeg!.toFixed(0)}° wide at half of that: many cells share one place.`
      : `The highest rate is ${peak.toFixed(1)} and no group of neighbours stands out.`,
  };
}
