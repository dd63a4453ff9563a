import { type DynamicalSystem, jacobianAt } from "../dynamical-system.js";
import { type Eigenvalue, eigenvalues } from "../eigenvalues.js";
import { minimiseSpeed } from "../minimise-speed.js";
import { classifyEquilibrium, type LinearType } from "./classify-equilibrium.js";
import { type Box, searchStarts } from "./search-starts.js";

/** A state at which a system stands still. */
export interface Equilibrium extends LinearType {
  readonly state: readonly number[];
  /** max |F_i|. */
  readonly residual: number;
  /** Of the Jacobian, per unit of time, the largest real part first. */
  readonly eigenvalues: readonly Eigenvalue[];
}

/** Largest max |F_i| of an equilibrium. */
export const EQUILIBRIUM_TOLERANCE = 1e-10;
/** Equilibria nearer than this share of the box in every coordinate are one. */
const APART = 1e-7;
const ON_THE_EDGE = 1e-6;

/** The equilibrium at a state that is one. */
export function equilibriumAt(system: DynamicalSystem, x: Float64Array, residual: number): Equilibrium {
  const spectrum = eigenvalues(jacobianAt(system, x), system.size);
  return { state: Array.from(x), residual, eigenvalues: spectrum, ...classifyEquilibrium(spectrum) };
}

/**
 * Every equilibrium that a search of a box finds, by its first coordinates: a grid up to three coordinates, 2000/n scattered
 * starts beyond, each descended to the nearest zero and polished by Newton's method to max |F| <= 1e-10. A zero between
 * the nodes of the grid that no start leads to is not found.
 * @param box intervals, one per coordinate
 * @param also further starts, such as the equilibria of a neighbouring system
 */
export function findEquilibria(
  system: DynamicalSystem,
  box: Box,
  also: readonly Float64Array[] = [],
): readonly Equilibrium[] {
  const found: { x: Float64Array; residual: number }[] = [];
  for (const start of [...also, ...searchStarts(system, box)]) {
    const { x, residual } = minimiseSpeed(system, start);
    const isInside = box.every(([low, high], j) => {
      const margin = ON_THE_EDGE * (high - low);
      return x[j]! >= low - margin && x[j]! <= high + margin;
    });
    if (!(residual <= EQUILIBRIUM_TOLERANCE) || !isInside) continue;
    const known = found.find((one) =>
      box.every(([low, high], j) => Math.abs(one.x[j]! - x[j]!) <= APART * (high - low)),
    );
    if (!known) found.push({ x, residual });
    else if (residual < known.residual) Object.assign(known, { x, residual });
  }
  return found
    .map(({ x, residual }) => equilibriumAt(system, x, residual))
    .sort((a, b) => {
      const j = a.state.findIndex((value, i) => value !== b.state[i]);
      return j < 0 ? 0 : a.state[j]! - b.state[j]!;
    });
}
