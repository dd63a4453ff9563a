import { describe, expect, it } from "vitest";
import {
  type Circuit,
  createSequence,
  createSimulation,
  elman,
  type Integrator,
  simulate,
} from "../../src/index.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { derivatives } from "../derivatives.js";

const activations = {
  linear: (u: number) => u,
  relu: (u: number) => Math.max(0, u),
  tanh: Math.tanh,
  sigmoid: (u: number) => 1 / (1 + Math.exp(-u)),
};
const names = Object.keys(activations) as (keyof typeof activations)[];

const unitOf = (values: Readonly<Record<string, number>>, activation = "linear"): Circuit =>
  circuitOf("leaky-rnn", { values, options: { activation } });

const step = (amplitude: number, endMs: number) => [
  { input: "x", areas: ["unit"], startMs: 0, endMs, amplitude },
];

function lastOf(circuit: Circuit, dtMs: number, atMs: number, integrator: Integrator): number {
  const durationMs = atMs + dtMs;
  const options = { dtMs, durationMs, integrator, stimuli: step(0.8, durationMs), save: [{ variable: "a" }] };
  return simulate(core, circuit, options)[0]!.data[Math.round(atMs / dtMs)]!;
}

describe("the leaky unit", () => {
  it.each(names)("is tau a' = -a + f(w a + x + b), f %s", (name) => {
    const [tau, w, b] = [40, -1.7, 0.3];
    const circuit = unitOf({ tau, w, b }, name);
    for (const [a, x] of [
      [0.2, 0.9],
      [-1.1, 0],
      [1.4, -2.5],
    ] as const) {
      const [slope] = derivatives(circuit, Float64Array.of(a), Float64Array.of(b + x));
      expect(slope).toBeCloseTo((-a + activations[name](w * a + x + b)) / tau, 14);
    }
  });

  it.each(names)("has the slope of %s in its Jacobian", (name) => {
    const circuit = unitOf({ tau: 40, w: 1.3 }, name);
    for (const a of [-0.8, 0.4, 1.9]) {
      const at = (value: number): number =>
        derivatives(circuit, Float64Array.of(value), Float64Array.of(0.25))[0]!;
      const difference = (at(a + 1e-6) - at(a - 1e-6)) / 2e-6;
      expect(circuit.jacobian!(Float64Array.of(a), Float64Array.of(0.25))[0]).toBeCloseTo(difference, 8);
    }
  });

  it.each([0.5, 1, 1.5, -2])(
    "with w = %d and no bend is an exponential with tau/(1 - w), a ramp at 1",
    (w) => {
      const [tau, time, x] = [40, 60, 0.8];
      const exact = w === 1 ? (x * time) / tau : (x / (1 - w)) * -Math.expm1((-(1 - w) * time) / tau);
      // RK4 to (dt·|1 - w|/tau)^4.
      expect(lastOf(unitOf({ tau, w }), 0.5, time, "rk4")).toBeCloseTo(exact, 6);
    },
  );

  it("is reached by Euler's method with an error in proportion to the step", () => {
    const [tau, w, time] = [40, 0.5, 60];
    const exact = (0.8 / (1 - w)) * -Math.expm1((-(1 - w) * time) / tau);
    const error = (dtMs: number): number => Math.abs(lastOf(unitOf({ tau, w }), dtMs, time, "euler") - exact);
    expect(error(2) / error(1)).toBeGreaterThan(1.95);
    expect(error(2) / error(1)).toBeLessThan(2.05);
  });

  it("is refused a step above a quarter of tau, of less with a strong loop, more with a weak one of either sign", () => {
    const refused = (w: number, dtMs: number, activation = "linear"): boolean => {
      try {
        createSimulation(core, unitOf({ tau: 20, w }, activation), { dtMs, durationMs: 100 });
        return false;
      } catch (error) {
        expect(String(error)).toMatch(/use dtMs <= /);
        return true;
      }
    };
    expect([refused(0, 5), refused(0, 5.1)]).toEqual([false, true]);
    expect([refused(-4, 1), refused(-4, 1.1)]).toEqual([false, true]);
    expect([refused(1.5, 5), refused(-4, 2.5, "sigmoid")]).toEqual([false, false]);
  });

  it("stepped by tau would be the Elman unit", () => {
    const [tau, w, x] = [20, -0.7, 0.9];
    const circuit = unitOf({ tau, w }, "tanh");
    const network = { cell: elman("tanh"), inputs: 1, hidden: 1, outputs: 1 };
    const net = createSequence(core, network, { steps: 5, trials: 1, precision: "f64", gradients: false });
    net.setWeights({
      W_in: Float64Array.of(1),
      W_rec: Float64Array.of(w),
      b_rec: Float64Array.of(0),
      init_state: Float64Array.of(0),
      W_out: Float64Array.of(1),
      b_out: Float64Array.of(0),
    });
    net.inputs.fill(x);
    net.forward();
    let a = 0;
    for (let t = 0; t < 5; t++) {
      a += tau * derivatives(circuit, Float64Array.of(a), Float64Array.of(x))[0]!;
      expect(a).toBeCloseTo(net.outputs[t]!, 14);
    }
  });
});
