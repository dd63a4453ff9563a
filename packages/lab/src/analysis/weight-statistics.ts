import { meanAndSd } from "./d-prime.js";

/** A set of weights in short. */
export interface WeightStatistics {
  readonly count: number;
  readonly mean: number;
  readonly sd: number;
  /** Part of them that is exactly 0. */
  readonly zero: number;
  readonly min: number;
  readonly max: number;
}

export function weightStatistics(values: ArrayLike<number>): WeightStatistics {
  const list = Array.from(values);
  return {
    count: list.length,
    ...meanAndSd(list),
    zero: list.filter((value) => value === 0).length / list.length,
    min: list.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    max: list.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  };
}

/** Counts of values in bins of equal width from low to high, both included; values outside are not counted. */
export function histogram(
  values: ArrayLike<number>,
  [low, high]: readonly [low: number, high: number],
  bins: number,
): { readonly centres: readonly number[]; readonly counts: readonly number[] } {
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of Array.from(values)) {
    if (value < low || value > high) continue;
    counts[Math.min(bins - 1, Math.floor((value - low) / width))]! += 1;
  }
  return { centres: counts.map((_, i) => low + (i + 0.5) * width), counts };
}
