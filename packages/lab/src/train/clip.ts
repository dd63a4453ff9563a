import type { Floats } from "./floats.js";
import type { Variables } from "./optimisers.js";

/**
 * What is kept small: each variable's norm (PsychRNN), the norm of all together (pycog), or each entry (Yang 2019).
 * A gradient within the limit is left as it is.
 */
export interface Clip {
  readonly by: "variable" | "global" | "entry";
  readonly limit: number;
}

/** Clips gradients in place; returns the norm of all together before, which is not finite when an entry is not. */
export function clipGradients(grads: Variables, { by, limit }: Clip): number {
  let total = 0;
  for (const name in grads) {
    const square = sumOfSquares(grads[name]!);
    total += square;
    if (by === "variable") shrink(grads[name]!, Math.sqrt(square), limit);
    if (by === "entry") clipEntries(grads[name]!, limit);
  }
  const norm = Math.sqrt(total);
  if (by === "global") for (const name in grads) shrink(grads[name]!, norm, limit);
  return norm;
}

function sumOfSquares(g: Floats): number {
  let sum = 0;
  for (let i = 0; i < g.length; i++) sum += g[i]! * g[i]!;
  return sum;
}

function shrink(g: Floats, norm: number, limit: number): void {
  if (!(norm > limit)) return;
  for (let i = 0; i < g.length; i++) g[i] = (g[i]! * limit) / norm;
}

function clipEntries(g: Floats, limit: number): void {
  for (let i = 0; i < g.length; i++) g[i] = Math.min(Math.max(g[i]!, -limit), limit);
}
