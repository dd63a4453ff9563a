import type { SystemFamily } from "../src/analysis/index.js";

type Field = (x: readonly number[], p: Readonly<Record<string, number>>) => readonly number[];

/** A family of systems from a formula, such as a normal form; Jacobians are differenced. */
export function smallFamily(
  names: readonly string[],
  parameters: Readonly<Record<string, number>>,
  field: Field,
  range: readonly [number, number] = [-2, 2],
): SystemFamily {
  return {
    model: "small",
    coordinates: names.map((name) => ({ name, unit: "1", range })),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, { value, unit: "1", range: [-100, 100] }]),
    ),
    start: new Float64Array(names.length).fill(0.1),
    timeUnit: "1",
    at: (values = {}) => {
      const p = { ...parameters, ...values };
      return { size: names.length, field: (x) => Float64Array.from(field(Array.from(x), p)) };
    },
  };
}
