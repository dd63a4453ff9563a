import { LuDecomposition, Matrix } from "ml-matrix";
import { largest } from "./vectors.js";

/** A square matrix, factored. */
export interface Factored {
  readonly singular: boolean;
  /** Of the determinant. */
  readonly sign: number;
  solve(b: ArrayLike<number>): Float64Array;
}

/** Factors A (n, n), row-major; rows of very different sizes are brought to one. */
export function factor(A: ArrayLike<number>, n: number): Factored {
  const size = new Float64Array(n);
  const rows: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row = Array.from({ length: n }, (_, j) => A[i * n + j]!);
    const most = largest(row) || 1;
    size[i] = most;
    rows.push(row.map((value) => value / most));
  }
  const lu = new LuDecomposition(new Matrix(rows));
  const singular = lu.isSingular();
  return {
    singular,
    sign: Math.sign(lu.determinant),
    solve: (b) =>
      singular
        ? new Float64Array(n).fill(Number.NaN)
        : Float64Array.from(
            lu.solve(Matrix.columnVector(Array.from(size, (most, i) => b[i]! / most))).to1DArray(),
          ),
  };
}

/** A (n-1, n) with a last row. */
export function bordered(A: Float64Array, row: ArrayLike<number>): Float64Array {
  const out = new Float64Array(A.length + row.length);
  out.set(A);
  out.set(row, A.length);
  return out;
}

/** The i-th unit vector of so many entries. */
export function axis(i: number, n: number): Float64Array {
  const out = new Float64Array(n);
  out[i] = 1;
  return out;
}

/** Right and left null vectors of A (n, n), or of the singular values nearest to none, by inverse iteration; |v| = |w| = 1. */
export function nullVectors(A: Float64Array, n: number): { v: Float64Array; w: Float64Array } {
  const square = new Matrix(Array.from({ length: n }, (_, i) => Array.from(A.subarray(i * n, i * n + n))));
  const side = (M: Matrix): Float64Array => {
    const N = M.transpose().mmul(M);
    const shift = 1e-14 * (N.trace() || 1);
    for (let i = 0; i < n; i++) N.set(i, i, N.get(i, i) + shift);
    const lu = new LuDecomposition(N);
    let x = Matrix.columnVector(Array.from({ length: n }, (_, i) => 1 + 0.1 * i));
    for (let k = 0; k < 6; k++) {
      x = lu.solve(x);
      x.div(x.norm("frobenius"));
    }
    return Float64Array.from(x.to1DArray());
  };
  return { v: side(square), w: side(square.transpose()) };
}
