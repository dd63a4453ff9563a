import { modulus } from "../eigenvalues.js";
import type { NamedBirth } from "./all-cycles.js";
import type { DiagramPoint, EquilibriaData } from "./diagram.js";
import type { BranchPoint } from "./equilibrium-branch.js";
import type { EquilibriumBranch } from "./equilibrium-branches.js";
import { type HopfNormalForm, hopfNormalForm } from "./hopf-normal-form.js";
import { branchEnd, type Ledger } from "./ledger.js";
import type { ScaledFamily } from "./scaled-family.js";
import type { Special } from "./special-points.js";
import type { TwoParameterStart } from "./two-parameter-branches.js";

/** A tangent with less of the parameter than this has none: a pitchfork's arms. */
const UPRIGHT = 1e-3;
/** Real parts below this share of the largest eigenvalue are those of special points. */
const MARGINAL = 1e-7;

/** Branches of equilibria as data, and what starts at their special points. */
export interface DescribedEquilibria {
  readonly data: readonly EquilibriaData[];
  readonly births: readonly NamedBirth[];
  /** Folds and Hopf points, u without the second parameter. */
  readonly starts: readonly TwoParameterStart[];
}

/** Eigenvalues with a real part above 0, without those that only rounding puts there at a special point. */
function clearlyUnstable({ spectrum }: BranchPoint): number {
  const size = spectrum.reduce((most, one) => Math.max(most, modulus(one)), 0);
  return spectrum.filter(({ re }) => re > MARGINAL * size).length;
}

function typeOf(
  { n }: ScaledFamily,
  special: Special,
  form: HopfNormalForm | undefined,
): DiagramPoint["type"] {
  if (form?.degenerate) return "degenerate";
  if (form) return form.lyapunov < 0 ? "supercritical" : "subcritical";
  if (special.kind === "LP") return special.corner ? "corner" : undefined;
  if (special.kind !== "BP") return undefined;
  const { along, across } = special.crossing;
  return Math.min(Math.abs(along[n]!), Math.abs(across[n]!)) < UPRIGHT ? "pitchfork" : "transcritical";
}

/** Angular frequency of the pair of eigenvalues nearest to the imaginary axis. */
function frequencyOf({ spectrum }: BranchPoint): number {
  return spectrum
    .filter(({ im }) => im > 0)
    .reduce((best, one) => (Math.abs(one.re) < Math.abs(best.re) ? one : best), {
      re: Number.POSITIVE_INFINITY,
      im: 0,
    }).im;
}

export function describeEquilibria(
  problem: ScaledFamily,
  branches: readonly EquilibriumBranch[],
  {
    book,
    widths,
    mostPoints,
  }: { readonly book: Ledger; readonly widths: readonly number[]; readonly mostPoints: number },
): DescribedEquilibria {
  const births: NamedBirth[] = [];
  const starts: TwoParameterStart[] = [];
  const note = (special: Special, branch: number): void => {
    const { point, kind } = special;
    const state = problem.stateOf(point.u);
    const form =
      kind === "HB"
        ? hopfNormalForm(problem.systemAt(point.u), state, frequencyOf(point), widths)
        : undefined;
    const label = book.label(kind);
    const type = typeOf(problem, special, form);
    book.points.push({
      ...{ label, kind, of: "equilibria", branch, parameter: problem.valuesOf(point.u)[0]! },
      ...{ state: Array.from(state), eigenvalues: point.spectrum },
      ...(form ? { omega: form.omega, period: (2 * Math.PI) / form.omega, lyapunov: form.lyapunov } : {}),
      ...(type ? { type } : {}),
    });
    // At a degenerate one cycles of every size are those of one value of the parameter, as of a linear system.
    if (form && !form.degenerate) births.push({ point, form, label });
    if (form || (special.kind === "LP" && !special.corner))
      starts.push({ kind: form ? "hopf" : "fold", u: point.u, omega: form?.omega ?? 0, label });
  };
  const data = branches.map(({ points, special, ends }, branch): EquilibriaData => {
    for (const one of special) note(one, branch);
    const endAt = (which: 0 | 1) => {
      const { u } = points.at(which === 0 ? 0 : -1)!;
      return branchEnd(problem, ends[which], { u, parameters: problem.valuesOf(u) }, mostPoints);
    };
    const both = [endAt(0), endAt(1)] as const;
    book.ends("equilibria", branch, both);
    return {
      parameter: points.map(({ u }) => problem.valuesOf(u)[0]!),
      states: points.map(({ u }) => Array.from(problem.stateOf(u))),
      unstable: points.map(clearlyUnstable),
      rightmost: points.map(({ spectrum }) => spectrum[0]!),
      ends: both,
    };
  });
  return { data, births, starts };
}
