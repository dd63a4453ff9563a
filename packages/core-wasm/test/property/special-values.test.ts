import { describe, expect, it } from "vitest";
import { initSync, type Precision } from "../../src/index.js";

const core = initSync();
const { POSITIVE_INFINITY: inf, NaN: nan } = Number;

type Unary = "exp" | "log" | "sqrt" | "tanh" | "sigmoid" | "softplus";

function valuesOf(name: Unary, x: readonly number[], precision: Precision): readonly number[] {
  const arena = core.allocate({ x: [x.length], y: [x.length] }, precision);
  arena.view.x.set(x);
  arena.k[name](arena.at.y, arena.at.x, x.length);
  return [...arena.view.y];
}

const table: readonly [Unary, ...(readonly [x: number, y: number])[]][] = [
  ["exp", [-inf, 0], [inf, inf], [nan, nan], [0, 1], [-0, 1], [-1e9, 0], [1e9, inf]],
  ["log", [0, -inf], [-0, -inf], [-1, nan], [-inf, nan], [inf, inf], [nan, nan], [1, 0]],
  ["sqrt", [0, 0], [-0, -0], [-1, nan], [-inf, nan], [inf, inf], [nan, nan], [1, 1], [4, 2]],
  ["tanh", [-inf, -1], [inf, 1], [nan, nan], [0, 0], [-0, -0], [1e9, 1]],
  ["sigmoid", [-inf, 0], [inf, 1], [nan, nan], [0, 0.5], [-0, 0.5], [-1e9, 0]],
  ["softplus", [-inf, 0], [inf, inf], [nan, nan], [1e9, 1e9], [-1e9, 0]],
];

describe.each(["f64", "f32"] as const)("in %s", (precision) => {
  it.each(table)("%s has its limits at zeros, infinities and NaN", (name, ...points) => {
    const expected = points.map(([, y]) => y);
    const x = points.map(([at]) => at);
    expect(valuesOf(name, x, precision), `${name} of ${x}`).toEqual(expected);
  });

  it("log of a power of two is a multiple of ln 2, subnormal numbers included", () => {
    const [first, last, unit] = precision === "f64" ? [-1074, 1023, 2 ** -52] : [-149, 127, 2 ** -23];
    const exponents = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const powers = exponents.map((k) => 2 ** k);
    valuesOf("log", powers, precision).forEach((y, i) => {
      const exact = exponents[i]! * Math.LN2;
      expect(Math.abs(y - exact), `log(2^${exponents[i]})`).toBeLessThanOrEqual(1.5 * unit * Math.abs(exact));
    });
  });

  it("threshold-linear keeps NaN and has no negative zero", () => {
    const arena = core.allocate({ x: [3], y: [3] }, precision);
    arena.view.x.set([nan, -0, -1]);
    arena.k.thresholdLinear(arena.at.y, arena.at.x, 1, 0, 3);
    expect([...arena.view.y]).toEqual([nan, 0, 0]);
  });
});
