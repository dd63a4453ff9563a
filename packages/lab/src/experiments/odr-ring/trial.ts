import { type Check, check } from "../../check.js";
import type { Experiment, StimulusSpec } from "../../io/experiment.js";
import type { RunResult } from "../../run-record.js";

export const reference = "independent implementation of the ring rate code of the Compte laboratory";

/** The delay of the trial, and the part of it in which the bump is read. */
export const DELAY_END_MS = 3500;
export const READ_MS = [3400, 3500] as const;

/** The trial of the code: 4.2 s at 2 ms, a cue, a delay and the erasing input. The reference ends its cue a step before 1500 ms. */
export function trial(
  name: string,
  cueDeg: number,
  change: Partial<Experiment>,
): Omit<Experiment, "isocortex"> {
  const cue: StimulusSpec = {
    name: "cue",
    input: "cue",
    areas: [String(cueDeg)],
    startMs: 1000,
    endMs: 1498,
    amplitude: 200,
  };
  return {
    name,
    model: "odr-ring",
    stimuli: [
      cue,
      { name: "erase", input: "E", areas: ["all"], startMs: DELAY_END_MS, endMs: 4000, amplitude: -200 },
    ],
    record: [{ variable: "rE", everyMs: 2 }],
    ...change,
  };
}

/** Preferred angles of the units, degrees: their names are rounded. */
export const anglesOf = ({ record: { areas } }: RunResult): number[] =>
  areas.map((_, i) => (360 * i) / areas.length);

/** Mean rate of every unit over the samples from `fromMs` up to, not including, `toMs`. */
export function meanRates(
  { arrays }: RunResult,
  trialIndex: number,
  [fromMs, toMs]: readonly [number, number],
  variable = "rE",
): Float64Array {
  const { data, shape } = arrays[variable]!;
  const [, trials, n] = shape as [number, number, number];
  const samples = [...arrays[`${variable}.timeMs`]!.data.keys()].filter((s) => {
    const time = arrays[`${variable}.timeMs`]!.data[s]!;
    return time >= fromMs && time < toMs;
  });
  const mean = new Float64Array(n);
  for (const s of samples)
    for (let i = 0; i < n; i++) mean[i]! += data[(s * trials + trialIndex) * n + i]! / samples.length;
  return mean;
}

export const average = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

export function standardDeviation(values: readonly number[]): number {
  const mean = average(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1),
  );
}

/**
 * Standard errors that a random number may be off by. Seven checks of this reproduction are of random numbers; at two standard
 * errors a right model would fail one of them with three seeds of ten.
 */
export const STANDARD_ERRORS = 3;

/** A number of the reference, within `tolerance`. */
export function agrees(
  quantity: string,
  unit: string,
  published: number,
  got: number,
  tolerance: number,
  source = reference,
): Check {
  return check({ quantity, unit, published, got, tolerance, source, origin: "reference" });
}
