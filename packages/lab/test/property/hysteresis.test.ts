import { init } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { finish, hysteresisSweep } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";
import { smallFamily } from "../small-family.js";

const core = await init();

describe("a parameter led up and down again", () => {
  it("leaves the branches of x' = b + x - x³ at their folds ±2/√27, one step late at most", () => {
    const family = smallFamily(["x"], { b: 0 }, ([x], { b }) => [b! + x! - x! ** 3]);
    const { there, back } = finish(
      hysteresisSweep(family, { parameter: { name: "b", from: -1, to: 1 }, steps: 101 }),
    );
    const fold = 2 / Math.sqrt(27);
    expect(there.jumps).toHaveLength(1);
    expect(back.jumps).toHaveLength(1);
    expect(there.jumps[0]!.between[0]).toBeLessThan(fold);
    expect(there.jumps[0]!.between[1]).toBeGreaterThan(fold);
    expect(back.jumps[0]!.between[0]).toBeGreaterThan(-fold);
    expect(back.jumps[0]!.between[1]).toBeLessThan(-fold);
    for (const { parameter, state, rests } of [...there.points, ...back.points]) {
      expect(rests).toBe(true);
      expect(Math.abs(parameter + state[0]! - state[0]! ** 3)).toBeLessThan(1e-10);
    }
  });

  it("finds no jump where there is one branch", () => {
    const family = smallFamily(["x"], { b: 0 }, ([x], { b }) => [b! - x! - x! ** 3]);
    const { there, back } = finish(
      hysteresisSweep(family, { parameter: { name: "b", from: -1, to: 1 }, steps: 41 }),
    );
    expect([...there.jumps, ...back.jumps]).toEqual([]);
    expect(there.points.map(({ state }) => state[0])).toEqual(
      back.points.map(({ state }) => expect.closeTo(state[0]!, 9)).reverse(),
    );
  });

  it("follows a cycle by its extremes where there is no rest: radius √a beyond the Hopf point", () => {
    const family = smallFamily(["x", "y"], { a: 0 }, ([x, y], { a }) => {
      const growth = a! - x! * x! - y! * y!;
      return [growth * x! - 3 * y!, 3 * x! + growth * y!];
    });
    const { there } = finish(
      hysteresisSweep(family, { parameter: { name: "a", from: -0.5, to: 0.5 }, steps: 5, relaxation: 200 }),
    );
    expect(there.points.map(({ rests }) => rests)).toEqual([true, true, false, false, false]);
    expect(there.points.at(-1)!.highest[0]).toBeCloseTo(Math.SQRT1_2, 5);
  });

  it("jumps in Wilson and Cowan's model at P 0.3048 upwards and at -0.3996 downwards", () => {
    const family = buildFamily(core, { model: "wilson-cowan", preset: "multistable-1972" });
    const { there, back } = finish(
      hysteresisSweep(family, { parameter: { name: "P", from: -0.6, to: 0.6 }, steps: 61 }),
    );
    expect(there.jumps.map(({ between }) => between.map((p) => Math.round(p * 100) / 100))).toEqual([
      [0.3, 0.32],
    ]);
    expect(back.jumps.map(({ between }) => between.map((p) => Math.round(p * 100) / 100))).toEqual([
      [-0.38, -0.4],
    ]);
  });
});
