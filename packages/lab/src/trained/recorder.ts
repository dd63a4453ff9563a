import { InputError, type Precision } from "@isocortex/core-wasm";
import type { DuringForward, Sequence, Trace } from "@isocortex/models";
import { stepsIn } from "@isocortex/models";
import type { Seen } from "../train/evaluate.js";
import type { Floats } from "../train/floats.js";

/** A variable to be kept: the places of it that are, every so many steps. */
export interface Kept {
  readonly variable: string;
  readonly names: readonly string[];
  readonly places: readonly number[];
  readonly every: number;
}

const samplesOf = (steps: number, every: number): number => Math.ceil(steps / every);

/** Bytes that the recorded arrays take. */
export function recordedBytes(
  kept: readonly Kept[],
  steps: number,
  trials: number,
  precision: Precision,
): number {
  const width = precision === "f64" ? 8 : 4;
  return kept.reduce(
    (sum, { places, every }) => sum + samplesOf(steps, every) * trials * places.length * width,
    0,
  );
}

/** @throws InputError (code `resources`) when the machine lacks the memory */
function arrayFor(precision: Precision, length: number): Floats {
  try {
    return precision === "f64" ? new Float64Array(length) : new Float32Array(length);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      "no memory could be had for what the run records; close other programs, record less or run fewer trials.",
      { code: "resources" },
    );
  }
}

/** Keeps what a run asks for, of one chunk of trials after the other. */
export interface Recorder {
  /** Reads states, which a sequence does not keep. */
  during(sequence: Sequence, first: number, count: number): DuringForward;
  /** Reads what a chunk has left; its first trial is `first`. */
  seen(chunk: Seen, first: number): void;
  /** Samples s at time s·everyMs: what the network got at that time, and what came of it. */
  traces(): readonly Trace[];
}

/**
 * @param steps of the longest trial
 * @throws InputError (code `resources`) when the machine lacks the memory
 */
export function createRecorder(
  kept: readonly Kept[],
  { steps, trials, dtMs, precision }: { steps: number; trials: number; dtMs: number; precision: Precision },
): Recorder {
  const entries = kept.map((entry) => ({
    ...entry,
    data: arrayFor(precision, samplesOf(steps, entry.every) * trials * entry.places.length),
  }));
  const take = (
    { places, data, every }: (typeof entries)[number],
    step: number,
    first: number,
    count: number,
    row: (trial: number, place: number) => number,
  ): void => {
    for (let i = 0; i < count; i++) {
      const at = ((step / every) * trials + first + i) * places.length;
      places.forEach((place, p) => {
        data[at + p] = row(i, place);
      });
    }
  };
  const states = entries.filter(({ variable }) => variable === "state");
  return {
    during(sequence, first, count) {
      const { hidden } = sequence.network;
      return {
        after(t) {
          for (const entry of states) {
            if (t === 0 || (t - 1) % entry.every !== 0) continue;
            const state = sequence.stepArray("state", t);
            take(entry, t - 1, first, count, (trial, unit) => state[trial * hidden + unit]!);
          }
        },
      };
    },
    seen({ batch, sequence, outputs, count }, first) {
      const width = sequence.options.trials;
      const { inputs, hidden, outputs: channels } = sequence.network;
      const sources: Readonly<Record<string, { from: Floats; units: number; offset: number }>> = {
        inputs: { from: sequence.inputs, units: inputs, offset: 0 },
        outputs: { from: outputs, units: channels, offset: 0 },
        targets: { from: batch.targets, units: channels, offset: 0 },
        scored: { from: batch.weights, units: channels, offset: 0 },
        rates: { from: sequence.rates, units: hidden, offset: 1 },
      };
      for (const entry of entries) {
        const source = sources[entry.variable];
        if (!source) continue;
        const { from, units, offset } = source;
        for (let step = 0; step < steps; step += entry.every)
          take(
            entry,
            step,
            first,
            count,
            (trial, place) => from[((step + offset) * width + trial) * units + place]!,
          );
      }
    },
    traces: () =>
      entries.map(({ variable, names, places, every, data }) => ({
        variable,
        unit: "1",
        everyMs: every * dtMs,
        areas: names,
        shape: [samplesOf(steps, every), trials, places.length],
        data,
      })),
  };
}

/** Steps between samples. */
export const everySteps = (everyMs: number, dtMs: number): number => Math.max(1, stepsIn(everyMs, dtMs));
