import { type DynamicalSystem, fieldsAt } from "../dynamical-system.js";
import { dormandPrince, nextStep, type Trial } from "./dormand-prince.js";
import { Lanes } from "./lanes.js";

/** How a path ended: at rest, on a closed orbit, out of bounds or no longer finite, or with its time or steps spent. */
export type Ending = "settled" | "cycle" | "left" | "unfinished";

export interface FlowOptions {
  /** Scale of each coordinate, (size): errors, speeds and distances are counted in these. */
  readonly widths: Float64Array;
  /** A path that goes below `low` or above `high`, (size) each, has left. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Longest time, in the system's unit. */
  readonly horizon: number;
  /** Speed, in widths per unit of time, below which a path has settled. */
  readonly settledSpeed: number;
  /** Stable equilibria; a path that comes within 1e-4 widths of one has settled. */
  readonly rests?: readonly ArrayLike<number>[] | undefined;
  /** Coordinates kept of every step, by index; none where only the end matters. */
  readonly record?: readonly number[] | undefined;
  readonly backward?: boolean | undefined;
  /** Error of a step in widths (1e-6). */
  readonly tolerance?: number | undefined;
  /** Longest way of one step in widths, so that a recorded path is smooth (0.02). */
  readonly stride?: number | undefined;
  /** (4000). */
  readonly mostSteps?: number | undefined;
}

export interface Path {
  readonly end: Float64Array;
  readonly ending: Ending;
  /** Time that it took. */
  readonly time: number;
  /** Time of the last turn of a path that closed, to within a step. */
  readonly period?: number;
  /** Recorded coordinates of every step, those of one step side by side, and the times of the steps. */
  readonly points: readonly number[];
  readonly times: readonly number[];
}

const defaults = { tolerance: 1e-6, stride: 0.02, mostSteps: 4000 } as const;

/** The first step goes this far, in widths. */
const FIRST_STRIDE = 1e-3;

function isOutside(x: Float64Array, at: number, low: Float64Array, high: Float64Array): boolean {
  for (let i = 0; i < low.length; i++) if (!(x[at + i]! >= low[i]! && x[at + i]! <= high[i]!)) return true;
  return false;
}

/** Near enough to a stable equilibrium to have come to it, in widths; well above the errors of the steps. */
const CAPTURE = 1e-4;

function isAt(rest: ArrayLike<number>, x: Float64Array, at: number, widths: Float64Array): boolean {
  for (let i = 0; i < widths.length; i++)
    if (!(Math.abs(x[at + i]! - rest[i]!) < CAPTURE * widths[i]!)) return false;
  return true;
}

/** One step of a map for every lane. */
function iterate(lanes: Lanes, evaluate: (x: Float64Array, count: number) => Float64Array): Trial {
  const { count, h } = lanes;
  const size = lanes.widths.length;
  const x = lanes.x.slice(0, count * size);
  for (let i = 0; i < x.length; i++) x[i]! += h[0]! * lanes.k[i]!;
  return { x, k: evaluate(x, count), errors: new Float64Array(count) };
}

/**
 * Paths of a system from many starts at once, evaluated together, each with a step of its own; a system with a `step` is
 * a map and is iterated. A path ends by itself and never takes others with it.
 * @param starts (count, size)
 */
export function flow(system: DynamicalSystem, starts: Float64Array, options: FlowOptions): readonly Path[] {
  const { widths, low, high, horizon, settledSpeed, record = [], rests = [], backward = false } = options;
  const {
    tolerance = defaults.tolerance,
    stride = defaults.stride,
    mostSteps = defaults.mostSteps,
  } = options;
  const { size, step } = system;
  const lanes = new Lanes(starts, widths);
  const paths = new Array<Path>(lanes.count);
  const kept = Array.from(paths, () => ({ points: [] as number[], times: [] as number[] }));
  const evaluate = (states: Float64Array, count: number): Float64Array => {
    const F = fieldsAt(system, states.subarray(0, count * size), count);
    return backward ? F.map((value) => -value) : F;
  };
  const attempt =
    step === undefined ? dormandPrince(lanes, evaluate, tolerance) : () => iterate(lanes, evaluate);

  const keep = (lane: number): void => {
    const { points, times } = kept[lanes.id[lane]!]!;
    for (const i of record) points.push(lanes.x[lane * size + i]!);
    times.push(lanes.t[lane]!);
  };
  const finish = (lane: number, ending: Ending): void => {
    const id = lanes.id[lane]!;
    const end = lanes.x.slice(lane * size, (lane + 1) * size);
    const period = ending === "cycle" ? { period: lanes.sinceReference(lane) } : {};
    paths[id] = { end, ending, time: lanes.t[lane]!, ...period, ...kept[id]! };
    lanes.remove(lane);
  };
  /** Longest step from where a path is. */
  const longest = (lane: number): number =>
    Math.min(stride / Math.max(lanes.speed(lane), 1e-300), horizon - lanes.t[lane]!);
  /** Ends a path or leaves it on its way, where it has just come to. */
  const arrive = (lane: number, closed?: "cycle" | "settled"): void => {
    const speed = lanes.speed(lane);
    const outside = isOutside(lanes.x, lane * size, low, high) || !Number.isFinite(speed);
    if (record.length > 0 && lanes.x.subarray(lane * size, (lane + 1) * size).every(Number.isFinite))
      keep(lane);
    if (outside) finish(lane, "left");
    else if (speed <= settledSpeed || rests.some((rest) => isAt(rest, lanes.x, lane * size, widths)))
      finish(lane, "settled");
    else if (closed) finish(lane, closed);
    else if (lanes.t[lane]! >= horizon * (1 - 1e-12) || lanes.steps[lane]! >= mostSteps)
      finish(lane, "unfinished");
    else lanes.refer(lane);
  };

  lanes.k.set(evaluate(lanes.x, lanes.count));
  for (let lane = lanes.count - 1; lane >= 0; lane--) {
    lanes.h[lane] = step ?? Math.min(FIRST_STRIDE / Math.max(lanes.speed(lane), 1e-300), longest(lane));
    arrive(lane);
  }
  const before = { x: new Float64Array(starts.length), k: new Float64Array(starts.length) };
  while (lanes.count > 0) {
    const { x, k, errors } = attempt();
    const used = lanes.count * size;
    before.x.set(lanes.x.subarray(0, used));
    before.k.set(lanes.k.subarray(0, used));
    for (let lane = lanes.count - 1; lane >= 0; lane--) {
      const at = lane * size;
      const h = lanes.h[lane]!;
      lanes.steps[lane]!++;
      if (!(errors[lane]! <= 1)) {
        lanes.h[lane] = nextStep(h, errors[lane]!, 0.9 * h);
        if (h < 1e-14 * horizon) finish(lane, "left");
        else if (lanes.steps[lane]! >= mostSteps) finish(lane, "unfinished");
        continue;
      }
      lanes.t[lane]! += h;
      for (let i = at; i < at + size; i++) [lanes.x[i], lanes.k[i]] = [x[i]!, k[i]!];
      const closed = step === undefined ? lanes.closes(lane, before.x, before.k) : undefined;
      lanes.h[lane] = step ?? nextStep(h, errors[lane]!, longest(lane));
      arrive(lane, closed);
    }
  }
  return paths;
}
