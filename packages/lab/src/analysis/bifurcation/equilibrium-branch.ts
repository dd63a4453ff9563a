import { jacobianAt } from "../dynamical-system.js";
import { type Eigenvalue, eigenvalues } from "../eigenvalues.js";
import { type Curve, type CurvePoint, reversed } from "./curve.js";
import { EQUILIBRIUM_TOLERANCE } from "./equilibria.js";
import type { ScaledFamily } from "./scaled-family.js";
import { type Ending, type TraceOptions, traceCurve } from "./trace-curve.js";

/** A point on a branch of equilibria. */
export interface BranchPoint extends CurvePoint {
  readonly spectrum: readonly Eigenvalue[];
  /** Eigenvalues with a real part above 0. */
  readonly unstable: number;
}

/** A branch from one end to the other. */
export interface Traced<P extends CurvePoint> {
  readonly points: readonly P[];
  readonly ends: readonly [Ending, Ending];
}

/** F(x; p) = 0 as a curve. */
export function equilibriumCurve(problem: ScaledFamily): Curve {
  return {
    size: problem.n + 1,
    tolerance: EQUILIBRIUM_TOLERANCE,
    evaluate: (u) => ({
      residual: problem.systemAt(u).field(problem.stateOf(u)),
      derivative: problem.derivative(u),
    }),
  };
}

/** A point of a curve of equilibria with its eigenvalues. */
export function withSpectrum(problem: ScaledFamily, point: CurvePoint): BranchPoint {
  const spectrum = eigenvalues(jacobianAt(problem.systemAt(point.u), problem.stateOf(point.u)), problem.n);
  return { ...point, spectrum, unstable: spectrum.filter(({ re }) => re > 0).length };
}

/** Follows a curve both ways from a point, or one way only; the points run along the start's tangent. */
export function* traceBothWays<P extends CurvePoint>(
  curve: Curve,
  start: CurvePoint,
  options: TraceOptions,
  describe: (point: CurvePoint) => P,
): Generator<P, Traced<P>> {
  const oneWay = function* (from: CurvePoint): Generator<P, { points: P[]; end: Ending }> {
    const points: P[] = [];
    const trace = traceCurve(curve, from, options);
    for (let next = trace.next(); ; next = trace.next()) {
      if (next.done) return { points, end: next.value };
      points.push(describe(next.value));
      yield points.at(-1)!;
    }
  };
  const ahead = yield* oneWay(start);
  if (ahead.end.why === "closed") {
    return { points: [describe(start), ...ahead.points], ends: [ahead.end, ahead.end] };
  }
  const behind = yield* oneWay(reversed(start));
  const back = behind.points.reverse().map((point) => ({ ...point, ...reversed(point) }));
  return { points: [...back, describe(start), ...ahead.points], ends: [behind.end, ahead.end] };
}
