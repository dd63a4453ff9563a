import { InputError } from "@isocortex/core-wasm";
import { checkTrial } from "./check-trial.js";
import { epochsCovered } from "./epochs.js";
import type { Channel, Channels, Drive, Trial } from "./task.js";

type Reals = Float32Array | Float64Array;

/** Arrays that a batch is written into: (steps, trials, units) each, step by step. */
export interface Buffers {
  readonly inputs: Reals;
  readonly targets: Reals;
  /** What the loss of each element is multiplied by; 0 where it does not count. */
  readonly weights: Reals;
}

export interface Batch extends Buffers {
  readonly steps: number;
  readonly trials: number;
  readonly dtMs: number;
  readonly channels: Channels;
  /** For each trial, its epochs as steps: from `fromStep` up to, not including, `toStep`. */
  readonly epochs: readonly (readonly (readonly [name: string, fromStep: number, toStep: number])[])[];
  readonly conditions: readonly Trial["condition"][];
}

export interface RenderOptions {
  readonly dtMs: number;
  /** Length of the batch; the longest trial when left out. */
  readonly steps?: number;
  /** Of arrays that are made anew; "f32" when left out. */
  readonly precision?: "f32" | "f64";
  /** Arrays to write into instead, of the right lengths. */
  readonly into?: Buffers;
}

/** Hours of fine steps in a large batch; above it a number was mistaken. */
const MOST_ELEMENTS = 2 ** 30;
/** Durations are sums of decimal fractions: a start this close to a step, in steps, is at that step. */
const SLACK = 1e-9;

/**
 * The one place where milliseconds become steps. Step k is at time k·dt and belongs to the epoch [start, end) that holds
 * this time; so the first step of an epoch is start/dt, rounded up. Epochs shorter than a step may hold none.
 */
export function stepAt(ms: number, dtMs: number): number {
  return Math.max(0, Math.ceil(ms / dtMs - SLACK));
}

/** Units in all channels together. */
export function unitsIn(channels: readonly Channel[]): number {
  return channels.reduce((total, { size }) => total + size, 0);
}

/** The first unit of each channel. */
export function channelStarts(channels: readonly Channel[]): ReadonlyMap<string, number> {
  let next = 0;
  return new Map(
    channels.map(({ name, size }) => {
      next += size;
      return [name, next - size];
    }),
  );
}

/** Where one channel of one trial lies in (steps, trials, units). */
interface Place {
  readonly at: number;
  readonly size: number;
  /** From one step to the next. */
  readonly stride: number;
}

function addTo(
  out: Reals,
  { at, size, stride }: Place,
  value: Drive["value"],
  from: number,
  to: number,
): void {
  if (typeof value === "number") {
    if (value === 0) return;
    for (let step = from; step < to; step++) {
      const start = at + step * stride;
      for (let i = 0; i < size; i++) out[start + i]! += value;
    }
    return;
  }
  for (let step = from; step < to; step++) {
    const start = at + step * stride;
    for (let i = 0; i < size; i++) out[start + i]! += value[i]!;
  }
}

function setTo(out: Reals, { at, size, stride }: Place, value: number, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    const start = at + step * stride;
    for (let i = 0; i < size; i++) out[start + i] = value;
  }
}

function buffersFor(elements: readonly number[], { precision, into }: RenderOptions): Buffers {
  const names = ["inputs", "targets", "weights"] as const;
  if (!into) {
    const make = (length: number): Reals =>
      precision === "f64" ? new Float64Array(length) : new Float32Array(length);
    return { inputs: make(elements[0]!), targets: make(elements[1]!), weights: make(elements[2]!) };
  }
  names.forEach((name, i) => {
    if (into[name].length === elements[i]) into[name].fill(0);
    else
      throw new InputError(
        `into.${name} holds ${into[name].length} numbers; expected ${elements[i]}: steps x trials x units.`,
        { path: `into.${name}` },
      );
  });
  return { inputs: into.inputs, targets: into.targets, weights: into.weights };
}

function epochSteps(trial: Trial, dtMs: number): [name: string, fromStep: number, toStep: number][] {
  let ms = 0;
  return trial.epochs.map(([name, duration]) => {
    const from = stepAt(ms, dtMs);
    ms += duration;
    return [name, from, stepAt(ms, dtMs)];
  });
}

function longestOf(epochs: Batch["epochs"], steps: number | undefined, dtMs: number): number {
  const longest = epochs.reduce((most, one) => Math.max(most, one[one.length - 1]![2]), 0);
  if (steps !== undefined && longest > steps) {
    throw new InputError(
      `a trial takes ${longest} steps of ${dtMs} ms but the batch has ${steps}; give steps for the task's durationMs.`,
      { path: "steps" },
    );
  }
  return steps ?? longest;
}

function checkSize(options: RenderOptions, steps: number, elements: readonly number[]): void {
  const most = Math.max(...elements);
  if (!(steps >= 1 && Number.isInteger(steps) && most <= MOST_ELEMENTS)) {
    throw new InputError(
      `the batch has ${steps} steps of ${options.dtMs} ms and ${most} numbers; expected a whole number of steps from 1 and at most 2^30 numbers; use a larger dtMs or fewer trials.`,
      { code: "resources", path: "steps" },
    );
  }
}

/** Trials as arrays. Steps behind the end of a trial are zero and unscored. @throws InputError as checkTrial does */
export function render(trials: readonly Trial[], channels: Channels, options: RenderOptions): Batch {
  const { dtMs } = options;
  if (!(dtMs > 0 && dtMs < Number.POSITIVE_INFINITY))
    throw new InputError(`dtMs is ${dtMs}; expected a step above 0 ms.`, { path: "dtMs" });
  if (trials.length === 0)
    throw new InputError("there are no trials; expected at least one.", { path: "trials" });
  const positions = trials.map((trial) => checkTrial(trial, channels));
  const epochs = trials.map((trial) => epochSteps(trial, dtMs));
  const steps = longestOf(epochs, options.steps, dtMs);
  const [nIn, nOut] = [unitsIn(channels.inputs), unitsIn(channels.outputs)];
  const elements = [nIn, nOut, nOut].map((units) => units * steps * trials.length);
  checkSize(options, steps, elements);
  const buffers = buffersFor(elements, options);
  const inputPlaces = placesOf(channels.inputs, nIn * trials.length);
  const outputPlaces = placesOf(channels.outputs, nOut * trials.length);
  trials.forEach((trial, t) => {
    const spanOf = (during: string): readonly [number, number] => {
      const [first, last] = epochsCovered(positions[t]!, during)!;
      return [epochs[t]![first]![1], epochs[t]![last]![2]];
    };
    const drive = (out: Reals, places: Places, units: number, drives: readonly Drive[]): void => {
      for (const { channel, during, value } of drives) {
        const place = places.get(channel)!;
        addTo(out, { ...place, at: place.at + t * units }, value, ...spanOf(during));
      }
    };
    drive(buffers.inputs, inputPlaces, nIn, trial.inputs);
    drive(buffers.targets, outputPlaces, nOut, trial.targets);
    const all: Place = { at: t * nOut, size: nOut, stride: nOut * trials.length };
    for (const { channel, during, weight = 1 } of trial.scored) {
      const place = channel === undefined ? undefined : outputPlaces.get(channel)!;
      setTo(buffers.weights, place ? { ...place, at: place.at + t * nOut } : all, weight, ...spanOf(during));
    }
  });
  const conditions = trials.map(({ condition }) => condition);
  return { ...buffers, steps, trials: trials.length, dtMs, channels, epochs, conditions };
}

type Places = ReadonlyMap<string, Place>;

function placesOf(channels: readonly Channel[], stride: number): Places {
  const starts = channelStarts(channels);
  return new Map(channels.map(({ name, size }) => [name, { at: starts.get(name)!, size, stride }]));
}
