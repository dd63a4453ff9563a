import { modulus } from "../eigenvalues.js";
import { factor } from "./bordered.js";
import { type CurvePoint, correct, locate } from "./curve.js";
import { type Cycle, type CycleCurve, type CyclePoint, cycleCurve } from "./cycle-curve.js";
import type { BranchPoint } from "./equilibrium-branch.js";
import { type Traced, traceBothWays } from "./equilibrium-branch.js";
import type { HopfNormalForm } from "./hopf-normal-form.js";
import type { ScaledFamily } from "./scaled-family.js";
import { type Ending, type TraceOptions, traceCurve } from "./trace-curve.js";
import { norm, plus, unit } from "./vectors.js";

/** Where cycles of a branch change in kind: a fold (LPC), a period doubling (PD), a torus (NS), a crossing (BPC). */
export interface SpecialCycle {
  readonly kind: "LPC" | "PD" | "NS" | "BPC";
  readonly point: CyclePoint;
}

export interface CycleBranch extends Traced<CyclePoint> {
  readonly special: readonly SpecialCycle[];
}

/** A Hopf point with what is known of the cycle born there. */
export interface Birth {
  readonly point: BranchPoint;
  readonly form: HopfNormalForm;
}

const FIRST_STEP = 0.004;
const LARGEST_STEP = 0.05;
const AMPLITUDES = [0.01, 0.003, 0.03] as const;
/** A cycle smaller than this, around a Hopf point, is that one's. */
const SMALL = 0.05;
/** A period this many times the shortest of the branch, with next to no change of the parameter, grows without bound. */
const LONG = 5;
const STANDSTILL = 1e-3;
const ACCURACY = 1e-9;
/** Tangents with less of the parameter than this have none: cycles of one value, whose signs are rounding. */
const UPRIGHT = 1e-7;

export const HOMOCLINIC = "the period grows without bound: a homoclinic orbit, or a saddle-node on the cycle";
export const AT_DOUBLING = "the cycle becomes another one gone round twice: a period doubling of that one";
/** Halves of a cycle that differ by less than this share of its extent are the same. */
export const SAME_HALVES = 5e-3;
export const AT_HOPF = "the cycle shrinks to a Hopf point";

/** Extent of a cycle in units of the ranges, and how far its middle is from a state. */
function extentAround(
  problem: ScaledFamily,
  { lowest, highest }: Cycle,
  u: Float64Array,
): { extent: number; away: number } {
  const { scale } = problem;
  const half = lowest.map((low, i) => (highest[i]! - low) / 2 / scale[i]!);
  return {
    extent: norm(half),
    away: norm(lowest.map((low, i) => (low + highest[i]!) / 2 / scale[i]! - u[i]!)),
  };
}

function optionsOf(
  problem: ScaledFamily,
  births: readonly Birth[],
  most: number,
  curve: CycleCurve,
): TraceOptions {
  const { n, varied, scale } = problem;
  const { from, to } = varied[0]!;
  let before: CyclePoint | undefined;
  let highest = 0;
  return {
    first: FIRST_STEP,
    largest: LARGEST_STEP,
    most,
    bounds: [{ index: n + 1, low: Math.min(from, to) / scale[n]!, high: Math.max(from, to) / scale[n]! }],
    stop(point) {
      const here = curve.describe(point);
      const last = before;
      before = here;
      highest = Math.max(highest, point.u[n]!);
      const isAtHopf = births.some(({ point: birth }) => {
        const now = extentAround(problem, here.cycle, birth.u);
        if (now.extent > SMALL || now.away > SMALL || Math.abs(point.u[n + 1]! - birth.u[n]!) > SMALL)
          return false;
        return last !== undefined && extentAround(problem, last.cycle, birth.u).extent > now.extent;
      });
      if (isAtHopf) return AT_HOPF;
      if (here.cycle.halves < SAME_HALVES) return AT_DOUBLING;
      const frequency = point.u[n]!;
      const change = Math.abs(point.tangent[n + 1]! * frequency) / Math.abs(point.tangent[n]!);
      return frequency < highest / LONG && change < STANDSTILL ? HOMOCLINIC : undefined;
    },
  };
}

/** A branch that gave out while its period grew did so because of that. */
function explained(problem: ScaledFamily, end: Ending, points: readonly CyclePoint[]): Ending {
  const frequencies = points.map(({ u }) => u[problem.n]!);
  const isLong =
    frequencies.length > 1 &&
    Math.min(frequencies[0]!, frequencies.at(-1)!) < Math.max(...frequencies) / LONG;
  return end.why === "no further point" && isLong ? { why: "told", reason: HOMOCLINIC } : end;
}

/** Whether multipliers pass -1, and the number of complex ones outside the unit circle. */
const flips = ({ monodromy }: CyclePoint, n: number): number =>
  factor(
    monodromy.map((value, at) => value + (at % (n + 1) === 0 ? 1 : 0)),
    n,
  ).sign;
const rotating = ({ cycle }: CyclePoint): number =>
  cycle.multipliers.filter((one) => one.im !== 0 && modulus(one) > 1).length;

/** Folds of cycles and losses of stability between two neighbours. */
function specialCycles(curve: CycleCurve, n: number, a: CyclePoint, b: CyclePoint): SpecialCycle[] {
  const at = (kind: SpecialCycle["kind"], phi: (point: CurvePoint) => number): SpecialCycle[] => {
    curve.moveTo?.(a);
    const found = locate(curve, a, b, phi, ACCURACY);
    return found ? [{ kind, point: curve.describe(found) }] : [];
  };
  const slopes = [a.tangent[n + 1]!, b.tangent[n + 1]!] as const;
  const isUpright = Math.max(Math.abs(slopes[0]), Math.abs(slopes[1])) < UPRIGHT;
  if (!isUpright && slopes[0] * slopes[1] < 0) return at("LPC", (point) => point.tangent[n + 1]!);
  if (a.orientation * b.orientation < 0) return at("BPC", (point) => point.orientation);
  if (flips(a, n) * flips(b, n) < 0) return at("PD", (point) => flips(curve.describe(point), n));
  if (Math.abs(rotating(a) - rotating(b)) !== 2) return [];
  const outside = rotating(a);
  return at("NS", (point) => (rotating(curve.describe(point)) === outside ? -1 : 1));
}

function scanned(
  problem: ScaledFamily,
  curve: CycleCurve,
  { points, ends }: Traced<CyclePoint>,
): CycleBranch {
  const kept = points.filter(({ cycle }) => cycle.halves >= SAME_HALVES);
  const all: CyclePoint[] = [];
  const special: SpecialCycle[] = [];
  kept.forEach((point, i) => {
    const found = i > 0 ? specialCycles(curve, problem.n, kept[i - 1]!, point) : [];
    special.push(...found);
    all.push(...found.map((one) => one.point), point);
  });
  return { points: all, special, ends };
}

/** The cycles born at a Hopf point, from the smallest on; undefined where none can be computed. */
export function* cyclesFromHopf(
  problem: ScaledFamily,
  birth: Birth,
  births: readonly Birth[],
  { mostPoints, widths }: { readonly mostPoints: number; readonly widths: readonly number[] },
): Generator<CyclePoint, CycleBranch | undefined> {
  const { n, scale } = problem;
  const { omega, plane } = birth.form;
  const curve = cycleCurve(problem, (2 * Math.PI) / omega, widths);
  const centre = problem.stateOf(birth.point.u);
  const direction = unit(Float64Array.from([...plane.re.map((value, i) => value / scale[i]!), 0, 0]));
  const origin = curve.scaledCycle(centre, (2 * Math.PI) / omega, birth.point.u[n]! * scale[n]!);
  for (const amplitude of AMPLITUDES) {
    curve.section(centre, plane.im);
    const first = correct(curve, plus(origin, direction, amplitude), direction);
    if (!first) continue;
    curve.moveTo?.(first);
    const start = correct(curve, first.u, first.tangent);
    if (!start) continue;
    const points = [curve.describe(start)];
    const trace = traceCurve(curve, start, optionsOf(problem, births, mostPoints, curve));
    for (let next = trace.next(); ; next = trace.next()) {
      if (next.done) {
        const born: Ending = { why: "told", reason: AT_HOPF };
        return scanned(problem, curve, { points, ends: [born, explained(problem, next.value, points)] });
      }
      points.push(curve.describe(next.value));
      yield points.at(-1)!;
    }
  }
  return undefined;
}

/** The branch of cycles through one of them, both ways. */
export function* cyclesThrough(
  problem: ScaledFamily,
  curve: CycleCurve,
  start: CyclePoint,
  births: readonly Birth[],
  mostPoints: number,
): Generator<CyclePoint, CycleBranch> {
  const traced = yield* traceBothWays(
    curve,
    start,
    optionsOf(problem, births, mostPoints, curve),
    curve.describe,
  );
  const [behind, ahead] = traced.ends.map((end) => explained(problem, end, traced.points));
  return scanned(problem, curve, { ...traced, ends: [behind!, ahead!] });
}
