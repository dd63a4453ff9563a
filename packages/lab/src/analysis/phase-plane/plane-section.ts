import { type DynamicalSystem, fieldsAt } from "../dynamical-system.js";
import { solveForOthers } from "./solve-for-others.js";

/**
 * What becomes of the coordinates that are not in the plane: held at the equilibrium that the model rests at (or its
 * starting state, where there is none), held at given values, or always where their own derivatives are zero.
 */
export type RestRule = "rest" | "frozen" | "quasi-steady";

/** Two coordinates of a system, by index, and a rule for the others. */
export interface PlaneAxes {
  readonly x: number;
  readonly y: number;
  readonly rule: RestRule;
  /** State that the other coordinates are held at, or solved for from; (size). */
  readonly base: Float64Array;
}

/** Places of a plane. */
export interface Places {
  /** Whole states, (count, size); not finite where the other coordinates could not be solved for. */
  readonly states: Float64Array;
  /** Derivatives of the plane's two coordinates there, (count, 2). */
  readonly field: Float64Array;
}

/** A plane through the state space of a system. */
export interface PlaneSection extends PlaneAxes {
  readonly system: DynamicalSystem;
  /**
   * @param points (count, 2)
   * @param near states to solve for the other coordinates from, (count, size); the base where left out
   */
  at(points: Float64Array, near?: Float64Array): Places;
}

/** @param axes two different coordinates */
export function planeSection(system: DynamicalSystem, axes: PlaneAxes): PlaneSection {
  const { x, y, rule, base } = axes;
  const { size } = system;
  const others = Array.from({ length: size }, (_, i) => i).filter((i) => i !== x && i !== y);
  const solves = rule === "quasi-steady" && others.length > 0;
  return {
    ...axes,
    system,
    at(points, near) {
      const count = points.length / 2;
      const states = new Float64Array(count * size);
      for (let p = 0; p < count; p++) {
        if (size > 2) states.set(solves && near ? near.subarray(p * size, (p + 1) * size) : base, p * size);
        states[p * size + x] = points[2 * p]!;
        states[p * size + y] = points[2 * p + 1]!;
      }
      if (solves) solveForOthers(system, others, states);
      const F = fieldsAt(system, states, count);
      const field = new Float64Array(2 * count);
      for (let p = 0; p < count; p++) {
        field[2 * p] = F[p * size + x]!;
        field[2 * p + 1] = F[p * size + y]!;
      }
      return { states, field };
    },
  };
}

/**
 * A plane on a grid, (rows, columns) from the lower left. Other coordinates are solved for from the left neighbour, in the
 * first column from the one below; where that one is a gap, from the last place before it that is none.
 */
export function sectionOnGrid(section: PlaneSection, xs: Float64Array, ys: Float64Array): Places {
  const [columns, rows] = [xs.length, ys.length];
  const { size } = section.system;
  const points = new Float64Array(2 * columns * rows);
  for (let r = 0, p = 0; r < rows; r++) {
    for (const x of xs) {
      points[p++] = x;
      points[p++] = ys[r]!;
    }
  }
  if (section.rule !== "quasi-steady" || size === 2) return section.at(points);

  const states = new Float64Array(columns * rows * size);
  const field = new Float64Array(2 * columns * rows);
  const near = new Float64Array(rows * size);
  const put = (column: number, row: number, count: number): void => {
    const wanted = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) wanted.set([xs[column]!, ys[row + i]!], 2 * i);
    const found = section.at(wanted, near.slice(row * size, (row + count) * size));
    for (let i = 0; i < count; i++) {
      const at = (row + i) * columns + column;
      const state = found.states.subarray(i * size, (i + 1) * size);
      states.set(state, at * size);
      field.set(found.field.subarray(2 * i, 2 * i + 2), 2 * at);
      if (state.every(Number.isFinite)) near.set(state, (row + i) * size);
    }
  };
  near.set(section.base);
  for (let row = 0; row < rows; row++) {
    put(0, row, 1);
    if (row + 1 < rows) near.copyWithin((row + 1) * size, row * size, (row + 1) * size);
  }
  for (let column = 1; column < columns; column++) put(column, 0, rows);
  return { states, field };
}
