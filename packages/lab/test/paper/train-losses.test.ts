import { describe, expect, it } from "vitest";
import { type LossSpec, lossAndGradient, normaliser, type OutputDims } from "../../src/train/losses.js";
import { type NaiveRnn, naiveBackward, naiveForward } from "../train-naive-rnn.js";
import {
  flat,
  flatVariables,
  type Graded,
  type LossOracle,
  largestDifference,
  stepMajor,
  type TrainOracle,
  trainOracle,
  variables,
} from "../train-oracle.js";

function networkOf({ config, weights }: Pick<TrainOracle, "config" | "weights">): NaiveRnn {
  const { convention, activation, alpha, B, T, N, N_in, N_out } = config;
  const sizes = { steps: T, trials: B, n: N, inputs: N_in, outputs: N_out };
  return { convention, activation, alpha, ...sizes, weights: flatVariables(weights) };
}

describe("losses of a relu network in the rate convention, against torch", () => {
  const oracle = trainOracle<LossOracle>("losses_rate_relu");
  const net = networkOf(oracle);
  const u = stepMajor(oracle.inputs);
  const trace = naiveForward(net, u);
  const dims: OutputDims = { steps: net.steps, trials: net.trials, outputs: net.outputs };
  const cases: readonly [string, LossSpec, Float64Array, Float64Array, Graded][] = [
    [
      "PsychRNN's clipped cross-entropy",
      { kind: "bce", clip: 1e-7 },
      stepMajor(oracle.target_onehot),
      stepMajor(oracle.mask),
      oracle.bce_psychrnn_sigmoid_output,
    ],
    [
      "Yang's squared error of sigmoid outputs",
      { kind: "lsq" },
      stepMajor(oracle.target_lsq),
      stepMajor(oracle.cmask_lsq),
      oracle.lsq_yang_sigmoid_output,
    ],
    [
      "Yang's softmax cross-entropy",
      { kind: "softmax" },
      stepMajor(oracle.target_onehot),
      stepMajor(oracle.cmask_ce),
      oracle.softmax_ce_yang,
    ],
  ];

  it.each(cases)(
    "%s has torch's value to 1e-12 and its gradients to 1e-12 of the largest",
    (_, spec, y, w, want) => {
      const gradient = new Float64Array(trace.z.length);
      const loss = lossAndGradient(gradient, trace.z, y, w, spec, dims, normaliser(spec, w, dims));
      expect(Math.abs(loss / want.loss - 1)).toBeLessThan(1e-12);
      const { gradients } = naiveBackward(net, u, trace, gradient);
      const wanted = flatVariables(want.gradients);
      for (const name of variables) {
        const largest = wanted[name].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(largestDifference(gradients[name], wanted[name]) / largest, name).toBeLessThan(1e-12);
      }
    },
  );
});

describe("squared error of PsychRNN's network, against torch", () => {
  const oracle = trainOracle("leaky_state_relu_none");
  const z = stepMajor(oracle.outputs);
  const [y, w] = [stepMajor(oracle.targets), stepMajor(oracle.mask)];
  const dims = { steps: oracle.config.T, trials: oracle.config.B, outputs: oracle.config.N_out };
  const lossOf = (spec: LossSpec): number =>
    lossAndGradient(new Float64Array(z.length), z, y, w, spec, dims, normaliser(spec, w, dims));

  it("is the mean over all elements as PsychRNN takes it, to 1e-12", () => {
    expect(Math.abs(lossOf({ kind: "mse-all" }) / oracle.loss_mean_all - 1)).toBeLessThan(1e-12);
  });

  it("is the mean over scored elements, to 1e-12", () => {
    expect(Math.abs(lossOf({ kind: "mse" }) / oracle.loss_masked_mean - 1)).toBeLessThan(1e-12);
  });

  it("chains through a naive backward pass to the gradient of every variable, to 1e-12", () => {
    const net = networkOf(oracle);
    const u = stepMajor(oracle.inputs);
    const trace = naiveForward(net, u);
    const gradient = new Float64Array(z.length);
    const spec: LossSpec = { kind: "mse-all" };
    lossAndGradient(gradient, trace.z, y, w, spec, dims, normaliser(spec, w, dims));
    const { gradients } = naiveBackward(net, u, trace, gradient);
    const wanted = flatVariables(oracle.gradients);
    for (const name of variables)
      expect(largestDifference(gradients[name], wanted[name]), name).toBeLessThan(1e-12);
  });

  it("has states that the naive network repeats, to 1e-12", () => {
    const net = networkOf(oracle);
    const { states } = naiveForward(net, stepMajor(oracle.inputs));
    expect(largestDifference(states.slice(net.trials * net.n), stepMajor(oracle.states))).toBeLessThan(1e-12);
    expect(largestDifference(flat(oracle.effective.W_rec), net.weights.W_rec)).toBe(0);
  });
});
