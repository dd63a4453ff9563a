import { minimiseSpeed } from "../minimise-speed.js";
import type { SystemFamily } from "../system-family.js";
import { allCycles } from "./all-cycles.js";
import { describeCurves } from "./describe-curves.js";
import { describeCycles } from "./describe-cycles.js";
import { describeEquilibria } from "./describe-equilibria.js";
import type { Diagram } from "./diagram.js";
import { equilibriumBranches } from "./equilibrium-branches.js";
import { ledger } from "./ledger.js";
import { scaledFamily, type VariedParameter } from "./scaled-family.js";
import type { Box } from "./search-starts.js";
import { twoParameterBranches } from "./two-parameter-branches.js";

export interface DiagramOptions {
  readonly parameter: VariedParameter;
  /** Values of the other parameters, where they are not the family's own. */
  readonly values?: Readonly<Record<string, number>> | undefined;
  /** Where equilibria are looked for; the ranges of the coordinates when left out. */
  readonly box?: Box | undefined;
  /** Equilibria at the start of the range to begin with; all of the box when left out, or the model's own beyond 64 coordinates. */
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
const MOST_BRANCHES = 100;
/** Coordinates of the largest system whose box is searched. */
const MOST_SEARCHED = 64;
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

/** Of a system too large to search: the equilibrium nearest to the state that it starts from, going down. */
function startsOf(
  family: SystemFamily,
  { parameter, values }: DiagramOptions,
): readonly (readonly number[])[] | undefined {
  if (family.coordinates.length <= MOST_SEARCHED) return undefined;
  const system = family.at({ ...values, [parameter.name]: parameter.from });
  return [Array.from(minimiseSpeed(system, family.start).x)];
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
  const { parameter, values = {}, second, cycles: wanted = true, mostPoints = MOST_POINTS } = options;
  const box = options.box ?? family.coordinates.map(({ range }) => range);
  const widths = box.map(([low, high]) => high - low);
  const problem = scaledFamily(family, values, [parameter], box);
  const book = ledger();
  const { branches, more } = yield* counted(
    equilibriumBranches(problem, {
      box,
      starts: options.starts ?? startsOf(family, options),
      mostPoints,
      mostBranches: MOST_BRANCHES,
    }),
    counter("equilibria", 0, 0.4),
  );
  if (branches.length === 0) book.unfinished.push("no equilibrium was found where one was looked for");
  if (more)
    book.unfinished.push(`${MOST_BRANCHES} branches are the most that are followed; narrow the range`);
  const { data, births, starts } = describeEquilibria(problem, branches, { book, widths, mostPoints });

  const { found, without } = wanted
    ? yield* counted(
        allCycles(problem, branches, births, { mostPoints, widths, start: family.start }),
        counter("cycles", 0.4, 0.8),
      )
    : { found: [], without: [] };
  book.unfinished.push(...without.map(({ label }) => `no cycle could be computed beside ${label}`));
  const cycles = describeCycles(problem, found, { book, mostPoints });

  const unitOf = ({ name }: VariedParameter): string => family.parameters[name]!.unit;
  const diagram = {
    model: family.model,
    parameter: { ...parameter, unit: unitOf(parameter) },
    coordinates: family.coordinates.map(({ name, unit }) => ({ name, unit })),
    timeUnit: family.timeUnit,
    jacobian: family.at(values).jacobian ? ("exact" as const) : ("differenced" as const),
    ...{ equilibria: data, cycles, points: book.points, unfinished: book.unfinished },
  };
  if (!second) return { ...diagram, curves: [] };

  const value = values[second.name] ?? family.parameters[second.name]!.value;
  const plane = scaledFamily(family, values, [parameter, second], box);
  const lifted = starts.map((start) => ({
    ...start,
    u: Float64Array.from([...start.u, value / plane.scale[plane.n + 1]!]),
  }));
  const traced = yield* counted(
    twoParameterBranches(plane, lifted, box, mostPoints),
    counter("two parameters", 0.8, 1),
  );
  return {
    ...diagram,
    second: { ...second, unit: unitOf(second), value },
    curves: describeCurves(plane, traced, { book, mostPoints }),
  };
}
