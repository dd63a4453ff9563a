import type { Trace } from "@isocortex/models";
import { sha256OfArray } from "../io/sha256.js";
import type { NdArray } from "../nd-array.js";
import type { RunRecord } from "../run-record.js";
import type { Evaluation } from "../train/evaluate.js";

export type Axes = readonly string[];
type Arrays = Readonly<Record<string, NdArray>>;

/** Each trace, and beside it the times of its samples. */
export function traceArrays(traces: readonly Trace[]): Record<string, NdArray> {
  return Object.fromEntries(
    traces.flatMap(({ variable, everyMs, shape, data }): [string, NdArray][] => [
      [variable, { shape, data }],
      [
        `${variable}.timeMs`,
        { shape: [shape[0]], data: Float64Array.from({ length: shape[0] }, (_, i) => i * everyMs) },
      ],
    ]),
  );
}

/** Values that a condition takes, by the code that stands for each in an array; conditions that are numbers need none. */
export type Codes = Readonly<Record<string, readonly (string | boolean)[]>>;

/**
 * By trial, each condition (`condition.stimulus`: its number, NaN where it has none, or the code of its word) and whether
 * the answer was correct.
 */
export function trialArrays({ answers }: Evaluation): { readonly arrays: Arrays; readonly codes: Codes } {
  const shape = [answers.length];
  const arrays: Record<string, NdArray> = {
    correct: { shape, data: Int32Array.from(answers, ({ correct }) => (correct ? 1 : 0)) },
  };
  const codes: Record<string, readonly (string | boolean)[]> = {};
  const names = new Set(answers.flatMap(({ condition }) => Object.keys(condition)));
  for (const name of names) {
    const values = answers.map(({ condition }) => condition[name]);
    const words = [...new Set(values)].filter(
      (value) => typeof value === "string" || typeof value === "boolean",
    );
    if (words.length === 0) {
      const data = Float64Array.from(values, (value) => (typeof value === "number" ? value : Number.NaN));
      arrays[`condition.${name}`] = { shape, data };
      continue;
    }
    codes[name] = words.sort((a, b) => (String(a) < String(b) ? -1 : 1));
    const data = Int32Array.from(values, (value) => words.indexOf(value as string | boolean));
    arrays[`condition.${name}`] = { shape, data };
  }
  return { arrays, codes };
}

/** What `run.json` says of each array. @param axesOf those of an array over time, by its name */
export function describeArrays(arrays: Arrays, axesOf: (name: string) => Axes): RunRecord["arrays"] {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => {
      const axes = array.shape.length > 1 ? axesOf(name) : [name.endsWith(".timeMs") ? "time" : "trial"];
      const { data, shape } = array;
      const dtype = data instanceof Float32Array ? "f4" : data instanceof Int32Array ? "i4" : "f8";
      return [
        name,
        {
          shape,
          dtype,
          unit: name.endsWith(".timeMs") ? "ms" : "1",
          axes,
          sha256: sha256OfArray(array),
        } as const,
      ];
    }),
  );
}
