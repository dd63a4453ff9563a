import { describe, expect, it } from "vitest";
import { phasePlane } from "../../src/phase-plane/phase-plane.js";
import { host } from "../in-process-host.js";

const plane = async (request: object) =>
  (await phasePlane(host, { isocortex: 1, model: "wilson-cowan", ...request })).record;

// An independent implementation of the three conventions; BrainPy prints 0.17803581 and 0.46246485 for the second.
describe("the phase plane of Wilson & Cowan's equations, in each convention", () => {
  it.each([
    [
      "multistable-1972",
      [
        [0, 0],
        [0.189669, 0.068103],
        [0.439752, 0.225933],
      ],
      1e-6,
    ],
    [
      "multistable-code",
      [
        [0, 0],
        [0.1780372586, 0.0628011784],
        [0.4624648732, 0.2433641128],
      ],
      1e-10,
    ],
    [
      "multistable-rate",
      [
        [0, 0],
        [0.336852, 0.16842],
        [0.93843, 0.672481],
      ],
      1e-6,
    ],
  ] as const)(
    "%s has all three equilibria, the middle one a saddle, and two basins",
    async (preset, wanted, within) => {
      const layers = ["nullclines", "manifolds", "basins"];
      const record = await plane({ preset, layers, basins: { columns: 20, rows: 20 } });
      expect(record.equilibria).toHaveLength(3);
      record.equilibria.forEach(({ state, inPlane }, i) => {
        expect(inPlane).toBe(true);
        for (const k of [0, 1]) expect(Math.abs(state[k]! - wanted[i]![k]!)).toBeLessThan(within);
      });
      expect(record.equilibria.map(({ unstable }) => unstable)).toEqual([0, 1, 0]);
      for (const { residual } of record.nullclines) expect(residual).toBeLessThan(1e-9);
      expect(record.goals.map(({ kind }) => kind)).toEqual(["equilibrium", "equilibrium"]);
      expect(new Set(record.basins!.goal)).toEqual(new Set([0, 1]));
    },
  );

  it("limit-cycle-1972 has an unstable focus and the cycle that all trajectories come to", async () => {
    const record = await plane({ preset: "limit-cycle-1972" });
    expect(record.equilibria.map(({ type }) => type)).toEqual(["unstable focus"]);
    const { state } = record.equilibria[0]!;
    expect(Math.abs(state[0]! - 0.201748)).toBeLessThan(1e-6);
    expect(Math.abs(state[1]! - 0.106889)).toBeLessThan(1e-6);
    expect(record.goals.map(({ kind }) => kind)).toEqual(["cycle"]);
    const { period, low, high } = record.goals[0]!;
    // The other implementation's RK4 in steps of 0.005 is good to 1e-4.
    expect(Math.abs(period! - 4.99589)).toBeLessThan(1e-4);
    [
      [low![0], 0.102559],
      [high![0], 0.269659],
      [low![1], 0.021744],
      [high![1], 0.194474],
    ].forEach(([got, wanted]) => {
      expect(Math.abs(got! - wanted!)).toBeLessThan(1e-4);
    });
  });
});
