import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { connectome, connectomeNames, connectomeTable, linkCount, linkDensity } from "../../src/index.js";

const rowSums = (name: string): number[] => {
  const { areas, fln } = connectome(name);
  return areas.map((_, i) =>
    fln.subarray(i * areas.length, (i + 1) * areas.length).reduce((sum, x) => sum + x, 0),
  );
};

describe("macaque, 29 areas (Markov et al. 2014)", () => {
  const macaque = connectome("macaque-29");

  it("has 536 links, 66.010 % of the possible ones", () => {
    expect(linkCount(macaque)).toBe(536);
    expect(linkDensity(macaque)).toBeCloseTo(0.6601, 4);
  });

  it("has rows that sum to 0.158 to 0.956, the rest of each area's input coming from outside the 29", () => {
    const sums = rowSums("macaque-29");
    expect(Math.min(...sums)).toBeCloseTo(0.158, 3);
    expect(Math.max(...sums)).toBeCloseTo(0.956, 3);
  });

  it("rises from V1 at 0 to 24c at 1 in the hierarchy", () => {
    const { hierarchy } = macaque.measures as { hierarchy: Float64Array };
    expect(macaque.areas[0]).toBe("V1");
    expect(macaque.areas[28]).toBe("24c");
    expect(hierarchy[0]).toBe(0);
    expect(hierarchy[28]).toBe(1);
    expect([...hierarchy].sort((a, b) => a - b)).toEqual([...hierarchy]);
  });

  it("keeps the strongest link, V1 to V2, as measured", () => {
    expect(macaque.fln[1 * 29 + 0]).toBe(0.7635622373068229);
    expect(macaque.sln?.[1 * 29 + 0]).toBe(0.7359601247782175);
  });

  it("joins spine counts by name with the age correction, and leaves unmeasured areas NaN", () => {
    const spines = (area: string): number => macaque.measures.spineCount![macaque.areas.indexOf(area)]!;
    expect(spines("V1")).toBe(643);
    expect(spines("46d")).toBe(7590);
    expect(spines("DP")).toBeNaN();
  });
});

describe("macaque, 40 areas (Froudist-Walsh et al. 2021)", () => {
  const macaque = connectome("macaque-40");
  const named = (measure: string, value: number): string[] =>
    macaque.areas.filter((_, i) => macaque.measures[measure]![i] === value);

  it("has 999 links, 64.0 % of the possible ones, and an empty diagonal", () => {
    expect(linkCount(macaque)).toBe(999);
    expect(linkDensity(macaque)).toBeCloseTo(0.64, 3);
    for (let i = 0; i < 40; i++) expect(macaque.fln[i * 41]).toBe(0);
  });

  it("lists the areas in hierarchical order", () => {
    expect(macaque.areas.join(" ")).toBe(
      "V1 V2 V4 1 3 MT V6 DP TEO 8m F4 5 2 8l F1 STPc 7A 10 F3 TEpd 46d 9/46v PBr 9/46d F5 7m 25 LIP 32 STPi 9 45A 8B " +
        "7B F2 F7 ProM STPr 24c OPRO",
    );
  });

  it("has 19 well-studied areas, 12 with and 7 without persistent activity (Leavitt et al. 2017)", () => {
    const studied = named("wellStudied", 1);
    expect(studied).toHaveLength(19);
    expect(named("persistentData", 1)).toEqual("8m 8l 7A 46d 9/46v 9/46d F5 LIP 45A F2 F7 24c".split(" "));
    expect(studied.filter((area) => !named("persistentData", 1).includes(area))).toEqual(
      "V1 V4 1 3 MT 2 TEpd".split(" "),
    );
  });

  it("spans 780 spines in V1 to 8000 or more, and has a D1 density everywhere", () => {
    const { spineCount, d1Density } = macaque.measures as Record<string, Float64Array>;
    expect(spineCount![0]).toBeCloseTo(779.4, 1);
    expect(Math.max(...spineCount!)).toBeGreaterThan(8000);
    expect(d1Density!.every(Number.isFinite)).toBe(true);
  });
});

describe.each(connectomeNames)("%s", (name) => {
  it("has the SHA-256 it was packed with, so that no figure has changed", () => {
    const { areas, links, sha256 } = connectomeTable(name);
    expect(createHash("sha256").update(JSON.stringify({ areas, links })).digest("hex")).toBe(sha256);
  });

  it("says what every measure is, in which unit and from where, and names licence and citations", () => {
    const { measures, about, licence, citations, source } = connectome(name);
    for (const measure of Object.keys(measures)) {
      expect(about[measure]?.unit).not.toBe("");
      expect(about[measure]?.source).not.toBe("");
    }
    expect(licence).toBe("CC BY-NC 4.0");
    expect(citations.length).toBeGreaterThan(0);
    expect(source).toMatch(/20\d\d/);
  });

  it("hands out arrays of its own, so that no caller can change another's", () => {
    connectome(name).fln.fill(0);
    expect(linkCount(connectome(name))).toBeGreaterThan(0);
  });
});
