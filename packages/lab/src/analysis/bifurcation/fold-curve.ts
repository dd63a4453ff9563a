import { jacobianAt } from "../dynamical-system.js";
import { axis, bordered, factor, nullVectors } from "./bordered.js";
import { type Curve, type CurvePoint, locate } from "./curve.js";
import { EQUILIBRIUM_TOLERANCE } from "./equilibria.js";
import type { ScaledFamily } from "./scaled-family.js";
import { dot, plus, times } from "./vectors.js";

/** A point with the numbers whose zeros are its points of codimension two. */
export interface TestedPoint extends CurvePoint {
  readonly tests: Readonly<Record<string, number>>;
}

/** A curve in two parameters along which a kind of bifurcation persists. */
export interface TwoParameterCurve extends Curve {
  describe(point: CurvePoint): TestedPoint;
}

const STEP = 1e-5;

/** The row of derivatives of a function of u, by central differences. */
export function gradient(f: (u: Float64Array) => number, u: Float64Array): Float64Array {
  return u.map(
    (_, j) => (f(plus(u, axis(j, u.length), STEP)) - f(plus(u, axis(j, u.length), -STEP))) / (2 * STEP),
  );
}

/** Equations F = 0 and g = 0 in (x, p, q). */
export function withCondition(problem: ScaledFamily, g: (u: Float64Array) => number): Curve["evaluate"] {
  return (u) => ({
    residual: Float64Array.from([...problem.systemAt(u).field(problem.stateOf(u)), g(u)]),
    derivative: bordered(problem.derivative(u), gradient(g, u)),
  });
}

/**
 * Folds in two parameters: F = 0 and g = 0 where [J b; c' 0](v, g) = (0, 1) with borders b and c near the null vectors of J.
 * Govaerts 2000, ch. 4. Tests: CP, the quadratic coefficient w·B(v, v) of the fold, 0 at a cusp; BT, w·v, 0 where a second
 * eigenvalue vanishes.
 */
export function foldCurve(problem: ScaledFamily, start: Float64Array): TwoParameterCurve {
  const { n, scale } = problem;
  const jacobian = (u: Float64Array): Float64Array =>
    jacobianAt(problem.systemAt(u), problem.stateOf(u)).map((entry, at) => entry * scale[at % n]!);
  let borders = nullVectors(jacobian(start), n);

  /** Null vectors that point as those before. */
  function aligned(u: Float64Array): typeof borders {
    const { v, w } = nullVectors(jacobian(u), n);
    const along = (a: Float64Array, b: Float64Array): Float64Array =>
      dot(a, b) < 0 ? a.map((one) => -one) : a;
    return { v: along(v, borders.v), w: along(w, borders.w) };
  }

  function condition(u: Float64Array): number {
    const J = jacobian(u);
    const M = new Float64Array((n + 1) * (n + 1));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) M[i * (n + 1) + j] = J[i * n + j]!;
      M[i * (n + 1) + n] = borders.w[i]!;
      M[n * (n + 1) + i] = borders.v[i]!;
    }
    return factor(M, n + 1).solve(axis(n, n + 1))[n]!;
  }

  return {
    size: n + 2,
    tolerance: EQUILIBRIUM_TOLERANCE,
    evaluate: withCondition(problem, condition),
    moveTo({ u }) {
      borders = aligned(u);
    },
    describe(point) {
      const { v, w } = aligned(point.u);
      const direction = Float64Array.from([...v, 0, 0]);
      const [up, down] = [STEP, -STEP].map((h) => times(jacobian(plus(point.u, direction, h)), v));
      return {
        ...point,
        tests: {
          CP: dot(w, plus(up!, down!, -1)) / (2 * STEP),
          BT: dot(
            w,
            v.map((value, i) => value * scale[i]!),
          ),
        },
      };
    },
  };
}

/** Where a test of a curve vanishes between two neighbours. */
export function locateTest(
  curve: TwoParameterCurve,
  a: TestedPoint,
  b: TestedPoint,
  test: string,
): TestedPoint | undefined {
  if (!(a.tests[test]! * b.tests[test]! < 0)) return undefined;
  curve.moveTo?.(a);
  const found = locate(curve, a, b, (point) => curve.describe(point).tests[test]!, 1e-12);
  return found && curve.describe(found);
}
