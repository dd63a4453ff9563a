import { initSync, randomStream, uniformsOf } from "@isocortex/core-wasm";
import {
  type ActivationName,
  activations,
  type Cell,
  conventions,
  createSequence,
  elman,
  feedforward,
  gru,
  leaky,
  lstm,
  type Network,
  weightShapes,
} from "@isocortex/models";
import { describe, expect, it } from "vitest";
import { circuitConstraints, type DaleOptions } from "../../src/train/circuit-constraints.js";
import { type Constraint, effectiveInto, gradientInto } from "../../src/train/constraints.js";
import { type LossSpec, lossAndGradient, normaliser, rowWeightsInto } from "../../src/train/losses.js";

const core = initSync();
const STEPS = 6;
const losses: readonly LossSpec[] = [
  { kind: "mse" },
  { kind: "mse-all", output: "sigmoid" },
  { kind: "lsq" },
  { kind: "bce" },
  { kind: "bce", clip: 1e-7 },
  { kind: "softmax" },
];
const dales: readonly (DaleOptions | undefined)[] = [
  undefined,
  { ratio: 0.75 },
  { ratio: 0.6, form: "rectify", positiveInput: false },
];

interface Case {
  readonly cell: Cell;
  readonly window: number;
  readonly constrained: boolean;
  readonly uniform: () => number;
}

function drawCell(uniform: () => number): Pick<Case, "cell" | "window" | "constrained"> {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(uniform() * all.length)]!;
  const activation = pick(Object.keys(activations) as ActivationName[]);
  const alpha = 0.1 + 0.9 * uniform();
  switch (Math.floor(uniform() * 8)) {
    case 0:
      return { cell: lstm({ output: pick(["tanh", "sigmoid"] as const) }), window: 1, constrained: false };
    case 1:
      return { cell: gru({ reset: "after", alpha: 1 }), window: 1, constrained: false };
    case 2:
      return { cell: gru({ reset: "before", alpha }), window: 1, constrained: false };
    case 3:
      return { cell: elman(activation), window: 1, constrained: true };
    case 4:
      return { cell: feedforward(activation), window: 1 + Math.floor(uniform() * 3), constrained: false };
    default: {
      const perUnit = uniform() < 0.3;
      const alphas = Array.from({ length: 5 }, () => 0.1 + 0.9 * uniform());
      const cell = leaky({
        convention: pick(conventions),
        activation,
        alpha: perUnit ? alphas : alpha,
        noise: 0.1,
      });
      return { cell, window: 1, constrained: true };
    }
  }
}

/** A random network with random data: its loss as a function of raw weights, and our gradient. */
function randomProblem(seed: number) {
  const uniform = uniformsOf(randomStream(seed).split("problem"));
  const { cell, window, constrained } = drawCell(uniform);
  const network: Network = { cell, inputs: 1 + Math.floor(uniform() * 3), hidden: 5, outputs: 2, window };
  const trials = 1 + Math.floor(uniform() * 5);
  const shapes = weightShapes(network);
  const dims = { steps: STEPS, trials, outputs: network.outputs };
  const spec = losses[Math.floor(uniform() * losses.length)]!;
  const raw = Object.fromEntries(
    shapes.map(({ name, shape: [r, c] }) => [
      name,
      Float64Array.from({ length: r * c }, () => 1.6 * uniform() - 0.8),
    ]),
  );
  const zeroOne = (length: number): Float64Array =>
    Float64Array.from({ length }, () => (uniform() < 0.7 ? 1 : 0));
  const constraints: Record<string, Constraint> = {};
  if (constrained) {
    const { input, recurrent, output } = circuitConstraints(
      { units: network.hidden, inputs: network.inputs, outputs: network.outputs },
      {
        dale: dales[Math.floor(uniform() * dales.length)],
        masks: uniform() < 0.5 ? { recurrent: zeroOne(25) } : {},
        autapses: uniform() < 0.5,
      },
    );
    Object.assign(constraints, { W_in: input, W_rec: recurrent, W_out: output });
  }
  const sequence = createSequence(core, network, { steps: STEPS, trials, precision: "f64", gradients: true });
  const inputs = sequence.inputs.map(() => 2 * uniform() - 1);
  const y = Float64Array.from({ length: STEPS * trials * network.outputs }, () => uniform());
  const all = zeroOne(y.length);
  all[0] = 1;
  const w = spec.kind === "softmax" ? new Float64Array(STEPS * trials) : all;
  if (spec.kind === "softmax") rowWeightsInto(w, all, dims);
  const D = normaliser(spec, w, dims);
  const noise = { stream: randomStream(seed).split("noise"), firstTrial: 0 };

  function loss(): number {
    const effective = Object.fromEntries(
      Object.entries(raw).map(([name, values]) => {
        const out = values.slice();
        if (constraints[name]) effectiveInto(out, values, constraints[name]);
        return [name, out];
      }),
    );
    sequence.inputs.set(inputs);
    sequence.setWeights(effective);
    sequence.forward(noise);
    return lossAndGradient(sequence.outputGradient, sequence.outputs, y, w, spec, dims, D);
  }
  function gradients(): Record<string, Float64Array> {
    loss();
    sequence.backward();
    return Object.fromEntries(
      Object.keys(raw).map((name) => {
        const gradient = Float64Array.from(sequence.gradient(name));
        if (constraints[name]) gradientInto(gradient, gradient, raw[name]!, constraints[name]);
        return [name, gradient];
      }),
    );
  }
  return { raw, loss, gradients, label: `${cell.name}, ${spec.kind}` };
}

const H = 1e-5;

/** Derivative by one number: fourth-order central differences, or nothing where a kink lies within reach. */
function difference(loss: () => number, values: Float64Array, at: number): number | undefined {
  const here = values[at]!;
  const of = (step: number): number => {
    values[at] = here + step;
    return loss();
  };
  const slope = (h: number): number => (8 * (of(h) - of(-h)) - (of(2 * h) - of(-2 * h))) / (12 * h);
  const [coarse, fine] = [slope(2 * H), slope(H)];
  values[at] = here;
  return Math.abs(coarse - fine) < 1e-7 * Math.max(1, Math.abs(fine)) ? fine : undefined;
}

describe("gradients of random networks, constraints and losses", () => {
  it("are the derivatives of the loss to 1e-6, in 600 networks", () => {
    let [checked, kinked] = [0, 0];
    for (let seed = 1; seed <= 600; seed++) {
      const { raw, loss, gradients, label } = randomProblem(seed);
      const exact = gradients();
      const uniform = uniformsOf(randomStream(seed).split("entries"));
      for (const [name, values] of Object.entries(raw)) {
        const at = Math.floor(uniform() * values.length);
        const numeric = difference(loss, values, at);
        if (numeric === undefined) {
          kinked++;
          continue;
        }
        checked++;
        const error = Math.abs(exact[name]![at]! - numeric) / Math.max(1, Math.abs(numeric));
        expect(error, `seed ${seed}: ${label}, ${name}[${at}]`).toBeLessThan(1e-6);
      }
    }
    expect(checked).toBeGreaterThan(3000);
    expect(kinked / checked).toBeLessThan(0.05);
  });
});

describe("truncated backpropagation", () => {
  it("with a window as long as the trial is the full gradient, and with one of 1 sees one step only", () => {
    const network: Network = {
      cell: leaky({ convention: "rate", activation: "tanh", alpha: 0.3, noise: 0 }),
      inputs: 2,
      hidden: 5,
      outputs: 2,
    };
    const sequence = createSequence(core, network, {
      steps: STEPS,
      trials: 3,
      precision: "f64",
      gradients: true,
    });
    const uniform = uniformsOf(randomStream(1));
    const weights = Object.fromEntries(
      weightShapes(network).map(({ name, shape: [r, c] }) => [
        name,
        Float64Array.from({ length: r * c }, () => uniform() - 0.5),
      ]),
    );
    const inputs = sequence.inputs.map(() => uniform());
    const gradientBy = (truncateAfter: number | undefined, from: number): Float64Array => {
      sequence.inputs.set(inputs);
      sequence.setWeights(weights);
      sequence.forward();
      sequence.outputGradient.fill(0);
      sequence.outputGradient.fill(1, from * 6);
      sequence.backward({ truncateAfter });
      return Float64Array.from(sequence.gradient("W_rec"));
    };
    expect(gradientBy(STEPS, 0)).toEqual(gradientBy(undefined, 0));
    expect(gradientBy(1, 0)).not.toEqual(gradientBy(undefined, 0));
    // An error at the last step alone, in windows of one step: only the last step's outer product is left.
    const last = gradientBy(1, STEPS - 1);
    const { rates } = sequence;
    const expected = new Float64Array(25);
    const out = weights.W_out!;
    for (let b = 0; b < 3; b++) {
      for (let i = 0; i < 5; i++) {
        const at = (STEPS * 3 + b) * 5 + i;
        const before = ((STEPS - 1) * 3 + b) * 5;
        const phi = (rates[at]! - 0.7 * rates[before + i]!) / 0.3;
        const error = 0.3 * (out[i]! + out[5 + i]!) * (1 - phi * phi);
        for (let j = 0; j < 5; j++) expected[i * 5 + j]! += error * rates[before + j]!;
      }
    }
    for (const [i, value] of last.entries()) expect(value).toBeCloseTo(expected[i]!, 12);
  });
});
