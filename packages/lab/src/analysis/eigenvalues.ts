import { EigenvalueDecomposition, Matrix } from "ml-matrix";

export interface Eigenvalue {
  readonly re: number;
  readonly im: number;
}

/** The eigenvalues of A (n, n), row-major, the largest real part first; none when an entry is not finite. */
export function eigenvalues(A: ArrayLike<number>, n: number): readonly Eigenvalue[] {
  const entries = Array.from(A);
  // The iteration would never end on such a matrix.
  if (n === 0 || !entries.every(Number.isFinite)) return [];
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(n, n, entries),
  );
  return realEigenvalues
    .map((re, i) => ({ re, im: imaginaryEigenvalues[i]! }))
    .sort((a, b) => b.re - a.re || b.im - a.im);
}

/** |lambda|. */
export function modulus({ re, im }: Eigenvalue): number {
  return Math.sqrt(re * re + im * im);
}
