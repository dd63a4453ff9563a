import type { Ending, Equilibrium, ManifoldBranch, Nullcline } from "../analysis/index.js";
import type { Figure } from "../figure.js";
import type { ResolvedPhasePlane } from "./resolve-phase-plane.js";

/** An equilibrium of the whole system. */
export interface PlaneEquilibrium extends Equilibrium {
  /** Whether it lies in the plane, and not only its projection. */
  readonly inPlane: boolean;
}

export interface PlaneTrajectory {
  /** Coordinates of the plane and times, of every step. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly times: readonly number[];
  readonly ending: Ending;
  /** Index into the goals. */
  readonly goal: number;
}

/** Where trajectories end, in words and numbers. */
export interface PlaneGoal {
  readonly kind: "equilibrium" | "cycle" | "line" | "closed" | "away" | "unsettled";
  readonly label: string;
  /** Of an equilibrium. */
  readonly state?: readonly number[];
  /** Of a limit cycle: in the unit of time, extremes of all coordinates, and its way through the plane. */
  readonly period?: number;
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  readonly x?: readonly number[];
  readonly y?: readonly number[];
}

/** What `phase-plane.json` keeps: plain JSON. */
export interface PhasePlaneRecord {
  readonly format: "isocortex.phase-plane/v1";
  readonly request: ResolvedPhasePlane;
  readonly versions: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly citations: readonly string[];
  /** Value of every parameter of the model. */
  readonly values: Readonly<Record<string, number>>;
  /** Names of the state's coordinates, in the order of all states here, and their units. */
  readonly coordinates: readonly { readonly name: string; readonly unit: string }[];
  readonly timeUnit: string;
  /** Share of the grid at which the other coordinates could not be solved for. */
  readonly gaps: number;
  /** Where d/dt of the plane's first, and of its second coordinate is 0. */
  readonly nullclines: readonly (Nullcline & { readonly of: string })[];
  readonly equilibria: readonly PlaneEquilibrium[];
  readonly manifolds: readonly ManifoldBranch[];
  readonly trajectories: readonly PlaneTrajectory[];
  readonly goals: readonly PlaneGoal[];
  /** Index into the goals of each start, (rows, columns) from the lower left, in the middles of the grid's fields. */
  readonly basins?: { readonly columns: number; readonly rows: number; readonly goal: readonly number[] };
  readonly wallMs: number;
}

export interface PhasePlaneResult {
  readonly record: PhasePlaneRecord;
  readonly figures: readonly Figure[];
}
