import { scalar } from "@isocortex/core-wasm";

// Host-side numbers that enter a run: by the core's own functions, since JavaScript's differ between engines.

/** 1/(1 + exp(-x)). */
export function logistic(x: number): number {
  return scalar.sigmoid(x);
}

/** base^exponent for base > 0. */
export function power(base: number, exponent: number): number {
  return scalar.exp(exponent * scalar.log(base));
}
