import { describe, expect, it } from "vitest";
import { exponential } from "../../src/exponential.js";
import {
  areaIndex,
  canonicalArea,
  connectome,
  distanceRuleCortex,
  importConnectome,
} from "../../src/index.js";
import { linearCongruential } from "../uniform.js";

describe("area names", () => {
  it("are joined whatever their case and spelling", () => {
    expect(canonicalArea("7a")).toBe("7A");
    expect(canonicalArea(" Pro.M ")).toBe("ProM");
    expect(canonicalArea("9/46V")).toBe("9/46v");
    expect(canonicalArea("TEA/MA")).toBe("TEa/ma");
    expect(areaIndex(connectome("macaque-40").areas, "lip")).toBe(27);
  });

  it("are spelled alike in both packaged connectomes", () => {
    for (const name of ["macaque-29", "macaque-40"]) {
      for (const area of connectome(name).areas) expect(canonicalArea(area.toUpperCase())).toBe(area);
    }
  });
});

describe("synthetic cortex", () => {
  const make = (seed: number) => distanceRuleCortex({ random: linearCongruential(seed) });

  it("is the same for the same seed and another for another", () => {
    expect(make(7).fln).toEqual(make(7).fln);
    expect(make(8).fln).not.toEqual(make(7).fln);
  });

  it("has rows that sum to 1, an empty diagonal and SLN above 1/2 exactly for links up the hierarchy", () => {
    const { areas, fln, sln, measures } = make(9);
    const n = areas.length;
    const h = measures.hierarchy!;
    for (let i = 0; i < n; i++) {
      expect(fln[i * n + i]).toBe(0);
      expect(fln.subarray(i * n, (i + 1) * n).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
      for (let j = 0; j < n; j++) if (fln[i * n + j]! > 0) expect(sln![i * n + j]! > 0.5).toBe(h[i]! > h[j]!);
    }
  });

  it("spreads its areas as in macaque: 27.2 mm apart on average, 50 to 70 mm at most", () => {
    const { distanceMm } = make(10);
    expect(distanceMm.reduce((sum, d) => sum + d, 0) / (29 * 28)).toBeCloseTo(27.2, 9);
    expect(Math.max(...distanceMm)).toBeGreaterThan(50);
    expect(Math.max(...distanceMm)).toBeLessThan(70);
  });
});

describe("importing", () => {
  it("gives back the packaged connectome from its own matrices", () => {
    const { areas, fln, sln, measures } = connectome("macaque-29");
    const rows = (flat: Float64Array) => areas.map((_, i) => [...flat.subarray(i * 29, (i + 1) * 29)]);
    const hierarchy = Object.fromEntries(
      areas.map((area, i) => [area.toLowerCase(), measures.hierarchy![i]!]),
    );
    const again = importConnectome({
      name: "mine",
      areas,
      fln: rows(fln),
      sln: rows(sln!),
      measures: { hierarchy },
    });
    expect(again.fln).toEqual(fln);
    expect(again.sln).toEqual(sln);
    expect(again.measures.hierarchy).toEqual(measures.hierarchy);
  });

  it("divides rows by their sum when asked to", () => {
    const { fln } = importConnectome(
      {
        name: "n",
        areas: ["a", "b"],
        fln: [
          [0, 4],
          [2, 0],
        ],
      },
      { normalise: true },
    );
    expect([...fln]).toEqual([0, 1, 1, 0]);
  });
});

describe("exponential", () => {
  it("agrees with the engine's to 1e-13 from -30 to 30", () => {
    for (let x = -30; x <= 30; x += 0.37) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 13);
  });
});
