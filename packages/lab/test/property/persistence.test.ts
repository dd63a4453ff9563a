import { describe, expect, it } from "vitest";
import { fitDistanceRule, persistence } from "../../src/analysis/index.js";
import { seeded } from "../seeded.js";

const areas = ["silent", "holds", "falls short", "was high"];
const before = [1, 2, 2, 30];
const after = [1, 9, 6.9, 31];
/** Ten samples before and ten after, three trials: trial t adds t Hz after the stimulus. */
const rates = {
  areas,
  shape: [20, 3, 4] as const,
  data: Float64Array.from({ length: 20 * 3 * 4 }, (_, at) => {
    const [sample, trial, area] = [Math.floor(at / 12), Math.floor(at / 4) % 3, at % 4];
    return sample < 10 ? before[area]! : after[area]! + trial;
  }),
};
const spans = { baseline: [0, 10], delay: [10, 20] } as const;
const held = (of: ReturnType<typeof persistence>): string[] =>
  of.filter(({ persistent }) => persistent).map(({ area }) => area);

describe("persistent activity", () => {
  it("is a delay rate more than 5 Hz above baseline, not a high rate", () => {
    const found = persistence(rates, spans);
    expect(held(found)).toEqual(["holds"]);
    expect(found.map(({ baselineHz }) => baselineHz)).toEqual(before);
    expect(found.map(({ delayHz }) => delayHz)).toEqual(after);
  });

  it("is judged in the trial asked for and by the threshold asked for", () => {
    expect(held(persistence(rates, { ...spans, trial: 1 }))).toEqual(["holds", "falls short"]);
    expect(held(persistence(rates, { ...spans, thresholdHz: 0.5 }))).toEqual([
      "holds",
      "falls short",
      "was high",
    ]);
  });

  it("of exactly the threshold is none", () => {
    expect(held(persistence(rates, { ...spans, thresholdHz: 7 }))).toEqual([]);
  });

  it("averages from the first sample of a span up to, not including, the last", () => {
    expect(persistence(rates, { baseline: [0, 10], delay: [9, 11] })[1]!.delayHz).toBe((2 + 9) / 2);
  });
});

describe("the distance rule fitted to made links", () => {
  const n = 60;
  const { uniform } = seeded(11);
  const distanceMm = Float64Array.from({ length: n * n }, () => 60 * uniform());
  // The middle of each 5 mm bin stands for its links, as in the fit: exact decay per bin.
  const bin = (mm: number): number => Math.floor(mm / 5);
  const counts = distanceMm.reduce((all, mm) => {
    all[bin(mm)]! += 1;
    return all;
  }, new Array<number>(12).fill(0));
  const fln = distanceMm.map((mm) => Math.exp(-0.19 * (bin(mm) + 0.5) * 5) / counts[bin(mm)]!);

  it("gives back the decay they were made with, and r2 of 1", () => {
    const fit = fitDistanceRule(fln, distanceMm);
    expect(fit.lambdaPerMm).toBeCloseTo(0.19, 10);
    expect(fit.r2).toBeCloseTo(1, 10);
    expect(fit.histogram.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1, 12);
  });

  it("regresses ln FLN on distance over the links alone", () => {
    const weights = distanceMm.map((mm, i) => (i % 3 === 0 ? 0 : Math.exp(-2 - 0.15 * mm)));
    const { regression } = fitDistanceRule(weights, distanceMm);
    expect(regression.slope).toBeCloseTo(-0.15, 10);
    expect(regression.intercept).toBeCloseTo(-2, 9);
    expect(regression.r2).toBeCloseTo(1, 10);
    expect(regression.links).toBe(n * n - Math.ceil((n * n) / 3));
  });

  it("does not exist for links within two bins", () => {
    expect(() => fitDistanceRule(Float64Array.of(0.1, 0.2), Float64Array.of(1, 6))).toThrow(
      /links fall into 2 distance bins of 5 mm; expected at least 3/,
    );
  });
});
