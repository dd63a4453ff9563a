import { evenly, type PlaneSkeleton, sectionOnGrid } from "../analysis/index.js";
import type { Figure, PlaneCurve, PlanePoint } from "../figure.js";
import type { PhasePlaneRecord } from "./phase-plane-result.js";
import type { ResolvedPhasePlane } from "./resolve-phase-plane.js";

type Plane = Extract<Figure, { kind: "plane" }>;

const ARROWS = { columns: 21, rows: 15 } as const;

/** Middles of so many equal parts of a range. */
function middles({ from, to }: ResolvedPhasePlane["x"], count: number): Float64Array {
  const half = (to - from) / (2 * count);
  return evenly([from + half, to - half], count);
}

function arrowsOf({ request }: PhasePlaneRecord, { section }: PlaneSkeleton): Plane["arrows"] & object {
  const [xs, ys] = [middles(request.x, ARROWS.columns), middles(request.y, ARROWS.rows)];
  const { field } = sectionOnGrid(section, xs, ys);
  return Array.from({ length: ARROWS.columns * ARROWS.rows }, (_, p) => ({
    x: xs[p % ARROWS.columns]!,
    y: ys[Math.floor(p / ARROWS.columns)]!,
    dx: field[2 * p]!,
    dy: field[2 * p + 1]!,
  })).filter(({ dx, dy }) => Number.isFinite(dx + dy));
}

function pointKind(unstable: number, size: number, type: string): PlanePoint["kind"] {
  if (unstable > 0 && unstable < size) return "saddle";
  return unstable === 0 && type !== "centre" && type !== "degenerate" ? "stable" : "unstable";
}

function curvesOf(record: PhasePlaneRecord): PlaneCurve[] {
  const { nullclines, trajectories, manifolds, goals, request } = record;
  const tones = ["first-nullcline", "second-nullcline"] as const;
  return [
    ...trajectories.map(({ x, y }) => ({ label: "trajectory", tone: "trajectory" as const, x, y })),
    ...(request.layers.includes("nullclines")
      ? nullclines.flatMap(({ of, pieces }, i) =>
          pieces.map(({ x, y }) => ({ label: `d${of}/dt = 0`, tone: tones[i]!, x, y })),
        )
      : []),
    ...manifolds.map(({ manifold, x, y }) => ({
      label: `${manifold} manifold${manifold === "stable" && record.coordinates.length === 2 ? " (separatrix)" : ""}`,
      tone: manifold === "stable" ? ("separatrix" as const) : ("unstable-manifold" as const),
      x,
      y,
    })),
    ...goals.flatMap(({ kind, x, y }) =>
      kind === "cycle" ? [{ label: "limit cycle", tone: "stable-cycle" as const, x: x!, y: y! }] : [],
    ),
  ];
}

/** So many degenerate equilibria are a line of them. */
const LINE = 4;

/** Equilibria that are isolated, and the line that the others make. */
function pointsOf({ equilibria }: PhasePlaneRecord, x: number, y: number): Pick<Plane, "points" | "curves"> {
  const line = equilibria.filter(({ type }) => type === "degenerate");
  const isLine = line.length >= LINE;
  const alone = isLine ? equilibria.filter(({ type }) => type !== "degenerate") : equilibria;
  return {
    points: alone.map(({ state, unstable, type }) => ({
      kind: pointKind(unstable, state.length, type),
      x: state[x]!,
      y: state[y]!,
    })),
    curves: isLine
      ? [
          {
            label: "line of equilibria",
            tone: line.every(({ unstable }) => unstable === 0) ? "stable" : "unstable",
            x: line.map(({ state }) => state[x]!),
            y: line.map(({ state }) => state[y]!),
          },
        ]
      : [],
  };
}

/** What is said of the coordinates that are not in the plane. */
function restSays({ request, gaps }: PhasePlaneRecord): string {
  const others = Object.keys(request.held).length;
  if (others === 0) return "";
  const places = {
    equilibrium: "held at the equilibrium that the model rests at",
    start: "held where the model starts, which is no equilibrium",
    given: "held at given values",
  } as const;
  const rule =
    request.rest === "quasi-steady"
      ? `where their own derivatives are 0${gaps > 0 ? ` (a gap at ${(100 * gaps).toPrecision(2)} % of the grid, where that has no solution)` : ""}`
      : places[request.heldAt];
  return ` Nullclines and field with the other ${others === 1 ? "coordinate" : `${others} coordinates`} ${rule}; equilibria and trajectories of the whole system, projected.`;
}

/** The figure of a phase plane. */
export function phasePlaneFigure(record: PhasePlaneRecord, skeleton: PlaneSkeleton): Plane {
  const { request, equilibria, basins, goals, trajectories } = record;
  const { x, y, layers } = request;
  const away = trajectories.filter(({ ending }) => ending === "left").length;
  const settings = Object.entries(request.parameters).map(([key, value]) => `${key} ${value}`);
  const { points, curves } = pointsOf(record, skeleton.section.x, skeleton.section.y);
  const of = [request.model, ...(request.preset ? [`preset ${request.preset}`] : []), ...settings].join(", ");
  return {
    kind: "plane",
    name: "phase-plane",
    title: `Phase plane of ${of}`,
    caption:
      `${y.coordinate} against ${x.coordinate}, ${of}. ${equilibria.length} equilibri${equilibria.length === 1 ? "um" : "a"}` +
      `${layers.includes("field") ? "; arrows: direction of the flow" : ""}.${restSays(record)}` +
      `${away > 0 ? ` ${away} of ${trajectories.length} trajectories leave for good and are cut off.` : ""}`,
    x: { label: x.coordinate, unit: x.unit, domain: [x.from, x.to] },
    y: { label: y.coordinate, unit: y.unit, domain: [y.from, y.to] },
    ...(layers.includes("field") ? { arrows: arrowsOf(record, skeleton) } : {}),
    curves: [...curvesOf(record), ...curves],
    points,
    ...(basins
      ? {
          regions: {
            columns: basins.columns,
            rows: basins.rows,
            classes: basins.goal,
            labels: goals.map(({ kind, label }) =>
              kind === "equilibrium" || kind === "cycle" ? `to the ${label}` : label,
            ),
          },
        }
      : {}),
  };
}
