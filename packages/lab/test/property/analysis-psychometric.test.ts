import { describe, expect, it } from "vitest";
import {
  binomialInterval,
  type ChoiceGroup,
  erfc,
  fitPsychometric,
  normalCdf,
  type Psychometric,
  psychometricCurve,
  psychometricLogLikelihood,
} from "../../src/analysis/index.js";
import { seeded } from "../seeded.js";

const strengths = [-0.6, -0.4, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.4, 0.6];

/** Choices drawn from a known curve. */
function simulated(curve: Psychometric, trials: number, seed: number): readonly ChoiceGroup[] {
  const { uniform } = seeded(seed);
  return strengths.map((strength) => {
    const p = psychometricCurve(curve, strength);
    const chosen = Array.from({ length: trials }, () => uniform() < p).filter(Boolean).length;
    return { strength, trials, chosen };
  });
}

describe("the complementary error function", () => {
  // Values of mpmath at 30 digits.
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1.5, 0.033894853524689274],
    [2.5, 4.069520174449589e-4],
    [6, 2.1519736712498913e-17],
    [-1, 1.8427007929497148],
  ])("at %d is %d to 1e-13", (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-13);
  });

  it("makes the normal distribution symmetric, with its 97.5 % quantile at 1.96", () => {
    for (const z of [0, 0.3, 1.7, 4]) expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
  });
});

const curves: readonly Psychometric[] = [
  { bias: 0.05, threshold: 0.2, lapse: 0 },
  { bias: -0.1, threshold: 0.12, lapse: 0.04 },
];

describe.each(curves)("choices with bias $bias, threshold $threshold, lapse $lapse", (curve) => {
  const lapse = curve.lapse > 0;
  const fits = Array.from({ length: 40 }, (_, seed) =>
    fitPsychometric(simulated(curve, 400, seed), { lapse }),
  ).map((fit) => fit!);

  it("give back each number within three standard errors at every one of 40 seeds", () => {
    for (const { standardErrors, ...fit } of fits) {
      const z = (name: keyof Psychometric): number =>
        Math.abs(fit[name] - curve[name]) / (standardErrors?.[name] ?? Number.POSITIVE_INFINITY);
      expect(z("bias")).toBeLessThan(3);
      expect(z("threshold")).toBeLessThan(3);
      if (lapse) expect(z("lapse")).toBeLessThan(3);
    }
  });

  // The mean of 40 squared standard normals lies within 1 ± 0.9 but once in a few thousand times.
  it("have standard errors of the right size: squared z scores average to 1", () => {
    for (const name of ["bias", "threshold"] as const) {
      const squares = fits.map((fit) => ((fit[name] - curve[name]) / fit.standardErrors![name]) ** 2);
      const mean = squares.reduce((sum, value) => sum + value, 0) / squares.length;
      expect(mean).toBeGreaterThan(0.35);
      expect(mean).toBeLessThan(1.9);
    }
  });

  it("are nowhere likelier on a fine grid around the fit than at it, and the grid's best is beside it", () => {
    const groups = simulated(curve, 60, 7);
    const fit = fitPsychometric(groups, { lapse })!;
    const STEP = 0.004;
    let best = { value: Number.NEGATIVE_INFINITY, bias: 0, threshold: 0, lapse: 0 };
    for (let bias = -0.3; bias < 0.3; bias += STEP) {
      for (let threshold = 0.04; threshold < 0.4; threshold += STEP) {
        for (const rate of lapse ? [0, 0.03, 0.06, fit.lapse] : [0]) {
          const value = psychometricLogLikelihood(groups, { bias, threshold, lapse: rate });
          if (value > best.value) best = { value, bias, threshold, lapse: rate };
        }
      }
    }
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(best.value);
    expect(fit.logLikelihood - best.value).toBeLessThan(0.02);
    expect(Math.abs(fit.bias - best.bias)).toBeLessThan(2 * STEP);
    expect(Math.abs(fit.threshold - best.threshold)).toBeLessThan(2 * STEP);
  });

  it("have standard errors that are the curvature of the likelihood, by differences", () => {
    const groups = simulated(curve, 400, 3);
    const fit = fitPsychometric(groups)!;
    const h = 1e-4;
    const L = (db: number, dt: number): number =>
      psychometricLogLikelihood(groups, { bias: fit.bias + db, threshold: fit.threshold + dt, lapse: 0 });
    const bb = -(L(h, 0) - 2 * L(0, 0) + L(-h, 0)) / h / h;
    const tt = -(L(0, h) - 2 * L(0, 0) + L(0, -h)) / h / h;
    const bt = -(L(h, h) - L(h, -h) - L(-h, h) + L(-h, -h)) / 4 / h / h;
    const determinant = bb * tt - bt * bt;
    expect(fit.standardErrors!.bias / Math.sqrt(tt / determinant)).toBeCloseTo(1, 3);
    expect(fit.standardErrors!.threshold / Math.sqrt(bb / determinant)).toBeCloseTo(1, 3);
  });
});

describe("choices that no threshold fits", () => {
  const groups = (chosen: readonly number[]): readonly ChoiceGroup[] =>
    chosen.map((one, i) => ({ strength: i, trials: 10, chosen: one }));

  it.each([
    ["parted without error", [0, 0, 10, 10]],
    ["parted but for one strength", [0, 4, 10, 10]],
    ["falling", [9, 6, 4, 1]],
    ["always the same", [10, 10, 10, 10]],
  ])("%s have no fit", (_, chosen) => {
    expect(fitPsychometric(groups(chosen))).toBeUndefined();
    expect(fitPsychometric(groups(chosen), { lapse: true })).toBeUndefined();
  });

  it("jump from one rate of lapses to the other have a threshold that is not known: its error is none, or larger than it", () => {
    const fit = fitPsychometric(groups([1, 1, 9, 9]), { lapse: true })!;
    expect(fit.lapse).toBeCloseTo(0.1, 3);
    expect(fit.standardErrors?.threshold ?? Number.POSITIVE_INFINITY).toBeGreaterThan(fit.threshold);
  });

  it("without lapses have a lapse rate of 0 when one is asked for, and the same curve", () => {
    const clean = groups([0, 2, 8, 10]);
    const [free, none] = [fitPsychometric(clean, { lapse: true })!, fitPsychometric(clean)!];
    expect(free.lapse).toBe(0);
    expect(free.bias).toBeCloseTo(none.bias, 8);
    expect(free.threshold).toBeCloseTo(none.threshold, 8);
  });
});

describe("the binomial interval", () => {
  // Newcombe 1998, Stat Med 17:857, Table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d is %d to %d, as printed", (successes, trials, low, high) => {
    const got = binomialInterval(successes, trials);
    expect(got[0]).toBeCloseTo(low, 4);
    expect(got[1]).toBeCloseTo(high, 4);
  });
});
