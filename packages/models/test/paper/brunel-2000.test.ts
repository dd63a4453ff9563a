import { describe, expect, it } from "vitest";
import { defaultValues } from "../../src/index.js";
import { brunel2000 } from "../../src/mean-field/brunel-2000.js";

type Values = ReturnType<typeof valuesOf>;
const valuesOf = (changes: object) => ({ ...defaultValues(brunel2000.params), ...changes });

/** Every rate between 0.01 and 500 Hz that maps to itself, by bisection of each change of sign on a grid. */
function selfConsistentRates(values: Values): number[] {
  const map = brunel2000.map(values, {});
  const excess = (rate: number): number => map(Float64Array.of(rate))[0]! - rate;
  const grid = Array.from({ length: 2000 }, (_, i) => 0.01 + i * 0.25);
  return grid.slice(1).flatMap((right, i) => {
    let [low, high] = [grid[i]!, right];
    if (excess(low) * excess(high) > 0) return [];
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (excess(low) * excess(middle) > 0) low = middle;
      else high = middle;
    }
    return [low];
  });
}

// Values of an independent implementation, to all its digits; the paper's theory has 55.8, 38.0 and 6.5 Hz for B, C and D.
describe("Brunel 2000, Fig 8: the rates of a sparse random network", () => {
  it.each([
    ["B, fast and irregular", "fig-8b", 55.841262376203844],
    ["C, asynchronous and irregular", undefined, 37.94969708576337],
    ["D, slow and irregular", "fig-8d", 6.516702268417848],
    ["A, regular and synchronous", "fig-8a", 327.0084792949453],
  ] as const)("%s: one rate", (_, preset, rate) => {
    const { parameters = {} } = preset === undefined ? {} : brunel2000.presets![preset]!;
    const rates = selfConsistentRates(valuesOf(parameters));
    expect(rates).toEqual([expect.closeTo(rate, 7)]);
  });

  it.each([
    [4, 105.20199248955284],
    [8, 12.98752462128836],
  ])("at relative inhibition %d and twice the threshold drive", (relativeInhibition, rate) => {
    expect(selfConsistentRates(valuesOf({ relativeInhibition }))).toEqual([expect.closeTo(rate, 7)]);
  });
});
