import type { Lab } from "@isocortex/lab";
import { numberAt, type Plot, type State } from "../../src/page.js";
import { CUE_MS, delayMsOf, experiment, PLACES_DEG, unitNear } from "./experiment.js";

const TRIALS = 4;
const EVERY_MS = 40;

/** Mean rate of one unit over trials, after a cue at each of the eight places. */
export interface CueStudy {
  readonly unitDeg: number;
  readonly timesMs: readonly number[];
  /** By place, in the order of `PLACES_DEG`. */
  readonly rates: readonly (readonly number[])[];
  /** Mean over the delay, by place. */
  readonly delayRates: readonly number[];
  readonly delayMs: readonly [number, number];
}

/** Asks one unit for all eight cues. */
export async function studyCues(
  lab: Lab,
  state: State,
  signal: AbortSignal,
  progress: (fraction: number) => void,
): Promise<CueStudy> {
  const n = numberAt(state, "N");
  const unit = unitNear(numberAt(state, "unit"), n);
  let done = 0;
  const runs = await Promise.all(
    PLACES_DEG.map(async (cueDeg, c) => {
      const seed = numberAt(state, "seed") * PLACES_DEG.length + c;
      const run = await lab.run(
        {
          isocortex: 1,
          ...experiment(state, { cueDeg, unit, seed, trials: TRIALS, everyMs: EVERY_MS }),
        },
        { signal },
      );
      done++;
      progress(done / PLACES_DEG.length);
      return run;
    }),
  );
  const timesMs = [...runs[0]!.arrays["rE.timeMs"]!.data];
  const rates = runs.map(({ arrays }) => {
    const { data } = arrays.rE!;
    return timesMs.map((_, s) => {
      const trials = Array.from({ length: TRIALS }, (_trial, t) => data[s * TRIALS + t]!);
      return trials.reduce((sum, rate) => sum + rate, 0) / TRIALS;
    });
  });
  const delayMs = [CUE_MS[1], CUE_MS[1] + delayMsOf(state)] as const;
  const inDelay = (s: number): boolean => timesMs[s]! >= delayMs[0] && timesMs[s]! < delayMs[1];
  const delayRates = rates.map((all) => {
    const kept = all.filter((_, s) => inDelay(s));
    return kept.reduce((sum, rate) => sum + rate, 0) / kept.length;
  });
  return { unitDeg: Number(unit), timesMs, rates, delayRates, delayMs };
}

/** Rate in the delay against the place of the cue. */
export function tuningPlot({ unitDeg, delayRates }: CueStudy): Plot {
  const best = delayRates.indexOf(Math.max(...delayRates));
  const silent = PLACES_DEG.filter((_, c) => delayRates[c]! < 0.1 * delayRates[best]!);
  return {
    figure: {
      kind: "dots",
      name: "tuning",
      title: `Tuning of the unit at ${Math.round(unitDeg)}° in the delay`,
      caption: `Mean rate over the delay and ${TRIALS} trials, by the place of the cue.`,
      x: { label: "Place of the cue", unit: "°", domain: [-15, 330] },
      y: { label: "Rate in the delay" },
      points: PLACES_DEG.map((x, c) => ({ x, y: delayRates[c]! })),
      lines: [{ label: "mean", x: PLACES_DEG, y: delayRates, muted: true }],
    },
    summary:
      `It fires most, ${delayRates[best]!.toFixed(1)}, while ${PLACES_DEG[best]}° is remembered; after cues at ` +
      `${silent.length > 0 ? silent.map((place) => `${place}°`).join(", ") : "no place"} less than a tenth of that.`,
  };
}
