import { axis, bordered, factor, nullVectors } from "./bordered.js";
import { type Curve, type CurvePoint, correct, reversed } from "./curve.js";
import { dot, norm, plus, unit } from "./vectors.js";

/** An unknown whose range ends the curve. */
export interface Bound {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** Why a curve was followed no further. */
export type Ending =
  /** An unknown came to the end of its range. */
  | { readonly why: "range"; readonly index: number; readonly value: number }
  /** Back at its start. */
  | { readonly why: "closed" }
  /** No point near enough was found, or the equations stopped being finite. */
  | { readonly why: "no further point" }
  | { readonly why: "too many points" }
  /** What the caller looks for. */
  | { readonly why: "told"; readonly reason: string };

export interface TraceOptions {
  readonly bounds: readonly Bound[];
  readonly first: number;
  readonly largest: number;
  readonly most: number;
  /** A reason to stop at a point, if there is one. */
  readonly stop?: ((point: CurvePoint) => string | undefined) | undefined;
}

const SMALLEST = 1e-9;
/** Below this step a sharp turn is a corner of the curve and not a jump to another one. */
const CORNER = 1e-4;
/** How far from a corner pieces are looked at: further than Jacobians are differenced over. */
const BESIDE_CORNER = 3e-5;
/** Cosine of a direction that leads back where the curve came from. */
const BACK = -0.999999;
const LEAST_COSINE = 0.94;
const STRAIGHT = 0.99;
/** A corrected point further from its prediction than this share of the step may be on another curve. */
const FARTHEST = 0.35;
const QUICK = 5;

/** The bound that a straight line from a point reaches first, and how far it is. */
function boundAhead(
  bounds: readonly Bound[],
  { u, tangent }: CurvePoint,
): { bound: Bound; value: number; length: number } {
  let ahead = { bound: bounds[0]!, value: 0, length: Number.POSITIVE_INFINITY };
  for (const bound of bounds) {
    const slope = tangent[bound.index]!;
    const value = slope > 0 ? bound.high : bound.low;
    const length = slope === 0 ? Number.POSITIVE_INFINITY : Math.max(0, (value - u[bound.index]!) / slope);
    if (length < ahead.length) ahead = { bound, value, length };
  }
  return ahead;
}

/**
 * Where a curve of threshold-linear pieces turns sharply at a point: the next piece keeps the sign of its determinant.
 * @param before a point on the piece that was followed, far enough from the corner to have its tangent
 */
function roundCorner(curve: Curve, before: CurvePoint, corner: CurvePoint): CurvePoint | undefined {
  const { size } = curve;
  const way = norm(plus(corner.u, before.u, -1)) > 0 ? unit(plus(corner.u, before.u, -1)) : corner.tangent;
  const { derivative } = curve.evaluate(plus(corner.u, way, BESIDE_CORNER));
  if (!derivative.every(Number.isFinite)) return undefined;
  const { v } = nullVectors(bordered(derivative, new Float64Array(size)), size);
  const { sign } = factor(bordered(derivative, v), size);
  const onward = v.map((value) => value * sign * before.orientation);
  if (!onward.every(Number.isFinite) || dot(onward, before.tangent) < BACK) return undefined;
  return correct(curve, plus(corner.u, onward, BESIDE_CORNER), onward);
}

/** Whether the segment from `from` to `to` passes the start, heading as it did. */
function passes(start: CurvePoint, from: CurvePoint, to: CurvePoint): boolean {
  const chord = plus(to.u, from.u, -1);
  const way = plus(start.u, from.u, -1);
  const length = norm(chord);
  const t = dot(way, chord) / (length * length);
  if (t < 0 || t > 1) return false;
  return norm(plus(way, chord, -t)) < 0.1 * length && dot(start.tangent, chord) > 0.9 * length;
}

/**
 * Follows a curve from a point along its tangent by pseudo-arclength, with steps that shrink where it turns. Keller 1977;
 * yields every point after the start and returns why it ended.
 */
export function* traceCurve(
  curve: Curve,
  start: CurvePoint,
  options: TraceOptions,
): Generator<CurvePoint, Ending> {
  const { bounds, most, stop } = options;
  let at = start;
  let h = options.first;
  let turned = false;
  let before = start;
  curve.moveTo?.(start);
  for (let count = 0; count < most; ) {
    const { bound, value, length } = boundAhead(bounds, at);
    if (length <= 1e-14) return { why: "range", index: bound.index, value };
    if (length <= h) {
      const predicted = plus(at.u, at.tangent, length);
      predicted[bound.index] = value;
      const sign = Math.sign(at.tangent[bound.index]!);
      const end = correct(
        curve,
        predicted,
        axis(bound.index, curve.size).map((one) => one * sign),
      );
      if (end && norm(plus(end.u, predicted, -1)) <= FARTHEST * length + 1e-9) {
        yield dot(end.tangent, at.tangent) > 0 ? end : reversed(end);
        return { why: "range", index: bound.index, value };
      }
    }
    const step = Math.min(h, Math.max(length / 2, SMALLEST));
    const predicted = plus(at.u, at.tangent, step);
    const next = correct(curve, predicted, at.tangent);
    const cosine = next ? dot(next.tangent, at.tangent) : -1;
    const isNear = next !== undefined && norm(plus(next.u, predicted, -1)) <= FARTHEST * step;
    if (!next || !isNear || (cosine < LEAST_COSINE && step > CORNER)) {
      h = step / 2;
      if (h >= SMALLEST) continue;
      const round = turned ? undefined : roundCorner(curve, before, at);
      if (!round) return { why: "no further point" };
      turned = true;
      h = CORNER;
      at = round;
      yield round;
      continue;
    }
    turned = false;
    count++;
    const last = at;
    if (norm(plus(next.u, before.u, -1)) > 2 * BESIDE_CORNER && step > BESIDE_CORNER) before = at;
    at = next;
    yield next;
    if (count > 2 && passes(start, last, next)) return { why: "closed" };
    const reason = stop?.(next);
    if (reason !== undefined) return { why: "told", reason };
    curve.moveTo?.(next);
    const grow = next.iterations <= QUICK && cosine > STRAIGHT ? 1.5 : cosine < 0.97 ? 0.7 : 1;
    h = Math.min(options.largest, step * grow);
  }
  return { why: "too many points" };
}
