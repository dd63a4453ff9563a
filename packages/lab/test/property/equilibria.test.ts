import { init } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { type DynamicalSystem, findEquilibria } from "../../src/analysis/index.js";
import { buildFamily } from "../../src/build-family.js";

const core = await init();

function planar(F: (x: number, y: number) => readonly [number, number]): DynamicalSystem {
  return { size: 2, field: (x) => Float64Array.from(F(x[0]!, x[1]!)) };
}
const box = [
  [-2, 2],
  [-2, 2],
] as const;

describe("the equilibria of a box", () => {
  it("of the double well x' = x - x³, y' = -y are a saddle between two stable nodes, to 1e-10", () => {
    const found = findEquilibria(
      planar((x, y) => [x - x ** 3, -y]),
      box,
    );
    expect(
      found.map(({ type, state }) => [type, ...state.map((v) => Math.round(v * 1e10) / 1e10 + 0)]),
    ).toEqual([
      ["stable node", -1, 0],
      ["saddle", 0, 0],
      ["stable node", 1, 0],
    ]);
    expect(found[0]!.timeConstants).toEqual([expect.closeTo(1, 8), expect.closeTo(0.5, 8)]);
    expect(found[1]!.unstable).toBe(1);
  });

  it.each([
    ["stable focus", -0.1],
    ["centre", 0],
    ["unstable focus", 0.1],
  ])("are a %s with period 2 pi/3 where growth is %d and the rotation 3", (type, growth) => {
    const [only] = findEquilibria(
      planar((x, y) => [growth * x - 3 * y, 3 * x + growth * y]),
      box,
    );
    expect(only).toMatchObject({ type, period: expect.closeTo((2 * Math.PI) / 3, 8) });
  });

  it("on the edge of the box are found, those beyond it are not", () => {
    const cubic = planar((x, y) => [x * (x - 1) * (x - 3), -y]);
    const states = findEquilibria(cubic, [
      [0, 2],
      [0, 1],
    ]).map(({ state }) => state[0]!);
    expect(states).toEqual([expect.closeTo(0, 9), expect.closeTo(1, 9)]);
  });

  it("1e-5 apart are two, where starts on both sides lead to them", () => {
    const pair = planar((x, y) => [(x - 0.3) * (x - 0.3 - 1e-5), -y]);
    expect(findEquilibria(pair, box, [Float64Array.of(0.29, 0), Float64Array.of(0.31, 0)])).toHaveLength(2);
  });

  it("of four double wells, searched from scattered starts, are all 81, with residuals below 1e-10", () => {
    const wells: DynamicalSystem = { size: 4, field: (x) => x.map((v) => v - v ** 3) };
    const found = findEquilibria(wells, Array(4).fill([-1.5, 1.5]));
    expect(found).toHaveLength(3 ** 4);
    for (const { residual } of found) expect(residual).toBeLessThan(1e-10);
  });

  it("are none where the field has no zero", () => {
    expect(
      findEquilibria(
        planar((x, y) => [1 + x * x, -y]),
        box,
      ),
    ).toEqual([]);
  });
});

describe("the equilibria of Wilson and Cowan's model", () => {
  // Independent implementation, double precision.
  it.each([
    [
      "multistable-1972",
      [
        [0, 0],
        [0.189669474311389, 0.0681030953810827],
        [0.4397518248760556, 0.22593264516421516],
      ],
    ],
    [
      "multistable-code",
      [
        [0, 0],
        [0.1780372586, 0.0628011784],
        [0.4624648732, 0.2433641128],
      ],
    ],
    [
      "multistable-rate",
      [
        [0, 0],
        [0.3368524079225214, 0.16841967591084822],
        [0.9384304716774282, 0.6724810433176238],
      ],
    ],
    ["limit-cycle-1972", [[0.2017483955855511, 0.10688938574728346]]],
  ])("are those of an independent implementation (%s)", (preset, expected) => {
    const family = buildFamily(core, { model: "wilson-cowan", preset });
    const found = findEquilibria(
      family.at(),
      family.coordinates.map(({ range }) => range),
    );
    expect(found.map(({ state }) => state)).toEqual(
      expected.map((state) => state.map((value) => expect.closeTo(value, 9))),
    );
  });
});
