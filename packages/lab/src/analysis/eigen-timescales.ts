import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A mode of a linear system. */
export interface Mode {
  /** -1/Re(lambda) in ms; negative for a growing mode. */
  readonly tauMs: number;
  /** Eigenvalue, per ms. */
  readonly re: number;
  readonly im: number;
}

/**
 * The modes of dx/dt = A x, slowest first; growing modes come before all others.
 * @param A (n, n) row-major, per ms
 */
export function eigenTimescales(A: ArrayLike<number>, n: number): readonly Mode[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(n, n, Array.from(A)),
  );
  return realEigenvalues
    .map((re, i) => ({ tauMs: -1 / re, re, im: imaginaryEigenvalues[i]! }))
    .sort((a, b) => b.re - a.re);
}
