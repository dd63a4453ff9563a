import type { DynamicalSystem } from "./dynamical-system.js";

/**
 * A trained network without noise, under a constant input, as a system: F(x) = (step(x) - x)/alpha, time in units of tau
 * (dt/alpha), so that `step` of the map is alpha = dt/tau.
 */
export interface NetworkSystem extends DynamicalSystem {
  /** The state one step of the network later, a new array. */
  next(x: Float64Array): Float64Array;
  readonly step: number;
}

/** The same network under any input. */
export interface NetworkMap {
  readonly size: number;
  /** The state before the first step. */
  readonly start: Float64Array;
  /** What each entry of the state is. */
  readonly state: string;
  under(input: ArrayLike<number>): NetworkSystem;
}

/** out_i = b_i + sum_j W_ij x_j; W (rows, x.length) row-major. */
export function affine(W: ArrayLike<number>, x: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const columns = x.length;
  return Float64Array.from(b, (start, i) => {
    let sum = start;
    for (let j = 0; j < columns; j++) sum += W[i * columns + j]! * x[j]!;
    return sum;
  });
}
