import type { Timing } from "./measure.js";

/** Work done by several contenders, the first of them Isocortex. */
export interface Comparison {
  readonly suite: string;
  readonly name: string;
  /** Of the rate: GFLOP/s, M/s, steps/s or runs/s. */
  readonly unit: string;
  /** Rate = scale / ms. */
  readonly scale: number;
  readonly timings: readonly Timing[];
  /** What should be known of the figures, such as how far the contenders agree. */
  readonly remark?: string;
}

/** Best rate of a contender, from its minimum. */
export const bestRate = ({ scale }: Comparison, { minMs }: Timing): number => scale / minMs;

/** How many times faster the first contender is than another, by their medians. */
export const speedUp = ({ timings }: Comparison, other: Timing): number =>
  other.medianMs / timings[0]!.medianMs;
