import { initSync, type Precision } from "@isocortex/core-wasm";
import {
  type ActivationName,
  type Cell,
  type Convention,
  createSequence,
  elman,
  gru,
  leaky,
  lstm,
  type Network,
  type Sequence,
  weightShapes,
} from "@isocortex/models";
import { circuitConstraints } from "../src/train/circuit-constraints.js";
import { type Constraint, effectiveInto, gradientInto } from "../src/train/constraints.js";
import type { Floats } from "../src/train/floats.js";
import { type LossSpec, lossAndGradient } from "../src/train/losses.js";
import { flat, stepMajor, trainOracle } from "./train-oracle.js";

type Nested = number | readonly Nested[];

/** What the files of all kinds of networks have in common. */
export interface NetworkOracle {
  readonly config: {
    readonly cell?: "elman" | "lstm" | "lstm_psychrnn" | "gru" | "gru_leaky";
    readonly convention?: Convention;
    readonly activation: ActivationName;
    readonly constraint: string;
    readonly alpha: number;
    readonly dale_ratio?: number | null;
    readonly B: number;
    readonly T: number;
    readonly N: number;
    readonly N_in: number;
    readonly N_out: number;
  };
  readonly weights: Readonly<Record<string, Nested>>;
  readonly masks?: Readonly<Record<"input" | "rec" | "output", Nested>>;
  readonly inputs: Nested;
  readonly targets: Nested;
  readonly mask: Nested;
  readonly states: Nested;
  readonly outputs: Nested;
  readonly labels?: Nested;
  readonly loss_mean_all: number;
  readonly loss_masked_mean: number;
  readonly cross_entropy_all_steps?: number;
  readonly cross_entropy_gradients?: Readonly<Record<string, Nested>>;
  readonly gradients: Readonly<Record<string, Nested>>;
  readonly regularizer_terms_unweighted?: Readonly<Record<string, number>>;
  readonly optimizers?: Readonly<
    Record<string, { readonly after_1: Record<string, Nested>; readonly after_3: Record<string, Nested> }>
  > | null;
}

const core = initSync();

function cellOf({ cell, convention, activation, alpha }: NetworkOracle["config"]): Cell {
  switch (cell) {
    case "elman":
      return elman(activation);
    case "lstm":
      return lstm({ output: "tanh" });
    case "lstm_psychrnn":
      return lstm({ output: "sigmoid" });
    case "gru":
      return gru({ reset: "after", alpha: 1 });
    case "gru_leaky":
      return gru({ reset: "before", alpha });
    default:
      return leaky({ convention: convention!, activation, alpha, noise: 0 });
  }
}

function constraintsOf({ config, masks }: NetworkOracle): Readonly<Record<string, Constraint>> {
  if (config.constraint === "none") return {};
  const { input, recurrent, output } = circuitConstraints(
    { units: config.N, inputs: config.N_in, outputs: config.N_out },
    {
      dale: config.constraint.startsWith("dale")
        ? { ratio: config.dale_ratio!, form: config.constraint.includes("rectify") ? "rectify" : "abs" }
        : undefined,
      masks: masks && { input: flat(masks.input), recurrent: flat(masks.rec), output: flat(masks.output) },
      autapses: !config.constraint.includes("noautapse"),
    },
  );
  return { W_in: input, W_rec: recurrent, W_out: output };
}

/** A network of an oracle, on our kernels. */
export interface TrainedNetwork {
  readonly oracle: NetworkOracle;
  readonly sequence: Sequence;
  readonly raw: Readonly<Record<string, Floats>>;
  readonly effective: Readonly<Record<string, Floats>>;
  readonly y: Float64Array;
  readonly mask: Float64Array;
  /** Runs forward and back; the loss, and gradients by raw weights. */
  lossAndGradients(
    spec: LossSpec,
    y: Floats,
    w: Floats,
    denominator: number,
  ): { loss: number; gradients: Record<string, Floats> };
}

/** The network that a file describes, with its own numbers. */
export function trainedNetwork(name: string, precision: Precision): TrainedNetwork {
  const oracle = trainOracle<NetworkOracle>(name);
  const { B, T, N, N_in, N_out } = oracle.config;
  const network: Network = { cell: cellOf(oracle.config), inputs: N_in, hidden: N, outputs: N_out };
  const constraints = constraintsOf(oracle);
  const made = (values: Float64Array): Floats => (precision === "f64" ? values : Float32Array.from(values));
  const raw = Object.fromEntries(
    weightShapes(network).map(({ name: weight }) => [weight, made(flat(oracle.weights[weight]!))]),
  );
  const effective = Object.fromEntries(
    Object.entries(raw).map(([weight, values]) => [weight, values.slice()]),
  );
  const sequence = createSequence(core, network, { steps: T, trials: B, precision, gradients: true });
  sequence.inputs.set(stepMajor(oracle.inputs));
  return {
    oracle,
    sequence,
    raw,
    effective,
    y: stepMajor(oracle.targets),
    mask: stepMajor(oracle.mask),
    lossAndGradients(spec, y, w, denominator) {
      for (const [weight, constraint] of Object.entries(constraints))
        effectiveInto(effective[weight]!, raw[weight]!, constraint);
      for (const weight of Object.keys(raw)) if (!constraints[weight]) effective[weight]!.set(raw[weight]!);
      sequence.setWeights(effective);
      sequence.forward();
      const dims = { steps: T, trials: B, outputs: N_out };
      const loss = lossAndGradient(sequence.outputGradient, sequence.outputs, y, w, spec, dims, denominator);
      sequence.backward();
      const gradients = Object.fromEntries(
        Object.keys(raw).map((weight): [string, Floats] => {
          const gradient = sequence.gradient(weight).slice();
          const constraint = constraints[weight];
          if (constraint) gradientInto(gradient, gradient, raw[weight]!, constraint);
          return [weight, gradient];
        }),
      );
      return { loss, gradients };
    },
  };
}

/** Largest difference of two arrays relative to the largest number of the second. */
export function relativeDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  const scale = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = Array.from(expected).reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0);
  return worst === 0 ? 0 : worst / scale;
}
