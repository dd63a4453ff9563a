import type { NdArray } from "../nd-array.js";
import type { Evaluation } from "../train/evaluate.js";

type Arrays = Readonly<Record<string, NdArray>>;

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
