import { describe, expect, it } from "vitest";
import { linear2x2, simulate } from "../../src/index.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { exponential, matrix2, times } from "../linear-system.js";

const entriesOf = (preset: string): number[] => {
  const { a11, a12, a21, a22 } = linear2x2.presets![preset]!.parameters!;
  return [a11!, a12!, a21!, a22!];
};

/** What the trace and determinant of A say that it is. */
function kindOf([a, b, c, d]: readonly number[]): string {
  const [trace, determinant] = [a! + d!, a! * d! - b! * c!];
  if (determinant < 0) return "saddle";
  if (determinant === 0) return "line-attractor";
  if (trace === 0) return "centre";
  const shape = trace * trace < 4 * determinant ? "focus" : "node";
  return `${trace < 0 ? "stable" : "unstable"}-${shape}`;
}

describe("the linear system", () => {
  it.each(Object.keys(linear2x2.presets!))("named %s is one", (preset) => {
    expect(kindOf(entriesOf(preset))).toBe(preset);
  });

  it.each(["stable-node", "saddle", "line-attractor"])(
    "follows exp(A t) as a %s, to the error of RK4",
    (preset) => {
      const [x, y] = simulate(core, circuitOf("linear-2x2", { preset }), {
        dtMs: 0.1,
        durationMs: 20.1,
        integrator: "rk4",
        save: [{ variable: "x" }, { variable: "y" }],
      });
      const exact = times(exponential(matrix2(entriesOf(preset)), 20), [1, 0]);
      // (0.3·0.1)^5/120 at each of 200 steps.
      expect(Math.abs(x!.data[200]! - exact[0])).toBeLessThan(1e-7);
      expect(Math.abs(y!.data[200]! - exact[1])).toBeLessThan(1e-7);
    },
  );

  it("turns at a radius that does not change, as a centre", () => {
    const [x, y] = simulate(core, circuitOf("linear-2x2", { preset: "centre" }), {
      dtMs: 0.1,
      durationMs: 100,
      integrator: "rk4",
      save: [{ variable: "x" }, { variable: "y" }],
    });
    x!.data.forEach((value, i) => {
      expect(Math.hypot(value, y!.data[i]!)).toBeCloseTo(1, 6);
      expect(value).toBeCloseTo(Math.cos(0.2 * 0.1 * i), 5);
    });
  });

  it("settles where A x is minus its input", () => {
    const [x, y] = simulate(core, circuitOf("linear-2x2"), {
      dtMs: 0.5,
      durationMs: 1000,
      stimuli: [{ input: "x", areas: ["system"], startMs: 0, endMs: 1000, amplitude: 0.1 }],
      save: [{ variable: "x" }, { variable: "y" }],
    });
    // A = [[-0.05, -0.2], [0.2, -0.05]], det 0.0425.
    expect(x!.data.at(-1)).toBeCloseTo((0.05 * 0.1) / 0.0425, 10);
    expect(y!.data.at(-1)).toBeCloseTo((0.2 * 0.1) / 0.0425, 10);
  });

  it("that stands still can be run", () => {
    const still = circuitOf("linear-2x2", { values: { a11: 0, a12: 0, a21: 0, a22: 0 } });
    const [x] = simulate(core, still, { dtMs: 1, durationMs: 10, save: [{ variable: "x" }] });
    expect([...x!.data]).toEqual(new Array(10).fill(1));
  });
});
