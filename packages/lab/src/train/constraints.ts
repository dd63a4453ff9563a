import type { Floats } from "./floats.js";

/**
 * How the weights that a network uses come from those that are trained: W = sign · g(mask · raw), entry by entry.
 * Matrices are (rows, columns) = [post][pre], row-major.
 */
export interface Constraint {
  readonly rows: number;
  readonly columns: number;
  /** 1 where there is a connection, 0 elsewhere (rows, columns). */
  readonly mask?: Floats | undefined;
  /** Sign of each presynaptic unit (columns): 1, -1, or 0 for one that never sends; free signs without. */
  readonly signs?: Floats | undefined;
  /** g where there are signs: the magnitude, or the positive part (an entry below 0 then has no gradient). */
  readonly form?: "abs" | "rectify" | undefined;
  /** 0 where an entry keeps its value (rows, columns); give it to the optimiser's step too. */
  readonly trainable?: Floats | undefined;
}

/** out = the weights that the network uses. out and raw (rows, columns), may be the same array. */
export function effectiveInto(
  out: Floats,
  raw: Floats,
  { rows, columns, mask, signs, form }: Constraint,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      const value = mask && mask[at] === 0 ? 0 : raw[at]!;
      if (!signs) out[at] = value;
      else {
        const size = form === "rectify" ? Math.max(value, 0) : Math.abs(value);
        out[at] = signs[j]! > 0 ? size : signs[j]! < 0 ? 0 - size : 0;
      }
    }
  }
}

/**
 * gradient = the derivative by raw weights, from gradEffective, that by the effective ones.
 * All (rows, columns); gradient may be gradEffective. Magnitude and positive part have slope 0 at 0.
 */
export function gradientInto(
  gradient: Floats,
  gradEffective: Floats,
  raw: Floats,
  { rows, columns, mask, signs, form, trainable }: Constraint,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      let slope = 1;
      if (signs) slope = signs[j]! * (form === "rectify" ? (raw[at]! > 0 ? 1 : 0) : Math.sign(raw[at]!));
      if ((mask && mask[at] === 0) || (trainable && trainable[at] === 0)) slope = 0;
      gradient[at] = slope === 0 ? 0 : slope * gradEffective[at]!;
    }
  }
}
