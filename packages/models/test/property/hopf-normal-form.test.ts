import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { createSimulation, simulate } from "../../src/index.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";

describe("the normal form of the Hopf bifurcation", () => {
  it.each([0.04, 0.25, 0.5])("settles on a cycle of radius √a with the period 2π/omega, a = %d", (a) => {
    const dtMs = 0.05;
    const [x, y] = simulate(core, circuitOf("hopf-normal-form", { values: { a } }), {
      dtMs,
      durationMs: 400,
      integrator: "rk4",
      save: [{ variable: "x" }, { variable: "y" }],
    });
    const last = x!.data.length - 1;
    const angle = (i: number): number => Math.atan2(y!.data[i]!, x!.data[i]!);
    // The transient is gone by 1e-13 (exp(-2a·365 ms) at most); RK4 keeps the cycle to its own (0.05)^4.
    expect(Math.hypot(x!.data[last]!, y!.data[last]!)).toBeCloseTo(Math.sqrt(a), 8);
    const turned = angle(last) - angle(last - 100);
    expect((turned + 2 * Math.PI) % (2 * Math.PI)).toBeCloseTo(0.2 * 100 * dtMs, 8);
  });

  it("grows from rest at a > 0 as the logistic solution of r² does", () => {
    const a = 0.25;
    const [x, y] = simulate(core, circuitOf("hopf-normal-form", { values: { a } }), {
      dtMs: 0.01,
      durationMs: 10.01,
      integrator: "rk4",
      save: [{ variable: "x" }, { variable: "y" }],
    });
    const R0 = 0.1 ** 2;
    const R = a / (1 + (a / R0 - 1) * Math.exp(-2 * a * 10));
    expect(x!.data[1000]! ** 2 + y!.data[1000]! ** 2).toBeCloseTo(R, 10);
  });

  it("below the bifurcation has the variance beta²/(2|a|) of its linearisation in each component", () => {
    const [a, noise, trials] = [-0.1, 0.005, 20_000];
    const circuit = circuitOf("hopf-normal-form", { values: { a, noise }, noise: true });
    const options = { dtMs: 0.2, durationMs: 60, trials };
    const simulation = createSimulation(core, circuit, options, randomStream(5).split("noise"));
    simulation.advance(Number.POSITIVE_INFINITY);
    for (const variable of ["x", "y"]) {
      const values = Float64Array.from(simulation.state(variable));
      const mean = values.reduce((sum, v) => sum + v, 0) / trials;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / trials;
      // Euler-Maruyama at this dt: beta²/(2|a| - (a² + omega²) dt); 4 s.e. of a variance of Gaussian draws.
      const stepped = noise ** 2 / (2 * -a - (a * a + 0.2 * 0.2) * 0.2);
      expect(Math.abs(variance / stepped - 1)).toBeLessThan(4 * Math.sqrt(2 / trials));
      expect(Math.abs(variance / (noise ** 2 / (2 * -a)) - 1)).toBeLessThan(0.1);
    }
  });
});
