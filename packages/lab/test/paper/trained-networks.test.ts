import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sumOfSquares } from "../../src/train/activity.js";
import { type Clip, clipGradients } from "../../src/train/clip.js";
import { createSlots, type Optimiser, step } from "../../src/train/optimisers.js";
import { weightPenalty } from "../../src/train/regularisers.js";
import { flat, stepMajor } from "../train-oracle.js";
import { relativeDifference, trainedNetwork } from "../trained-network.js";

const files = readdirSync(new URL("../fixtures/oracles/rnn", import.meta.url))
  .map((file) => file.replace(/\.json$/, ""))
  .filter((name) => !["losses_rate_relu", "fixed_points_tanh"].includes(name));

// Against numpy forward and torch autograd in double precision: rounding alone in f64; in f32 single precision.
const tolerances = { f64: 1e-12, f32: 1e-5 } as const;
const cases = files.flatMap((name) => (["f64", "f32"] as const).map((precision) => ({ name, precision })));

describe("trained networks, against independent implementations", () => {
  it("are all there: leaky in three conventions with and without constraints, Elman, LSTM, GRU", () => {
    expect(files.length).toBe(29);
  });

  it.each(cases)(
    "$name in $precision has the outputs and rates, loss and every gradient",
    ({ name, precision }) => {
      const { oracle, sequence, y, mask, lossAndGradients } = trainedNetwork(name, precision);
      const tolerance = tolerances[precision];
      const scored = mask.filter((weight) => weight > 0).length;
      const { loss } = lossAndGradients({ kind: "mse" }, y, mask, scored);
      expect(Math.abs(loss / oracle.loss_masked_mean - 1)).toBeLessThan(tolerance);
      const all = lossAndGradients({ kind: "mse-all" }, y, mask, y.length);
      expect(Math.abs(all.loss / oracle.loss_mean_all - 1)).toBeLessThan(tolerance);
      expect(relativeDifference(sequence.outputs, stepMajor(oracle.outputs))).toBeLessThan(tolerance);
      if (oracle.config.convention !== "state") {
        const { B, N } = oracle.config;
        expect(relativeDifference(sequence.rates.subarray(B * N), stepMajor(oracle.states))).toBeLessThan(
          tolerance,
        );
      }
      expect(Object.keys(all.gradients).sort()).toEqual(Object.keys(oracle.gradients).sort());
      for (const [weight, gradient] of Object.entries(all.gradients))
        expect(relativeDifference(gradient, flat(oracle.gradients[weight]!)), weight).toBeLessThan(tolerance);
    },
  );
});

const withRegularisers = files.filter(
  (name) => trainedNetwork(name, "f64").oracle.regularizer_terms_unweighted,
);

describe.each(withRegularisers)("the regularisers of %s", (name) => {
  const { oracle, sequence, effective, y, mask, lossAndGradients } = trainedNetwork(name, "f64");
  lossAndGradients({ kind: "mse" }, y, mask, 1);
  const expected = oracle.regularizer_terms_unweighted!;

  it.each([
    ["W_in", "in"],
    ["W_rec", "rec"],
    ["W_out", "out"],
  ] as const)("of %s are the means that PsychRNN adds, to 1e-12", (weight, short) => {
    const W = effective[weight]!;
    const of = (spec: { l1?: number; l2?: number }): number =>
      weightPenalty(new Float64Array(W.length), W, spec);
    expect(Math.abs(of({ l1: 1 }) / expected[`L1_${short}`]! - 1)).toBeLessThan(1e-12);
    expect(Math.abs(of({ l2: 1 }) / expected[`L2_${short}`]! - 1)).toBeLessThan(1e-12);
  });

  it("of the firing rates is the mean of f(x)², to 1e-12", () => {
    const { B, T, N, convention } = oracle.config;
    if (convention !== "state") return;
    const rates = sequence.rates.subarray(B * N);
    const penalty = sumOfSquares(rates) / (B * T * N);
    expect(Math.abs(penalty / expected.L2_firing_rate! - 1)).toBeLessThan(1e-12);
  });
});

const withCrossEntropy = files.filter((name) => trainedNetwork(name, "f64").oracle.cross_entropy_gradients);

describe.each(withCrossEntropy)("softmax cross-entropy of %s", (name) => {
  it("has torch's value and gradients to 1e-12", () => {
    const { oracle, lossAndGradients } = trainedNetwork(name, "f64");
    const { B, T, N_out } = oracle.config;
    const labels = stepMajor(oracle.labels!);
    const targets = new Float64Array(B * T * N_out);
    labels.forEach((label, row) => {
      targets[row * N_out + label] = 1;
    });
    const ones = new Float64Array(B * T).fill(1);
    const { loss, gradients } = lossAndGradients({ kind: "softmax" }, targets, ones, B * T);
    expect(Math.abs(loss / oracle.cross_entropy_all_steps! - 1)).toBeLessThan(1e-12);
    for (const [weight, gradient] of Object.entries(gradients)) {
      const expected = oracle.cross_entropy_gradients![weight];
      if (expected) expect(relativeDifference(gradient, flat(expected)), weight).toBeLessThan(1e-12);
    }
  });
});

const withOptimisers = files.filter((name) => trainedNetwork(name, "f64").oracle.optimizers);
const optimisers: readonly (readonly [name: string, optimiser: Optimiser, rate: number, clip?: Clip])[] = [
  ["sgd", { kind: "sgd" }, 0.05],
  ["sgd_momentum", { kind: "momentum", momentum: 0.9 }, 0.05],
  ["adam_torch", { kind: "adam" }, 0.001],
  ["adam_tf1", { kind: "adam-tf1" }, 0.001],
  ["sgd_clip_per_variable", { kind: "sgd" }, 0.05, { by: "variable", limit: 0.01 }],
  ["sgd_clip_global", { kind: "sgd" }, 0.05, { by: "global", limit: 0.01 }],
];

describe.each(withOptimisers)("updates of %s", (name) => {
  it.each(optimisers)(
    "by %s are the reference's after one and three, to 1e-12",
    (key, optimiser, rate, clip) => {
      const { oracle, raw, y, mask, lossAndGradients } = trainedNetwork(name, "f64");
      const slots = createSlots(optimiser, raw);
      const expected = oracle.optimizers![key]!;
      for (let update = 1; update <= 3; update++) {
        const { gradients } = lossAndGradients({ kind: "mse-all" }, y, mask, y.length);
        if (clip) clipGradients(gradients, clip);
        step(optimiser, raw, gradients, slots, update, rate);
        const after = update === 1 ? expected.after_1 : update === 3 ? expected.after_3 : undefined;
        if (!after) continue;
        for (const [weight, values] of Object.entries(after))
          expect(relativeDifference(raw[weight]!, flat(values)), `${weight} after ${update}`).toBeLessThan(
            1e-12,
          );
      }
    },
  );
});
