import { type Eigenvalue, eigenvalues, modulus } from "../eigenvalues.js";
import type { Curve, CurvePoint } from "./curve.js";
import { integrate, type Passed } from "./integrate.js";
import type { ScaledFamily } from "./scaled-family.js";
import { errorsWithin, extremes, type Shot, shoot } from "./shooting.js";
import { largest, norm, unit } from "./vectors.js";

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
  /** How far the state is from itself half a period on, as a share of the cycle's extent: 0 where it goes round twice. */
  readonly halves: number;
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
/** Room for the errors of the integration where a multiplier is 1, as at a fold of cycles. */
const MARGINAL = 1e-6;
/** Share of the parameter's range over which the flow is differenced: small, for near a saddle it is far from linear. */
const STEP = 1e-9;

/** Multipliers of a monodromy matrix without the one nearest to 1, that of a shift along the cycle. */
function multipliersOf(monodromy: Float64Array, n: number): readonly Eigenvalue[] {
  const all = [...eigenvalues(monodromy, n)];
  const fromOne = ({ re, im }: Eigenvalue): number => modulus({ re: re - 1, im });
  const trivial = all.reduce((best, one, i) => (fromOne(one) < fromOne(all[best]!) ? i : best), 0);
  all.splice(trivial, 1);
  return all.sort((a, b) => modulus(b) - modulus(a));
}

/** How far the state half a period on is from the first, as a share of the extent. */
function halvesOf(path: readonly Passed[], lowest: readonly number[], highest: readonly number[]): number {
  const half = path.at(-1)!.t / 2;
  const k = path.findIndex(({ t }) => t >= half);
  const [from, to] = [path[k - 1]!, path[k]!];
  const share = (half - from.t) / (to.t - from.t);
  return largest(
    lowest.map((low, i) => {
      const there = from.y[i]! + share * (to.y[i]! - from.y[i]!);
      return (there - path[0]!.y[i]!) / (highest[i]! - low || 1);
    }),
  );
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

  /** Where a trajectory ends, in the steps of the mesh. */
  function endOf(u: Float64Array, parameter: number): Float64Array | undefined {
    const [system, duration] = [systemOf(parameter), periodOf(u)];
    const options = { tolerance: errorsWithin(widths), replay: mesh?.map((share) => share * duration) };
    return duration > 0
      ? integrate((x) => system.field(x), stateOf(u), duration, options)?.path.at(-1)?.y
      : undefined;
  }

  function residualOf(u: Float64Array, end: Float64Array): Float64Array {
    const residual = new Float64Array(n + 1);
    for (let i = 0; i < n; i++) {
      residual[i] = end[i]! / scale[i]! - u[i]!;
      residual[n]! += normal[i]! * (u[i]! - reference[i]!);
    }
    return residual;
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
    residual: (u) => residualOf(u, endOf(u, parameterOf(u)) ?? new Float64Array(n).fill(Number.NaN)),
    evaluate(u) {
      if (!mesh) refine(u);
      const [duration, parameter] = [periodOf(u), parameterOf(u)];
      const steps = mesh?.map((share) => share * duration);
      const shot =
        duration > 0 && steps ? shoot(systemOf(parameter), stateOf(u), duration, steps) : undefined;
      const h = STEP * Math.max(scale[n]!, Math.abs(parameter));
      const beside = shot && endOf(u, parameter + h);
      const derivative = new Float64Array((n + 1) * size);
      if (!shot || !beside) return { residual: new Float64Array(n + 1).fill(Number.NaN), derivative };
      shots.set(u, shot);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const entry = shot.monodromy[i * n + j]! * (scale[j]! / scale[i]!);
          derivative[i * size + j] = entry - (i === j ? 1 : 0);
        }
        derivative[i * size + n] = (-shot.endField[i]! * duration * duration) / usual / scale[i]!;
        derivative[i * size + n + 1] = ((beside[i]! - shot.end[i]!) / h) * (scale[n]! / scale[i]!);
        derivative[n * size + i] = normal[i]!;
      }
      return { residual: residualOf(u, shot.end), derivative };
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
      const { lowest, highest } = extremes(shot.path, n);
      return {
        ...point,
        monodromy: shot.monodromy,
        cycle: {
          parameter: parameterOf(u),
          state: Array.from(stateOf(u)),
          period: periodOf(u),
          ...{ lowest, highest, halves: halvesOf(shot.path, lowest, highest) },
          multipliers,
          unstable: multipliers.filter((one) => modulus(one) > 1 + MARGINAL).length,
        },
      };
    },
  };
}
