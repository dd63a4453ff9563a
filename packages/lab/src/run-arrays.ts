import type { Trace } from "@isocortex/models";
import { sha256OfArray } from "./io/sha256.js";
import type { NdArray } from "./nd-array.js";
import type { RunRecord } from "./run-record.js";

type Arrays = Readonly<Record<string, NdArray>>;

/** Each trace, and beside it the times of its samples. */
export function traceArrays(traces: readonly Trace[]): Record<string, NdArray> {
  const entries = traces.flatMap(({ variable, everyMs, shape, data }): [string, NdArray][] => [
    [variable, { shape, data }],
    [
      `${variable}.timeMs`,
      { shape: [shape[0]], data: Float64Array.from({ length: shape[0] }, (_, i) => i * everyMs) },
    ],
  ]);
  return Object.fromEntries(entries);
}

/** What `run.json` says of each array; `unitOf` and `axesOf` are asked for those that are no times. */
export function describeArrays(
  arrays: Arrays,
  unitOf: (name: string) => string,
  axesOf: (name: string) => readonly string[],
): RunRecord["arrays"] {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => {
      const { data, shape } = array;
      const times = name.endsWith(".timeMs");
      const dtype = data instanceof Float32Array ? "f4" : data instanceof Int32Array ? "i4" : "f8";
      const [unit, axes] = times ? ["ms", ["time"]] : [unitOf(name), axesOf(name)];
      return [name, { shape, dtype, unit, axes, sha256: sha256OfArray(array) } as const];
    }),
  );
}
