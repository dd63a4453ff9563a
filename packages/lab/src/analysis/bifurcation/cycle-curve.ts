import { type Eigenvalue, eigenvalues, modulus } from "../eigenvalues.js";
import type { Curve, CurvePoint } from "./curve.js";
import { integrate } from "./dormand-prince.js";
import type { ScaledFamily } from "./scaled-family.js";
import { errorsWithin, extremes, type Shot, shoot } from "./shooting.js";
import { norm, unit } from "./vectors.js";

/** A periodic solution. */
export interface Cycle {
  readonly parameter: number;
  /** A state on it. */
  readonly state: readonly number[];
  readonly period: number;
  /** Of each coordinate. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
  /** Floquet multipliers, the largest first, without the one that is 1. */
  readonly multipliers: readonly Eigenvalue[];
  /** Multipliers outside the unit circle. */
  readonly unstable: number;
}

export interface CyclePoint extends CurvePoint {
  readonly cycle: Cycle;
  readonly monodromy: Float64Array;
}

/** Cycles x(T) = x(0) as a curve of u = (x(0), T0/T, p), which stays finite where the period does not. */
export interface CycleCurve extends Curve {
  scaledCycle(state: ArrayLike<number>, period: number, parameter: number): Float64Array;
  /** Fixes the phase: x(0) lies in the plane through `state` that `direction` is normal to. */
  section(state: ArrayLike<number>, direction: ArrayLike<number>): void;
  /** @param point as `correct` gave it */
  describe(point: CurvePoint): CyclePoint;
}

const TOLERANCE = 1e-9;
/** Share of the parameter's range over which the flow is differenced: small, for near a saddle it is far from linear. */
const STEP = 1e-7;

/** Multipliers of a monodromy matrix without the one nearest to 1, that of a shift along the cycle. */
export function multipliersOf(monodromy: Float64Array, n: number): readonly Eigenvalue[] {
  const all = [...eigenvalues(monodromy, n)];
  const fromOne = ({ re, im }: Eigenvalue): number => modulus({ re: re - 1, im });
  const trivial = all.reduce((best, one, i) => (fromOne(one) < fromOne(all[best]!) ? i : best), 0);
  all.splice(trivial, 1);
  return all.sort((a, b) => modulus(b) - modulus(a));
}

/** @param usual a period of the size expected */
export function cycleCurve(problem: ScaledFamily, usual: number, widths: readonly number[]): CycleCurve {
  const { n, scale } = problem;
  const size = n + 2;
  const shots = new WeakMap<Float64Array, Shot>();
  let reference: Float64Array = new Float64Array(n);
  let normal: Float64Array = new Float64Array(n);
  const stateOf = (u: Float64Array): Float64Array => problem.stateOf(u);
  const periodOf = (u: Float64Array): number => usual / u[n]!;
  /** Steps of the integration as shares of the period: kept while a point is corrected, so that the flow is smooth. */
  let mesh: readonly number[] | undefined;
  const parameterOf = (u: Float64Array): number => u[n + 1]! * scale[n]!;
  const systemOf = (parameter: number) =>
    problem.systemAt(Float64Array.from([...new Float64Array(n), parameter / scale[n]!]));

  /** d end/dp by differences of the flow over the same steps. */
  function slope(
    start: Float64Array,
    duration: number,
    parameter: number,
    steps: readonly number[],
  ): Float64Array {
    const h = STEP * Math.max(scale[n]!, Math.abs(parameter));
    const [up, down] = [h, -h].map((by) => {
      const system = systemOf(parameter + by);
      const options = { tolerance: errorsWithin(widths), replay: steps };
      return integrate((x) => system.field(x), start, duration, options)?.path.at(-1)!.y;
    });
    return start.map((_, i) => ((up?.[i] ?? Number.NaN) - (down?.[i] ?? Number.NaN)) / (2 * h));
  }

  /** Chooses the steps anew. */
  function refine(u: Float64Array): void {
    const [system, duration] = [systemOf(parameterOf(u)), periodOf(u)];
    const options = { tolerance: errorsWithin(widths) };
    const run = duration > 0 ? integrate((x) => system.field(x), stateOf(u), duration, options) : undefined;
    mesh = run?.steps.map((step) => step / duration);
  }

  function section(state: ArrayLike<number>, direction: ArrayLike<number>): void {
    reference = Float64Array.from(state, (value, i) => value / scale[i]!);
    normal = unit(Float64Array.from(direction, (value, i) => value / scale[i]!));
  }

  return {
    size,
    tolerance: TOLERANCE,
    section,
    scaledCycle: (state, period, parameter) =>
      Float64Array.from([
        ...Array.from(state, (value, i) => value / scale[i]!),
        usual / period,
        parameter / scale[n]!,
      ]),
    evaluate(u) {
      const residual = new Float64Array(n + 1).fill(Number.NaN);
      const derivative = new Float64Array((n + 1) * size);
      const [start, duration, parameter] = [stateOf(u), periodOf(u), parameterOf(u)];
      const system = systemOf(parameter);
      if (!mesh) refine(u);
      const replay = mesh?.map((share) => share * duration);
      const shot = duration > 0 && replay ? shoot(system, start, duration, replay) : undefined;
      if (!shot) return { residual, derivative };
      shots.set(u, shot);
      const alongP = slope(start, duration, parameter, shot.steps);
      residual[n] = 0;
      for (let i = 0; i < n; i++) {
        residual[i] = (shot.end[i]! - start[i]!) / scale[i]!;
        residual[n]! += normal[i]! * (u[i]! - reference[i]!);
        for (let j = 0; j < n; j++) {
          const entry = shot.monodromy[i * n + j]! * (scale[j]! / scale[i]!);
          derivative[i * size + j] = entry - (i === j ? 1 : 0);
        }
        derivative[i * size + n] = (-shot.endField[i]! * duration * duration) / usual / scale[i]!;
        derivative[i * size + n + 1] = (alongP[i]! * scale[n]!) / scale[i]!;
        derivative[n * size + i] = normal[i]!;
      }
      return { residual, derivative };
    },
    moveTo({ u }) {
      const x = stateOf(u);
      const field = systemOf(parameterOf(u)).field(x);
      if (norm(field) > 0) section(x, field);
      refine(u);
    },
    describe(point) {
      const { u } = point;
      const shot = shots.get(u)!;
      const multipliers = multipliersOf(shot.monodromy, n);
      return {
        ...point,
        monodromy: shot.monodromy,
        cycle: {
          parameter: parameterOf(u),
          state: Array.from(stateOf(u)),
          period: periodOf(u),
          ...extremes(shot.path, n),
          multipliers,
          unstable: multipliers.filter((one) => modulus(one) > 1).length,
        },
      };
    },
  };
}
