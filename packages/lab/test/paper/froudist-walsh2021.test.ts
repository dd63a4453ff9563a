import { connectome } from "@isocortex/connectomes";
import { describe, expect, it } from "vitest";
import { contingencyTest } from "../../src/analysis/index.js";
import { held, memories } from "../../src/experiments/froudist-walsh2021/part.js";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";
import { oracleTable } from "../oracle-table.js";

const carriedOut = await carryOut(findReproduction("froudist-walsh2021"));
const { areas, measures } = connectome("macaque-40");
const studied = [...areas.keys()].filter((i) => measures.wellStudied![i] === 1);
const observed = studied.map((i) => measures.persistentData![i] === 1);
const runOf = (name: string) => memories(carriedOut.seen.get(`froudist-walsh2021 ${name}`)!);

describe("Froudist-Walsh et al. 2021: dopamine and distributed working memory", () => {
  holdsTheNumbers(carriedOut, gatesOf["froudist-walsh2021"]);
});

// The table prints five significant digits, and its means take every sample of 0.5 ms, ours every tenth: where rates
// still drift in the delay (near the edges of the inverted U) the two differ in the third digit.
const RATE_HZ = 0.002;

describe("the dopamine sweep of an independent implementation, level by level", () => {
  it.each(oracleTable("fw2021_da_summary.csv"))(
    "at dopamine $DA holds $n_persistent areas alone, $dist_n_E1 through a distractor, and lets $dist_n_E2 follow it",
    (row) => {
      const alone = runOf(`dopamine ${row.DA}`).E1;
      const distracted = runOf(`dopamine ${row.DA} distractor`);
      expect(held(alone)).toHaveLength(Number(row.n_persistent));
      expect(held(distracted.E1)).toHaveLength(Number(row.dist_n_E1));
      expect(held(distracted.E2)).toHaveLength(Number(row.dist_n_E2));
    },
  );

  it.each(oracleTable("fw2021_da_summary.csv"))(
    "at dopamine $DA agrees with recordings in $agree of 19 areas (chi-squared $chi2, p $p)",
    (row) => {
      const { E1 } = runOf(`dopamine ${row.DA}`);
      const overlap = contingencyTest(
        studied.map((i) => E1[i]!.persistent),
        observed,
      );
      expect(overlap.agree).toBe(Number(row.agree));
      expect(overlap.items).toBe(Number(row.n_well_studied));
      if (row.chi2 === "nan") {
        expect([overlap.chi2, overlap.p]).toEqual([Number.NaN, Number.NaN]);
      } else {
        expect(overlap.chi2 / Number(row.chi2)).toBeCloseTo(1, 4);
        expect(overlap.p / Number(row.p)).toBeCloseTo(1, 3);
      }
    },
  );

  it.each(oracleTable("fw2021_da_summary.csv"))(
    "at dopamine $DA has a mean delay rate of $mean_delay_E1 Hz, and 46d at $46d_E1 and $46d_E2 Hz after a distractor",
    (row) => {
      const { E1 } = runOf(`dopamine ${row.DA}`);
      const distracted = runOf(`dopamine ${row.DA} distractor`);
      const mean = E1.reduce((sum, { delayHz }) => sum + delayHz, 0) / E1.length;
      const at46d = areas.indexOf("46d");
      expect(Math.abs(mean - Number(row.mean_delay_E1))).toBeLessThan(RATE_HZ);
      expect(Math.abs(distracted.E1[at46d]!.delayHz - Number(row["46d_E1"]))).toBeLessThan(RATE_HZ);
      expect(Math.abs(distracted.E2[at46d]!.delayHz - Number(row["46d_E2"]))).toBeLessThan(RATE_HZ);
    },
  );
});

describe("silencing CB2 cells during the distractor, by an independent implementation", () => {
  it.each(oracleTable("fw2021_sst2_inhibition.csv"))(
    "by $current_nA nA leaves 46d at $E1_46d Hz for the target and $E2_46d Hz for the distractor",
    (row) => {
      const { E1, E2 } = runOf(`CB2 ${Number(row.current_nA)} nA`);
      const at46d = areas.indexOf("46d");
      // The state has settled, so that thinning the samples leaves the mean to 1e-6 Hz.
      expect(Math.abs(E1[at46d]!.delayHz - Number(row.E1_46d))).toBeLessThan(1e-6);
      expect(Math.abs(E2[at46d]!.delayHz - Number(row.E2_46d))).toBeLessThan(1e-6);
    },
  );
});

describe("twenty noisy trials, against twenty of an independent implementation with other random numbers", () => {
  const noisy = carriedOut.seen.get("froudist-walsh2021 noise")!;
  const trials = Array.from({ length: 20 }, (_, trial) => memories(noisy, trial).E1);
  const over = (of: (trial: (typeof trials)[number]) => number): { mean: number; sd: number } => {
    const values = trials.map(of);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
  };

  it.each(oracleTable("fw2021_noise_DA1.5.csv"))(
    "$area has a baseline of $base_mean and a delay of $delay_mean Hz within five standard errors of the difference",
    (row) => {
      const i = areas.indexOf(row.area!);
      for (const [what, got] of Object.entries({
        base: over((trial) => trial[i]!.baselineHz),
        delay: over((trial) => trial[i]!.delayHz),
      })) {
        const error = Math.hypot(got.sd, Number(row[`${what}_sd`])) / Math.sqrt(20);
        expect(Math.abs(got.mean - Number(row[`${what}_mean`])), what).toBeLessThan(5 * error);
      }
    },
  );

  it("vary between trials as much as there, within a factor of two (F of 19 and 19 degrees: p = 0.002)", () => {
    const ratios = oracleTable("fw2021_noise_DA1.5.csv").map((row) => {
      const i = areas.indexOf(row.area!);
      return over((trial) => trial[i]!.delayHz).sd / Number(row.delay_sd);
    });
    const outside = ratios.filter((ratio) => ratio > 2 || ratio < 0.5);
    expect(outside.length).toBeLessThanOrEqual(2);
  });

  it.each(oracleTable("fw2021_noise_DA1.5.csv"))("$area is persistent in $frac_persistent of them", (row) => {
    const i = areas.indexOf(row.area!);
    const share = over((trial) => (trial[i]!.persistent ? 1 : 0)).mean;
    // Two draws of twenty with the same chance differ by less than 0.5 with probability 0.998.
    if (["0", "1"].includes(row.frac_persistent!)) expect(share).toBe(Number(row.frac_persistent));
    else expect(Math.abs(share - Number(row.frac_persistent))).toBeLessThan(0.5);
  });
});
