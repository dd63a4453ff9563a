import { InputError } from "@isocortex/core-wasm";
import { Matrix } from "ml-matrix";
import { eigenTimescales } from "./eigen-timescales.js";
import { matrixExponential } from "./matrix-exponential.js";

const MOST_DOUBLINGS = 60;

function norm(A: Matrix): number {
  return A.norm("frobenius");
}

/** Covariance gained in a time h: the integral of exp(As) Q exp(A's) over 0..h. Van Loan 1978, IEEE TAC 23:395. */
function covarianceOver(h: number, A: Matrix, Q: Matrix): { transition: Matrix; gained: Matrix } {
  const n = A.rows;
  const block = Matrix.zeros(2 * n, 2 * n);
  block.setSubMatrix(Matrix.mul(A, -1), 0, 0);
  block.setSubMatrix(Q, 0, n);
  block.setSubMatrix(A.transpose(), n, n);
  const exponential = matrixExponential(block.mul(h));
  const transition = exponential.subMatrix(n, 2 * n - 1, n, 2 * n - 1).transpose();
  return { transition, gained: transition.mmul(exponential.subMatrix(0, n - 1, n, 2 * n - 1)) };
}

/**
 * Stationary covariance P of dx = A x dt + noise of covariance Q dt: A P + P A' + Q = 0, by doubling the time over
 * which covariance is gathered until nothing is added.
 * @param A (n, n) row-major, per ms
 * @param Q (n, n) row-major, per ms
 * @returns (n, n)
 * @throws InputError (code `numerical`) when A has a mode that does not decay
 */
export function lyapunov(A: ArrayLike<number>, Q: ArrayLike<number>, n: number): Matrix {
  const slowest = eigenTimescales(A, n)[0]!;
  if (slowest.re >= 0) {
    throw new InputError(
      `the linear system does not settle: its slowest mode grows at ${slowest.re.toPrecision(3)} per ms; ` +
        "weaken excitation (wEE, muEE, eta) until every mode decays.",
      { code: "numerical" },
    );
  }
  const a = Matrix.from1DArray(n, n, Array.from(A));
  let { transition, gained } = covarianceOver(
    1 / Math.max(norm(a), 1e-12),
    a,
    Matrix.from1DArray(n, n, Array.from(Q)),
  );
  for (let doubling = 0; doubling < MOST_DOUBLINGS; doubling++) {
    const more = transition.mmul(gained).mmul(transition.transpose());
    gained = Matrix.add(gained, more);
    if (norm(more) <= 1e-17 * norm(gained)) break;
    transition = transition.mmul(transition);
  }
  return gained;
}
