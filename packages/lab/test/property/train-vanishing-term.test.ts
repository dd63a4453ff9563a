import { initSync } from "@isocortex/core-wasm";
import { createSequence, leaky, type Network } from "@isocortex/models";
import { describe, expect, it } from "vitest";
import { vanishingGradient } from "../../src/train/vanishing-gradient.js";
import { vanishingTerm } from "../../src/train/vanishing-term.js";
import { seeded } from "../seeded.js";
import { type NaiveRnn, naiveBackward, naiveForward } from "../train-naive-rnn.js";
import { relativeDifference } from "../trained-network.js";

const core = initSync();
const sizes = { steps: 7, trials: 3, n: 5, inputs: 2, outputs: 2 };

describe.each(["state", "rate"] as const)("the vanishing-gradient term of a %s network", (convention) => {
  it.each(["tanh", "relu"] as const)(
    "gathered from our adjoint is that of a network written out loop by loop, to 1e-12 (%s)",
    (activation) => {
      const { normal } = seeded(5);
      const random = (length: number, sd: number): Float64Array =>
        Float64Array.from({ length }, () => sd * normal());
      const { n, inputs, outputs, trials, steps } = sizes;
      const weights = {
        W_in: random(n * inputs, 1),
        W_rec: random(n * n, 0.6),
        W_out: random(n * outputs, 1),
        b_rec: random(n, 0.1),
        b_out: random(outputs, 0.1),
        init_state: random(n, 0.3),
      };
      const naive: NaiveRnn = { ...sizes, convention, activation, alpha: 0.3, weights };
      const u = random(steps * trials * inputs, 1);
      const trace = naiveForward(naive, u);
      const gz = random(trace.z.length, 1);
      const expected = new Float64Array(n * n);
      const expectedTally = new Float64Array(2);
      for (const { error, carried, sent, gain } of naiveBackward(naive, u, trace, gz).signals)
        vanishingGradient(expected, expectedTally, error, carried, sent, gain, trials, n);

      const network: Network = {
        cell: leaky({ convention, activation, alpha: 0.3, noise: 0 }),
        inputs,
        hidden: n,
        outputs,
      };
      const sequence = createSequence(core, network, { steps, trials, precision: "f64", gradients: true });
      const term = vanishingTerm(core, network, trials, "f64");
      sequence.inputs.set(u);
      sequence.setWeights(weights);
      term.setWeights(weights.W_rec);
      sequence.forward();
      sequence.outputGradient.set(gz);
      sequence.backward({ observe: term.observe(sequence) });
      const { sum, tally } = term.take();
      expect(tally[1]).toBe(expectedTally[1]);
      expect(Math.abs(tally[0]! / expectedTally[0]! - 1)).toBeLessThan(1e-12);
      expect(relativeDifference(sum, expected)).toBeLessThan(1e-12);
      expect(term.take().tally[1]).toBe(0);
    },
  );
});
