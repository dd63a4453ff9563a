import { eigenvalues, models } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";

export const linear = models.get("linear-2x2")!;
export const hopf = models.get("hopf-normal-form")!;
export const wilsonCowan = models.get("wilson-cowan")!;

export const entries = ["a11", "a12", "a21", "a22"] as const;

/** Entries of the matrix may have this size at most, per ms. */
export const LARGEST = 0.5;

/** A matrix of two rows as two numbers. */
export interface TraceDeterminant {
  readonly trace: number;
  readonly determinant: number;
}

/** The matrix of a state, row by row, per ms. */
export function matrixOf(state: State): Float64Array {
  return Float64Array.from(entries, (name) => numberAt(state, name));
}

/** Trace and determinant of the matrix of a state. */
export function traceDeterminant(state: State): TraceDeterminant {
  const [a, b, c, d] = matrixOf(state);
  return { trace: a! + d!, determinant: a! * d! - b! * c! };
}

/** A weight between the two variables that is large enough to set the determinant by the other one. */
const ENOUGH = 0.1;
const DIGITS = 4;

const within = (value: number): number =>
  Number(Math.max(-LARGEST, Math.min(LARGEST, value)).toFixed(DIGITS));

/**
 * The matrix with a trace and determinant, as near to that of the state as its form allows: a11 and a22 change by the same
 * amount, then a12; a21 stays unless it is too small.
 */
export function withTraceDeterminant(state: State, { trace, determinant }: TraceDeterminant) {
  const apart = numberAt(state, "a11") - numberAt(state, "a22");
  const [a11, a22] = [within((trace + apart) / 2), within((trace - apart) / 2)];
  const kept = numberAt(state, "a21");
  const a21 = Math.abs(kept) >= ENOUGH ? kept : 2 * ENOUGH;
  return { a11, a12: within((a11 * a22 - determinant) / a21), a21, a22 };
}

/** Real directions that the matrix only stretches, each with its eigenvalue. */
export function eigenvectors(state: State) {
  const A = matrixOf(state);
  const [a, b, c, d] = A;
  return eigenvalues(A, 2).flatMap(({ re, im }) => {
    if (im !== 0) return [];
    const rows = [
      [b!, re - a!],
      [re - d!, c!],
    ] as const;
    const [x, y] = Math.hypot(...rows[0]) >= Math.hypot(...rows[1]) ? rows[0] : rows[1];
    const length = Math.hypot(x, y);
    return length > 1e-9 ? [{ value: re, x: x / length, y: y / length }] : [];
  });
}

const around = (radius: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

/** What the phase plane of a state is asked for by. */
export function planeRequest(state: State) {
  const common = { isocortex: 1, resolution: 48 };
  switch (state.system) {
    case "hopf":
      return {
        ...common,
        model: hopf.name,
        parameters: { a: numberAt(state, "a") },
        x: { coordinate: "x", from: -1, to: 1 },
        y: { coordinate: "y", from: -1, to: 1 },
        starts: [...around(0.9, 4), ...around(0.08, 3)],
        layers: ["field", "nullclines", "trajectories"],
        horizon: 400,
      };
    case "wilson-cowan":
      return {
        ...common,
        model: wilsonCowan.name,
        parameters: { P: numberAt(state, "P"), tauE: TAU_MS, tauI: TAU_MS },
        x: { coordinate: "E", from: 0, to: 0.5 },
        y: { coordinate: "I", from: 0, to: 0.4 },
        starts: [
          [0.05, 0.05],
          [0.4, 0.05],
          [0.4, 0.3],
          [0.05, 0.3],
          [0.2, 0.15],
        ],
        layers: ["field", "nullclines", "manifolds", "trajectories"],
        horizon: 800,
      };
    default:
      return {
        ...common,
        model: linear.name,
        parameters: Object.fromEntries(entries.map((name) => [name, numberAt(state, name)])),
        x: { coordinate: "x", from: -2, to: 2 },
        y: { coordinate: "y", from: -2, to: 2 },
        starts: around(1.6, 8),
        layers: ["field", "nullclines", "trajectories"],
        horizon: 200,
      };
  }
}

/** Time constant of both populations, ms: Wilson and Cowan's unit of time as it is in cortex. */
export const TAU_MS = 10;
