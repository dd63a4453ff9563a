import { axis } from "./bordered.js";
import { correct } from "./curve.js";
import { traceBothWays } from "./equilibrium-branch.js";
import { traceOptions } from "./equilibrium-branches.js";
import { foldCurve, locateTest, type TestedPoint, type TwoParameterCurve } from "./fold-curve.js";
import { hopfCurve } from "./hopf-curve.js";
import { liesOn } from "./lies-on.js";
import type { ScaledFamily } from "./scaled-family.js";
import type { Box } from "./search-starts.js";
import type { Ending } from "./trace-curve.js";

/** A fold or Hopf point to follow in two parameters. */
export interface TwoParameterStart {
  readonly kind: "fold" | "hopf";
  /** u of (x, p, q). */
  readonly u: Float64Array;
  /** Frequency at a Hopf point. */
  readonly omega: number;
  readonly label: string;
}

/** Cusp, Bogdanov-Takens and generalised Hopf points. */
export interface CodimensionTwo {
  readonly kind: "CP" | "BT" | "GH";
  readonly point: TestedPoint;
}

export interface TwoParameterBranch {
  readonly kind: TwoParameterStart["kind"];
  /** Label of the start. */
  readonly from: string;
  readonly points: readonly TestedPoint[];
  readonly special: readonly CodimensionTwo[];
  readonly ends: readonly [Ending, Ending];
}

const kinds = ["CP", "BT", "GH"] as const;

export const AT_BOGDANOV_TAKENS =
  "a Bogdanov-Takens point, beyond which the pair is that of a neutral saddle";

interface Known extends TwoParameterBranch {
  readonly curve: TwoParameterCurve;
}

/** The curve with its special points; a curve of Hopf points is cut where it becomes one of neutral saddles. */
function scanned(
  curve: TwoParameterCurve,
  points: readonly TestedPoint[],
  isHopf: boolean,
): Pick<Known, "points" | "special"> {
  const all: TestedPoint[] = [];
  const special: CodimensionTwo[] = [];
  const isNeutral = (point: TestedPoint): boolean => isHopf && !(point.tests.BT! > 0);
  points.forEach((point, i) => {
    for (const kind of i > 0 ? kinds : []) {
      const found = locateTest(curve, points[i - 1]!, point, kind);
      if (!found) continue;
      special.push({ kind, point: found });
      all.push(found);
    }
    if (!isNeutral(point)) all.push(point);
  });
  return { points: all, special };
}

/** Every curve of folds and of Hopf points through the starts, within the ranges of both parameters. */
export function* twoParameterBranches(
  problem: ScaledFamily,
  starts: readonly TwoParameterStart[],
  box: Box,
  mostPoints: number,
): Generator<TestedPoint, readonly TwoParameterBranch[]> {
  const widths = box.map(([low, high]) => high - low);
  const branches: Known[] = [];
  for (const { kind, u, omega, label } of starts) {
    if (branches.some((one) => one.kind === kind && liesOn(one.curve, one.points, u))) continue;
    const curve = kind === "fold" ? foldCurve(problem, u) : hopfCurve(problem, omega, widths);
    const start = correct(curve, u, axis(problem.n + 1, problem.n + 2));
    if (!start) continue;
    const within = traceOptions(problem, box, mostPoints);
    const options = {
      ...within,
      stop: (point: Parameters<NonNullable<typeof within.stop>>[0]) =>
        within.stop?.(point) ??
        (kind === "hopf" && !(curve.describe(point).tests.BT! > 0) ? AT_BOGDANOV_TAKENS : undefined),
    };
    const { points, ends } = yield* traceBothWays(curve, start, options, curve.describe);
    branches.push({ kind, from: label, ...scanned(curve, points, kind === "hopf"), ends, curve });
  }
  return branches.map(({ curve: _, ...branch }) => branch);
}
