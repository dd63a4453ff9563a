import type { DynamicalSystem } from "../dynamical-system.js";
import { type FlowOptions, flow } from "./flow.js";

/** A closed orbit that paths come to. */
export interface LimitCycle {
  /** In the system's unit of time. */
  readonly period: number;
  /** Extremes of every coordinate. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Whole states along it, (points, size), the last as the first. */
  readonly states: Float64Array;
  /** Whether a neighbouring orbit closes as well, as around a centre: then it is one of many, and no limit. */
  readonly neutral: boolean;
}

type Scales = Pick<FlowOptions, "widths" | "low" | "high">;

const TOLERANCE = 1e-10;
/** Longest way between two states along the cycle, in widths. */
const FINE = 0.002;
const MOST_TURNS = 60;
/** A turn that comes back this near, in widths, is the cycle. */
const SAME = 1e-8;
/** A cycle that a path has nearly come to is this near to it, in parts of its own size; another one is further, as a focus is. */
const BESIDE = 0.2;
/** Where a path so many widths inside comes back to the same part of that distance, orbits there neither attract nor repel. */
const INSIDE = 1e-3;
const NEUTRAL = 1e-3;
/** A path gets this many of the turns it was last seen to make, to come back. */
const PATIENCE = 2;

/** A plane across a path. */
interface Across {
  readonly normal: Float64Array;
  side(of: ArrayLike<number>, at?: number): number;
}

function planeThrough(system: DynamicalSystem, origin: Float64Array, widths: Float64Array): Across {
  const normal = system.field(origin).map((rate, i) => rate / (widths[i]! * widths[i]!));
  return {
    normal,
    side: (of, at = 0) => normal.reduce((sum, value, i) => sum + value * (of[at + i]! - origin[i]!), 0),
  };
}

interface Turn {
  readonly state: Float64Array;
  readonly period: number;
  /** States of the steps up to the crossing. */
  readonly states: readonly number[];
}

/** From a state on the plane to the next time that the path crosses it in the same direction. */
function turnFrom(
  system: DynamicalSystem,
  from: Float64Array,
  across: Across,
  horizon: number,
  scales: Scales,
  stride: number,
): Turn | undefined {
  const { size } = system;
  const common = { ...scales, tolerance: TOLERANCE, settledSpeed: 0, mostSteps: 50_000, stride };
  const record = Array.from({ length: size }, (_, i) => i);
  const { points, times } = flow(system, from, { ...common, horizon, record })[0]!;
  // Not at once: the first point is on the plane only to within rounding.
  const k = times.findIndex(
    (time, i) =>
      time > horizon / 8 && across.side(points, (i - 1) * size) < 0 && across.side(points, i * size) >= 0,
  );
  if (k < 1) return undefined;
  const start = Float64Array.from(points.slice((k - 1) * size, k * size));
  const after = (time: number): Float64Array => flow(system, start, { ...common, horizon: time })[0]!.end;
  let [low, high] = [0, times[k]! - times[k - 1]!];
  let [below, above] = [across.side(start), across.side(points, k * size)];
  let state: Float64Array = Float64Array.from(points.slice(k * size, (k + 1) * size));
  for (let step = 0; step < 40 && Math.abs(above) > 0 && high - low > 1e-12 * times[k]!; step++) {
    const time = step % 3 === 2 ? (low + high) / 2 : low + ((high - low) * below) / (below - above);
    state = after(time);
    const side = across.side(state);
    if (side < 0) [low, below] = [time, side];
    else [high, above] = [time, side];
  }
  return { state, period: times[k - 1]! + high, states: points.slice(0, k * size) };
}

/**
 * The limit cycle that a path has nearly come to: the fixed point of its return to a plane across it, by turns that are
 * accelerated as a secant method does (Anderson 1965, J ACM 12:547); undefined where no return settles. The period is
 * good to about 1e-8 of itself.
 * @param from a state near the cycle, (size)
 * @param period of the last turn, roughly
 */
export function limitCycle(
  system: DynamicalSystem,
  from: Float64Array,
  period: number,
  scales: Scales,
): LimitCycle | undefined {
  const { size } = system;
  const across = planeThrough(system, from, scales.widths);
  const turn = (at: Float64Array, stride: number): Turn | undefined =>
    turnFrom(system, at, across, PATIENCE * period, scales, stride);
  let at: Float64Array = from;
  let last: { readonly to: Float64Array; readonly miss: Float64Array } | undefined;
  for (let n = 0; n < MOST_TURNS; n++) {
    const to = turn(at, 10 * FINE)?.state;
    if (!to) return undefined;
    const miss = to.map((value, i) => (value - at[i]!) / scales.widths[i]!);
    if (miss.every((value) => Math.abs(value) < SAME)) {
      const closed = turn(to, FINE);
      if (!closed) return undefined;
      const { low, high, states } = describe(closed, size);
      const span = Math.max(...high.map((value, i) => (value - low[i]!) / scales.widths[i]!));
      const isThere = to.every((value, i) => Math.abs(value - from[i]!) <= BESIDE * span * scales.widths[i]!);
      if (!isThere) return undefined;
      const inner = towardsMiddle(to, states, across, scales.widths);
      const back = turn(inner, 10 * FINE)?.state;
      const moved = inner.reduce((most, value, i) => Math.max(most, Math.abs(value - to[i]!)), 0);
      const neutral = back?.every((value, i) => Math.abs(value - inner[i]!) <= NEUTRAL * moved) ?? false;
      return { period: closed.period, low, high, states, neutral };
    }
    at = to;
    if (last) {
      const change = miss.map((value, i) => value - last!.miss[i]!);
      const part =
        miss.reduce((sum, value, i) => sum + value * change[i]!, 0) /
        change.reduce((sum, value) => sum + value * value, 0);
      if (Math.abs(part) < 20) at = to.map((value, i) => value - part * (value - last!.to[i]!));
    }
    last = { to, miss };
  }
  return undefined;
}

/** A point of the plane across a cycle, a little way from the cycle towards its middle. */
function towardsMiddle(
  from: Float64Array,
  states: Float64Array,
  across: Across,
  widths: Float64Array,
): Float64Array {
  const size = from.length;
  const middle = new Float64Array(size);
  states.forEach((value, k) => {
    middle[k % size]! += (value * size) / states.length;
  });
  const normal = across.normal;
  const inward = middle.map((value, i) => value - from[i]!);
  const along = inward.reduce((sum, value, i) => sum + value * normal[i]!, 0);
  const square = normal.reduce((sum, value) => sum + value * value, 0);
  const sideways = inward.map((value, i) => value - (along / square) * normal[i]!);
  const length = sideways.reduce((most, value, i) => Math.max(most, Math.abs(value) / widths[i]!), 1e-300);
  return from.map((value, i) => value + (INSIDE / length) * sideways[i]!);
}

function describe({ states }: Turn, size: number): Pick<LimitCycle, "low" | "high" | "states"> {
  const closed = Float64Array.from([...states, ...states.slice(0, size)]);
  const low = Array<number>(size).fill(Number.POSITIVE_INFINITY);
  const high = Array<number>(size).fill(Number.NEGATIVE_INFINITY);
  closed.forEach((value, k) => {
    low[k % size] = Math.min(low[k % size]!, value);
    high[k % size] = Math.max(high[k % size]!, value);
  });
  return { low, high, states: closed };
}
