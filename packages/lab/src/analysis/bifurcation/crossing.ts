import { axis, bordered, factor, nullVectors } from "./bordered.js";
import type { Curve, CurvePoint } from "./curve.js";
import { dot, largest, norm, plus, times, unit } from "./vectors.js";

/** Where two branches cross. */
export interface Crossing {
  readonly u: Float64Array;
  /** Direction of the branch that was followed, and of the other one. */
  readonly along: Float64Array;
  readonly across: Float64Array;
}

const STEP = 1e-4;
const MOST_ITERATIONS = 12;
const ACCURATE = 1e-11;

/** Left null vector of the derivative (n, n + 1), and the direction in its null space that is normal to the tangent. */
function nullSpace(
  curve: Curve,
  u: Float64Array,
  tangent: Float64Array,
): { w: Float64Array; normal: Float64Array } {
  const { v, w } = nullVectors(bordered(curve.evaluate(u).derivative, tangent), curve.size);
  return { w: unit(w.slice(0, curve.size - 1)), normal: v };
}

/**
 * Solves F(u) + beta·w = 0, F_u'w = 0, w·w = 1 for (u, beta, w): regular at a simple branch point. Moore 1980, Numer Funct
 * Anal Optim 2:441. Newton's method with differences; the estimate itself where that does not converge.
 */
function polish(curve: Curve, estimate: Float64Array, w0: Float64Array): Float64Array {
  const m = curve.size;
  const equations = (z: Float64Array): Float64Array => {
    const [u, beta, w] = [z.slice(0, m), z[m]!, z.subarray(m + 1)];
    const { residual, derivative } = curve.evaluate(u);
    const out = new Float64Array(2 * m);
    for (let i = 0; i < m - 1; i++) {
      out[i] = residual[i]! + beta * w[i]!;
      for (let j = 0; j < m; j++) out[m - 1 + j]! += derivative[i * m + j]! * w[i]!;
    }
    out[2 * m - 1] = dot(w, w) - 1;
    return out;
  };
  const size = 2 * m;
  let z: Float64Array = Float64Array.from([...estimate, 0, ...w0]);
  for (let k = 0; k < MOST_ITERATIONS; k++) {
    const J = new Float64Array(size * size);
    for (let j = 0; j < size; j++) {
      const h = j < m ? STEP / 10 : STEP;
      const [up, down] = [equations(plus(z, axis(j, size), h)), equations(plus(z, axis(j, size), -h))];
      for (let i = 0; i < size; i++) J[i * size + j] = (up[i]! - down[i]!) / (2 * h);
    }
    const step = factor(J, size).solve(equations(z));
    z = plus(z, step, -1);
    if (!(norm(step) < 1)) break;
    if (norm(step) < ACCURATE) return z.slice(0, m);
  }
  return estimate;
}

/**
 * The crossing near a point where the orientation of a branch changes sign. The directions of both branches are the roots
 * of the algebraic bifurcation equation at it, a11·α² + 2·a12·α·β + a22·β² = 0 for α·v + β·normal. Keller 1977.
 */
export function crossingNear(curve: Curve, { u: estimate, tangent }: CurvePoint): Crossing {
  const u = polish(curve, estimate, nullSpace(curve, estimate, tangent).w);
  const { w, normal } = nullSpace(curve, u, tangent);
  // The tangent at the estimate is not quite in the null space, which turns fast beside a pitchfork.
  const v = nullSpace(curve, u, normal).normal;
  const second = (a: Float64Array, b: Float64Array): number => {
    const [up, down] = [STEP, -STEP].map((h) => times(curve.evaluate(plus(u, a, h)).derivative, b));
    return dot(w, plus(up!, down!, -1)) / (2 * STEP);
  };
  const [a11, a12, a22] = [second(v, v), second(v, normal), second(normal, normal)];
  const root = Math.sqrt(Math.max(0, a12 * a12 - a11 * a22));
  const q = -(a12 + (a12 < 0 ? -root : root));
  if (q === 0) return { u, along: tangent, across: normal };
  const direction = (alpha: number, beta: number): Float64Array =>
    unit(
      plus(
        v.map((x) => alpha * x),
        normal,
        beta,
      ),
    );
  const [one, other] = [direction(q, a11), direction(a22, q)];
  return Math.abs(dot(one, tangent)) > Math.abs(dot(other, tangent))
    ? { u, along: one, across: other }
    : { u, along: other, across: one };
}

/** Whether a point is a zero of the equations at which the tangent is not unique: else what looked like a crossing is none. */
export function isCrossing(curve: Curve, { u, along }: Crossing): boolean {
  const { residual, derivative } = curve.evaluate(u);
  const M = bordered(derivative, along);
  const size = largest(M);
  return largest(residual) <= curve.tolerance && norm(times(M, nullVectors(M, curve.size).v)) < 1e-5 * size;
}
