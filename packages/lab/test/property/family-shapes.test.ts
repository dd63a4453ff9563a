import { initSync } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { differencedJacobian } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";
import { refusal } from "../refusal.js";

const core = initSync();
const family = buildFamily(core, { model: "odr-ring", parameters: { N: 16 } });
const state = Float64Array.from({ length: 32 }, (_, i) => 2 + Math.cos((2 * Math.PI * i) / 16));

describe("a family whose parameter changes the size of its matrices", () => {
  it("gives the field of each member, in any order of asking", () => {
    const kappas = [0.1, 8, 1.5];
    const fields = (of: readonly number[]): Float64Array[] =>
      of.map((kappa) => family.at({ kappa }).field(state).slice());
    const alone = kappas.map((kappa) => {
      const own = buildFamily(core, { model: "odr-ring", parameters: { N: 16, kappa } });
      return own.at().field(state);
    });
    expect(fields(kappas)).toEqual(alone);
    expect(fields([...kappas].reverse()).reverse()).toEqual(alone);
    expect(alone[0]).not.toEqual(alone[1]);
  });

  it("has the exact Jacobian of each member", () => {
    for (const kappa of [0.5, 12]) {
      const system = family.at({ kappa, "input.E": 0.1, "input.cue.90": 3 });
      const exact = system.jacobian!(state);
      const differences = differencedJacobian(system, state);
      for (const [i, slope] of exact.entries()) expect(Math.abs(slope - differences[i]!)).toBeLessThan(1e-7);
    }
  });

  it("refuses members with other areas", () => {
    expect(refusal(() => family.at({ N: 32 })).message).toBe(
      "odr-ring has 32 areas there, not 16 as the family; set what makes them in the family's own parameters.",
    );
  });
});
