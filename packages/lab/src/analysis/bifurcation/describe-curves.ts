import type { CurveData } from "./diagram.js";
import { branchEnd, type Ledger } from "./ledger.js";
import type { ScaledFamily } from "./scaled-family.js";
import type { TwoParameterBranch } from "./two-parameter-branches.js";

/** Curves in two parameters as data. */
export function describeCurves(
  plane: ScaledFamily,
  branches: readonly TwoParameterBranch[],
  { book, mostPoints }: { readonly book: Ledger; readonly mostPoints: number },
): readonly CurveData[] {
  return branches.map(({ kind, from, points, special, ends }, branch): CurveData => {
    for (const one of special) {
      const [parameter, second] = plane.valuesOf(one.point.u);
      const state = Array.from(plane.stateOf(one.point.u));
      book.points.push({
        ...{
          label: book.label(one.kind),
          kind: one.kind,
          of: "curves",
          branch,
          parameter: parameter!,
          second: second!,
          state,
        },
      });
    }
    const endAt = (which: 0 | 1) => {
      const { u } = points.at(which === 0 ? 0 : -1)!;
      return branchEnd(plane, ends[which], { u, parameters: plane.valuesOf(u) }, mostPoints);
    };
    const both = [endAt(0), endAt(1)] as const;
    book.ends("curves", branch, both);
    return {
      kind,
      from,
      parameter: points.map(({ u }) => plane.valuesOf(u)[0]!),
      second: points.map(({ u }) => plane.valuesOf(u)[1]!),
      states: points.map(({ u }) => Array.from(plane.stateOf(u))),
      ends: both,
    };
  });
}
