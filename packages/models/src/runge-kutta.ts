import type { Kernels, Pointer } from "@isocortex/core-wasm";

/** State, derivative and two stage buffers of one group of variables. */
export interface GroupBlocks {
  readonly x: Pointer;
  readonly dx: Pointer;
  readonly start: Pointer;
  readonly sum: Pointer;
  readonly size: number;
}

export interface Stage {
  /** The stage's state is start + at·dt·(derivative of the stage before). */
  readonly at: number;
  readonly weight: number;
}

/** Heun, order 2. */
export const HEUN: readonly Stage[] = [
  { at: 0, weight: 1 / 2 },
  { at: 1, weight: 1 / 2 },
];
/** The classical method, order 4. */
export const RK4: readonly Stage[] = [
  { at: 0, weight: 1 / 6 },
  { at: 1 / 2, weight: 1 / 3 },
  { at: 1 / 2, weight: 1 / 3 },
  { at: 1, weight: 1 / 6 },
];

/** One step of an explicit Runge-Kutta method in which all groups advance together. */
export function rungeKutta(
  k: Kernels,
  blocks: readonly GroupBlocks[],
  fields: readonly (() => void)[],
  dtMs: number,
  stages: readonly Stage[],
): void {
  for (const { x, start, sum, size } of blocks) {
    k.copy(start, x, size);
    k.copy(sum, x, size);
  }
  for (const { at, weight } of stages) {
    if (at > 0) for (const { x, dx, start, size } of blocks) k.addScaled(x, start, dx, at * dtMs, size);
    for (const field of fields) field();
    for (const { dx, sum, size } of blocks) k.addScaled(sum, sum, dx, weight * dtMs, size);
  }
  for (const { x, sum, size } of blocks) k.copy(x, sum, size);
}
