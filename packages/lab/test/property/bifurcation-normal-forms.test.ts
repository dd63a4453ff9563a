import { describe, expect, it } from "vitest";
import {
  bifurcationDiagram,
  type Diagram,
  type DiagramOptions,
  finish,
  type SystemFamily,
} from "../../src/analysis/index.js";
import { smallFamily } from "../small-family.js";

const diagram = (
  family: SystemFamily,
  from: number,
  to: number,
  more: Partial<DiagramOptions> = {},
): Diagram => finish(bifurcationDiagram(family, { parameter: { name: "a", from, to }, ...more }));
const special = ({ points }: Diagram) =>
  points
    .filter(({ kind }) => kind !== "EP")
    .map(({ kind, type, parameter, state }) => ({ kind, type, parameter, state }));
const near = (value: number) => expect.closeTo(value, 8);

describe("a branch of equilibria", () => {
  it("passes the fold of x' = a + x² at 0 and is stable on one side", () => {
    const d = diagram(
      smallFamily(["x"], { a: -1 }, ([x], { a }) => [a! + x! * x!]),
      -1,
      1,
    );
    expect(special(d)).toEqual([{ kind: "LP", type: undefined, parameter: near(0), state: [near(0)] }]);
    expect(d.equilibria).toHaveLength(1);
    const [branch] = d.equilibria;
    branch!.parameter.forEach((a, i) => {
      const [x] = branch!.states[i]!;
      expect(Math.abs(a + x! * x!)).toBeLessThan(1e-10);
      if (Math.abs(x!) > 1e-6) expect(branch!.unstable[i]).toBe(x! > 0 ? 1 : 0);
    });
    expect(d.unfinished).toEqual([]);
    expect(d.jacobian).toBe("differenced");
  });

  it("crosses another one at the transcritical point of x' = a·x - x², and both are followed", () => {
    const d = diagram(
      smallFamily(["x"], { a: -1 }, ([x], { a }) => [a! * x! - x! * x!]),
      -1,
      1,
    );
    expect(special(d)).toEqual([{ kind: "BP", type: "transcritical", parameter: near(0), state: [near(0)] }]);
    expect(d.equilibria).toHaveLength(2);
    for (const { parameter } of d.equilibria) {
      expect(Math.min(...parameter)).toBeCloseTo(-1, 12);
      expect(Math.max(...parameter)).toBeCloseTo(1, 12);
    }
  });

  it("meets both arms of the pitchfork of x' = a·x - x³ at 0", () => {
    const d = diagram(
      smallFamily(["x"], { a: -1 }, ([x], { a }) => [a! * x! - x! ** 3]),
      -1,
      1,
    );
    expect(special(d)).toEqual([{ kind: "BP", type: "pitchfork", parameter: near(0), state: [near(0)] }]);
    const arms = d.equilibria.find(({ states }) => states.some(([x]) => Math.abs(x!) > 0.5))!;
    expect(arms.ends.map(({ parameters, state }) => [parameters[0], state[0]!])).toEqual(
      expect.arrayContaining([
        [1, near(1)],
        [1, near(-1)],
      ]),
    );
    for (const [i, a] of arms.parameter.entries()) expect(a).toBeCloseTo(arms.states[i]![0]! ** 2, 9);
  });

  it("is found from the branch that crosses it where no search leads to it", () => {
    const family = smallFamily(["x", "y"], { a: -1 }, ([x, y], { a }) => [a! * x! - x! ** 3, -y!]);
    const d = diagram(family, -1, 1, { starts: [[0, 0]] });
    expect(d.equilibria).toHaveLength(2);
  });

  it("that joins no other at the ends of the range is found from searches between them: a circle x² + a² = 1/4", () => {
    const d = diagram(
      smallFamily(["x"], { a: -1 }, ([x], { a }) => [x! * x! + a! * a! - 0.25]),
      -1,
      1,
    );
    expect(special(d)).toEqual(
      expect.arrayContaining([
        { kind: "LP", type: undefined, parameter: near(-0.5), state: [near(0)] },
        { kind: "LP", type: undefined, parameter: near(0.5), state: [near(0)] },
      ]),
    );
    expect(d.equilibria).toHaveLength(1);
    expect(d.equilibria[0]!.ends[0].reason).toBe("the branch is closed");
  });

  it("has no Hopf point at a neutral saddle, where two real eigenvalues add up to 0", () => {
    const family = smallFamily(["x", "y"], { a: -0.5 }, ([x, y], { a }) => [(a! + 1) * x!, (a! - 1) * y!]);
    expect(special(diagram(family, -0.5, 0.5, { cycles: false }))).toEqual([]);
  });

  it("turns at the corner of a threshold-linear fold", () => {
    const field = ([x]: readonly number[], { a }: Readonly<Record<string, number>>) => [
      a! + Math.abs(x! - 0.3),
    ];
    const d = diagram(smallFamily(["x"], { a: -1 }, field), -1, 1);
    expect(special(d)).toEqual([
      { kind: "LP", type: "corner", parameter: expect.closeTo(0, 6), state: [expect.closeTo(0.3, 6)] },
    ]);
    expect(d.equilibria).toHaveLength(1);
    expect(d.unfinished).toEqual([]);
  });

  it("turns by a right angle where a threshold is passed: x' = -x + [a·x + 1 - a]+ at a = 1", () => {
    const family = smallFamily(["x"], { a: 0 }, ([x], { a }) => [-x! + Math.max(0, a! * x! + 1 - a!)]);
    const d = diagram(family, 0, 2);
    // At a = 1 every x above 0 is an equilibrium: that line leaves the box upwards, and turns at x = 0.
    expect(d.unfinished).toEqual([expect.stringMatching(/x is more than 10 widths of its range beyond it/)]);
    const ends = d.equilibria.flatMap((branch) =>
      branch.ends.map(({ parameters, state }) => [parameters[0], state[0]!]),
    );
    expect(ends).toEqual(
      expect.arrayContaining([
        [0, near(1)],
        [2, near(1)],
        [2, near(0)],
      ]),
    );
  });

  it("counts rates up to 100, gates up to 1 and a parameter up to 2000 alike", () => {
    const family = smallFamily(
      ["gate"],
      { a: 0 },
      ([s], { a }) => [a! / 2000 - 0.5 + (s! - 0.5) * (s! - 0.2) * 4],
      [0, 1],
    );
    const rates: SystemFamily = {
      ...family,
      coordinates: [
        { name: "gate", unit: "1", range: [0, 1] },
        { name: "rate", unit: "Hz", range: [0, 100] },
      ],
      at(values = {}) {
        const gate = family.at(values);
        return {
          size: 2,
          field: (x) => Float64Array.of(gate.field(x.subarray(0, 1))[0]!, 100 * x[0]! - x[1]!),
        };
      },
    };
    const d = finish(bifurcationDiagram(rates, { parameter: { name: "a", from: 0, to: 2000 } }));
    expect(special(d)).toEqual([
      { kind: "LP", type: undefined, parameter: expect.closeTo(1180, 5), state: [near(0.35), near(35)] },
    ]);
  });
});

const hopf = (sign: number) =>
  smallFamily(["x", "y"], { a: -0.5, w: 3 }, ([x, y], { a, w }) => {
    const r2 = x! * x! + y! * y!;
    return [(a! + sign * r2) * x! - w! * y!, w! * x! + (a! + sign * r2) * y!];
  });

describe("cycles", () => {
  it("of the supercritical Hopf normal form have radius √a and period 2 pi/3, and are stable", () => {
    const d = diagram(hopf(-1), -0.5, 1);
    const [birth] = d.points.filter(({ kind }) => kind === "HB");
    expect(birth).toMatchObject({
      parameter: near(0),
      type: "supercritical",
      omega: near(3),
      period: near((2 * Math.PI) / 3),
    });
    expect(d.cycles).toHaveLength(1);
    const [branch] = d.cycles;
    branch!.parameter.forEach((a, i) => {
      expect(branch!.highest[i]![0]! ** 2).toBeCloseTo(a, 7);
      expect(branch!.lowest[i]![1]! ** 2).toBeCloseTo(a, 7);
      expect(branch!.period[i]).toBeCloseTo((2 * Math.PI) / 3, 7);
      expect(branch!.unstable[i]).toBe(0);
      // The radius decays as e^(-2at).
      expect(branch!.multiplier[i]!.re).toBeCloseTo(Math.exp((-2 * a * 2 * Math.PI) / 3), 6);
    });
    expect(Math.max(...branch!.parameter)).toBeCloseTo(1, 10);
    expect(d.unfinished).toEqual([]);
  });

  it("of the subcritical one are unstable and exist below the Hopf point", () => {
    const d = diagram(hopf(1), -0.5, 1);
    expect(d.points.find(({ kind }) => kind === "HB")).toMatchObject({
      parameter: near(0),
      type: "subcritical",
    });
    expect(d.cycles[0]!.unstable.every((count) => count === 1)).toBe(true);
    expect(Math.min(...d.cycles[0]!.parameter)).toBeCloseTo(-0.5, 10);
  });

  it("pass a fold: r' = a·r + r³ - r⁵ has one at a = -1/4 with radius √½", () => {
    const family = smallFamily(["x", "y"], { a: -1 }, ([x, y], { a }) => {
      const r2 = x! * x! + y! * y!;
      const growth = a! + r2 - r2 * r2;
      return [growth * x! - 2 * y!, 2 * x! + growth * y!];
    });
    const d = diagram(family, -1, 0.5);
    const [fold] = d.points.filter(({ kind }) => kind === "LPC");
    expect(fold!.parameter).toBeCloseTo(-0.25, 8);
    expect(Math.sqrt(fold!.state[0]! ** 2 + fold!.state[1]! ** 2)).toBeCloseTo(Math.SQRT1_2, 6);
    expect(d.cycles).toHaveLength(1);
    expect(Math.max(...d.cycles[0]!.parameter)).toBeCloseTo(0.5, 10);
  });

  it("born at one Hopf point end at another: x' = (a - a² - r²)x - y", () => {
    const family = smallFamily(["x", "y"], { a: -0.5 }, ([x, y], { a }) => {
      const growth = a! - a! * a! - x! * x! - y! * y!;
      return [growth * x! - y!, x! + growth * y!];
    });
    const d = diagram(family, -0.5, 1.5);
    expect(d.points.filter(({ kind }) => kind === "HB").map(({ parameter }) => parameter)).toEqual([
      near(0),
      near(1),
    ]);
    expect(d.cycles).toHaveLength(1);
    expect(d.cycles[0]!.ends.map(({ reason }) => reason)).toEqual(
      Array(2).fill("the cycle shrinks to a Hopf point"),
    );
    const places = d.cycles[0]!.ends.map(({ parameters, state }) => [...parameters, ...state]);
    expect(places.sort(([one], [other]) => one! - other!)).toEqual([
      [near(0), near(0), near(0)],
      [near(1), near(0), near(0)],
    ]);
    const { parameter, highest } = d.cycles[0]!;
    for (const [i, a] of parameter.entries()) expect(highest[i]![0]! ** 2).toBeCloseTo(a - a * a, 6);
  });

  it("are not followed from the Hopf point of a linear system, where those of every size have one value", () => {
    const family = smallFamily(["x", "y"], { a: -0.5 }, ([x, y], { a }) => [
      a! * x! - 2 * y!,
      2 * x! + a! * y!,
    ]);
    const d = diagram(family, -0.5, 0.5);
    expect(special(d)).toEqual([
      { kind: "HB", type: "degenerate", parameter: near(0), state: [near(0), near(0)] },
    ]);
    expect(d.cycles).toEqual([]);
    expect(d.unfinished).toEqual([]);
  });

  it("of van der Pol's oscillator are found from a trajectory: period 6.66328686 at mu = 1", () => {
    const family = smallFamily(
      ["x", "y"],
      { a: 1 },
      ([x, y], { a }) => [y!, a! * (1 - x! * x!) * y! - x!],
      [-3, 3],
    );
    const d = diagram(family, 0.5, 1.5);
    expect(d.cycles).toHaveLength(1);
    const { parameter, period, highest } = d.cycles[0]!;
    const at = parameter.indexOf(1);
    expect(at).toBeGreaterThan(0);
    expect(period[at]).toBeCloseTo(6.66328686, 7);
    expect(highest[at]![0]).toBeCloseTo(2.00862, 5);
    expect(Math.min(...parameter)).toBeCloseTo(0.5, 10);
    expect(Math.max(...parameter)).toBeCloseTo(1.5, 10);
  });

  it("of Rössler's system double their period where a multiplier passes -1", () => {
    const family = smallFamily(
      ["x", "y", "z"],
      { a: 2.5 },
      ([x, y, z], { a: c }) => [-y! - z!, x! + 0.2 * y!, 0.2 + z! * (x! - c!)],
      [-6, 6],
    );
    const d = diagram(family, 2.5, 3);
    const [doubling] = d.points.filter(({ kind }) => kind === "PD");
    expect(doubling!.multipliers![0]!.re).toBeCloseTo(-1, 6);
    const [branch] = d.cycles;
    for (const [i, c] of branch!.parameter.entries())
      if (c !== doubling!.parameter) expect(branch!.unstable[i]).toBe(c < doubling!.parameter ? 0 : 1);
    // A cycle of twice the period begins there.
    const [, doubled] = d.cycles;
    expect(Math.min(...doubled!.parameter)).toBeGreaterThan(doubling!.parameter);
    expect(doubled!.period[0]! / doubling!.period!).toBeCloseTo(2, 2);
  });

  it("of the Brusselator are born at B = 1 + A²", () => {
    const family = smallFamily(
      ["x", "y"],
      { A: 1, a: 1.5 },
      ([x, y], { A, a: B }) => [A! + x! * x! * y! - (B! + 1) * x!, B! * x! - x! * x! * y!],
      [0, 5],
    );
    const d = diagram(family, 1.5, 2.5);
    expect(d.points.find(({ kind }) => kind === "HB")).toMatchObject({
      parameter: near(2),
      state: [near(1), near(2)],
      omega: near(1),
      type: "supercritical",
    });
  });
});

describe("in two parameters", () => {
  it("the folds of x' = b + a·x - x³ meet at the cusp (0, 0)", () => {
    const family = smallFamily(["x"], { a: 1, b: 1 }, ([x], { a, b }) => [b! + a! * x! - x! ** 3]);
    const d = finish(
      bifurcationDiagram(family, {
        parameter: { name: "b", from: -1, to: 1 },
        second: { name: "a", from: -1, to: 1.2 },
      }),
    );
    const [cusp] = d.points.filter(({ kind }) => kind === "CP");
    expect(cusp).toMatchObject({ parameter: near(0), second: near(0), state: [expect.closeTo(0, 7)] });
    expect(d.curves).toHaveLength(1);
    for (const [i, b] of d.curves[0]!.parameter.entries())
      expect(27 * b * b).toBeCloseTo(4 * d.curves[0]!.second[i]! ** 3, 7);
  });

  it("folds and Hopf points of x' = y, y' = a + b·y + x² + x·y meet at the Bogdanov-Takens point (0, 0)", () => {
    const family = smallFamily(["x", "y"], { a: -0.5, b: 0.5 }, ([x, y], { a, b }) => [
      y!,
      a! + b! * y! + x! * x! + x! * y!,
    ]);
    const d = diagram(family, -0.5, 0.2, { second: { name: "b", from: -0.5, to: 1 }, cycles: false });
    const points = d.points.filter(({ kind }) => kind === "BT");
    expect(points).toHaveLength(2);
    for (const point of points) {
      expect(point.parameter).toBeCloseTo(0, 7);
      expect(point.second).toBeCloseTo(0, 7);
    }
    const hopfs = d.curves.find(({ kind }) => kind === "hopf")!;
    for (const [i, a] of hopfs.parameter.entries()) expect(a).toBeCloseTo(-(hopfs.second[i]! ** 2), 8);
  });

  it("the Hopf points of r' = r(a + b·r² - r⁴) change their kind at the generalised Hopf point b = 0", () => {
    const family = smallFamily(["x", "y"], { a: -1, b: -0.5 }, ([x, y], { a, b }) => {
      const r2 = x! * x! + y! * y!;
      const growth = a! + b! * r2 - r2 * r2;
      return [growth * x! - y!, x! + growth * y!];
    });
    const d = diagram(family, -1, 1, { second: { name: "b", from: -1, to: 1 }, cycles: false });
    const [bautin] = d.points.filter(({ kind }) => kind === "GH");
    expect(bautin!.parameter).toBeCloseTo(0, 8);
    expect(bautin!.second).toBeCloseTo(0, 4);
  });
});
