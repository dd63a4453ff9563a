import { initSync } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { bifurcationDiagram, finish } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";
import { statesAt } from "../../src/experiments/brunel-wang2001.js";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";
import { oracleTable } from "../oracle-table.js";

const outcome = await carryOut(findReproduction("brunel-wang2001"));

describe("Brunel & Wang 2001: working memory by bifurcation", () => {
  holdsTheNumbers(outcome, gatesOf["brunel-wang2001"]);

  it("draws stable branches solid and unstable ones dashed over strengths 1.9 to 2.3, with fold and crossing", () => {
    const [figure] = outcome.figures;
    if (figure?.kind !== "plane") throw new Error("the figure is no plane");
    expect(figure.x.domain).toEqual([1.9, 2.3]);
    expect(figure.y.domain).toEqual([0, 50]);
    expect(figure.points.map(({ label }) => label).sort()).toEqual(["BP1", "LP1"]);
    expect(new Set(figure.curves.map(({ tone }) => tone))).toEqual(new Set(["stable", "unstable"]));
    const fold = figure.points.find(({ label }) => label === "LP1")!;
    const above = figure.curves.filter(({ y }) => y.some((rate) => rate > fold.y + 0.1));
    expect(above.map(({ tone }) => tone)).toEqual(["stable"]);
    const dividing = figure.curves.filter(({ y }) => y.some((rate) => rate > 3 && rate < fold.y - 0.1));
    expect(dividing.map(({ tone }) => tone)).toEqual(["unstable"]);
  });
});

describe("the solutions of the reference (test/fixtures/oracles/brunel_wang_meanfield_branches.csv)", () => {
  const family = buildFamily(initSync(), { model: "brunel-wang-2001" });
  const diagram = finish(
    bifurcationDiagram(family, {
      parameter: { name: "wPlus", from: 1.9, to: 2.3 },
      starts: [Array.from(family.start)],
      cycles: false,
    }),
  );
  const rows = oracleTable("brunel_wang_meanfield_branches.csv").map((row) => ({
    strength: Number(row.w_plus),
    rate: Number(row.rate_hz),
    type: row.type!,
  }));

  it("are 36, all of them self-consistent states here to 1e-10 Hz", () => {
    expect(rows).toHaveLength(36);
    expect(diagram.unfinished).toEqual([]);
    for (const { strength } of rows) {
      for (const { residual } of statesAt(diagram, family, strength)) expect(residual).toBeLessThan(1e-10);
    }
  });

  it.each(rows)("has a $type state at $rate Hz for strength $strength, to 0.001 Hz", (row) => {
    const states = statesAt(diagram, family, row.strength);
    const rates = states.map(({ state }) => state[0]!);
    const nearest = states.reduce((best, one) =>
      Math.abs(one.state[0]! - row.rate) < Math.abs(best.state[0]! - row.rate) ? one : best,
    );
    expect(Math.abs(nearest.state[0]! - row.rate), `states at ${rates.join(", ")} Hz`).toBeLessThan(0.001);
    expect(nearest.unstable === 0 ? "stable" : "unstable").toBe(row.type);
  });

  it("are all there are up to strength 2.15: one below the fold, three above", () => {
    for (const strength of [1.9, 1.94, 1.95, 1.96, 1.97, 2, 2.1, 2.15]) {
      const expected = rows.filter((row) => row.strength === strength).length;
      expect(statesAt(diagram, family, strength)).toHaveLength(expected);
    }
  });
});
