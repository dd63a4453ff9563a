import {
  type Goal,
  goalsOf,
  manifoldsOf,
  type Path,
  type PlaneSkeleton,
  pathsFrom,
  planeSkeleton,
} from "../analysis/index.js";
import type { Attachments } from "../cortices.js";
import { type Host, report } from "../host.js";
import { parsePhasePlane } from "../io/phase-plane-request.js";
import { modelCitations } from "../model-citations.js";
import { version } from "../version.js";
import { phasePlaneFigure } from "./phase-plane-figure.js";
import type { PhasePlaneRecord, PhasePlaneResult, PlaneGoal, PlaneTrajectory } from "./phase-plane-result.js";
import {
  INPUT,
  type PreparedPhasePlane,
  preparePhasePlane,
  type ResolvedPhasePlane,
} from "./resolve-phase-plane.js";

/** Paths followed between two reports of progress. */
const AT_ONCE = 600;
/** An equilibrium is in the plane within this part of the widths of the other coordinates. */
const IN_PLANE = 1e-6;

/** Middles of the fields of a grid over the plane, (rows·columns, 2) from the lower left. */
function middles({ x, y }: ResolvedPhasePlane, columns: number, rows: number): Float64Array {
  const points = new Float64Array(2 * columns * rows);
  for (let p = 0; p < columns * rows; p++) {
    points[2 * p] = x.from + ((x.to - x.from) * ((p % columns) + 0.5)) / columns;
    points[2 * p + 1] = y.from + ((y.to - y.from) * (Math.floor(p / columns) + 0.5)) / rows;
  }
  return points;
}

function startsOf(resolved: ResolvedPhasePlane): Float64Array {
  const { starts } = resolved;
  if ("columns" in starts) return middles(resolved, starts.columns, starts.rows);
  return Float64Array.from(starts.flat());
}

async function follow(
  host: Host,
  skeleton: PlaneSkeleton,
  points: Float64Array,
  draws: boolean,
  stage: string,
): Promise<readonly Path[]> {
  const paths: Path[] = [];
  for (let from = 0; from < points.length; from += 2 * AT_ONCE) {
    await report(host, stage, from / points.length);
    paths.push(...pathsFrom(skeleton, points.subarray(from, from + 2 * AT_ONCE), draws));
  }
  return paths;
}

function isInPlane(skeleton: PlaneSkeleton, state: readonly number[]): boolean {
  const { section, flow } = skeleton;
  const there = section.at(Float64Array.of(state[section.x]!, state[section.y]!), Float64Array.from(state));
  return state.every((value, i) => Math.abs(value - there.states[i]!) <= IN_PLANE * flow.widths[i]!);
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Names of goals that have no place of their own. */
const without = {
  line: "comes to rest on a line of equilibria",
  closed: "goes round on a closed orbit",
  away: "leaves for good",
  unsettled: "does not settle",
} as const;

function describe(goal: Goal, { x, y, family }: PreparedPhasePlane): PlaneGoal {
  const { kind } = goal;
  const names = [x, y].map((i) => family.coordinates[i]!.name);
  if (kind !== "cycle" && kind !== "equilibrium") return { kind, label: without[kind] };
  if (kind === "cycle") {
    const { period, low, high, states } = goal.cycle;
    const along = (i: number): number[] => [...states].filter((_, k) => k % low.length === i);
    const label = `limit cycle of period ${Number(period.toPrecision(4))} ${family.timeUnit}`;
    return { kind, label, period, low, high, x: along(x), y: along(y) };
  }
  const { state, type } = goal.equilibrium;
  const where = [x, y].map(
    (i, k) => `${names[k]}\u00a0${short(Math.abs(state[i]!) < 1e-12 ? 0 : state[i]!)}`,
  );
  return { kind, label: `${type} at ${where.join(", ")}`, state };
}

/**
 * Carries out a request for a phase plane.
 * @throws InputError when the request is wrong; Cancelled when progress says so
 */
export async function phasePlane(
  host: Host,
  request: unknown,
  attached?: Attachments,
): Promise<PhasePlaneResult> {
  const start = host.now();
  const parsed = parsePhasePlane(request);
  const prepared = preparePhasePlane(await host.core(false), parsed, attached);
  const { resolved, family, system } = prepared;
  const has = (layer: ResolvedPhasePlane["layers"][number]): boolean => resolved.layers.includes(layer);
  await report(host, "nullclines and equilibria", 0);
  const skeleton = planeSkeleton(system, {
    ...prepared,
    rule: resolved.rest,
    coordinates: family.coordinates,
    xRange: [resolved.x.from, resolved.x.to],
    yRange: [resolved.y.from, resolved.y.to],
    resolution: resolved.resolution,
    horizon: resolved.horizon,
  });
  const manifolds = has("manifolds") ? manifoldsOf(skeleton) : [];
  const drawn = has("trajectories")
    ? await follow(host, skeleton, startsOf(resolved), true, "trajectories")
    : [];
  const { columns, rows } = resolved.basins;
  const mapped = has("basins")
    ? await follow(host, skeleton, middles(resolved, columns, rows), false, "basins")
    : [];
  const { goals, of } = goalsOf(system, [...drawn, ...mapped], skeleton.equilibria, skeleton.flow);
  const record: PhasePlaneRecord = {
    format: "isocortex.phase-plane/v1",
    request: resolved,
    versions: { isocortex: version },
    engine: host.engine,
    citations: modelCitations(resolved, attached),
    values: Object.fromEntries(
      Object.entries(family.parameters)
        .filter(([name]) => !name.startsWith(INPUT))
        .map(([name, { value }]) => [name, value]),
    ),
    coordinates: family.coordinates.map(({ name, unit }) => ({ name, unit })),
    timeUnit: family.timeUnit,
    gaps: gapsOf(skeleton),
    nullclines: skeleton.nullclines.map((one, i) => ({
      of: (i === 0 ? resolved.x : resolved.y).coordinate,
      ...one,
    })),
    equilibria: skeleton.equilibria.map((one) => ({ ...one, inPlane: isInPlane(skeleton, one.state) })),
    manifolds,
    trajectories: drawn.map((path, i) => trajectoryOf(path, of[i]!)),
    goals: goals.map((goal) => describe(goal, prepared)),
    ...(has("basins") ? { basins: { columns, rows, goal: of.slice(drawn.length) } } : {}),
    wallMs: host.now() - start,
  };
  return { record, figures: [phasePlaneFigure(record, skeleton)] };
}

function trajectoryOf({ points, times, ending }: Path, goal: number): PlaneTrajectory {
  return {
    x: points.filter((_, i) => i % 2 === 0),
    y: points.filter((_, i) => i % 2 === 1),
    times,
    ending,
    goal,
  };
}

function gapsOf({ grid: { field } }: PlaneSkeleton): number {
  let gaps = 0;
  for (let p = 0; p < field.length; p += 2) if (!Number.isFinite(field[p]! + field[p + 1]!)) gaps++;
  return (2 * gaps) / field.length;
}
