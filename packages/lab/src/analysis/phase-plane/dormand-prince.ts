import { scalar } from "@isocortex/core-wasm";
import type { Lanes } from "./lanes.js";

/**
 * Dormand & Prince 1980, J Comput Appl Math 6:19: order 5; the last stage is the first of the next step. Weights of the six
 * stages before, 0 where there are none yet.
 */
export const STAGES = [
  [1 / 5, 0, 0, 0, 0, 0],
  [3 / 40, 9 / 40, 0, 0, 0, 0],
  [44 / 45, -56 / 15, 32 / 9, 0, 0, 0],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0, 0],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
/** Difference from the embedded method of order 4, over all seven. */
export const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

type Stages = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** out = x + h·(weighted stages), h one per lane. */
function combine(
  out: Float64Array,
  x: Float64Array,
  h: Float64Array,
  [k1, k2, k3, k4, k5, k6]: Stages,
  [a, b, c, d, e, f]: (typeof STAGES)[number],
  count: number,
  size: number,
): void {
  for (let lane = 0, i = 0; lane < count; lane++) {
    const step = h[lane]!;
    for (const end = i + size; i < end; i++) {
      const sum = a * k1[i]! + b * k2[i]! + c * k3[i]! + d * k4[i]! + e * k5[i]! + f * k6[i]!;
      out[i] = x[i]! + step * sum;
    }
  }
}

/** A step of every lane, each with its own h: states and derivatives at their ends, and errors in tolerances. */
export interface Trial {
  readonly x: Float64Array;
  readonly k: Float64Array;
  /** Largest error of a coordinate, 1 where it is as large as allowed; (lanes). */
  readonly errors: Float64Array;
}

/** Buffers for steps of so many lanes and more, and the function that tries one. */
export function dormandPrince(
  lanes: Lanes,
  evaluate: (states: Float64Array, count: number) => Float64Array,
  tolerance: number,
): () => Trial {
  const stage = new Float64Array(lanes.x.length);
  const errors = new Float64Array(lanes.count);
  const { widths } = lanes;
  const size = widths.length;
  return () => {
    const { count, x, h, k } = lanes;
    // Stages that are not there yet have the weight 0.
    const ks: Stages = [k, k, k, k, k, k];
    let last = k;
    STAGES.forEach((weights, s) => {
      combine(stage, x, h, ks, weights, count, size);
      last = evaluate(stage, count);
      if (s < 5) ks[s + 1] = last;
    });
    const [k1, , k3, k4, k5, k6] = ks;
    for (let lane = 0, i = 0; lane < count; lane++) {
      let worst = 0;
      for (let j = 0; j < size; j++, i++) {
        const sum =
          ERROR[0] * k1[i]! +
          ERROR[2] * k3[i]! +
          ERROR[3] * k4[i]! +
          ERROR[4] * k5[i]! +
          ERROR[5] * k6[i]! +
          ERROR[6] * last[i]!;
        const error = Math.abs(h[lane]! * sum) / (tolerance * widths[j]!);
        if (!(error <= worst)) worst = error;
      }
      errors[lane] = worst;
    }
    return { x: stage, k: last, errors };
  };
}

/** The next step after one of an error, in tolerances, at most `most`: five times as long or a fifth of it at the outmost. */
export function nextStep(h: number, error: number, most: number): number {
  const share = (0.9 * h) / most;
  // The same as below, without a root where the step is as long as it may be.
  if (error <= share * share * share * share * share && most <= 5 * h) return most;
  const factor = Number.isNaN(error)
    ? 0.2
    : Math.min(5, Math.max(0.2, 0.9 * scalar.exp(-0.2 * scalar.log(Math.max(error, 1e-30)))));
  return Math.min(h * factor, most);
}
