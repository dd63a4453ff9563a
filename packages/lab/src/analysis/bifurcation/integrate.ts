import { ERROR, STAGES } from "../phase-plane/dormand-prince.js";

/** dy/dt as a function of y, a new array. */
export type RightHandSide = (y: Float64Array) => Float64Array;

/** A state passed through, with its derivative. */
export interface Passed {
  readonly t: number;
  readonly y: Float64Array;
  readonly dy: Float64Array;
}

export interface IntegrationOptions {
  /** Largest local error of a step, one for each of the first entries of y; the others follow. */
  readonly tolerance: Float64Array;
  /** Steps to take instead of choosing them, as an earlier integration took them. */
  readonly replay?: readonly number[] | undefined;
  readonly mostSteps?: number | undefined;
  /** First step to try. */
  readonly first?: number | undefined;
  /** Told of each step; true ends the integration there. */
  readonly until?: ((from: Passed, to: Passed) => boolean) | undefined;
}

export interface Integrated {
  /** Every state, the first and the last included. */
  readonly path: readonly Passed[];
  readonly steps: readonly number[];
}

const MOST_STEPS = 20_000;

function combined(
  y: Float64Array,
  stages: readonly Float64Array[],
  weights: readonly number[],
  h: number,
): Float64Array {
  const out = y.slice();
  weights.forEach((weight, s) => {
    if (weight === 0) return;
    const stage = stages[s]!;
    const factor = h * weight;
    for (let i = 0; i < out.length; i++) out[i]! += factor * stage[i]!;
  });
  return out;
}

/**
 * Integrates dy/dt = f(y) over a duration by the method of Dormand and Prince, order 5 with an error estimate of order 4 that
 * chooses the steps. Undefined where the state stops being finite or the steps run out.
 */
export function integrate(
  f: RightHandSide,
  start: Float64Array,
  duration: number,
  { tolerance, replay, mostSteps = MOST_STEPS, first, until }: IntegrationOptions,
): Integrated | undefined {
  let at: Passed = { t: 0, y: start, dy: f(start) };
  const path = [at];
  const steps: number[] = [];
  let h = Math.min(first ?? duration / 100, duration);
  const most = replay?.length ?? mostSteps;
  for (let count = 0; count < most && at.t < duration; ) {
    if (replay) h = replay[count]!;
    const stages = [at.dy];
    let y = at.y;
    for (const weights of STAGES) {
      y = combined(at.y, stages, weights, h);
      stages.push(f(y));
    }
    let error = 0;
    for (let i = 0; i < tolerance.length; i++) {
      let e = 0;
      for (let s = 0; s < ERROR.length; s++) e += ERROR[s]! * stages[s]![i]!;
      error = Math.max(error, Math.abs(h * e) / tolerance[i]!);
    }
    if (Number.isNaN(error) || (error === Number.POSITIVE_INFINITY && h < 1e-12 * duration)) return undefined;
    if (error > 1 && !replay) {
      h *= Math.max(0.1, 0.85 / Math.sqrt(Math.sqrt(error)));
      continue;
    }
    const to: Passed = { t: at.t + h, y, dy: stages[6]! };
    steps.push(h);
    path.push(to);
    count++;
    const isOver = until?.(at, to) ?? false;
    at = to;
    if (isOver) break;
    h = Math.min(h * Math.min(5, 0.85 / Math.sqrt(Math.sqrt(Math.max(error, 1e-6)))), duration - at.t);
    if (duration - at.t < 1e-14 * duration) break;
  }
  const isOver = replay !== undefined || until !== undefined || duration - at.t <= 1e-13 * duration;
  return isOver && at.y.every(Number.isFinite) ? { path, steps } : undefined;
}
