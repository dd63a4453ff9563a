import { initSync } from "@isocortex/core-wasm";
import { expect, it } from "vitest";
import { bifurcationDiagram, finish } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";

// Where the symmetry of two equal populations breaks is a pitchfork, whose arms turn there: from whichever branch it is met.
it.each([
  [0, 70],
  [5, 50],
  [3, 47.3],
])("two equal populations part at pitchforks, mu0 from %d to %d Hz", (from, to) => {
  const family = buildFamily(initSync(), { model: "wong-wang-2006", parameters: { coherence: 0 } });
  const { points, equilibria } = finish(
    bifurcationDiagram(family, { parameter: { name: "mu0", from, to }, cycles: false }),
  );
  const branching = points.filter(({ kind }) => kind === "BP");
  expect(branching.map(({ type }) => type)).toEqual(["pitchfork", "pitchfork"]);
  for (const { state } of branching) expect(state[0]).toBeCloseTo(state[1]!, 9);
  const alike = points.filter(({ kind, state }) => kind === "LP" && Math.abs(state[0]! - state[1]!) < 1e-3);
  expect(alike).toEqual([]);
  expect(equilibria.length).toBeGreaterThan(1);
});
