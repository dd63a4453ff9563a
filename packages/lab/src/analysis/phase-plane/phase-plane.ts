import { EQUILIBRIUM_TOLERANCE, equilibriumAt } from "../bifurcation/equilibria.js";
import { type Equilibrium, findEquilibria } from "../bifurcation/index.js";
import { type DynamicalSystem, jacobianAt } from "../dynamical-system.js";
import { eigenvalues, modulus } from "../eigenvalues.js";
import { minimiseSpeed } from "../minimise-speed.js";
import type { Coordinate } from "../system-family.js";
import { type FlowOptions, flow, type Path } from "./flow.js";
import { invariantManifolds, type ManifoldBranch } from "./invariant-manifolds.js";
import { type Nullcline, nullcline } from "./nullclines.js";
import {
  type Places,
  type PlaneAxes,
  type PlaneSection,
  planeSection,
  sectionOnGrid,
} from "./plane-section.js";

export interface PhasePlaneOptions extends PlaneAxes {
  readonly coordinates: readonly Coordinate[];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** Nodes of the grid of the nullclines along each axis. */
  readonly resolution: number;
  /** Longest time of a path, in the system's unit; 200 of its slowest time constants where left out. */
  readonly horizon?: number | undefined;
}

/** What is drawn first of a phase plane, and what paths need to know of it. */
export interface PlaneSkeleton {
  readonly section: PlaneSection;
  readonly axes: readonly [Float64Array, Float64Array];
  readonly grid: Places;
  /** Of the first and of the second coordinate. */
  readonly nullclines: readonly [Nullcline, Nullcline];
  /** Of the whole system, in the box of the plane and of the other coordinates' ranges. */
  readonly equilibria: readonly Equilibrium[];
  readonly flow: FlowOptions;
}

/** Paths may leave the plane by this many of its widths before they are cut off; backward in time by this many. */
const AWAY = 10;
const AWAY_BACKWARD = 0.5;
/** A path has settled within this part of a width of an equilibrium, in its slowest direction. */
const SETTLED = 1e-5;
/** Rates more than so much slower than the fastest are no measure of when a path settles. */
const SLOWEST = 1e-4;
const HORIZON = 200;
/** Systems of more coordinates are not searched as a whole, which would take minutes. */
const MOST_SEARCHED = 64;
const MOST_CROSSINGS = 3;
const APART = 1e-6;
/** Longest step of a path that is not drawn, in widths. */
const COARSE = 0.1;

export function evenly([from, to]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** States of the grid's cells in which both derivatives change sign, or one does beside a cell where the other does. */
function crossings({
  grid,
  axes,
  section,
}: Omit<PlaneSkeleton, "nullclines" | "equilibria" | "flow">): Float64Array[] {
  const [columns, rows] = [axes[0].length, axes[1].length];
  const { size } = section.system;
  const changes = [0, 1].map((axis) => {
    const out = new Uint8Array(columns * rows);
    for (let r = 0; r + 1 < rows; r++) {
      for (let c = 0; c + 1 < columns; c++) {
        const at = r * columns + c;
        let above = 0;
        for (const corner of [at, at + 1, at + columns, at + columns + 1])
          above += grid.field[2 * corner + axis]! > 0 ? 1 : 0;
        out[at] = above > 0 && above < 4 ? 1 : 0;
      }
    }
    return out;
  }) as [Uint8Array, Uint8Array];
  const found: Float64Array[] = [];
  for (let at = 0; at < columns * rows; at++) {
    if (!changes[0][at]) continue;
    const beside = [0, 1, -1, columns, -columns].some((step) => changes[1][at + step]);
    const state = grid.states.slice(at * size, (at + 1) * size);
    if (beside && state.every(Number.isFinite)) found.push(state);
  }
  return found;
}

/**
 * Equilibria of the whole system in a box: all that a search of it finds, or, of systems too large to search, those that
 * the base and some crossings of the nullclines lead to.
 */
function equilibriaIn(
  system: DynamicalSystem,
  box: readonly (readonly [number, number])[],
  base: Float64Array,
  near: readonly Float64Array[],
): readonly Equilibrium[] {
  if (system.size <= MOST_SEARCHED) return findEquilibria(system, box, near);
  const every = Math.max(1, Math.ceil(near.length / MOST_CROSSINGS));
  const found: Equilibrium[] = [];
  for (const start of [base, ...near.filter((_, i) => i % every === 0)]) {
    const { x, residual } = minimiseSpeed(system, start);
    const isNew = found.every(({ state }) =>
      state.some((value, i) => Math.abs(value - x[i]!) > APART * (box[i]![1] - box[i]![0])),
    );
    if (residual <= EQUILIBRIUM_TOLERANCE && isNew) found.push(equilibriumAt(system, x, residual));
  }
  return found;
}

/**
 * The slowest rate of growth or decay at any equilibrium, by which paths are timed, and the speed in widths below which
 * they have settled: on a line of equilibria no rate is the slowest.
 */
function pace(system: DynamicalSystem, equilibria: readonly Equilibrium[], base: Float64Array) {
  const spectra = equilibria.map((one) => one.eigenvalues);
  const all = spectra.length > 0 ? spectra : [eigenvalues(jacobianAt(system, base), system.size)];
  const fastest = Math.max(1e-12, ...all.flat().map(modulus));
  const slowest = Math.min(fastest, ...spectra.flat().map(({ re }) => Math.abs(re)));
  const rate = Math.max(SLOWEST * fastest, slowest);
  const isLine = equilibria.some(({ type }) => type === "degenerate");
  return { rate, settledSpeed: SETTLED * (isLine ? fastest : rate) };
}

/** Nullclines and equilibria of a plane through a system, and how its paths are to be followed. */
export function planeSkeleton(system: DynamicalSystem, options: PhasePlaneOptions): PlaneSkeleton {
  const { x, y, base, coordinates, xRange, yRange, resolution, horizon } = options;
  const section = planeSection(system, options);
  const axes = [evenly(xRange, resolution), evenly(yRange, resolution)] as const;
  const grid = sectionOnGrid(section, ...axes);
  const box = coordinates.map(({ range }, i) => (i === x ? xRange : i === y ? yRange : range));
  const equilibria = equilibriaIn(system, box, base, crossings({ section, axes, grid }));
  const { rate, settledSpeed } = pace(system, equilibria, base);
  const widths = Float64Array.from(box, ([low, high]) => high - low);
  return {
    section,
    axes,
    grid,
    nullclines: [nullcline(section, grid, axes, 0), nullcline(section, grid, axes, 1)],
    equilibria,
    flow: {
      widths,
      low: Float64Array.from(box, ([low], i) => low - AWAY * widths[i]!),
      high: Float64Array.from(box, ([, high], i) => high + AWAY * widths[i]!),
      horizon: horizon ?? HORIZON / rate,
      settledSpeed,
      rests: equilibria.filter(({ type }) => type.startsWith("stable")).map(({ state }) => state),
    },
  };
}

/** Invariant manifolds of the saddles of a plane, cut off a little beyond it. */
export function manifoldsOf({
  section,
  equilibria,
  flow: options,
}: PlaneSkeleton): readonly ManifoldBranch[] {
  const { x, y, system } = section;
  const near = (limit: Float64Array, sign: number): Float64Array =>
    limit.map((value, i) =>
      i === x || i === y ? value + sign * (AWAY - AWAY_BACKWARD) * options.widths[i]! : value,
    );
  return invariantManifolds(system, equilibria, [x, y], {
    ...options,
    low: near(options.low, 1),
    high: near(options.high, -1),
  });
}

/** The states of the grid's nodes that are nearest to points, (count, size). */
function nearestStates({ axes, grid, section }: PlaneSkeleton, points: Float64Array): Float64Array {
  const { size } = section.system;
  const near = new Float64Array((points.length / 2) * size);
  const place = (axis: Float64Array, value: number): number => {
    const part = (value - axis[0]!) / (axis[axis.length - 1]! - axis[0]!);
    return Math.round(Math.min(1, Math.max(0, part)) * (axis.length - 1));
  };
  for (let p = 0; p < points.length / 2; p++) {
    const node = place(axes[1], points[2 * p + 1]!) * axes[0].length + place(axes[0], points[2 * p]!);
    near.set(grid.states.subarray(node * size, (node + 1) * size), p * size);
  }
  return near;
}

/**
 * Paths of the whole system from points of a plane.
 * @param points (count, 2)
 * @param draws whether the plane's two coordinates of every step are kept
 */
export function pathsFrom(skeleton: PlaneSkeleton, points: Float64Array, draws: boolean): readonly Path[] {
  const { section, flow: options } = skeleton;
  const { system, x, y } = section;
  const { states } = section.at(points, nearestStates(skeleton, points));
  return flow(system, states, draws ? { ...options, record: [x, y] } : { ...options, stride: COARSE });
}
