import type { DynamicalSystem } from "./dynamical-system.js";

/** One coordinate of the state of a system, such as `E`, or `rE.V1` where a model has several areas. */
export interface Coordinate {
  readonly name: string;
  readonly unit: string;
  /** Where its values lie in use. */
  readonly range: readonly [low: number, high: number];
}

/** A number that a family of systems depends on. */
export interface FamilyParameter {
  readonly value: number;
  readonly unit: string;
  readonly range: readonly [low: number, high: number];
}

/**
 * Systems dx/dt = F(x; p) that differ in the values of parameters: what phase planes are drawn of and equilibria are
 * continued in. Every continuous model of the project gives one.
 */
export interface SystemFamily {
  readonly model: string;
  readonly coordinates: readonly Coordinate[];
  readonly parameters: Readonly<Record<string, FamilyParameter>>;
  /** The state that the model starts from, (coordinates). */
  readonly start: Float64Array;
  /** What time is counted in: "ms", or another unit's name. */
  readonly timeUnit: string;
  /** The system at values of some parameters, the others at their own; systems may be used side by side. */
  at(values?: Readonly<Record<string, number>>): DynamicalSystem;
}
