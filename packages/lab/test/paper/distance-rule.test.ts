import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connectome, distanceRuleCortex, linkDensity, parseMatrixCsv } from "@isocortex/connectomes";
import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { fitDistanceRule } from "../../src/analysis/index.js";

const seeded = (seed: number): (() => number) => uniformsOf(randomStream(seed));

// The measured distances may not be shipped: where they are kept beside the checkout, ISOCORTEX_FIGURES names the folder.
const file = join(process.env.ISOCORTEX_FIGURES ?? "", "markov29_distance_mm.csv");

describe.skipIf(!existsSync(file))("macaque wiring over measured distances (ISOCORTEX_FIGURES)", () => {
  const parsed = existsSync(file) ? parseMatrixCsv(readFileSync(file, "utf8")) : { areas: [], rows: [] };
  const macaque = connectome("macaque-29");
  const distanceMm = Float64Array.from(parsed.rows.flat());

  it("decays with lambda 0.211 per mm, r2 0.879 (5 mm bins), close to the published 0.19", () => {
    expect(parsed.areas).toEqual(macaque.areas);
    const { lambdaPerMm, r2 } = fitDistanceRule(macaque.fln, distanceMm);
    expect(lambdaPerMm).toBeCloseTo(0.211, 3);
    expect(r2).toBeCloseTo(0.879, 3);
  });

  it("gives slope -0.157, intercept -3.10, r2 0.247 for ln FLN against distance over 536 links", () => {
    const { regression } = fitDistanceRule(macaque.fln, distanceMm);
    expect(regression.slope).toBeCloseTo(-0.157, 3);
    expect(regression.intercept).toBeCloseTo(-3.1, 2);
    expect(regression.r2).toBeCloseTo(0.247, 3);
    expect(regression.links).toBe(536);
  });

  it("has areas 27.2 mm apart on average and 58.2 at most, and FLN over 5.69 decades", () => {
    const apart = distanceMm.reduce((sum, d) => sum + d, 0) / (29 * 28);
    expect(apart).toBeCloseTo(27.2, 1);
    expect(Math.max(...distanceMm)).toBe(58.2);
    const linked = macaque.fln.filter((f) => f > 0);
    expect(Math.log10(Math.max(...linked) / Math.min(...linked))).toBeCloseTo(5.69, 2);
  });
});

describe("synthetic cortex by the exponential distance rule (Ercsey-Ravasz et al. 2013)", () => {
  // Far bins hold few axons, which biases a log-linear regression: over 200 seeds it gives 0.184 +- 0.0075.
  it.each([1, 2, 3])(
    "gives a log-linear decay near 0.19 per mm, within 4 sd of the estimate (seed %i)",
    (seed) => {
      const cortex = distanceRuleCortex({ random: seeded(seed) });
      const { lambdaPerMm, r2 } = fitDistanceRule(cortex.axons, cortex.distanceMm);
      expect(Math.abs(lambdaPerMm - 0.184)).toBeLessThan(4 * 0.0075);
      expect(r2).toBeGreaterThan(0.9);
    },
  );

  it.each([1, 2, 3])(
    "draws axons of the mean length that lambda 0.19 per mm implies, within 4 s.e. (seed %i)",
    (seed) => {
      const { axons, distanceMm, areas } = distanceRuleCortex({ random: seeded(seed) });
      const pairs = [...distanceMm.keys()].filter(
        (pair) => Math.floor(pair / areas.length) !== pair % areas.length,
      );
      const lengths = [...new Set(pairs.map((pair) => Math.floor(distanceMm[pair]!)))];
      const weight = (mm: number): number => Math.exp(-0.19 * mm);
      const total = lengths.reduce((sum, mm) => sum + weight(mm), 0);
      const moment = (power: number) =>
        lengths.reduce((sum, mm) => sum + weight(mm) * mm ** power, 0) / total;
      const count = axons.reduce((sum, a) => sum + a, 0);
      const mean = axons.reduce((sum, a, pair) => sum + a * Math.floor(distanceMm[pair]!), 0) / count;
      const standardError = Math.sqrt((moment(2) - moment(1) ** 2) / count);
      expect(Math.abs(mean - moment(1))).toBeLessThan(4 * standardError);
    },
  );

  it("has exactly the density asked for: 536 links of 812 for 66 %", () => {
    const cortex = distanceRuleCortex({ random: seeded(4) });
    expect(linkDensity(cortex)).toBe(536 / 812);
    expect(linkDensity(distanceRuleCortex({ areas: 40, density: 0.3, random: seeded(4) }))).toBe(0.3);
  });

  it("follows a steeper rule when asked to", () => {
    const cortex = distanceRuleCortex({ lambdaPerMm: 0.3, density: 0.4, random: seeded(5) });
    expect(Math.abs(fitDistanceRule(cortex.axons, cortex.distanceMm).lambdaPerMm - 0.3)).toBeLessThan(0.03);
  });
});
