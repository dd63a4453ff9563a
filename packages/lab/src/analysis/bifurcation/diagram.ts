import type { Eigenvalue } from "../eigenvalues.js";
import type { VariedParameter } from "./scaled-family.js";

/** Where a branch ends and why. */
export interface BranchEnd {
  readonly reason: string;
  /** Whether there is no more of the branch within the ranges asked for. */
  readonly finished: boolean;
  /** Whether a parameter is at the end of its range. */
  readonly atRange: boolean;
  readonly parameters: readonly number[];
  readonly state: readonly number[];
}

/** Equilibria along a branch. */
export interface EquilibriaData {
  /** Of the parameter, point by point. */
  readonly parameter: readonly number[];
  readonly states: readonly (readonly number[])[];
  /** Eigenvalues with a real part above 0. */
  readonly unstable: readonly number[];
  /** The eigenvalue with the largest real part. */
  readonly rightmost: readonly Eigenvalue[];
  readonly ends: readonly [BranchEnd, BranchEnd];
}

/** Cycles along a branch. */
export interface CyclesData {
  /** The Hopf point they are born at, or none where a trajectory led to them. */
  readonly from: string | undefined;
  readonly parameter: readonly number[];
  readonly period: readonly number[];
  /** Of each coordinate. */
  readonly lowest: readonly (readonly number[])[];
  readonly highest: readonly (readonly number[])[];
  /** Floquet multipliers outside the unit circle. */
  readonly unstable: readonly number[];
  /** The largest but the one that is 1. */
  readonly multiplier: readonly Eigenvalue[];
  readonly ends: readonly [BranchEnd, BranchEnd];
}

/** Folds or Hopf points in two parameters. */
export interface CurveData {
  readonly kind: "fold" | "hopf";
  readonly from: string | undefined;
  readonly parameter: readonly number[];
  readonly second: readonly number[];
  readonly states: readonly (readonly number[])[];
  readonly ends: readonly [BranchEnd, BranchEnd];
}

/** What happens at a special point, by AUTO's names. */
export type PointKind = "LP" | "HB" | "BP" | "EP" | "MX" | "LPC" | "PD" | "NS" | "BPC" | "CP" | "BT" | "GH";

/** A special point of a diagram. */
export interface DiagramPoint {
  /** Kind and number, such as "HB1". */
  readonly label: string;
  readonly kind: PointKind;
  /** Of equilibria, cycles, or curves in two parameters. */
  readonly of: "equilibria" | "cycles" | "curves";
  /** Which of these. */
  readonly branch: number;
  readonly parameter: number;
  /** Of the second parameter, of points in two. */
  readonly second?: number;
  /** Of a cycle, a state on it. */
  readonly state: readonly number[];
  readonly eigenvalues?: readonly Eigenvalue[];
  readonly multipliers?: readonly Eigenvalue[];
  /** Of a cycle, or of the one born at a Hopf point. */
  readonly period?: number;
  readonly omega?: number;
  /** First Lyapunov coefficient; its sign tells super- from subcritical, its size depends on the units. */
  readonly lyapunov?: number;
  readonly type?: "supercritical" | "subcritical" | "degenerate" | "transcritical" | "pitchfork" | "corner";
}

/** Everything found of how equilibria and cycles of a model depend on a parameter. */
export interface Diagram {
  readonly model: string;
  readonly parameter: VariedParameter & { readonly unit: string };
  readonly second?: VariedParameter & { readonly unit: string; readonly value: number };
  readonly coordinates: readonly { readonly name: string; readonly unit: string }[];
  readonly timeUnit: string;
  /** Where eigenvalues come from. */
  readonly jacobian: "exact" | "differenced";
  readonly equilibria: readonly EquilibriaData[];
  readonly cycles: readonly CyclesData[];
  readonly curves: readonly CurveData[];
  readonly points: readonly DiagramPoint[];
  /** What could not be followed to its end: where and why. Empty for a whole diagram. */
  readonly unfinished: readonly string[];
}
