import type { Lab } from "@isocortex/lab";
import { numberAt, type Plot, type State } from "../../src/page.js";
import { eulerCurve, exactLinear, pull } from "./euler.js";
import { DURATION_MS, experiment, unitOf } from "./experiment.js";

/** Steps of the reference in a time constant, where there is no closed form. */
const FINE = 200;
/** Steps of Euler's method whose errors are shown, in steps of the reference. */
const COARSE = [1, 2, 4, 8, 16, 32, 64, 100, 200];

/** The unit's activity in continuous time. */
export interface Exact {
  at(ms: number): number;
  /** How it was found. */
  readonly by: string;
}

/** The closed form of a linear unit; of others a Runge-Kutta run with 200 steps in tau. */
export async function exactOf(lab: Lab, state: State, signal: AbortSignal): Promise<Exact> {
  const unit = unitOf(state);
  if (unit.activation === "linear")
    return { at: (ms) => exactLinear(unit, ms), by: "in closed form, an exponential" };
  const dtMs = unit.tau / FINE;
  const change = { integrator: "rk4", dtMs, durationMs: DURATION_MS + 2 * dtMs };
  const { arrays } = await lab.run({ isocortex: 1, ...experiment(state, change) }, { signal });
  const { data } = arrays.a!;
  return {
    by: `by a fourth-order Runge-Kutta method with ${FINE} steps in τ`,
    at(ms) {
      const place = Math.min(ms / dtMs, data.length - 1);
      const i = Math.min(Math.floor(place + 1e-9), data.length - 2);
      return data[i]! + Math.max(0, place - i) * (data[i + 1]! - data[i]!);
    },
  };
}

/** Largest error over the steps of a Euler curve, over the largest activity. */
export function relativeError(
  exact: Exact,
  { t, a }: { t: readonly number[]; a: readonly number[] },
): number {
  let [error, largest] = [0, 0];
  t.forEach((ms, i) => {
    const right = exact.at(ms);
    error = Math.max(error, Math.abs(a[i]! - right));
    largest = Math.max(largest, Math.abs(right));
  });
  return error / (largest || 1);
}

/** What Euler's method makes of the unit at a step. */
export interface Behaviour {
  readonly alpha: number;
  /** Times tau, how fast the unit itself returns to where it ends; not above 0 where it does not. */
  readonly pull: number;
  readonly kind: "follows" | "swings" | "runs away" | "none";
}

/** What returns more slowly than this, times tau, does not return: differences of slopes are only this good. */
export const SETTLES = 1e-6;

export function behaviourOf(state: State, exact: Exact): Behaviour {
  const unit = unitOf(state);
  const alpha = numberAt(state, "dt") / unit.tau;
  return behaviourAt(alpha, pull(unit, exact.at(DURATION_MS)));
}

/** @param back times tau, how fast the unit itself returns */
export function behaviourAt(alpha: number, back: number): Behaviour {
  const over = alpha * back;
  const kind = back <= SETTLES ? "none" : over <= 1 + 1e-9 ? "follows" : over < 2 ? "swings" : "runs away";
  return { alpha, pull: back, kind };
}

export const inWords: Readonly<Record<Behaviour["kind"], string>> = {
  follows: "go one way to where the unit goes",
  swings: "jump over their goal and back, but settle",
  "runs away": "jump over their goal, further each time",
  none: "have nothing to settle to: the unit itself does not",
};

const POINTS = 300;

/** Continuous time and steps. */
export function curvesPlot(state: State, exact: Exact, error: number): Plot {
  const unit = unitOf(state);
  const dt = numberAt(state, "dt");
  const { t, a } = eulerCurve(unit, dt, DURATION_MS);
  const x = Array.from({ length: POINTS + 1 }, (_, i) => (i * DURATION_MS) / POINTS);
  const y = x.map(exact.at);
  const [low, high] = [Math.min(0, ...y), Math.max(0, ...y)];
  const room = high - low || 1;
  const shown = a.map((value) => Math.min(high + room, Math.max(low - room, value)));
  return {
    figure: {
      kind: "lines",
      name: "curves",
      title: "Activity in continuous time and in steps",
      caption: `Continuous time ${exact.by}; steps by Euler's method.`,
      x: { label: "Time", unit: "ms", domain: [0, DURATION_MS] },
      y: {
        label: "Activity a",
        domain: [Math.min(low, ...shown) - 0.05 * room, Math.max(high, ...shown) + 0.05 * room],
      },
      series: [
        { label: "continuous time", x, y },
        { label: `Euler, Δt = ${dt} ms`, x: t, y: a, dashed: true },
      ],
    },
    summary:
      `Continuous time (${exact.by}) ends at ${y.at(-1)!.toPrecision(3)}. ` +
      `Steps of ${dt} ms are off by at most ${percent(error)} of the largest activity.`,
  };
}

export function percent(fraction: number): string {
  if (!(fraction < 100)) return "more than 10 000 %";
  return `${Number((100 * fraction).toPrecision(2))} %`;
}

/** Error against the length of the step. */
export function errorPlot(state: State, exact: Exact, error: number): Plot {
  const unit = unitOf(state);
  const points = COARSE.map((m) => {
    const dt = (m * unit.tau) / FINE;
    return { x: dt, y: relativeError(exact, eulerCurve(unit, dt, DURATION_MS)), group: "other steps" };
  }).filter(({ y }) => y > 0 && y < 1e6);
  const now = { x: numberAt(state, "dt"), y: error, group: "this Δt" };
  const [first, second] = points;
  const slope = first && second ? Math.log(second.y / first.y) / Math.log(second.x / first.x) : Number.NaN;
  const x = points.map((point) => point.x);
  return {
    figure: {
      kind: "dots",
      name: "error-over-step",
      title: "The error against the length of the step",
      caption: "Largest error over the largest activity; the line has a slope of 1.",
      x: { label: "Δt", unit: "ms", type: "log" },
      y: { label: "Error / activity", type: "log" },
      points: [...points, ...(error > 0 && error < 1e6 ? [now] : [])],
      lines: first ? [{ label: "slope 1", x, y: x.map((dt) => (first.y * dt) / first.x), dashed: true }] : [],
    },
    summary: Number.isFinite(slope)
      ? `For short steps the slope is ${slope.toFixed(2)}: half the step, half the error. Euler's method is of first order.`
      : "The unit does not move, so that no step makes an error.",
  };
}
