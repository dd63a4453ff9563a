import { LuDecomposition, Matrix } from "ml-matrix";
import type { Equilibrium } from "../bifurcation/index.js";
import { type DynamicalSystem, jacobianAt } from "../dynamical-system.js";
import { type Ending, type FlowOptions, flow } from "./flow.js";

/** A branch of the stable or unstable manifold of a saddle, from the saddle outward. */
export interface ManifoldBranch {
  readonly manifold: "stable" | "unstable";
  /** Which of the equilibria it belongs to. */
  readonly equilibrium: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** How it ended, followed forward in time where unstable, backward where stable. */
  readonly ending: Ending;
}

/** Branches start this far from the saddle, in widths: the error of the straight line there is about its square. */
const START = 1e-5;
const REFINEMENTS = 3;
const TOLERANCE = 1e-9;
/** A branch has settled where it is slower than this part of its speed at the start. */
const SETTLED = 0.1;

/** The unit eigenvector of a real eigenvalue, by inverse iteration. */
function eigenvector(J: Float64Array, n: number, value: number): Float64Array {
  const scale = J.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-300);
  const shifted = Matrix.from1DArray(n, n, Array.from(J));
  for (let i = 0; i < n; i++) shifted.set(i, i, shifted.get(i, i) - value - 1e-10 * scale);
  const factor = new LuDecomposition(shifted);
  let v = Float64Array.from({ length: n }, (_, i) => 1 + i / n);
  for (let step = 0; step < REFINEMENTS; step++) {
    const next = factor.solve(Matrix.columnVector(Array.from(v))).to1DArray();
    const length = Math.sqrt(next.reduce((sum, entry) => sum + entry * entry, 0));
    v = Float64Array.from(next, (entry) => entry / length);
  }
  return v;
}

/**
 * One-dimensional invariant manifolds of the saddles of a system: forward in time along an only unstable direction, backward
 * along an only stable one. In the plane of a system of two coordinates the stable ones are its separatrices.
 * @param plane indices of the coordinates to project on
 */
export function invariantManifolds(
  system: DynamicalSystem,
  equilibria: readonly Equilibrium[],
  plane: readonly [number, number],
  options: Omit<FlowOptions, "record" | "backward">,
): readonly ManifoldBranch[] {
  const { size } = system;
  return equilibria.flatMap(({ state, eigenvalues, unstable, type }, equilibrium) => {
    if (type !== "saddle" && type !== "saddle focus") return [];
    const x = Float64Array.from(state);
    const J = jacobianAt(system, x);
    const wanted = [
      { manifold: "unstable", value: eigenvalues[0]!, alone: unstable === 1 },
      { manifold: "stable", value: eigenvalues[size - 1]!, alone: size - unstable === 1 },
    ] as const;
    return wanted.flatMap(({ manifold, value, alone }) => {
      if (!alone || value.im !== 0) return [];
      const v = eigenvector(J, size, value.re);
      const longest = v.reduce((most, entry, i) => Math.max(most, Math.abs(entry) / options.widths[i]!), 0);
      const starts = Float64Array.from(
        [1, -1].flatMap((side) => [...x].map((at, i) => at + (side * START * v[i]!) / longest)),
      );
      const slower = { settledSpeed: Math.min(options.settledSpeed, SETTLED * START * Math.abs(value.re)) };
      const following = {
        ...options,
        ...slower,
        tolerance: TOLERANCE,
        record: plane,
        backward: manifold === "stable",
      };
      // Backward in time what is stable repels.
      if (following.backward) following.rests = [];
      return flow(system, starts, following).map(
        ({ points, ending }): ManifoldBranch => ({
          manifold,
          equilibrium,
          x: [state[plane[0]]!, ...points.filter((_, i) => i % 2 === 0)],
          y: [state[plane[1]]!, ...points.filter((_, i) => i % 2 === 1)],
          ending,
        }),
      );
    });
  });
}
