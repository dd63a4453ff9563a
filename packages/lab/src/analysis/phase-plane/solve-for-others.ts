import { LuDecomposition, Matrix } from "ml-matrix";
import { type DynamicalSystem, fieldsAt } from "../dynamical-system.js";

const MOST_STEPS = 25;
/** A Newton step this small, relative to the coordinate or 1, ends the search. */
const SMALLEST_STEP = 1e-12;
/** Cube root of the rounding unit, as in `differencedJacobian`. */
const DIFFERENCE = 6.055e-6;
/** Numbers in one batch of states. */
const MOST_AT_ONCE = 1e6;

/** dF_i/dx_j over the coordinates `others`, of each state, (count, others, others), by central differences in one batch. */
function jacobians(system: DynamicalSystem, others: readonly number[], states: Float64Array): Float64Array {
  const { size } = system;
  const m = others.length;
  const count = states.length / size;
  const J = new Float64Array(count * m * m);
  if (system.jacobian) {
    for (let p = 0; p < count; p++) {
      const whole = system.jacobian(states.subarray(p * size, (p + 1) * size));
      others.forEach((i, a) => {
        others.forEach((j, b) => {
          J[(p * m + a) * m + b] = whole[i * size + j]!;
        });
      });
    }
    return J;
  }
  const shifted = new Float64Array(count * 2 * m * size);
  const steps = new Float64Array(count * m);
  for (let p = 0, at = 0; p < count; p++) {
    const state = states.subarray(p * size, (p + 1) * size);
    for (let b = 0; b < m; b++, at += 2 * size) {
      const j = others[b]!;
      const h = DIFFERENCE * Math.max(1, Math.abs(state[j]!));
      shifted.set(state, at);
      shifted.set(state, at + size);
      shifted[at + j]! += h;
      shifted[at + size + j]! -= h;
      steps[p * m + b] = shifted[at + j]! - shifted[at + size + j]!;
    }
  }
  const F = fieldsAt(system, shifted, count * 2 * m);
  for (let p = 0; p < count; p++) {
    for (let b = 0; b < m; b++) {
      const up = (p * m + b) * 2 * size;
      for (let a = 0; a < m; a++)
        J[(p * m + a) * m + b] = (F[up + others[a]!]! - F[up + size + others[a]!]!) / steps[p * m + b]!;
    }
  }
  return J;
}

/** Newton's step for one state; undefined where the Jacobian is singular. */
function newtonStep(J: Float64Array, F: readonly number[], m: number): readonly number[] | undefined {
  if (m === 1) return J[0] === 0 ? undefined : [F[0]! / J[0]!];
  const factor = new LuDecomposition(Matrix.from1DArray(m, m, Array.from(J)));
  return factor.isSingular() ? undefined : factor.solve(Matrix.columnVector(F as number[])).to1DArray();
}

/**
 * Moves the coordinates `others` of each state, by Newton's method, to where their derivatives are zero; the whole state
 * becomes NaN where that fails.
 * @param states (count, size), changed in place
 */
export function solveForOthers(
  system: DynamicalSystem,
  others: readonly number[],
  states: Float64Array,
): void {
  const { size } = system;
  const m = others.length;
  const block = Math.max(1, Math.floor(MOST_AT_ONCE / (2 * m * size)));
  for (let from = 0; from < states.length; from += block * size)
    solveBlock(system, others, states.subarray(from, from + block * size));
}

function solveBlock(system: DynamicalSystem, others: readonly number[], states: Float64Array): void {
  const { size } = system;
  const m = others.length;
  let open = Array.from({ length: states.length / size }, (_, p) => p);
  for (let step = 0; step < MOST_STEPS && open.length > 0; step++) {
    const active = new Float64Array(open.length * size);
    open.forEach((p, i) => {
      active.set(states.subarray(p * size, (p + 1) * size), i * size);
    });
    const F = fieldsAt(system, active, open.length);
    const J = jacobians(system, others, active);
    open = open.filter((p, i) => {
      const move = newtonStep(
        J.subarray(i * m * m, (i + 1) * m * m),
        others.map((j) => F[i * size + j]!),
        m,
      );
      let worst = move ? 0 : Number.NaN;
      others.forEach((j, a) => {
        const to = states[p * size + j]! - (move?.[a] ?? Number.NaN);
        states[p * size + j] = to;
        const relative = Math.abs(move?.[a] ?? Number.NaN) / Math.max(1, Math.abs(to));
        if (!(relative <= worst)) worst = relative;
      });
      return worst > SMALLEST_STEP;
    });
  }
  for (const p of open) states.fill(Number.NaN, p * size, (p + 1) * size);
}
