import type { DynamicalSystem } from "../dynamical-system.js";
import { axis } from "./bordered.js";
import { correct } from "./curve.js";
import { SAME_HALVES } from "./cycle-branch.js";
import { type CycleCurve, type CyclePoint, cycleCurve } from "./cycle-curve.js";
import { integrate, type Passed } from "./integrate.js";
import type { ScaledFamily } from "./scaled-family.js";
import { dot, norm, plus } from "./vectors.js";

/** A return to within this share of the ranges is near enough for Newton's method. */
const NEAR = 1e-3;
/** A trajectory is looked at again from where it has come to, so many times, for longer and longer. */
const MOST_WINDOWS = 30;
const STEPS = { first: 300, more: 130 } as const;
/** Largest local error while a cycle is only looked for. */
const ROUGH = 1e-8;

/** A state near a cycle, and about its period. */
export interface Recurrence {
  readonly state: Float64Array;
  readonly period: number;
}

/** Where a trajectory first comes back to near where it was; undefined where it comes to rest or does not return. */
export function recurrence(
  system: DynamicalSystem,
  start: Float64Array,
  widths: readonly number[],
): Recurrence | undefined {
  const scaled = (v: Float64Array): Float64Array => v.map((value, i) => value / widths[i]!);
  const tolerance = Float64Array.from(widths, (width) => ROUGH * width);
  const usual = (x: Float64Array): number => 1 / Math.max(norm(scaled(system.field(x))), 1e-300);
  let from = start;
  for (let window = 0; window < MOST_WINDOWS; window++) {
    const normal = system.field(from);
    if (norm(scaled(normal)) === 0) return undefined;
    let found: Recurrence | undefined;
    let last = from;
    let farthest = 0;
    const ahead = (y: Float64Array): number => dot(normal, plus(y, from, -1));
    const until = (a: Passed, b: Passed): boolean => {
      last = b.y;
      farthest = Math.max(farthest, norm(scaled(plus(b.y, from, -1))));
      if (!(ahead(a.y) < 0 && ahead(b.y) >= 0)) return false;
      const share = ahead(a.y) / (ahead(a.y) - ahead(b.y));
      const there = plus(a.y, plus(b.y, a.y, -1), share);
      if (norm(scaled(plus(there, from, -1))) > NEAR + 0.01 * farthest) return false;
      found = { state: from, period: a.t + share * (b.t - a.t) };
      return true;
    };
    const run = integrate((x) => system.field(x), from, 1e4 * usual(from), {
      ...{
        tolerance,
        until,
        mostSteps: STEPS.first + window * STEPS.more,
        first: usual(from) / 100,
      },
    });
    if (!run && last === from) return undefined;
    if (found && farthest > 2 * NEAR) return found;
    if (farthest < NEAR / 10) return undefined;
    from = last;
  }
  return undefined;
}

/** The cycle that a trajectory comes to, by shooting from where it returns; undefined where there is none. */
export function findCycle(
  problem: ScaledFamily,
  parameter: number,
  start: Float64Array,
  widths: readonly number[],
): { readonly curve: CycleCurve; readonly point: CyclePoint } | undefined {
  const { n } = problem;
  const system = problem.systemAt(problem.scaled(start, [parameter]));
  const near = recurrence(system, start, widths);
  if (!near) return undefined;
  // A path that returns to near its start only the second time round gives the cycle gone round twice.
  for (let { period } = near; ; period /= 2) {
    const curve = cycleCurve(problem, period, widths);
    curve.section(near.state, system.field(near.state));
    const point = correct(curve, curve.scaledCycle(near.state, period, parameter), axis(n + 1, n + 2));
    const described = point && curve.describe(point);
    if (!described || described.cycle.halves >= SAME_HALVES) return described && { curve, point: described };
  }
}
