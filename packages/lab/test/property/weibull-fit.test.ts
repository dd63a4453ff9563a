import { describe, expect, it } from "vitest";
import { fitWeibull, proportionVariance, weibullCurve } from "../../src/analysis/index.js";
import { seeded } from "../seeded.js";

const strengths = [0, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2];
const points = (accuracies: readonly number[], trials = 4000) =>
  strengths.map((strength, i) => ({ strength, trials, accuracy: accuracies[i]! }));

describe("the Weibull curve", () => {
  it("is at chance at 0, at 1 - 1/(2e) at alpha, and at 1 far above", () => {
    const curve = { alpha: 7, beta: 1.2 };
    expect(weibullCurve(curve, 0)).toBe(0.5);
    expect(weibullCurve(curve, 7)).toBeCloseTo(1 - 1 / (2 * Math.E), 14);
    expect(weibullCurve(curve, 1000)).toBe(1);
  });
});

describe("the fit", () => {
  it.each([
    [7, 1.2],
    [2, 3],
    [30, 0.6],
  ])("finds alpha %d and beta %d again from their own curve", (alpha, beta) => {
    const fit = fitWeibull(points(strengths.map((strength) => weibullCurve({ alpha, beta }, strength))))!;
    expect(fit.alpha).toBeCloseTo(alpha, 8);
    expect(fit.beta).toBeCloseTo(beta, 8);
  });

  it("agrees with least squares of another implementation on noisy accuracies", () => {
    // scipy 1.17 curve_fit on the accuracies of a simulated observer; strength 100 is left out of both.
    const fit = fitWeibull([
      ...points([0.4965, 0.59225, 0.65375, 0.7875, 0.9475, 0.9985, 1]),
      { strength: 100, trials: 4000, accuracy: 1 },
    ])!;
    expect(fit.alpha).toBeCloseTo(6.998893937, 5);
    expect(fit.beta).toBeCloseTo(1.215721007, 5);
  });

  it("has standard errors that are the spread of fits to resampled trials, to a tenth or two", () => {
    const { uniform } = seeded(1);
    const truth = { alpha: 7, beta: 1.2 };
    const trials = 400;
    const fits = Array.from({ length: 300 }, () => {
      const accuracies = strengths.map((strength) => {
        let right = 0;
        for (let trial = 0; trial < trials; trial++) if (uniform() < weibullCurve(truth, strength)) right++;
        return right / trials;
      });
      return fitWeibull(points(accuracies, trials))!;
    });
    const exact = fitWeibull(
      points(
        strengths.map((s) => weibullCurve(truth, s)),
        trials,
      ),
    )!.standardErrors;
    for (const which of ["alpha", "beta"] as const) {
      const mean = fits.reduce((sum, fit) => sum + fit[which], 0) / fits.length;
      const spread = Math.sqrt(fits.reduce((sum, fit) => sum + (fit[which] - mean) ** 2, 0) / fits.length);
      // The spread of 300 fits is known to 4 %; four times that.
      expect(Math.abs(spread / exact[which] - 1), which).toBeLessThan(0.16);
    }
  });

  it("is none of one strength, of none, or of accuracies at nothing but chance and strength 0", () => {
    expect(fitWeibull([])).toBeUndefined();
    expect(fitWeibull([{ strength: 0, trials: 10, accuracy: 0.5 }])).toBeUndefined();
    expect(fitWeibull([{ strength: 4, trials: 10, accuracy: 0.8 }])).toBeUndefined();
  });
});

describe("the variance of a proportion", () => {
  it("is p(1 - p)/n where there are many of both, and not 0 where there are none", () => {
    expect(proportionVariance(0.3, 1e6)).toBeCloseTo(0.21e-6, 11);
    expect(proportionVariance(1, 100)).toBeCloseTo(101 / 102 / 102 / 100, 15);
    expect(proportionVariance(1, 100)).toBeCloseTo(proportionVariance(0, 100), 18);
  });
});
