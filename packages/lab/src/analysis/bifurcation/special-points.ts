import { type Crossing, crossingNear, isCrossing } from "./crossing.js";
import { type Curve, type CurvePoint, correct, locate } from "./curve.js";
import type { BranchPoint } from "./equilibrium-branch.js";
import { withSpectrum } from "./equilibrium-branch.js";
import type { ScaledFamily } from "./scaled-family.js";
import { norm, plus, unit } from "./vectors.js";

/** Where the equilibria of a branch change in kind. */
export type Special =
  | {
      readonly kind: "LP";
      readonly point: BranchPoint;
      /** A corner of a field of threshold-linear pieces, where the branch turns without a tangent of its own. */
      readonly corner: boolean;
    }
  | { readonly kind: "BP"; readonly point: BranchPoint; readonly crossing: Crossing }
  | { readonly kind: "HB"; readonly point: BranchPoint };

const ACCURACY = 1e-13;
const DEEPEST = 24;
/** Tangents with less of the parameter than this have none: a line of equilibria of one value, whose signs are rounding. */
const UPRIGHT = 1e-7;
/** Near a smooth fold the tangent has less of the parameter than this, this far from it. */
const SMOOTH = 0.05;
const BESIDE_CORNER = 3e-5;
/** How near to a fold or branch point the search for Hopf points goes, as a share of the step. */
const BESIDE = 0.01;
/** A fold this near to a branch point is the turn of a pitchfork's arms. */
const SAME = 1e-5;

/** Re of the pair of complex eigenvalues nearest to the imaginary axis; undefined where there is none. */
function criticalPair({ spectrum }: BranchPoint): number | undefined {
  let nearest: number | undefined;
  for (const { re, im } of spectrum)
    if (im > 0 && (nearest === undefined || Math.abs(re) < Math.abs(nearest))) nearest = re;
  return nearest;
}

/**
 * Points between two neighbours at which a pair of complex eigenvalues crosses the imaginary axis: two real ones that cross
 * together, or a sum of two that vanishes at a neutral saddle, are none.
 */
function* hopfPoints(
  problem: ScaledFamily,
  curve: Curve,
  a: BranchPoint,
  b: BranchPoint,
  depth = 0,
): Generator<Special> {
  if (Math.abs(a.unstable - b.unstable) < 2 || depth > DEEPEST) return;
  const [pairA, pairB] = [criticalPair(a), criticalPair(b)];
  if (
    Math.abs(a.unstable - b.unstable) === 2 &&
    pairA !== undefined &&
    pairB !== undefined &&
    pairA * pairB < 0
  ) {
    const phi = (point: CurvePoint): number => criticalPair(withSpectrum(problem, point)) ?? Number.NaN;
    const found = locate(curve, a, b, phi, ACCURACY);
    const point = found && withSpectrum(problem, found);
    const pair = point?.spectrum.find(({ re, im }) => im > 0 && Math.abs(re) < 1e-6 * im);
    if (point && pair) {
      yield { kind: "HB", point };
      return;
    }
  }
  const chord = plus(b.u, a.u, -1);
  const between = correct(curve, plus(a.u, chord, 0.5), unit(chord));
  if (!between) return;
  const middle = withSpectrum(problem, between);
  yield* hopfPoints(problem, curve, a, middle, depth + 1);
  yield* hopfPoints(problem, curve, middle, b, depth + 1);
}

/** Whether the parameter does not stand still beside a fold, as it would beside a smooth one. */
function isCorner(curve: Curve, n: number, { u }: CurvePoint, chord: Float64Array): boolean {
  return [-BESIDE_CORNER, BESIDE_CORNER].some((h) => {
    const beside = correct(curve, plus(u, chord, h), chord);
    return beside !== undefined && Math.abs(beside.tangent[n]!) > SMOOTH;
  });
}

/** Folds and branch points between two neighbours. */
function* realCrossings(
  problem: ScaledFamily,
  curve: Curve,
  a: BranchPoint,
  b: BranchPoint,
): Generator<Special> {
  const { n } = problem;
  const branching =
    a.orientation * b.orientation < 0 ? locate(curve, a, b, (point) => point.orientation, 1e-7) : undefined;
  const crossing = branching && crossingNear(curve, branching);
  if (crossing && isCrossing(curve, crossing)) {
    const point = withSpectrum(problem, { ...branching, u: crossing.u });
    yield { kind: "BP", point, crossing };
  }
  if (a.tangent[n]! * b.tangent[n]! >= 0) return;
  if (Math.max(Math.abs(a.tangent[n]!), Math.abs(b.tangent[n]!)) < UPRIGHT) return;
  const fold = locate(curve, a, b, (point) => point.tangent[n]!, ACCURACY);
  if (!fold || (crossing && norm(plus(fold.u, crossing.u, -1)) < SAME)) return;
  yield {
    kind: "LP",
    point: withSpectrum(problem, fold),
    corner: isCorner(curve, n, fold, unit(plus(b.u, a.u, -1))),
  };
}

/** Folds, branch points and Hopf points between two neighbours on a branch, in their order along it. */
export function specialPoints(
  problem: ScaledFamily,
  curve: Curve,
  a: BranchPoint,
  b: BranchPoint,
): Special[] {
  const chord = plus(b.u, a.u, -1);
  const [length, direction] = [norm(chord), unit(chord)];
  const along = ({ u }: CurvePoint): number =>
    plus(u, a.u, -1).reduce((sum, d, i) => sum + d * direction[i]!, 0);
  const found = [...realCrossings(problem, curve, a, b)];
  const stretches: BranchPoint[][] = [[a]];
  for (const { point } of [...found].sort((one, other) => along(one.point) - along(other.point))) {
    const [before, after] = [-BESIDE, BESIDE].map((share) => {
      const beside = correct(curve, plus(a.u, direction, along(point) + share * length), direction);
      return beside && withSpectrum(problem, beside);
    });
    if (before) stretches.at(-1)!.push(before);
    stretches.push(after ? [after] : []);
  }
  stretches.at(-1)!.push(b);
  for (const [from, to] of stretches) if (from && to) found.push(...hopfPoints(problem, curve, from, to));
  return found.sort((one, other) => along(one.point) - along(other.point));
}
