import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { type LeakyIntegrator, noiselessRate, siegertRate } from "../../src/mean-field/first-passage-rate.js";

const uniform = uniformsOf(randomStream(3).split("first passage"));
const between = (low: number, high: number): number => low + (high - low) * uniform();

function randomCell(): LeakyIntegrator {
  const threshold = between(5, 30);
  return { tau: between(1, 100), threshold, reset: threshold - between(0.5, 20), refractory: between(0, 5) };
}

describe("the rate of a leaky integrate-and-fire cell under noise", () => {
  it("grows with the mean voltage, from 0 to the inverse of the refractory period", () => {
    for (let i = 0; i < 40; i++) {
      const cell = randomCell();
      const sd = between(0.01, 20);
      let last = -1;
      for (let mean = -100; mean < 200; mean += 1.7) {
        const rate = siegertRate(cell, mean, sd);
        expect(rate).toBeGreaterThanOrEqual(last);
        last = rate;
      }
      expect(last).toBeLessThanOrEqual(1000 / cell.refractory);
      expect(siegertRate(cell, -1e6, sd)).toBe(0);
    }
  });

  it("is the noiseless rate in the limit of no noise, to second order in it above threshold", () => {
    for (let i = 0; i < 40; i++) {
      const cell = randomCell();
      const mean = cell.threshold + between(0.5, 40);
      const exact = noiselessRate(cell, mean);
      const error = (sd: number): number => Math.abs(siegertRate(cell, mean, sd) / exact - 1);
      const small = 0.02 * (mean - cell.threshold);
      expect(error(small)).toBeLessThan(small);
      expect(error(small) / error(small / 2)).toBeCloseTo(4, 0);
      expect(error(1e-7)).toBeLessThan(1e-11);
      for (const sd of [0, 1e-200, Number.MIN_VALUE]) expect(error(sd)).toBeLessThan(1e-11);
      expect(siegertRate(cell, cell.threshold - 0.1, 0)).toBe(0);
      expect(siegertRate(cell, cell.threshold - 0.1, 1e-3)).toBe(0);
    }
  });

  it("does not depend on the units of voltage and time", () => {
    const cell = { tau: 20, threshold: 20, reset: 10, refractory: 2 };
    const scaled = { tau: 40, threshold: 60, reset: 30, refractory: 4 };
    expect(2 * siegertRate(scaled, 54, 15)).toBeCloseTo(siegertRate(cell, 18, 5), 10);
  });
});
