import { type DynamicalSystem, jacobianAt } from "../dynamical-system.js";
import { type Integrated, integrate, type Passed } from "./integrate.js";

/** A trajectory with the derivative of its end with respect to its start. */
export interface Shot extends Integrated {
  readonly end: Float64Array;
  /** F at the end. */
  readonly endField: Float64Array;
  /** d end/d start (n, n), row-major: of a cycle, its monodromy matrix. */
  readonly monodromy: Float64Array;
}

/** Largest local error of a step as a share of a coordinate's width. */
const LOCAL_ERROR = 1e-10;

export const errorsWithin = (widths: ArrayLike<number>): Float64Array =>
  Float64Array.from(widths, (width) => LOCAL_ERROR * width);

/** Follows a trajectory and its variational equation dM/dt = J(x) M, M(0) = 1, in given steps. */
export function shoot(
  system: DynamicalSystem,
  start: Float64Array,
  duration: number,
  replay: readonly number[],
): Shot | undefined {
  const { size: n } = system;
  const y = new Float64Array(n + n * n);
  y.set(start);
  for (let i = 0; i < n; i++) y[n + i * n + i] = 1;
  const f = (at: Float64Array): Float64Array => {
    const x = at.slice(0, n);
    const J = jacobianAt(system, x);
    const out = new Float64Array(at.length);
    out.set(system.field(x));
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        const entry = J[i * n + k]!;
        if (entry === 0) continue;
        for (let j = 0; j < n; j++) out[n + i * n + j]! += entry * at[n + k * n + j]!;
      }
    }
    return out;
  };
  const integrated = integrate(f, y, duration, { tolerance: new Float64Array(0), replay });
  if (!integrated) return undefined;
  const last = integrated.path.at(-1)!;
  return {
    ...integrated,
    end: last.y.slice(0, n),
    endField: last.dy.slice(0, n),
    monodromy: last.y.slice(n),
  };
}

/** Lowest and highest value of a coordinate between two states, by the cubic through values and slopes. */
function extremeBetween(from: Passed, to: Passed, i: number): number {
  const h = to.t - from.t;
  const [a, b, da, db] = [from.y[i]!, to.y[i]!, from.dy[i]! * h, to.dy[i]! * h];
  // Derivative of the cubic in s of 0..1: c2·s² + c1·s + da.
  const c2 = 6 * (a - b) + 3 * (da + db);
  const c1 = 6 * (b - a) - 4 * da - 2 * db;
  const root = Math.sqrt(Math.max(0, c1 * c1 - 4 * c2 * da));
  const q = -(c1 + (c1 < 0 ? -root : root)) / 2;
  const s = [q / c2, da / q].find((one) => one >= 0 && one <= 1) ?? 0;
  return a + s * (da + s * (3 * (b - a) - 2 * da - db + s * (2 * (a - b) + da + db)));
}

/** Lowest and highest value of each of the first n coordinates along a path. */
export function extremes(path: readonly Passed[], n: number): { lowest: number[]; highest: number[] } {
  const lowest = Array.from(path[0]!.y.subarray(0, n));
  const highest = [...lowest];
  for (let k = 1; k < path.length; k++) {
    const [from, to] = [path[k - 1]!, path[k]!];
    for (let i = 0; i < n; i++) {
      const turns = from.dy[i]! * to.dy[i]! < 0;
      for (const value of turns ? [to.y[i]!, extremeBetween(from, to, i)] : [to.y[i]!]) {
        lowest[i] = Math.min(lowest[i]!, value);
        highest[i] = Math.max(highest[i]!, value);
      }
    }
  }
  return { lowest, highest };
}
