import { init } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { bifurcationDiagram, eigenvalues, finish, jacobianAt } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";

const core = await init();

describe("a cortex of 29 areas and 58 variables", () => {
  const family = buildFamily(core, { model: "chaudhuri-2015" });

  it("rests at (10, 35) Hz along local excitation, and loses its stability where its slowest mode stops decaying", () => {
    const { equilibria, points, jacobian } = finish(
      bifurcationDiagram(family, {
        parameter: { name: "wEE", from: 24, to: 24.5 },
        starts: [Array.from(family.start)],
        cycles: false,
        mostPoints: 60,
      }),
    );
    expect(jacobian).toBe("exact");
    const [rest] = equilibria;
    expect(rest!.ends.map(({ parameters }) => parameters[0])).toEqual([24, 24.5]);
    for (const state of rest!.states)
      for (const [i, rate] of state.entries()) expect(rate).toBeCloseTo(i < 29 ? 10 : 35, 6);
    const [critical] = points.filter(({ kind }) => kind === "BP");
    const slowest = (wEE: number): number =>
      eigenvalues(jacobianAt(family.at({ wEE }), family.start), 58)[0]!.re;
    expect(slowest(critical!.parameter - 1e-6)).toBeLessThan(0);
    expect(slowest(critical!.parameter + 1e-6)).toBeGreaterThan(0);
    for (const [i, wEE] of rest!.parameter.entries())
      if (wEE !== critical!.parameter) expect(rest!.unstable[i]).toBe(wEE < critical!.parameter ? 0 : 1);
    // Linear above threshold: the equilibria that cross it there are a line of one value, which has no fold but at corners.
    expect(points.filter(({ kind, type }) => kind === "LP" && type === undefined)).toEqual([]);
  });
});
