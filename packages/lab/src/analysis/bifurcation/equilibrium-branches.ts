import { axis } from "./bordered.js";
import type { Crossing } from "./crossing.js";
import { type Curve, type CurvePoint, correct } from "./curve.js";
import { findEquilibria } from "./equilibria.js";
import {
  type BranchPoint,
  equilibriumCurve,
  type Traced,
  traceBothWays,
  withSpectrum,
} from "./equilibrium-branch.js";
import { liesOn, SAME } from "./lies-on.js";
import type { ScaledFamily } from "./scaled-family.js";
import type { Box } from "./search-starts.js";
import { type Special, specialPoints } from "./special-points.js";
import type { TraceOptions } from "./trace-curve.js";
import { norm, plus } from "./vectors.js";

/** A branch with its special points among its points, in their order. */
export interface EquilibriumBranch extends Traced<BranchPoint> {
  readonly special: readonly Special[];
}

export interface BranchesOptions {
  readonly box: Box;
  /** States at the start of the range that lie on the branches wanted; all equilibria of the box when left out. */
  readonly starts?: readonly (readonly number[])[] | undefined;
  readonly mostPoints: number;
  readonly mostBranches: number;
}

export interface FoundBranches {
  readonly branches: readonly EquilibriumBranch[];
  /** Whether there may be more than the most asked for. */
  readonly more: boolean;
}

/** Values of the parameter at which equilibria that are on no branch yet are looked for, as shares of its range. */
const SEARCHED = [0, 1, 0.5, 0.25, 0.75] as const;
const FIRST_STEP = 0.004;
const LARGEST_STEP = 0.02;
const LEAVE = 1e-3;
/** How many widths of the box a state may go beyond it. */
const BEYOND = 10;

/** What a branch of equilibria is followed within. */
export function traceOptions(problem: ScaledFamily, box: Box, most: number): TraceOptions {
  const { n, names, varied, scale } = problem;
  return {
    first: FIRST_STEP,
    largest: LARGEST_STEP,
    most,
    bounds: varied.map(({ from, to }, k) => ({
      index: n + k,
      low: Math.min(from, to) / scale[n + k]!,
      high: Math.max(from, to) / scale[n + k]!,
    })),
    stop({ u }) {
      const far = box.findIndex(([low, high], j) => {
        const value = u[j]! * scale[j]!;
        const room = BEYOND * (high - low);
        return value < low - room || value > high + room;
      });
      return far < 0 ? undefined : `${names[far]} is more than ${BEYOND} widths of its range beyond it`;
    },
  };
}

/** The branch with its special points put among its points. */
function scanned(
  problem: ScaledFamily,
  curve: Curve,
  { points, ends }: Traced<BranchPoint>,
): EquilibriumBranch {
  const all: BranchPoint[] = [];
  const special: Special[] = [];
  points.forEach((point, i) => {
    if (i > 0) {
      const between = specialPoints(problem, curve, points[i - 1]!, point);
      special.push(...between);
      all.push(...between.map((one) => one.point));
    }
    all.push(point);
  });
  return { points: all, special, ends };
}

/**
 * Every branch of equilibria that passes through the starts or through equilibria found at five values of the parameter, and
 * every branch that crosses one of these. Yields once for each point.
 */
export function* equilibriumBranches(
  problem: ScaledFamily,
  { box, starts, mostPoints, mostBranches }: BranchesOptions,
): Generator<BranchPoint, FoundBranches> {
  const curve = equilibriumCurve(problem);
  const { n } = problem;
  const { from, to } = problem.varied[0]!;
  const options = traceOptions(problem, box, mostPoints);
  const describe = (point: CurvePoint): BranchPoint => withSpectrum(problem, point);
  const branches: EquilibriumBranch[] = [];
  const crossings: Crossing[] = [];
  const isKnown = (u: Float64Array): boolean => branches.some(({ points }) => liesOn(curve, points, u));

  function add(traced: Traced<BranchPoint>): Crossing[] {
    const branch = scanned(problem, curve, traced);
    const fresh: Crossing[] = [];
    for (const one of branch.special) {
      if (one.kind !== "BP") continue;
      const { crossing } = one;
      if ([...crossings, ...fresh].some(({ u }) => norm(plus(u, crossing.u, -1)) < 10 * SAME)) continue;
      fresh.push(crossing);
    }
    const isNew = (one: Special): boolean => one.kind !== "BP" || fresh.includes(one.crossing);
    branches.push({ ...branch, special: branch.special.filter(isNew) });
    crossings.push(...fresh);
    return fresh;
  }

  function* follow(start: CurvePoint): Generator<BranchPoint> {
    const left = add(yield* traceBothWays(curve, start, options, describe));
    for (let next = left.pop(); next; next = left.pop()) {
      for (const sign of [1, -1]) {
        const away = next.across.map((value) => sign * value);
        const first = correct(curve, plus(next.u, away, LEAVE), away);
        if (branches.length >= mostBranches) return;
        if (first && !isKnown(first.u))
          left.push(...add(yield* traceBothWays(curve, first, options, describe)));
      }
    }
  }

  for (const share of starts ? [0] : SEARCHED) {
    const value = from + share * (to - from);
    const system = problem.systemAt(problem.scaled(new Float64Array(n), [value]));
    const states = starts ?? findEquilibria(system, box).map(({ state }) => state);
    for (const state of states) {
      const u = problem.scaled(state, [value]);
      const start = correct(curve, u, axis(n, n + 1));
      if (branches.length >= mostBranches) return { branches, more: true };
      if (start && !isKnown(start.u)) yield* follow(start);
    }
  }
  return { branches, more: branches.length >= mostBranches };
}
