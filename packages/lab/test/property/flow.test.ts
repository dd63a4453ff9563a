import { describe, expect, it } from "vitest";
import { type FlowOptions, flow } from "../../src/analysis/phase-plane/flow.js";
import { linear, systemOf, vanDerPol } from "../plane-systems.js";

const options = (size: number, more: Partial<FlowOptions> = {}): FlowOptions => ({
  widths: new Float64Array(size).fill(1),
  low: new Float64Array(size).fill(-1000),
  high: new Float64Array(size).fill(1000),
  horizon: 1,
  settledSpeed: 0,
  ...more,
});

describe("paths", () => {
  it("of a linear system end at its exact solution, forward and backward, within their tolerance", () => {
    const [a, w] = [-0.3, 2];
    const spiral = linear([
      [a, -w],
      [w, a],
    ]);
    for (const backward of [false, true]) {
      const t = backward ? -3 : 3;
      const [{ end, time, ending }] = flow(
        spiral,
        Float64Array.of(1, 0),
        options(2, { horizon: 3, backward, tolerance: 1e-10, stride: 1 }),
      ) as never;
      expect(ending).toBe("unfinished");
      expect(time).toBeCloseTo(3, 12);
      expect(Math.abs(end[0] - Math.exp(a * t) * Math.cos(w * t))).toBeLessThan(1e-8);
      expect(Math.abs(end[1] - Math.exp(a * t) * Math.sin(w * t))).toBeLessThan(1e-8);
    }
  });

  it("are of order five: a tenth of the step is near a hundred-thousandth of the error", () => {
    // Every step is as long as the stride lets it be, for the tolerance is of no consequence.
    const turn = linear([
      [0, -1],
      [1, 0],
    ]);
    const errors = [0.4, 0.2, 0.1].map((stride) => {
      const [{ end }] = flow(
        turn,
        Float64Array.of(1, 0),
        options(2, { horizon: 4, tolerance: 1e6, stride }),
      ) as never;
      return Math.hypot(end[0] - Math.cos(4), end[1] - Math.sin(4));
    });
    const orders = [0, 1].map((i) => Math.log2(errors[i]! / errors[i + 1]!));
    for (const order of orders) expect(Math.abs(order - 5)).toBeLessThan(0.5);
  });

  it("do not depend on which others they are followed with", () => {
    const starts = [0.1, 0.2, -1, 2, 2.5, -2.5, 0.7, 0];
    const common = options(2, { horizon: 9, record: [0, 1] });
    const together = flow(vanDerPol, Float64Array.from(starts), common);
    together.forEach((path, i) => {
      expect(flow(vanDerPol, Float64Array.from(starts.slice(2 * i, 2 * i + 2)), common)[0]).toEqual(path);
    });
  });

  it("are cut off where they run away or stop being finite, and leave the others alone", () => {
    // x explodes in finite time from above 1 and decays from below; y is the root of what may be negative.
    const explosive = systemOf(2, ([x, y]) => [x! * x! - x!, -Math.sqrt(y!) - 0.1]);
    const paths = flow(
      explosive,
      Float64Array.of(2, 5, 0.5, 400, 0.5, 0.01),
      options(2, { horizon: 10, record: [0, 1], stride: 5 }),
    );
    expect(paths.map(({ ending }) => ending)).toEqual(["left", "unfinished", "left"]);
    expect(paths[0]!.time).toBeLessThan(Math.log(2) + 0.01);
    for (const { points } of paths) expect(points.every(Number.isFinite)).toBe(true);
    expect(paths[1]!.end[0]).toBeCloseTo(Math.exp(-10) / (1 + Math.exp(-10)), 6);
  });

  it("of a stiff system come to rest, at a cost that has a bound", () => {
    const stiff = linear([
      [-1000, 999],
      [0, -1],
    ]);
    const [path] = flow(
      stiff,
      Float64Array.of(1, -1),
      options(2, { horizon: 1e3, rests: [[0, 0]], record: [0] }),
    );
    expect(path!.ending).toBe("settled");
    const [spent] = flow(
      linear([
        [-1e7, 0],
        [0, -1],
      ]),
      Float64Array.of(1, 1),
      options(2, { horizon: 1e3, record: [0] }),
    );
    expect(spent!.ending).toBe("unfinished");
    expect(spent!.times.length).toBeLessThanOrEqual(4001);
  });

  it("of a map are its iterates, and one that escapes is cut off", () => {
    const logistic = { ...systemOf(1, ([x]) => [2.5 * x! * (1 - x!) - x!]), step: 1 };
    const [settles, escapes] = flow(
      logistic,
      Float64Array.of(0.1, -0.5),
      options(1, { horizon: 500, record: [0], settledSpeed: 1e-9 }),
    );
    expect(settles!.points.slice(0, 3)).toEqual([
      0.1,
      0.1 + (2.5 * 0.1 * 0.9 - 0.1),
      expect.closeTo(0.4359375, 12),
    ]);
    expect(settles!.ending).toBe("settled");
    expect(settles!.end[0]).toBeCloseTo(0.6, 8);
    expect(escapes!.ending).toBe("left");
  });
});
