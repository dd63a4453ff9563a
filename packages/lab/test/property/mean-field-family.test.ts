import { initSync } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { findEquilibria } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";
import { resolveExperiment } from "../../src/io/resolve-experiment.js";

const core = initSync();

describe("a mean field as a family of systems", () => {
  it.each([
    [undefined, 37.94969708576337],
    ["fig-8a", 327.0084792949453],
    ["fig-8b", 55.841262376203844],
    ["fig-8d", 6.516702268417848],
  ])(
    "has one stable equilibrium where the rate maps to itself: Brunel 2000, preset %s, %d Hz",
    (preset, rate) => {
      const family = buildFamily(core, { model: "brunel-2000", preset });
      const found = findEquilibria(family.at(), [family.coordinates[0]!.range]);
      expect(found.map(({ state, type }) => ({ rate: state[0], type }))).toEqual([
        { rate: expect.closeTo(rate, 7), type: "stable node" },
      ]);
    },
  );

  it("gives systems side by side that keep their own parameters", () => {
    const family = buildFamily(core, { model: "brunel-wang-2001", parameters: { externalRate: "2.9 Hz" } });
    expect(family.parameters.externalRate).toMatchObject({ value: 2.9, unit: "Hz" });
    const [weak, strong] = [family.at({ wPlus: 1.9 }), family.at({ wPlus: 2.2 })];
    const x = Float64Array.of(30, 2, 3, 10);
    const [before, other] = [weak.field(x), strong.field(x)];
    expect(other[0]).toBeGreaterThan(before[0]!);
    expect(weak.field(x)).toEqual(before);
  });

  it("refuses parameters and presets that are not there or out of range", () => {
    const build = (spec: object) => () => buildFamily(core, { model: "brunel-wang-2001", ...spec });
    expect(build({ parameters: { wplus: 2 } })).toThrow(/has no parameter "wplus"; did you mean "wPlus"/);
    expect(build({ parameters: { codingLevel: 0.5 } })).toThrow(
      /parameters.codingLevel is 0.5; expected 0.01 to 0.2/,
    );
    expect(() => buildFamily(core, { model: "brunel-2000", preset: "fig-8c" })).toThrow(
      /brunel-2000 has no preset "fig-8c"/,
    );
  });

  it("cannot be run as an experiment: it has no time course", () => {
    expect(() => resolveExperiment({ isocortex: 1, model: "brunel-2000" })).toThrow(
      /brunel-2000 is a mean field.*use isocortex bifurcate or isocortex phase-plane/,
    );
  });
});
