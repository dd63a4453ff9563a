import type { DynamicalSystem } from "../dynamical-system.js";
import { minimiseSpeed } from "../minimise-speed.js";
import type { SystemFamily } from "../system-family.js";
import { EQUILIBRIUM_TOLERANCE } from "./equilibria.js";
import { integrate, type Passed } from "./integrate.js";
import type { VariedParameter } from "./scaled-family.js";
import { errorsWithin, extremes } from "./shooting.js";
import { largest } from "./vectors.js";

export interface SweepOptions {
  readonly parameter: VariedParameter;
  readonly values?: Readonly<Record<string, number>> | undefined;
  /** Values of the parameter from one end to the other (201). */
  readonly steps?: number | undefined;
  /** Longest time given to the state to come to rest at each value, in the family's unit (2000). */
  readonly relaxation?: number | undefined;
  /** State to begin with; the family's own when left out. */
  readonly start?: readonly number[] | undefined;
}

/** Where the state is once it has had its time at a value of the parameter. */
export interface SweepPoint {
  readonly parameter: number;
  readonly state: readonly number[];
  /** Lowest and highest values while it still moves; the state itself where it rests. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
  /** Whether it came to rest. */
  readonly rests: boolean;
}

/** A step of the parameter at which the state goes to another branch. */
export interface Jump {
  /** Between which values. */
  readonly between: readonly [number, number];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface Sweep {
  readonly points: readonly SweepPoint[];
  readonly jumps: readonly Jump[];
}

const STEPS = 201;
const RELAXATION = 2000;
/** A state that moves less than this share of its ranges in a unit of time has come to rest. */
const NEARLY_AT_REST = 1e-6;
/** A kick out of an equilibrium that has become unstable, as a share of the ranges. */
const KICK = 1e-6;
/** A change over this share of the ranges, and this many times one of the changes beside it, is a jump. */
const WIDE = 0.01;
const SUDDEN = 5;

/** Lets the state go to rest for a while at most, out of an equilibrium it may be in. */
function relax(
  system: DynamicalSystem,
  x: Float64Array,
  widths: readonly number[],
  longest: number,
): Omit<SweepPoint, "parameter"> {
  const n = system.size;
  const isSlow = ({ dy }: Passed): boolean =>
    largest(dy.map((rate, i) => rate / widths[i]!)) < NEARLY_AT_REST;
  let settled = 0;
  const run = integrate(
    (y) => system.field(y),
    x.map((value, i) => value + KICK * widths[i]!),
    longest,
    {
      tolerance: errorsWithin(widths).map((error) => 1e3 * error),
      until: (_, to) => {
        settled = isSlow(to) ? settled + 1 : 0;
        return settled > 20;
      },
    },
  );
  const last = run?.path.at(-1);
  if (!run || !last) {
    const lost = Array<number>(n).fill(Number.NaN);
    return { state: lost, lowest: lost, highest: lost, rests: false };
  }
  const { x: rest, residual } = minimiseSpeed(system, last.y);
  const isNear = largest(rest.map((value, i) => (value - last.y[i]!) / widths[i]!)) < 1e-2;
  if (isSlow(last) && residual <= EQUILIBRIUM_TOLERANCE && isNear) {
    const state = Array.from(rest);
    return { state, lowest: state, highest: state, rests: true };
  }
  const half = run.path.filter(({ t }) => t >= last.t / 2);
  return { state: Array.from(last.y), ...extremes(half, n), rests: false };
}

function jumpsOf(points: readonly SweepPoint[], widths: readonly number[]): Jump[] {
  const changes = points
    .slice(1)
    .map(({ state }, i) => largest(state.map((value, j) => (value - points[i]!.state[j]!) / widths[j]!)));
  return changes.flatMap((change, i) => {
    const calm = Math.min(changes[i - 1] ?? change, changes[i + 1] ?? change);
    const [a, b] = [points[i]!, points[i + 1]!];
    if (!(change > WIDE && change > SUDDEN * calm) || !(a.rests || b.rests)) return [];
    return [{ between: [a.parameter, b.parameter] as const, from: a.state, to: b.state }];
  });
}

/**
 * The parameter led from one end of its range to the other and back, the state given time to come to rest at each value: the
 * two branches of a hysteresis loop and where the state leaves them. Yields once for each value.
 */
export function* hysteresisSweep(
  family: SystemFamily,
  { parameter, values = {}, steps = STEPS, relaxation = RELAXATION, start }: SweepOptions,
): Generator<SweepPoint, { readonly there: Sweep; readonly back: Sweep }> {
  const widths = family.coordinates.map(({ range: [low, high] }) => high - low);
  const { name, from, to } = parameter;
  let x = start ? Float64Array.from(start) : family.start.slice();
  function* lead(first: number, last: number): Generator<SweepPoint, Sweep> {
    const points: SweepPoint[] = [];
    for (let i = 0; i < steps; i++) {
      const value = first + ((last - first) * i) / (steps - 1);
      const point = {
        parameter: value,
        ...relax(family.at({ ...values, [name]: value }), x, widths, relaxation),
      };
      points.push(point);
      yield point;
      if (point.state.every(Number.isFinite)) x = Float64Array.from(point.state);
    }
    return { points, jumps: jumpsOf(points, widths) };
  }
  const there = yield* lead(from, to);
  return { there, back: yield* lead(to, from) };
}
