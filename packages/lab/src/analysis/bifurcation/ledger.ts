import { AT_DOUBLING, AT_HOPF, HOMOCLINIC } from "./cycle-branch.js";
import type { BranchEnd, DiagramPoint, PointKind } from "./diagram.js";
import type { ScaledFamily } from "./scaled-family.js";
import type { Ending } from "./trace-curve.js";
import { AT_BOGDANOV_TAKENS } from "./two-parameter-branches.js";

/** Special points of a diagram as they are found, numbered by kind, and what could not be finished. */
export interface Ledger {
  readonly points: DiagramPoint[];
  readonly unfinished: string[];
  /** The next label of a kind, such as "HB2". */
  label(kind: PointKind): string;
  /** Keeps where a branch ends. */
  ends(of: DiagramPoint["of"], branch: number, ends: readonly [BranchEnd, BranchEnd]): void;
}

const completed = new Set<string>([AT_DOUBLING, AT_HOPF, HOMOCLINIC, AT_BOGDANOV_TAKENS]);
const IN_WORDS = { equilibria: "branch", cycles: "branch of cycles", curves: "curve" } as const;

/** Where and why a branch ends. */
export function branchEnd(
  problem: ScaledFamily,
  end: Ending,
  { u, parameters }: { readonly u: Float64Array; readonly parameters: readonly number[] },
  mostPoints: number,
): BranchEnd {
  const at = { parameters, state: Array.from(problem.stateOf(u)) };
  switch (end.why) {
    case "range": {
      const { name } = problem.varied[end.index - (u.length - problem.varied.length)]!;
      return { ...at, reason: `${name} is at the end of its range`, finished: true, atRange: true };
    }
    case "closed":
      return { ...at, reason: "the branch is closed", finished: true, atRange: false };
    case "told":
      return { ...at, reason: end.reason, finished: completed.has(end.reason), atRange: false };
    case "too many points":
      return { ...at, reason: `${mostPoints} points are the most allowed`, finished: false, atRange: false };
    default:
      return {
        ...at,
        reason: "no further point was found: the field is not finite or not smooth there, or nearly singular",
        finished: false,
        atRange: false,
      };
  }
}

export function ledger(): Ledger {
  const counts = new Map<PointKind, number>();
  const points: DiagramPoint[] = [];
  const unfinished: string[] = [];
  const label = (kind: PointKind): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `${kind}${counts.get(kind)}`;
  };
  return {
    points,
    unfinished,
    label,
    ends(of, branch, ends) {
      for (const { reason, finished, atRange, parameters, state } of ends) {
        if (finished && !atRange) continue;
        if (!finished)
          unfinished.push(`${IN_WORDS[of]} ${branch + 1} stops at ${parameters.join(", ")}: ${reason}`);
        const kind = atRange ? "EP" : "MX";
        points.push({
          ...{ label: label(kind), kind, of, branch, parameter: parameters[0]!, state },
          ...(parameters.length > 1 ? { second: parameters[1]! } : {}),
        });
      }
    },
  };
}
