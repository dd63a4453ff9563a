import { AT_HOPF, type Birth, type CycleBranch, cyclesFromHopf, cyclesThrough } from "./cycle-branch.js";
import type { Cycle } from "./cycle-curve.js";
import type { EquilibriumBranch } from "./equilibrium-branches.js";
import { findCycle } from "./find-cycle.js";
import type { ScaledFamily } from "./scaled-family.js";

/** Values of the parameter at which trajectories lead to cycles that no Hopf point does, as shares of its range. */
const RELEASED = [0.5, 0, 1] as const;
const SAME_CYCLE = 0.02;

/** A Hopf point by its label. */
export type NamedBirth = Birth & { readonly label: string };

/** A branch of cycles, and the Hopf points at its ends. */
export interface NamedCycles extends CycleBranch {
  readonly births: readonly [NamedBirth | undefined, NamedBirth | undefined];
}

/** Whether a cycle is on a branch that is known: between two neighbours around its parameter, of like period and extent. */
function isKnownCycle(branches: readonly CycleBranch[], cycle: Cycle, widths: readonly number[]): boolean {
  return branches.some(({ points }) =>
    points.some(({ cycle: a }, i) => {
      const b = points[i + 1]?.cycle;
      if (!b || (a.parameter - cycle.parameter) * (b.parameter - cycle.parameter) > 0) return false;
      const t = (cycle.parameter - a.parameter) / (b.parameter - a.parameter || 1);
      const between = (x: number, y: number): number => x + t * (y - x);
      const isAsLong = Math.abs(between(a.period, b.period) / cycle.period - 1) < SAME_CYCLE;
      return (
        isAsLong &&
        widths.every(
          (width, j) =>
            Math.abs(between(a.highest[j]!, b.highest[j]!) - cycle.highest[j]!) < SAME_CYCLE * width,
        )
      );
    }),
  );
}

/** States of the branches at a value of the parameter, and whether one of them is stable. */
function crossingsAt(
  problem: ScaledFamily,
  branches: readonly EquilibriumBranch[],
  value: number,
): { states: Float64Array[]; stable: boolean } {
  const states: Float64Array[] = [];
  let stable = false;
  for (const { points } of branches) {
    points.forEach((a, i) => {
      const b = points[i + 1];
      if (!b) return;
      const [from, to] = [problem.valuesOf(a.u)[0]! - value, problem.valuesOf(b.u)[0]! - value];
      if (from * to > 0) return;
      states.push(problem.stateOf(Math.abs(from) < Math.abs(to) ? a.u : b.u));
      stable ||= a.unstable === 0 || b.unstable === 0;
    });
  }
  return { states, stable };
}

/** Every cycle of the Hopf points, then those that trajectories lead to where no equilibrium is stable. */
export function* allCycles(
  problem: ScaledFamily,
  branches: readonly EquilibriumBranch[],
  births: readonly NamedBirth[],
  options: { readonly mostPoints: number; readonly widths: readonly number[]; readonly start: Float64Array },
): Generator<unknown, { readonly found: readonly NamedCycles[]; readonly without: readonly NamedBirth[] }> {
  const { mostPoints, widths, start } = options;
  const found: NamedCycles[] = [];
  const without: NamedBirth[] = [];
  /** The Hopf point that a branch shrank to. */
  function birthAt({ points, ends }: CycleBranch, which: 0 | 1): NamedBirth | undefined {
    const end = ends[which];
    if (end.why !== "told" || end.reason !== AT_HOPF) return undefined;
    const last = points.at(which === 0 ? 0 : -1)!.cycle.parameter;
    const apart = ({ point }: Birth): number => Math.abs(problem.valuesOf(point.u)[0]! - last);
    return births.reduce((best, one) => (apart(one) < apart(best) ? one : best));
  }
  for (const birth of births) {
    if (found.some((one) => one.births.includes(birth))) continue;
    const branch = yield* cyclesFromHopf(problem, birth, births, options);
    if (branch) found.push({ ...branch, births: [birth, birthAt(branch, 1)] });
    else without.push(birth);
  }
  const { from, to } = problem.varied[0]!;
  for (const share of RELEASED) {
    const value = from + share * (to - from);
    const { states, stable } = crossingsAt(problem, branches, value);
    if (stable) continue;
    const released = (states[0] ?? start).map((x, j) => x + 0.01 * widths[j]!);
    const cycle = findCycle(problem, value, released, widths);
    yield undefined;
    if (!cycle || isKnownCycle(found, cycle.point.cycle, widths)) continue;
    const branch = yield* cyclesThrough(problem, cycle.curve, cycle.point, births, mostPoints);
    found.push({ ...branch, births: [birthAt(branch, 0), birthAt(branch, 1)] });
  }
  return { found, without };
}
