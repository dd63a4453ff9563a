import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { autocorrelations, eigenTimescales, lyapunov, matrixExponential } from "../../src/analysis/index.js";
import { refusal } from "../refusal.js";
import { seeded } from "../seeded.js";

/** A stable random (n, n) matrix: diagonally dominant with a negative diagonal, per ms. */
function stable(n: number, seed: number): Float64Array {
  const { normal } = seeded(seed);
  const A = Float64Array.from({ length: n * n }, () => (0.3 * normal()) / n);
  for (let i = 0; i < n; i++) A[i * n + i] = -1 - i / n;
  return A;
}

/** A random covariance (n, n): B B'. */
function covariance(n: number, seed: number): Float64Array {
  const { normal } = seeded(seed);
  const B = new Matrix(Array.from({ length: n }, () => Array.from({ length: n }, normal)));
  return Float64Array.from(B.mmul(B.transpose()).to1DArray());
}

const asMatrix = (flat: ArrayLike<number>, n: number): Matrix => Matrix.from1DArray(n, n, Array.from(flat));
const largest = (M: Matrix): number => Math.max(M.max(), -M.min());

/** Simpson's rule over exp(At) Q exp(A't) dt from 0 to where it has died away: the covariance by direct integration. */
function integrated(A: Matrix, Q: Matrix, lastMs: number, steps: number): Matrix {
  const h = lastMs / steps;
  const step = matrixExponential(Matrix.mul(A, h));
  let term = Q.clone();
  const sum = Matrix.zeros(A.rows, A.rows);
  for (let k = 0; k <= steps; k++) {
    const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
    sum.add(Matrix.mul(term, (weight * h) / 3));
    term = step.mmul(term).mmul(step.transpose());
  }
  return sum;
}

describe("the stationary covariance of a linear system", () => {
  it.each([1, 2, 3, 5, 17])("solves A P + P A' + Q = 0 to 1e-12 of Q (n = %i)", (n) => {
    const [A, Q] = [stable(n, n), covariance(n, n + 100)];
    const P = lyapunov(A, Q, n);
    const a = asMatrix(A, n);
    const residual = Matrix.add(a.mmul(P), P.mmul(a.transpose())).add(asMatrix(Q, n));
    expect(largest(residual) / largest(asMatrix(Q, n))).toBeLessThan(1e-12);
  });

  // Simpson's rule on 2000 intervals of 0.02 ms: error (h^4/180) T f'''' of about 1e-8.
  it.each([1, 2, 5])("equals the integral of exp(At) Q exp(A't) over time to 1e-7 (n = %i)", (n) => {
    const [A, Q] = [stable(n, n + 7), covariance(n, n + 200)];
    const direct = integrated(asMatrix(A, n), asMatrix(Q, n), 40, 2000);
    expect(largest(Matrix.sub(lyapunov(A, Q, n), direct)) / largest(direct)).toBeLessThan(1e-7);
  });

  it("is q / 2 lambda for dx = -lambda x dt + noise of variance q", () => {
    expect(lyapunov([-0.05], [0.3], 1).get(0, 0)).toBeCloseTo(3, 12);
  });

  it("does not exist for a mode that grows: the error says at what rate", () => {
    expect(() => lyapunov([-1, 0, 0, 0.25], [1, 0, 0, 1], 2)).toThrow(
      /does not settle: its slowest mode grows at 0.250 per ms; weaken excitation/,
    );
  });
});

describe("the matrix exponential", () => {
  it("is that of a rotation, of a shear and of a diagonal", () => {
    const angle = 25;
    const rotation = matrixExponential(
      new Matrix([
        [0, -angle],
        [angle, 0],
      ]),
    );
    expect(
      largest(
        Matrix.sub(
          rotation,
          new Matrix([
            [Math.cos(angle), -Math.sin(angle)],
            [Math.sin(angle), Math.cos(angle)],
          ]),
        ),
      ),
    ).toBeLessThan(1e-13);
    expect(
      matrixExponential(
        new Matrix([
          [0, 7],
          [0, 0],
        ]),
      ).to2DArray(),
    ).toEqual([
      [1, 7],
      [0, 1],
    ]);
    const diagonal = matrixExponential(Matrix.diag([-30, 0, 2]));
    expect(diagonal.get(0, 0) / Math.exp(-30)).toBeCloseTo(1, 12);
    expect(diagonal.get(2, 2) / Math.exp(2)).toBeCloseTo(1, 12);
  });

  it.each([1, 2, 4, 9])("equals its power series where that converges at once (n = %i)", (n) => {
    const A = asMatrix(stable(n, n + 40), n);
    let term = Matrix.eye(n);
    const series = Matrix.eye(n);
    for (let k = 1; k < 60; k++) {
      term = term.mmul(A).mul(1 / k);
      series.add(term);
    }
    expect(largest(Matrix.sub(matrixExponential(A), series))).toBeLessThan(1e-14);
  });

  it("of A and of -A multiply to the identity, and exp(2A) is exp(A) twice", () => {
    const A = asMatrix(stable(6, 3), 6).mul(8);
    const e = matrixExponential(A);
    expect(largest(Matrix.sub(e.mmul(matrixExponential(Matrix.mul(A, -1))), Matrix.eye(6)))).toBeLessThan(
      1e-9,
    );
    expect(largest(Matrix.sub(matrixExponential(Matrix.mul(A, 2)), e.mmul(e)))).toBeLessThan(1e-13);
  });
});

describe("the modes of a linear system", () => {
  it("have the time constants 50, 20 and 4 ms of a triangular matrix, slowest first", () => {
    const modes = eigenTimescales([-1 / 20, 3, 1, 0, -1 / 4, 2, 0, 0, -1 / 50], 3);
    expect(modes.map(({ tauMs }) => tauMs)).toEqual([50, 20, 4].map((tau) => expect.closeTo(tau, 9)));
  });

  it("of a damped oscillation come as a pair with its frequency", () => {
    const modes = eigenTimescales([-0.1, -0.5, 0.5, -0.1], 2);
    expect(modes.map(({ tauMs }) => tauMs)).toEqual([expect.closeTo(10, 9), expect.closeTo(10, 9)]);
    expect(modes.map(({ im }) => im).sort()).toEqual([expect.closeTo(-0.5, 9), expect.closeTo(0.5, 9)]);
  });

  it("that grow come first, with a negative time constant", () => {
    const [first] = eigenTimescales([-1, 0, 0, 0.2], 2);
    expect(first!.tauMs).toBeCloseTo(-5, 9);
  });
});

describe("a linear system with an entry that is not finite", () => {
  it.each([Number.NaN, Infinity, -Infinity])("has no modes and no covariance: %d is refused", (entry) => {
    const A = [-0.1, entry, 0, -0.2];
    for (const work of [() => eigenTimescales(A, 2), () => lyapunov(A, [1, 0, 0, 1], 2)])
      expect(refusal(work)).toMatchObject({
        code: "numerical",
        message: expect.stringMatching(/not finite/),
      });
  });
});

describe("the exact autocorrelation", () => {
  it("of dx = -x/tau dt + noise is exp(-t/tau)", () => {
    const { rows, lagsMs } = autocorrelations([-1 / 30], [1], 1, { stepMs: 5, lastMs: 200, observe: [0] });
    expect(lagsMs).toHaveLength(41);
    rows[0]!.forEach((value, k) => {
      expect(value).toBeCloseTo(Math.exp((-5 * k) / 30), 12);
    });
  });

  it("of a variable that noise does not reach is left empty, and all stop once below `until`", () => {
    const A = [-1 / 30, 0, 0, -1 / 10];
    const { rows, lagsMs } = autocorrelations(A, [1, 0, 0, 0], 2, {
      ...{ stepMs: 1, lastMs: 500, observe: [0, 1], until: 0.05 },
    });
    expect(rows[1]).toEqual([]);
    expect(lagsMs.at(-1)).toBe(Math.ceil(30 * Math.log(20)));
  });
});
