import { InputError } from "@isocortex/core-wasm";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Constraint, effectiveInto } from "./constraints.js";
import type { Floats } from "./floats.js";

/** The largest modulus of the eigenvalues of W (n, n); NaN when an entry is not finite. */
export function spectralRadius(W: Floats, n: number): number {
  // The eigenvalue iteration would never end on such a matrix.
  for (let at = 0; at < n * n; at++) if (!Number.isFinite(W[at]!)) return Number.NaN;
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(n, n, Array.from(W)),
  );
  return realEigenvalues.reduce((most, re, i) => {
    const im = imaginaryEigenvalues[i]!;
    return Math.max(most, Math.sqrt(re * re + im * im));
  }, 0);
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
