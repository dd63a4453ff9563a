import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type DynamicalSystem, jacobianAt } from "../dynamical-system.js";
import { factor } from "./bordered.js";
import { dot, largest, norm, plus, times, transposed } from "./vectors.js";

/** A complex vector. */
interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export interface HopfNormalForm {
  /** Angular frequency at birth, per unit of time. */
  readonly omega: number;
  /** Below 0 a stable cycle is born (supercritical), above 0 an unstable one (subcritical). */
  readonly lyapunov: number;
  /** Whether that coefficient is 0 to within rounding, as where the system is linear. */
  readonly degenerate: boolean;
  /** Real and imaginary part of the eigenvector: the plane in which the cycle is born. */
  readonly plane: Complex;
}

/** Share of the coordinates' ranges over which exact Jacobians are differenced, and those that are differences themselves. */
const STEP = { exact: 1e-4, differenced: 1e-3 } as const;

/** A first Lyapunov coefficient below this, in units of the ranges and of the frequency, is rounding. */
const DEGENERATE = 1e-6;

/** The eigenvector of A (n, n) whose eigenvalue is nearest to i·omega, of length 1. */
function eigenvectorNear(A: Float64Array, n: number, omega: number): Complex & { readonly omega: number } {
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(n, n, Array.from(A)),
  );
  const distance = (k: number): number =>
    imaginaryEigenvalues[k]! > 0
      ? Math.abs(realEigenvalues[k]!) + Math.abs(imaginaryEigenvalues[k]! - omega)
      : Number.POSITIVE_INFINITY;
  const k = realEigenvalues.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
  const [re, im] = [eigenvectorMatrix.getColumn(k), eigenvectorMatrix.getColumn(k + 1)];
  const length = Math.sqrt(dot(re, re) + dot(im, im));
  return {
    re: Float64Array.from(re, (value) => value / length),
    im: Float64Array.from(im, (value) => value / length),
    omega: imaginaryEigenvalues[k]!,
  };
}

/** (2i·omega - A)^-1 b for complex b. */
function solveShifted(A: Float64Array, n: number, shift: number, { re, im }: Complex): Complex {
  const M = new Float64Array(4 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      M[i * 2 * n + j] = -A[i * n + j]!;
      M[(n + i) * 2 * n + n + j] = -A[i * n + j]!;
    }
    M[i * 2 * n + n + i]! -= shift;
    M[(n + i) * 2 * n + i]! += shift;
  }
  const z = factor(M, 2 * n).solve([...re, ...im]);
  return { re: z.slice(0, n), im: z.slice(n) };
}

/**
 * Frequency and first Lyapunov coefficient of a Hopf point, Kuznetsov 2004, eq. 5.62: with A q = i·omega q, A'p = -i·omega p,
 * <p, q> = 1, |q| = 1,  l1 = Re[<p, C(q,q,q̄)> - 2<p, B(q, A⁻¹B(q,q̄))> + <p, B(q̄, (2i·omega - A)⁻¹B(q,q))>] / (2·omega);
 * second and third derivatives from differences of the Jacobian.
 * @param omega about the frequency
 * @param widths range of each coordinate in use
 */
export function hopfNormalForm(
  system: DynamicalSystem,
  x: Float64Array,
  about: number,
  widths: ArrayLike<number>,
): HopfNormalForm {
  const { size: n } = system;
  const A = jacobianAt(system, x);
  const { omega, ...q } = eigenvectorNear(A, n, about);
  const r = eigenvectorNear(transposed(A, n), n, about);
  // <p, z> with p = conj(r) divided so that <p, q> = 1.
  const bracket = ({ re, im }: Complex): { re: number; im: number } => ({
    re: dot(r.re, re) - dot(r.im, im),
    im: dot(r.re, im) + dot(r.im, re),
  });
  const one = bracket(q);
  const real = (z: Complex): number => {
    const { re, im } = bracket(z);
    return (re * one.re + im * one.im) / (one.re * one.re + one.im * one.im);
  };
  const stepAlong = (v: Float64Array): number =>
    (system.jacobian ? STEP.exact : STEP.differenced) /
    Math.max(largest(v.map((value, i) => value / widths[i]!)), 1e-300);
  const B = (v: Float64Array, w: Float64Array): Float64Array => {
    if (norm(v) === 0) return new Float64Array(n);
    const h = stepAlong(v);
    const [up, down] = [
      times(jacobianAt(system, plus(x, v, h)), w),
      times(jacobianAt(system, plus(x, v, -h)), w),
    ];
    return up.map((value, i) => (value - down[i]!) / (2 * h));
  };
  const C = (v: Float64Array, w: Float64Array): Float64Array => {
    if (norm(v) === 0) return new Float64Array(n);
    const h = stepAlong(v);
    const [up, mid, down] = [plus(x, v, h), x, plus(x, v, -h)].map((at) => times(jacobianAt(system, at), w));
    return up!.map((value, i) => (value - 2 * mid![i]! + down![i]!) / (h * h));
  };
  const Bc = (v: Complex, w: Complex): Complex => ({
    re: plus(B(v.re, w.re), B(v.im, w.im), -1),
    im: plus(B(v.re, w.im), B(v.im, w.re)),
  });
  const conjugate: Complex = { re: q.re, im: q.im.map((value) => -value) };
  // C(q, q, q̄) = C(a,a,a) + C(b,b,a) + i(C(a,a,b) + C(b,b,b)).
  const cubic: Complex = { re: plus(C(q.re, q.re), C(q.im, q.re)), im: plus(C(q.re, q.im), C(q.im, q.im)) };
  const mean: Complex = {
    re: factor(A, n).solve(plus(B(q.re, q.re), B(q.im, q.im))),
    im: new Float64Array(n),
  };
  const double = solveShifted(A, n, 2 * omega, Bc(q, q));
  const lyapunov = (real(cubic) - 2 * real(Bc(q, mean)) + real(Bc(conjugate, double))) / (2 * omega);
  const width = largest(widths);
  const degenerate = Math.abs(lyapunov) * width * width < DEGENERATE * omega;
  return { omega, lyapunov, degenerate, plane: q };
}
