import { scalar } from "@isocortex/core-wasm";
import { integerPower } from "./integer-power.js";

/**
 * Learning rate over updates u = 0, 1, ... counted from the end of the warm-up.
 * - `constant`     rate
 * - `step`         rate · factor^floor(u / every)
 * - `exponential`  rate · factor^(u / every)
 * - `cosine`       last + (rate - last)(1 + cos(pi u / updates)) / 2, then last           Loshchilov & Hutter 2017, eq. 5
 */
export type Schedule = {
  readonly rate: number;
  /** Updates before, over which the rate rises in equal steps to `rate` (0). */
  readonly warmUp?: number | undefined;
} & (
  | { readonly kind: "constant" }
  | { readonly kind: "step" | "exponential"; readonly factor: number; readonly every: number }
  | { readonly kind: "cosine"; readonly updates: number; readonly last?: number | undefined }
);

/** The learning rate of an update, of which the first is 0. */
export function learningRate(schedule: Schedule, update: number): number {
  const { rate, warmUp = 0 } = schedule;
  if (update < warmUp) return (rate * (update + 1)) / (warmUp + 1);
  const u = update - warmUp;
  switch (schedule.kind) {
    case "constant":
      return rate;
    case "step":
      return rate * integerPower(schedule.factor, Math.floor(u / schedule.every));
    case "exponential":
      return rate * scalar.exp((scalar.log(schedule.factor) * u) / schedule.every);
    case "cosine": {
      const { updates, last = 0 } = schedule;
      return u >= updates ? last : last + ((rate - last) * (1 + cosineOfHalfTurns(u / updates))) / 2;
    }
  }
}

/** cos(pi x) for x in [0, 1], by its series at the nearer end. */
function cosineOfHalfTurns(x: number): number {
  if (x > 0.5) return -cosineOfHalfTurns(1 - x);
  const square = Math.PI * x * (Math.PI * x);
  let term = 1;
  let sum = 1;
  for (let k = 2; k <= 24; k += 2) {
    term *= -square / (k * (k - 1));
    sum += term;
  }
  return sum;
}
