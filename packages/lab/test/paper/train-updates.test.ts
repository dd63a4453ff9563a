import { describe, expect, it } from "vitest";
import { circuitConstraints } from "../../src/train/circuit-constraints.js";
import { clipGradients } from "../../src/train/clip.js";
import { effectiveInto, gradientInto } from "../../src/train/constraints.js";
import { lossAndGradient } from "../../src/train/losses.js";
import { createSlots, type Optimiser, step } from "../../src/train/optimisers.js";
import { weightPenalty } from "../../src/train/regularisers.js";
import { spectralRadius } from "../../src/train/spectral-radius.js";
import { naiveBackward, naiveForward } from "../train-naive-rnn.js";
import {
  flat,
  flatVariables,
  largestDifference,
  stepMajor,
  trainOracle,
  variables,
} from "../train-oracle.js";

const constrained = [
  "leaky_state_relu_dale_abs_mask_noautapse",
  "leaky_rate_tanh_dale_rectify",
  "leaky_rate_tanh_mask_noautapse",
] as const;

/** An oracle's raw weights and the constraints that its name tells. */
function constrainedNetwork(name: string) {
  const oracle = trainOracle(name);
  const { N, N_in, N_out, dale_ratio } = oracle.config;
  const dale =
    dale_ratio === null
      ? undefined
      : { ratio: dale_ratio, form: name.includes("rectify") ? ("rectify" as const) : ("abs" as const) };
  const { input, rec, output } = oracle.masks;
  const constraints = circuitConstraints(
    { units: N, inputs: N_in, outputs: N_out },
    {
      dale,
      masks: { input: flat(input), recurrent: flat(rec), output: flat(output) },
      autapses: !name.includes("noautapse"),
    },
  );
  const raw = flatVariables(oracle.weights);
  const matrices = [
    ["W_in", constraints.input],
    ["W_rec", constraints.recurrent],
    ["W_out", constraints.output],
  ] as const;
  const effective = { ...raw };
  for (const [matrix, constraint] of matrices) {
    effective[matrix] = new Float64Array(raw[matrix].length);
    effectiveInto(effective[matrix], raw[matrix], constraint);
  }
  return { oracle, raw, matrices, effective };
}

describe.each(constrained)("the constraints of %s", (name) => {
  const { oracle, raw, matrices, effective } = constrainedNetwork(name);

  it("give the effective weights exactly", () => {
    for (const [matrix] of matrices)
      expect(largestDifference(effective[matrix], flat(oracle.effective[matrix])), matrix).toBe(0);
  });

  it("have the spectral radius that numpy finds, to 1e-12", () => {
    const radius = spectralRadius(effective.W_rec, oracle.config.N);
    expect(Math.abs(radius / oracle.spectral_radius_effective - 1)).toBeLessThan(1e-12);
  });

  it("pull the gradient back to raw weights as torch does, to 1e-12", () => {
    const { convention, activation, alpha, B, T, N, N_in, N_out } = oracle.config;
    const sizes = { steps: T, trials: B, n: N, inputs: N_in, outputs: N_out };
    const net = { convention, activation, alpha, ...sizes, weights: effective };
    const u = stepMajor(oracle.inputs);
    const trace = naiveForward(net, u);
    const gz = new Float64Array(trace.z.length);
    const [y, w] = [stepMajor(oracle.targets), stepMajor(oracle.mask)];
    lossAndGradient(
      gz,
      trace.z,
      y,
      w,
      { kind: "mse-all" },
      { steps: T, trials: B, outputs: N_out },
      gz.length,
    );
    const { gradients } = naiveBackward(net, u, trace, gz);
    for (const [matrix, constraint] of matrices)
      gradientInto(gradients[matrix], gradients[matrix], raw[matrix], constraint);
    const wanted = flatVariables(oracle.gradients);
    for (const variable of variables)
      expect(largestDifference(gradients[variable], wanted[variable]), variable).toBeLessThan(1e-12);
  });

  it("have PsychRNN's penalties of effective weights, to 1e-12", () => {
    const terms = oracle.regularizer_terms_unweighted;
    for (const [matrix] of matrices) {
      const W = effective[matrix];
      const of = (penalty: { l1?: number; l2?: number }): number =>
        weightPenalty(new Float64Array(W.length), W, penalty);
      const suffix = matrix.slice(2);
      expect(Math.abs(of({ l1: 1 }) / terms[`L1_${suffix}`]! - 1)).toBeLessThan(1e-12);
      expect(Math.abs(of({ l2: 1 }) / terms[`L2_${suffix}`]! - 1)).toBeLessThan(1e-12);
    }
  });
});

const optimisers: readonly [string, Optimiser, number][] = [
  ["sgd", { kind: "sgd" }, 0.05],
  ["sgd_momentum", { kind: "momentum" }, 0.05],
  ["adam_torch", { kind: "adam" }, 1e-3],
  ["adam_tf1", { kind: "adam-tf1" }, 1e-3],
];

describe.each(["leaky_state_relu_none", "leaky_state_relu_dale_abs_mask_noautapse"])(
  "the update of %s",
  (name) => {
    const oracle = trainOracle(name);

    it.each(optimisers)("by %s is torch's to 1e-12", (key, optimiser, rate) => {
      const params = flatVariables(oracle.weights);
      step(optimiser, params, flatVariables(oracle.gradients), createSlots(optimiser, params), 1, rate);
      const wanted = flatVariables(oracle.optimizers[key]!.after_1);
      for (const variable of variables)
        expect(largestDifference(params[variable], wanted[variable]), variable).toBeLessThan(1e-12);
    });

    it.each([
      ["sgd_clip_per_variable", "variable"],
      ["sgd_clip_global", "global"],
    ] as const)("by %s is torch's to 1e-12", (key, by) => {
      const params = flatVariables(oracle.weights);
      const grads = flatVariables(oracle.gradients);
      clipGradients(grads, { by, limit: 0.01 });
      step({ kind: "sgd" }, params, grads, createSlots({ kind: "sgd" }, params), 1, 0.05);
      const wanted = flatVariables(oracle.optimizers[key]!.after_1);
      for (const variable of variables)
        expect(largestDifference(params[variable], wanted[variable]), variable).toBeLessThan(1e-12);
    });
  },
);
