import { axis, bordered, type Factored, factor } from "./bordered.js";
import { dot, largest, norm, plus, unit } from "./vectors.js";

/** Equations and their derivatives at a point. */
export interface Evaluation {
  /** (size - 1). */
  readonly residual: Float64Array;
  /** (size - 1, size), row-major. */
  readonly derivative: Float64Array;
}

/** A curve as the zeros of one equation less than there are unknowns, each unknown in units of its range. */
export interface Curve {
  readonly size: number;
  /** Largest |residual_i| of a point on the curve. */
  readonly tolerance: number;
  evaluate(u: Float64Array): Evaluation;
  /** The residual alone, where that is much cheaper. */
  readonly residual?: ((u: Float64Array) => Float64Array) | undefined;
  /** Called with every new point: moves what the equations refer to, such as the section that fixes a cycle's phase. */
  readonly moveTo?: ((point: CurvePoint) => void) | undefined;
}

/** A point on a curve. */
export interface CurvePoint {
  readonly u: Float64Array;
  /** Of length 1. */
  readonly tangent: Float64Array;
  /** Sign of det [derivative; tangent]: it changes where curves cross. */
  readonly orientation: number;
  /** Steps of Newton's method that led here. */
  readonly iterations: number;
}

const MOST_ITERATIONS = 10;
const SMALL_MOVE = 1e-6;
/** A step that leaves less than this of the residual goes well. */
const KEEP = 0.1;

function pointAt(
  u: Float64Array,
  direction: Float64Array,
  factored: Factored,
  iterations: number,
): CurvePoint {
  const n = u.length;
  const solved = factored.solve(axis(n - 1, n));
  const tangent = solved.every(Number.isFinite) ? unit(solved) : unit(direction);
  return { u, tangent, orientation: factored.sign, iterations };
}

/**
 * The point of a curve in the plane through `predicted` that `direction` is normal to, by Newton's method; its tangent goes
 * along with the direction. Undefined where there is none nearby.
 */
export function correct(
  curve: Curve,
  predicted: Float64Array,
  direction: Float64Array,
): CurvePoint | undefined {
  let u = predicted;
  let moved = 0;
  let worst = Number.POSITIVE_INFINITY;
  let factored: Factored | undefined;
  for (let iterations = 0; iterations <= MOST_ITERATIONS; iterations++) {
    let residual = factored && curve.residual?.(u);
    const now = residual ? largest(residual) : 0;
    // The derivative is kept while the iteration goes well, and made anew where it ends.
    if (!residual || !factored || !(now > curve.tolerance && now < KEEP * worst)) {
      const evaluation = curve.evaluate(u);
      residual = evaluation.residual;
      if (!residual.every(Number.isFinite) || !evaluation.derivative.every(Number.isFinite)) return undefined;
      factored = factor(bordered(evaluation.derivative, direction), curve.size);
    }
    worst = largest(residual);
    if (worst <= curve.tolerance && moved <= SMALL_MOVE) return pointAt(u, direction, factored, iterations);
    const away = dot(direction, plus(u, predicted, -1));
    const step = factored.solve([...residual, away]);
    moved = norm(step);
    if (!(moved < 1)) return undefined;
    u = plus(u, step, -1);
  }
  return undefined;
}

/** The same point with its tangent turned round. */
export function reversed(point: CurvePoint): CurvePoint {
  return { ...point, tangent: point.tangent.map((value) => -value), orientation: -point.orientation };
}

const MOST_HALVINGS = 60;
/** Where curves cross, no point of them can be corrected: so many times the accuracy from there is as near as one comes. */
const BESIDE_CROSSING = 100;

/**
 * Where a function of the points of a curve passes through 0 between two neighbours a and b, by regula falsi (Illinois)
 * along the chord, to `accuracy` of arclength; undefined where the points between cannot be corrected or the signs agree.
 */
export function locate(
  curve: Curve,
  a: CurvePoint,
  b: CurvePoint,
  phi: (point: CurvePoint) => number,
  accuracy: number,
): CurvePoint | undefined {
  const chord = plus(b.u, a.u, -1);
  const length = norm(chord);
  const direction = unit(chord);
  let [low, high] = [0, length];
  let [atLow, atHigh] = [phi(a), phi(b)];
  if (!(atLow * atHigh <= 0)) return undefined;
  let best: CurvePoint | undefined;
  let side = 0;
  for (let i = 0; i < MOST_HALVINGS && high - low > accuracy; i++) {
    const secant = low + ((high - low) * atLow) / (atLow - atHigh);
    const isUsable = secant > low && secant < high && i % 4 !== 3;
    const s = isUsable ? secant : (low + high) / 2;
    const next = correct(curve, plus(a.u, direction, s), direction);
    if (!next) return high - low < BESIDE_CROSSING * accuracy ? best : undefined;
    best = next;
    const value = phi(best);
    if (value === 0) return best;
    if (value * atLow > 0) {
      [low, atLow] = [s, value];
      if (side === -1) atHigh /= 2;
      side = -1;
    } else {
      [high, atHigh] = [s, value];
      if (side === 1) atLow /= 2;
      side = 1;
    }
  }
  return best ?? a;
}
