import { InputError } from "@isocortex/core-wasm";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Principal components of rows of numbers. */
export interface Pca {
  /** Mean of every column. */
  readonly mean: Float64Array;
  /** Unit vectors (kept, columns), the most variance first; the largest entry of each is positive. */
  readonly components: readonly Float64Array[];
  /** Variance along every component, kept or not, over rows - 1. */
  readonly variances: readonly number[];
  /** Each variance as a part of their sum. */
  readonly explained: readonly number[];
  /** (sum of variances)² / sum of variances²: how many dimensions the rows fill. */
  readonly participationRatio: number;
}

/** Variances that rounding alone makes, as a part of the largest. */
const ROUNDING = 1e-14;

function covariance(data: ArrayLike<number>, mean: Float64Array, rows: number, columns: number): Matrix {
  const sums = new Float64Array(columns * columns);
  const row = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < columns; i++) row[i] = data[r * columns + i]! - mean[i]!;
    for (let i = 0; i < columns; i++)
      for (let j = i; j < columns; j++) sums[i * columns + j]! += row[i]! * row[j]!;
  }
  return new Matrix(
    Array.from({ length: columns }, (_, i) =>
      Array.from(
        { length: columns },
        (_unused, j) => sums[Math.min(i, j) * columns + Math.max(i, j)]! / Math.max(1, rows - 1),
      ),
    ),
  );
}

/** @throws InputError (code `numerical`) when rows of numbers do not have a finite covariance */
function checkFinite(covariances: Matrix, data: ArrayLike<number>, columns: number): void {
  if (covariances.to1DArray().every(Number.isFinite)) return;
  const at = Array.from(data).findIndex((value) => !Number.isFinite(value));
  const got =
    at < 0 ? "their squares overflow" : `row ${Math.floor(at / columns)} has ${data[at]} at ${at % columns}`;
  throw new InputError(
    `the states have no principal components: ${got}; expected finite states, as of a training that did not diverge.`,
    { code: "numerical" },
  );
}

function pointed(vector: readonly number[]): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return Float64Array.from(vector, (value) => (largest < 0 ? -value : value));
}

/**
 * Principal components by the eigenvectors of the covariance.
 * @param data (rows, columns), row-major
 * @param keep number of components that are wanted as vectors
 * @throws InputError (code `numerical`) when an entry is not finite or its square overflows
 */
export function pca(data: ArrayLike<number>, rows: number, columns: number, keep: number): Pca {
  const mean = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) mean[at % columns]! += data[at]!;
  for (let i = 0; i < columns; i++) mean[i]! /= rows;
  const covariances = covariance(data, mean, rows, columns);
  checkFinite(covariances, data, columns);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariances, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const largest = realEigenvalues[order[0]!]!;
  const variances = order.map((i) => (realEigenvalues[i]! > ROUNDING * largest ? realEigenvalues[i]! : 0));
  const total = variances.reduce((sum, value) => sum + value, 0);
  const squares = variances.reduce((sum, value) => sum + value * value, 0);
  return {
    mean,
    components: order.slice(0, keep).map((i) => pointed(eigenvectorMatrix.getColumn(i))),
    variances,
    explained: variances.map((value) => (total > 0 ? value / total : 0)),
    participationRatio: squares > 0 ? (total * total) / squares : 0,
  };
}

/** A row of numbers in the space of the kept components. */
export function project(
  { mean, components }: Pick<Pca, "mean" | "components">,
  row: ArrayLike<number>,
): number[] {
  return components.map((component) =>
    component.reduce((sum, weight, i) => sum + weight * (row[i]! - mean[i]!), 0),
  );
}
