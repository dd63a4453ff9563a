import { InputError } from "@isocortex/core-wasm";
import { eigenvalues, modulus } from "../analysis/eigenvalues.js";
import { type Constraint, effectiveInto } from "./constraints.js";
import type { Floats } from "./floats.js";

/** The largest modulus of the eigenvalues of W (n, n); NaN when an entry is not finite. */
export function spectralRadius(W: Floats, n: number): number {
  const values = eigenvalues(W, n);
  if (values.length < n) return Number.NaN;
  return values.reduce((most, value) => Math.max(most, modulus(value)), 0);
}

/**
 * Scales raw weights so that the effective matrix, after sign and mask, has the spectral radius asked for.
 * @throws InputError when the matrix is not square or has no eigenvalue but 0
 */
export function scaleToRadius(raw: Floats, radius: number, constraint: Constraint): void {
  const { rows, columns } = constraint;
  if (rows !== columns || !(radius > 0)) {
    throw new InputError(
      `spectral radius ${radius} is asked for a ${rows} x ${columns} matrix; expected a square matrix and a radius above 0.`,
      { path: "radius" },
    );
  }
  const effective = new Float64Array(rows * columns);
  effectiveInto(effective, raw, constraint);
  const now = spectralRadius(effective, rows);
  if (!(now > 0 && now < Infinity)) {
    throw new InputError(
      `the recurrent matrix has spectral radius ${now} and cannot be scaled to ${radius}; allow more connections or leave radius out.`,
      { path: "radius" },
    );
  }
  for (let i = 0; i < raw.length; i++) raw[i]! *= radius / now;
}
