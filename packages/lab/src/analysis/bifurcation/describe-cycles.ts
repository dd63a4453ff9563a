import type { NamedBirth, NamedCycles } from "./all-cycles.js";
import type { Cycle } from "./cycle-curve.js";
import type { CyclesData } from "./diagram.js";
import { branchEnd, type Ledger } from "./ledger.js";
import type { ScaledFamily } from "./scaled-family.js";

/** The cycle of no size at a Hopf point, as stable as its neighbour. */
function atBirth(problem: ScaledFamily, { point, form }: NamedBirth, beside: Cycle): Cycle {
  const state = Array.from(problem.stateOf(point.u));
  return {
    ...{ parameter: problem.valuesOf(point.u)[0]!, state, lowest: state, highest: state },
    ...{
      period: (2 * Math.PI) / form.omega,
      multipliers: [{ re: 1, im: 0 }],
      unstable: beside.unstable,
      halves: 1,
    },
  };
}

/** Branches of cycles as data, from Hopf point to Hopf point where they begin and end at one. */
export function describeCycles(
  problem: ScaledFamily,
  branches: readonly NamedCycles[],
  { book, mostPoints }: { readonly book: Ledger; readonly mostPoints: number },
): readonly CyclesData[] {
  return branches.map(({ points, special, ends, births }, branch): CyclesData => {
    const between = points.map(({ cycle }) => cycle);
    const [first, last] = births;
    const all = [
      ...(first ? [atBirth(problem, first, between[0]!)] : []),
      ...between,
      ...(last ? [atBirth(problem, last, between.at(-1)!)] : []),
    ];
    for (const { kind, point } of special) {
      const { parameter, state, period, multipliers } = point.cycle;
      book.points.push({
        ...{ label: book.label(kind), kind, of: "cycles", branch, parameter, state, period, multipliers },
      });
    }
    const endAt = (which: 0 | 1) => {
      const { u, cycle } = points.at(which === 0 ? 0 : -1)!;
      const born = births[which]?.point.u;
      const parameter = born ? problem.valuesOf(born)[0]! : cycle.parameter;
      return branchEnd(problem, ends[which], { u: born ?? u, parameters: [parameter] }, mostPoints);
    };
    const both = [endAt(0), endAt(1)] as const;
    book.ends("cycles", branch, both);
    return {
      from: first?.label ?? last?.label,
      parameter: all.map(({ parameter }) => parameter),
      period: all.map(({ period }) => period),
      lowest: all.map(({ lowest }) => lowest),
      highest: all.map(({ highest }) => highest),
      unstable: all.map(({ unstable }) => unstable),
      multiplier: all.map(({ multipliers }) => multipliers[0] ?? { re: 0, im: 0 }),
      ends: both,
    };
  });
}
