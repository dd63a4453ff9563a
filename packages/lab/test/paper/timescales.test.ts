import { describe, expect, it } from "vitest";
import { autocorrelations, eigenTimescales, fitTimescale } from "../../src/analysis/index.js";
import { chaudhuriVariants, linearSystem, type Variant } from "../chaudhuri-variants.js";
import { oracleTable } from "../oracle-table.js";

const variants = Object.keys(chaudhuriVariants) as Variant[];
const observe = Array.from({ length: 29 }, (_, i) => i);

describe("Chaudhuri et al. 2015, against an independent implementation", () => {
  it.each(variants)("has the 58 time constants of its modes to 1e-6 (%s)", (variant) => {
    const { A } = linearSystem(variant);
    const expected = oracleTable("chaudhuri_eigen_tau.csv").map((row) => Number(row[variant]));
    eigenTimescales(A, 58).forEach(({ tauMs }, mode) => {
      expect(Math.abs(tauMs / expected[mode]! - 1), `mode ${mode}`).toBeLessThan(1e-6);
    });
  });

  it("has the exact autocorrelation of every area to 1e-6 with white noise into V1", () => {
    const { A, Q, areas } = linearSystem("paper");
    const { rows } = autocorrelations(A, Q, 58, { stepMs: 10, lastMs: 4000, observe });
    for (const row of oracleTable("chaudhuri_acf_V1noise.csv")) {
      for (const lag of [0, 10, 20, 50, 100, 200, 500, 1000, 2000, 4000]) {
        const got = rows[areas.indexOf(row.area!)]![lag / 10]!;
        expect(Math.abs(got - Number(row[`lag${lag}`])), `${row.area} at ${lag} ms`).toBeLessThan(1e-6);
      }
    }
  });

  it.each(variants)("has the fitted time constant of every area within 2 % (%s)", (variant) => {
    const { A, Q, areas } = linearSystem(variant);
    const { rows } = autocorrelations(A, Q, 58, { stepMs: 1, lastMs: 6000, observe, until: 0.05 });
    for (const row of oracleTable("chaudhuri_tau_fitted.csv")) {
      const expected = Number(row[`${variant}_ms`]);
      const fit = fitTimescale(rows[areas.indexOf(row.area!)]!, 1);
      if (Number.isNaN(expected)) expect(fit, `${row.area}`).toBeUndefined();
      else
        expect(
          Math.abs(fit!.tauMs / expected - 1),
          `${row.area}: ${fit!.tauMs} for ${expected}`,
        ).toBeLessThan(0.02);
    }
  });
});
