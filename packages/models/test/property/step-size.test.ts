import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  createSequence,
  createSimulation,
  elman,
  leaky,
  type Network,
  weightShapes,
} from "../../src/index.js";
import { core } from "../core.js";
import { leakyUnit } from "../leaky-unit.js";
import { unguarded } from "../local-circuit.js";

const tauMs = 10;

/** A pure leak from 1, after so many Euler steps of alpha·tau. */
function leakAfter(steps: number, alpha: number): number {
  const circuit = unguarded(leakyUnit({ tauMs, initial: 1 }));
  const simulation = createSimulation(core, circuit, { dtMs: alpha * tauMs, durationMs: 1e4 });
  simulation.advance(steps);
  return simulation.state("r")[0]!;
}

describe("a pure leak under Euler", () => {
  it.each([0.5, 1, 1.5, 1.99])("decays at alpha = dt/tau = %d, by 1 - alpha at every step", (alpha) => {
    expect(Math.abs(leakAfter(50, alpha))).toBeLessThan(0.7);
    expect(leakAfter(1, alpha)).toBeCloseTo(1 - alpha, 14);
  });

  it.each([2.01, 3])("diverges at alpha = %d, above 2", (alpha) => {
    expect(Math.abs(leakAfter(50, alpha))).toBeGreaterThan(Math.abs(leakAfter(49, alpha)));
    expect(Math.abs(leakAfter(50, alpha))).toBeGreaterThan(1.6);
  });

  it("is refused where it diverges, in circuits and in cells, with the largest step that is safe", () => {
    const run = () => createSimulation(core, leakyUnit({ tauMs }), { dtMs: 2.1 * tauMs, durationMs: 100 });
    expect(run).toThrow(/dtMs is 21 but the fastest time constant .* is 10 ms \(tau\); use dtMs <= 2\.5\./);
    const cell = () => leaky({ convention: "rate", activation: "tanh", alpha: 2.1, noise: 0 });
    expect(cell).toThrow(/alpha = dt\/tau is 2\.1; .* use dtMs <= tauMs \(a pure leak diverges above 2\)\./);
  });
});

describe("alpha = 1", () => {
  const shape = { inputs: 2, hidden: 5, outputs: 1 };
  const options = { steps: 12, trials: 3, precision: "f64", gradients: false } as const;
  const uniform = uniformsOf(randomStream(4));
  const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => 2 * uniform() - 1);
  const weights = Object.fromEntries(
    weightShapes({ ...shape, cell: elman("tanh") }).map(({ name, shape: [r, c] }) => [name, draw(r * c)]),
  );
  const inputs = draw(options.steps * options.trials * shape.inputs);
  const outputsOf = (cell: Network["cell"]): Float64Array => {
    const sequence = createSequence(core, { ...shape, cell }, options);
    sequence.setWeights(weights);
    sequence.inputs.set(inputs);
    sequence.forward();
    return Float64Array.from(sequence.outputs);
  };

  it("is the Elman network, to the bit", () => {
    const one = leaky({ convention: "rate", activation: "tanh", alpha: 1, noise: 0 });
    expect(outputsOf(one)).toEqual(outputsOf(elman("tanh")));
  });

  it("steps h' = tanh(W h + W_in u + b), to the rounding of h + 1·(f - h)", () => {
    const { W_rec, W_in, b_rec, W_out, b_out } = weights as Record<string, Float64Array>;
    const outputs = outputsOf(elman("tanh"));
    for (let trial = 0; trial < options.trials; trial++) {
      let h = Float64Array.from(weights.init_state!);
      for (let step = 0; step < options.steps; step++) {
        const u = inputs.subarray(
          (step * options.trials + trial) * 2,
          (step * options.trials + trial) * 2 + 2,
        );
        h = h.map((_, i) => {
          const recurrent = h.reduce((sum, value, j) => sum + W_rec![i * 5 + j]! * value, 0);
          return Math.tanh(recurrent + W_in![2 * i]! * u[0]! + W_in![2 * i + 1]! * u[1]! + b_rec![i]!);
        });
        const y = h.reduce((sum, value, j) => sum + W_out![j]! * value, b_out![0]!);
        expect(Math.abs(outputs[step * options.trials + trial]! - y)).toBeLessThan(1e-13);
      }
    }
  });
});
