import { initSync } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { goalsOf } from "../../src/analysis/phase-plane/basins.js";
import { manifoldsOf, pathsFrom } from "../../src/analysis/phase-plane/phase-plane.js";
import { sectionOnGrid } from "../../src/analysis/phase-plane/plane-section.js";
import { buildFamily } from "../../src/build-family.js";
import { bent, linear, squareOf, systemOf, vanDerPol } from "../plane-systems.js";
import { seeded } from "../seeded.js";

const verticesOf = ({ pieces }: { pieces: readonly { x: readonly number[]; y: readonly number[] }[] }) =>
  pieces.flatMap(({ x, y }) => x.map((at, i) => [at, y[i]!] as const));

describe("a nullcline", () => {
  it("of a linear system is its line, in one piece from edge to edge, to 1e-14", () => {
    const [a, b, c, d] = [-0.3, 0.7, 0.4, -1.1];
    const lines = squareOf(
      linear([
        [a, b],
        [c, d],
      ]),
    ).nullclines;
    expect(lines.map(({ pieces }) => pieces.length)).toEqual([1, 1]);
    for (const [x, y] of verticesOf(lines[0])) expect(Math.abs(a * x + b * y)).toBeLessThan(1e-14);
    for (const [x, y] of verticesOf(lines[1])) expect(Math.abs(c * x + d * y)).toBeLessThan(1e-14);
    const xs = verticesOf(lines[0]).map(([x]) => x);
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([-2, 2]);
  });

  it("of van der Pol's oscillator is y = x/(1 - x²), in three pieces, every vertex at a zero below 1e-12", () => {
    const [first, second] = squareOf(vanDerPol, [-3, 3]).nullclines;
    for (const [, y] of verticesOf(first)) expect(Math.abs(y)).toBeLessThan(1e-12);
    expect(second.pieces).toHaveLength(3);
    expect(second.residual).toBeLessThan(1e-12);
    for (const [x, y] of verticesOf(second)) expect(Math.abs((1 - x * x) * y - x)).toBeLessThan(1e-12);
  });

  it("that is a circle comes back to where it began", () => {
    const [circle] = squareOf(systemOf(2, ([x, y]) => [x! * x! + y! * y! - 1, 1 + x!])).nullclines;
    expect(circle.pieces).toHaveLength(1);
    const { x, y } = circle.pieces[0]!;
    expect([x[0], y[0]]).toEqual([x.at(-1), y.at(-1)]);
    for (const [a, b] of verticesOf(circle)) expect(Math.abs(Math.hypot(a, b) - 1)).toBeLessThan(1e-12);
  });

  it("is not where the derivative jumps through zero", () => {
    const jump = systemOf(2, ([x, y]) => [x! > 0.1234 ? 1 : -1, y!]);
    const [first, second] = squareOf(jump).nullclines;
    expect(first.pieces).toEqual([]);
    expect(second.pieces).toHaveLength(1);
  });
});

describe("coordinates that are not in the plane", () => {
  // dx/dt and dy/dt depend on z, dz/dt = p x + q y - r z: z = (p x + q y)/r where it is quasi-steady.
  const [p, q, r] = [0.6, -0.8, 1.7];
  const three = linear([
    [-1, 0.5, 0.9],
    [0.2, -1.3, -0.4],
    [p, q, -r],
  ]);

  it("are where a linear system's closed form says, if quasi-steady", () => {
    const { grid, axes, nullclines } = squareOf(three, [-2, 2], { rule: "quasi-steady", resolution: 30 });
    for (let row = 0; row < 30; row++) {
      for (let column = 0; column < 30; column++) {
        const at = row * 30 + column;
        const [x, y] = [axes[0][column]!, axes[1][row]!];
        const z = (p * x + q * y) / r;
        expect(Math.abs(grid.states[3 * at + 2]! - z)).toBeLessThan(1e-9);
        expect(Math.abs(grid.field[2 * at]! - (-x + 0.5 * y + 0.9 * z))).toBeLessThan(1e-9);
      }
    }
    const [a, b] = [-1 + (0.9 * p) / r, 0.5 + (0.9 * q) / r];
    for (const [x, y] of verticesOf(nullclines[0])) expect(Math.abs(a * x + b * y)).toBeLessThan(1e-9);
  });

  it("stay where they are held, if frozen", () => {
    const { nullclines } = squareOf(three, [-2, 2], { rule: "frozen", base: Float64Array.of(0, 0, 0.5) });
    expect(verticesOf(nullclines[0]).length).toBeGreaterThan(30);
    for (const [x, y] of verticesOf(nullclines[0])) expect(Math.abs(-x + 0.5 * y + 0.45)).toBeLessThan(1e-13);
  });

  it("leave a gap where they have no solution", () => {
    // z² = x has none for x < 0.
    const folded = systemOf(3, ([x, y, z]) => [-x! + z!, -y!, x! - z! * z!]);
    const { section } = squareOf(folded, [-1, 1], {
      rule: "quasi-steady",
      base: Float64Array.of(1, 0, 1),
      resolution: 8,
    });
    const xs = Float64Array.of(1, 0.6, 0.2, -0.2, -0.6);
    const { states } = sectionOnGrid(section, xs, Float64Array.of(0, 0.5));
    const z = Array.from({ length: 5 }, (_, i) => states[3 * i + 2]!);
    xs.forEach((x, i) => {
      if (x > 0) expect(z[i]).toBeCloseTo(Math.sqrt(x), 10);
      else expect(z[i]).toBeNaN();
    });
  });
});

describe("equilibria of a plane", () => {
  it("have the types of the linear systems they are made of", () => {
    const { uniform } = seeded(5);
    for (let trial = 0; trial < 40; trial++) {
      const [a, b, c, d] = Array.from({ length: 4 }, () => 2 * uniform() - 1) as [
        number,
        number,
        number,
        number,
      ];
      const [trace, det] = [a + d, a * d - b * c];
      const { equilibria } = squareOf(
        linear([
          [a, b],
          [c, d],
        ]),
        [-2, 2],
        { resolution: 12 },
      );
      expect(equilibria).toHaveLength(1);
      const round = trace * trace < 4 * det;
      const type = det < 0 ? "saddle" : `${trace < 0 ? "stable" : "unstable"} ${round ? "focus" : "node"}`;
      expect(equilibria[0]!.type).toBe(type);
    }
  });
});

describe("manifolds of a saddle", () => {
  const skeleton = squareOf(bent);
  const branches = manifoldsOf(skeleton);

  it("are two stable and two unstable branches", () => {
    expect(skeleton.equilibria.map(({ type }) => type)).toEqual(["stable node", "saddle", "stable node"]);
    expect(branches.map(({ manifold, ending }) => `${manifold} ${ending}`).sort()).toEqual([
      ...["stable left", "stable left", "unstable settled", "unstable settled"],
    ]);
  });

  it("lie on the separatrix x = 0.3 y² to 1e-8, out to the edge of the plane", () => {
    const stable = branches.filter(({ manifold }) => manifold === "stable");
    for (const { x, y } of stable) {
      x.forEach((at, i) => {
        if (Math.abs(y[i]!) <= 2) expect(Math.abs(at - 0.3 * y[i]! ** 2)).toBeLessThan(1e-8);
      });
      expect(Math.max(...y.map(Math.abs))).toBeGreaterThan(2);
    }
  });

  it("divide the basins: 900 starts come to the attractor on their side of it", () => {
    const points = Float64Array.from({ length: 1800 }, (_, i) => {
      const cell = i % 2 === 0 ? (i >> 1) % 30 : Math.floor(i / 60);
      return -2 + (4 * (cell + 0.5)) / 30;
    });
    const paths = pathsFrom(skeleton, points, false);
    const { goals, of } = goalsOf(bent, paths, skeleton.equilibria, skeleton.flow);
    of.forEach((goal, i) => {
      const one = goals[goal]!;
      const side = Math.sign(points[2 * i]! - 0.3 * points[2 * i + 1]! ** 2);
      expect(one.kind).toBe("equilibrium");
      if (one.kind === "equilibrium") expect(one.equilibrium.state[0]).toBeCloseTo(side, 6);
    });
  });
});

describe("what paths come to", () => {
  it("is van der Pol's limit cycle from everywhere but its focus: period 6.6632868593, amplitude 2.00861986", () => {
    const skeleton = squareOf(vanDerPol, [-3, 3]);
    const paths = pathsFrom(skeleton, Float64Array.of(0, 0, 0.01, 0, 2.9, 2.9, -2, 1), true);
    const { goals, of } = goalsOf(vanDerPol, paths, skeleton.equilibria, skeleton.flow);
    expect(of.map((goal) => goals[goal]!.kind)).toEqual(["equilibrium", "cycle", "cycle", "cycle"]);
    expect(new Set(of.slice(1)).size).toBe(1);
    const cycle = goals.find((goal) => goal.kind === "cycle")!;
    if (cycle.kind !== "cycle") throw new Error("no cycle");
    // Andersen & Geer 1982, SIAM J Appl Math 42:678, mu = 1.
    expect(Math.abs(cycle.cycle.period - 6.6632868593)).toBeLessThan(1e-6);
    expect(Math.abs(cycle.cycle.high[0]! - 2.00861986)).toBeLessThan(1e-5);
  });

  it("is a closed orbit, not a limit cycle, around a centre; a point of a line; away", () => {
    const kinds = (A: readonly (readonly number[])[]): string[] => {
      const system = linear(A);
      const skeleton = squareOf(system, [-2, 2], { resolution: 20 });
      const points = Float64Array.of(0.5, 0.3, -1, 0.7, 1.5, -1.2);
      const { goals, of } = goalsOf(
        system,
        pathsFrom(skeleton, points, false),
        skeleton.equilibria,
        skeleton.flow,
      );
      return [...new Set(of.map((goal) => goals[goal]!.kind))];
    };
    expect(
      kinds([
        [0, -1],
        [1, 0],
      ]),
    ).toEqual(["closed"]);
    expect(
      kinds([
        [-1, 1],
        [1, -1],
      ]),
    ).toEqual(["line"]);
    expect(
      kinds([
        [0.1, -1],
        [1, 0.1],
      ]),
    ).toEqual(["away"]);
  });

  it("is a focus that attracts by a thousandth a turn, not a cycle", () => {
    const system = linear([
      [-0.001 / (2 * Math.PI), -1],
      [1, -0.001 / (2 * Math.PI)],
    ]);
    const skeleton = squareOf(system, [-2, 2], { resolution: 20, horizon: 200 });
    const { goals } = goalsOf(
      system,
      pathsFrom(skeleton, Float64Array.of(1, 0), false),
      skeleton.equilibria,
      skeleton.flow,
    );
    expect(goals.map(({ kind }) => kind)).toEqual(["unsettled"]);
  });
});

describe("a family's fields", () => {
  it("are the same for a state alone and among others, whatever their number", () => {
    const family = buildFamily(initSync(), { model: "excitatory-inhibitory" });
    const system = family.at();
    const { uniform } = seeded(3);
    for (const count of [1, 2, 3, 7, 64, 65, 3000]) {
      const states = Float64Array.from({ length: 2 * count }, () => 100 * uniform());
      const together = system.fields!(states, count);
      const last = states.subarray(2 * count - 2);
      expect(together.slice(2 * count - 2)).toEqual(system.field(last));
      expect(together).toHaveLength(2 * count);
    }
  });
});
