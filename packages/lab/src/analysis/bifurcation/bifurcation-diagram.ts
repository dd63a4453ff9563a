import { modulus } from "../eigenvalues.js";
import type { SystemFamily } from "../system-family.js";
import {
  AT_HOPF,
  type Birth,
  type CycleBranch,
  cyclesFromHopf,
  cyclesThrough,
  HOMOCLINIC,
} from "./cycle-branch.js";
import type { Cycle } from "./cycle-curve.js";
import type {
  BranchEnd,
  CurveData,
  CyclesData,
  Diagram,
  DiagramPoint,
  EquilibriaData,
  PointKind,
} from "./diagram.js";
import { type EquilibriumBranch, equilibriumBranches } from "./equilibrium-branches.js";
import { findCycle } from "./find-cycle.js";
import { type HopfNormalForm, hopfNormalForm } from "./hopf-normal-form.js";
import { type ScaledFamily, scaledFamily, type VariedParameter } from "./scaled-family.js";
import type { Box } from "./search-starts.js";
import type { Special } from "./special-points.js";
import type { Ending } from "./trace-curve.js";
import {
  AT_BOGDANOV_TAKENS,
  type TwoParameterStart,
  twoParameterBranches,
} from "./two-parameter-branches.js";

export interface DiagramOptions {
  readonly parameter: VariedParameter;
  /** Values of the other parameters, where they are not the family's own. */
  readonly values?: Readonly<Record<string, number>> | undefined;
  /** Where equilibria are looked for; the ranges of the coordinates when left out. */
  readonly box?: Box | undefined;
  /** Equilibria at the start of the range to begin with; all of the box when left out. */
  readonly starts?: readonly (readonly number[])[] | undefined;
  /** Also the cycles (true). */
  readonly cycles?: boolean | undefined;
  /** A second parameter in which folds and Hopf points are followed. */
  readonly second?: VariedParameter | undefined;
  /** Most points each way along a branch (1000). */
  readonly mostPoints?: number | undefined;
}

/** How far a diagram is. */
export interface DiagramProgress {
  readonly stage: string;
  /** 0 to 1. */
  readonly fraction: number;
}

const MOST_POINTS = 1000;
/** Values of the parameter at which trajectories lead to cycles that no Hopf point does, as shares of its range. */
const RELEASED = [0.5, 0, 1] as const;
const SAME_CYCLE = 0.02;
/** A tangent with less of the parameter than this has none: a pitchfork's arms. */
const UPRIGHT = 1e-3;
const completed = new Set<string>([AT_HOPF, HOMOCLINIC, AT_BOGDANOV_TAKENS]);

/** Points counted, as progress that approaches the end of its stage. */
function counter(stage: string, from: number, to: number): () => DiagramProgress {
  let count = 0;
  return () => ({ stage, fraction: from + (to - from) * (1 - 100 / (100 + count++)) });
}

function* counted<P, R>(
  work: Generator<P, R>,
  progress: () => DiagramProgress,
): Generator<DiagramProgress, R> {
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    yield progress();
  }
}

function endOf(
  problem: ScaledFamily,
  end: Ending,
  u: Float64Array,
  mostPoints: number,
  parameters: number[],
): BranchEnd {
  const at = { parameters, state: Array.from(problem.stateOf(u)) };
  switch (end.why) {
    case "range": {
      const { name } = problem.varied[end.index - (u.length - problem.varied.length)]!;
      return { ...at, reason: `${name} is at the end of its range`, finished: true };
    }
    case "closed":
      return { ...at, reason: "the branch is closed", finished: true };
    case "told":
      return { ...at, reason: end.reason, finished: completed.has(end.reason) };
    case "too many points":
      return { ...at, reason: `${mostPoints} points are the most allowed`, finished: false };
    default:
      return {
        ...at,
        reason: "no further point was found: the field is not finite or not smooth",
        finished: false,
      };
  }
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

/** Cycles of all Hopf points, then those that trajectories lead to where no equilibrium is stable. */
function* allCycles(
  problem: ScaledFamily,
  branches: readonly EquilibriumBranch[],
  births: readonly (Birth & { readonly label: string })[],
  options: { readonly mostPoints: number; readonly widths: readonly number[]; readonly start: Float64Array },
): Generator<
  unknown,
  { found: readonly (CycleBranch & { readonly from: string | undefined })[]; failed: string[] }
> {
  const { mostPoints, widths, start } = options;
  const found: (CycleBranch & { readonly from: string | undefined })[] = [];
  const failed: string[] = [];
  const ended = new Set<string>();
  for (const birth of births) {
    if (ended.has(birth.label)) continue;
    const branch = yield* cyclesFromHopf(problem, birth, births, options);
    if (!branch) {
      failed.push(`no cycle could be computed beside ${birth.label}`);
      continue;
    }
    found.push({ ...branch, from: birth.label });
    const [, end] = branch.ends;
    const last = branch.points.at(-1)!.cycle.parameter;
    const apart = ({ point }: Birth): number => Math.abs(problem.valuesOf(point.u)[0]! - last);
    if (end.why === "told" && end.reason === AT_HOPF) {
      ended.add([...births].sort((a, b) => apart(a) - apart(b))[0]!.label);
    }
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
    found.push({
      ...(yield* cyclesThrough(problem, cycle.curve, cycle.point, births, mostPoints)),
      from: undefined,
    });
  }
  return { found, failed };
}

function typeOf(
  { n }: ScaledFamily,
  special: Special,
  form: HopfNormalForm | undefined,
): DiagramPoint["type"] {
  if (form) return form.lyapunov < 0 ? "supercritical" : "subcritical";
  if (special.kind === "LP") return special.corner ? "corner" : undefined;
  if (special.kind !== "BP") return undefined;
  const { along, across } = special.crossing;
  return Math.min(Math.abs(along[n]!), Math.abs(across[n]!)) < UPRIGHT ? "pitchfork" : "transcritical";
}

/**
 * How the equilibria and cycles of a family depend on a parameter: every branch through the equilibria of a box, with folds,
 * Hopf points and branch points located to 1e-8, the branches that cross there, the cycles born at Hopf points with their
 * folds and losses of stability, and folds and Hopf points in a second parameter. Yields progress; what cannot be followed
 * to its end is kept as far as it goes, and `unfinished` says where and why.
 */
export function* bifurcationDiagram(
  family: SystemFamily,
  options: DiagramOptions,
): Generator<DiagramProgress, Diagram> {
  const { parameter, values = {}, second, cycles = true, mostPoints = MOST_POINTS } = options;
  const box = options.box ?? family.coordinates.map(({ range }) => range);
  const widths = box.map(([low, high]) => high - low);
  const problem = scaledFamily(family, values, [parameter], box);
  const points: DiagramPoint[] = [];
  const unfinished: string[] = [];
  const counts = new Map<PointKind, number>();
  const label = (kind: PointKind): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `${kind}${counts.get(kind)}`;
  };
  function addEnds(of: DiagramPoint["of"], branch: number, ends: readonly BranchEnd[], what: string): void {
    for (const { reason, finished, parameters, state } of ends) {
      const isEnd = finished && reason.endsWith("its range");
      if (!finished) unfinished.push(`${what} ${branch + 1} ends at ${parameters.join(", ")}: ${reason}`);
      if (finished && !isEnd) continue;
      const kind = isEnd ? "EP" : "MX";
      points.push({
        ...{ label: label(kind), kind, of, branch, parameter: parameters[0]!, state },
        ...(parameters.length > 1 ? { second: parameters[1]! } : {}),
      });
    }
  }

  const branches = yield* counted(
    equilibriumBranches(problem, { box, starts: options.starts, mostPoints }),
    counter("equilibria", 0, 0.4),
  );
  if (branches.length === 0) unfinished.push("no equilibrium was found in the box");
  const births: (Birth & { label: string })[] = [];
  const starts: (TwoParameterStart & { label: string })[] = [];
  const equilibria = branches.map((branch, index): EquilibriaData => {
    for (const special of branch.special) {
      const { point, kind } = special;
      const [state, value] = [problem.stateOf(point.u), problem.valuesOf(point.u)[0]!];
      const omega = point.spectrum.reduce(
        (best, one) => (one.im > 0 && Math.abs(one.re) < Math.abs(best.re) ? one : best),
        { re: Number.POSITIVE_INFINITY, im: 0 },
      ).im;
      const form =
        kind === "HB" ? hopfNormalForm(problem.systemAt(point.u), state, omega, widths) : undefined;
      const named = label(kind);
      const type = typeOf(problem, special, form);
      points.push({
        ...{ label: named, kind, of: "equilibria", branch: index, parameter: value },
        ...{ state: Array.from(state), eigenvalues: point.spectrum },
        ...(form ? { omega: form.omega, period: (2 * Math.PI) / form.omega, lyapunov: form.lyapunov } : {}),
        ...(type ? { type } : {}),
      });
      if (form) births.push({ point, form, label: named });
      if (kind === "HB" || (special.kind === "LP" && !special.corner)) {
        starts.push({ kind: form ? "hopf" : "fold", u: point.u, omega: form?.omega ?? 0, label: named });
      }
    }
    const ends = [branch.ends[0], branch.ends[1]].map((end, i) => {
      const { u } = branch.points.at(i === 0 ? 0 : -1)!;
      return endOf(problem, end, u, mostPoints, problem.valuesOf(u));
    });
    addEnds("equilibria", index, ends, "branch");
    return {
      parameter: branch.points.map(({ u }) => problem.valuesOf(u)[0]!),
      states: branch.points.map(({ u }) => Array.from(problem.stateOf(u))),
      unstable: branch.points.map(({ unstable }) => unstable),
      rightmost: branch.points.map(({ spectrum }) => spectrum[0]!),
      ends: [ends[0]!, ends[1]!],
    };
  });

  const cycling = cycles
    ? yield* counted(
        allCycles(problem, branches, births, { mostPoints, widths, start: family.start }),
        counter("cycles", 0.4, 0.8),
      )
    : { found: [], failed: [] };
  unfinished.push(...cycling.failed);
  const cycleData = cycling.found.map((branch, index): CyclesData => {
    const all = branch.points.map(({ cycle }) => cycle);
    for (const { kind, point } of branch.special) {
      const { parameter: value, state, period, multipliers } = point.cycle;
      points.push({
        ...{
          label: label(kind),
          kind,
          of: "cycles",
          branch: index,
          parameter: value,
          state,
          period,
          multipliers,
        },
      });
    }
    const ends = [branch.ends[0], branch.ends[1]].map((end, i) => {
      const { u, cycle } = branch.points.at(i === 0 ? 0 : -1)!;
      return endOf(problem, end, u, mostPoints, [cycle.parameter]);
    });
    addEnds("cycles", index, ends, "cycle branch");
    return {
      from: branch.from,
      parameter: all.map((cycle) => cycle.parameter),
      period: all.map(({ period }) => period),
      lowest: all.map(({ lowest }) => lowest),
      highest: all.map(({ highest }) => highest),
      unstable: all.map(({ unstable }) => unstable),
      multiplier: all.map(({ multipliers }) =>
        multipliers.reduce((a, b) => (modulus(b) > modulus(a) ? b : a), { re: 0, im: 0 }),
      ),
      ends: [ends[0]!, ends[1]!],
    };
  });

  const curves: CurveData[] = [];
  if (second) {
    const value = values[second.name] ?? family.parameters[second.name]!.value;
    const plane = scaledFamily(family, values, [parameter, second], box);
    const lifted = starts.map(({ u, ...start }) => ({
      ...start,
      u: Float64Array.from([...u, value / plane.scale[plane.n + 1]!]),
    }));
    const found = yield* counted(
      twoParameterBranches(plane, lifted, box, mostPoints),
      counter("two parameters", 0.8, 1),
    );
    found.forEach((branch, index) => {
      for (const { kind, point } of branch.special) {
        const [p, q] = plane.valuesOf(point.u);
        points.push({
          ...{ label: label(kind), kind, of: "curves", branch: index, parameter: p!, second: q! },
          state: Array.from(plane.stateOf(point.u)),
        });
      }
      const ends = [branch.ends[0], branch.ends[1]].map((end, i) => {
        const { u } = branch.points.at(i === 0 ? 0 : -1)!;
        return endOf(plane, end, u, mostPoints, plane.valuesOf(u));
      });
      addEnds("curves", index, ends, `curve of ${branch.kind} points`);
      curves.push({
        kind: branch.kind,
        from: branch.from,
        parameter: branch.points.map(({ u }) => plane.valuesOf(u)[0]!),
        second: branch.points.map(({ u }) => plane.valuesOf(u)[1]!),
        states: branch.points.map(({ u }) => Array.from(plane.stateOf(u))),
        ends: [ends[0]!, ends[1]!],
      });
    });
  }
  const unitOf = ({ name }: VariedParameter): string => family.parameters[name]!.unit;
  return {
    model: family.model,
    parameter: { ...parameter, unit: unitOf(parameter) },
    ...(second
      ? {
          second: {
            ...second,
            unit: unitOf(second),
            value: values[second.name] ?? family.parameters[second.name]!.value,
          },
        }
      : {}),
    coordinates: family.coordinates.map(({ name, unit }) => ({ name, unit })),
    timeUnit: family.timeUnit,
    jacobian: family.at(values).jacobian ? "exact" : "differenced",
    equilibria,
    cycles: cycleData,
    curves,
    points,
    unfinished,
  };
}
