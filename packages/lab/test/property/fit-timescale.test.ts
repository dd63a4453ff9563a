import { describe, expect, it } from "vitest";
import { fitTimescale } from "../../src/analysis/index.js";
import { seeded } from "../seeded.js";

const sampled = (of: (ms: number) => number, lastMs = 6000): number[] =>
  Array.from({ length: lastMs + 1 }, (_, ms) => of(ms));
const single = (tau: number) => sampled((ms) => Math.exp(-ms / tau));
const double = (a: number, t1: number, t2: number) =>
  sampled((ms) => a * Math.exp(-ms / t1) + (1 - a) * Math.exp(-ms / t2));

describe("the fitted time constant", () => {
  it.each([3, 20, 41.7, 300, 1500])("of one exponential of %d ms is its own, to 1e-6", (tau) => {
    const fit = fitTimescale(single(tau), 1)!;
    expect(fit.tauMs / tau).toBeCloseTo(1, 6);
    expect(fit.boundHit).toBeUndefined();
  });

  it.each([
    [0.5, 20, 400],
    [0.8, 10, 900],
    [0.3, 50, 250],
  ])(
    "of %d parts of one and the rest of another (%d and %d ms) is their weighted mean, to 1e-5",
    (a, t1, t2) => {
      const fit = fitTimescale(double(a, t1, t2), 1)!;
      expect(fit.kind).toBe("double");
      expect(fit.tauMs / (a * t1 + (1 - a) * t2)).toBeCloseTo(1, 5);
      expect([fit.double.t1Ms, fit.double.t2Ms].sort((x, y) => x - y)).toEqual([
        expect.closeTo(t1, 2),
        expect.closeTo(t2, 2),
      ]);
    },
  );

  it("is that of the single fit unless two exponentials fit eight times better", () => {
    const curve = double(0.5, 80, 110);
    const fit = fitTimescale(curve, 1)!;
    const ratio = fit.sse.single / fit.sse.double;
    expect(fitTimescale(curve, 1, { preference: ratio / 1.01 })!.kind).toBe("double");
    expect(fitTimescale(curve, 1, { preference: ratio * 1.01 })!.kind).toBe("single");
  });

  it("looks only at lags before the autocorrelation first falls below 0.05", () => {
    const clean = single(100);
    const fit = fitTimescale(clean, 1)!;
    expect(fit.points).toBe(Math.floor(100 * Math.log(20)) + 1);
    const tail = clean.map((value, ms) => (ms > fit.points ? 0.9 : value));
    expect(fitTimescale(tail, 1)).toEqual(fit);
  });

  it("says that it lies on the upper bound when the curve is slower than that", () => {
    const fit = fitTimescale(single(9000), 1)!;
    expect(fit.boundHit).toBe("upper");
    expect(fit.tauMs).toBeLessThanOrEqual(2000);
    expect(fitTimescale(single(9000), 1, { upperMs: 20_000 })).toMatchObject({ boundHit: undefined });
  });

  it("says that it lies on the lower bound when the curve is faster than that", () => {
    const fit = fitTimescale(
      sampled((ms) => Math.exp(-ms / 30)),
      1,
      { lowerMs: 60 },
    )!;
    expect(fit.boundHit).toBe("lower");
    expect(fit.tauMs).toBeGreaterThanOrEqual(60 * (1 - 1e-6));
  });

  it("does not exist when fewer than four lags are above the floor", () => {
    expect(fitTimescale([1, 0.4, 0.06, 0.01], 1)).toBeUndefined();
    expect(fitTimescale([], 1)).toBeUndefined();
    expect(fitTimescale([1, 0.6, 0.3, 0.1, 0.01], 1)).toBeDefined();
  });

  it("scales with the step between lags", () => {
    const curve = double(0.4, 30, 300).slice(0, 2000);
    const [fine, coarse] = [fitTimescale(curve, 1)!, fitTimescale(curve, 2, { upperMs: 4000, lowerMs: 2 })!];
    expect(coarse.tauMs / fine.tauMs).toBeCloseTo(2, 5);
  });

  // Ordinary noise of 0.01 on each of about 300 lags moves a fitted time constant by about 0.3 %.
  it("survives noise of 0.01 on every lag, within 2 %", () => {
    const { normal } = seeded(1);
    const noisy = single(100).map((value) => value + 0.01 * normal());
    expect(
      Math.abs(fitTimescale(noisy, 1, { preference: Number.POSITIVE_INFINITY })!.tauMs / 100 - 1),
    ).toBeLessThan(0.02);
  });
});
