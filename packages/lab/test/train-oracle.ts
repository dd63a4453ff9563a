import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

type Nested = number | readonly Nested[];
type Matrices = Readonly<Record<"W_in" | "W_rec" | "W_out" | "b_rec" | "b_out" | "init_state", Nested>>;

/** A trained-network oracle: double-precision values of an independent numpy and torch implementation. */
export interface TrainOracle {
  readonly config: Readonly<
    Record<"alpha" | "B" | "T" | "N" | "N_in" | "N_out", number> & {
      convention: "state" | "rate";
      activation: "relu" | "tanh";
      dale_ratio: number | null;
    }
  >;
  readonly weights: Matrices;
  readonly masks: Readonly<Record<"input" | "rec" | "output", Nested>>;
  readonly effective: Readonly<Record<"W_in" | "W_rec" | "W_out", Nested>>;
  readonly spectral_radius_effective: number;
  readonly inputs: Nested;
  readonly targets: Nested;
  readonly mask: Nested;
  readonly outputs: Nested;
  readonly states: Nested;
  readonly loss_mean_all: number;
  readonly loss_masked_mean: number;
  readonly regularizer_terms_unweighted: Readonly<Record<string, number>>;
  readonly gradients: Matrices;
  readonly optimizers: Readonly<Record<string, { readonly after_1: Matrices; readonly after_3: Matrices }>>;
}

export type Graded = { readonly loss: number; readonly gradients: Matrices };

/** losses_rate_relu.json: one network, several losses. */
export type LossOracle = Pick<TrainOracle, "config" | "weights" | "inputs" | "mask"> &
  Readonly<
    Record<"cmask_lsq" | "cmask_ce" | "target_onehot" | "target_lsq", Nested> &
      Record<"bce_psychrnn_sigmoid_output" | "lsq_yang_sigmoid_output" | "softmax_ce_yang", Graded>
  >;

export const variables = ["W_in", "W_rec", "W_out", "b_rec", "b_out", "init_state"] as const;

export function trainOracle<T = TrainOracle>(name: string): T {
  const path = fileURLToPath(new URL(`fixtures/oracles/rnn/${name}.json`, import.meta.url));
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** A nested list as one row-major array. */
export function flat(values: Nested): Float64Array {
  const list = (one: Nested): number[] => (typeof one === "number" ? [one] : one.flatMap(list));
  return Float64Array.from(list(values));
}

/** A (trials, steps, ...) list as a flat (steps, trials, ...) array. */
export function stepMajor(values: Nested): Float64Array {
  const trials = values as readonly (readonly Nested[])[];
  return flat(trials[0]!.map((_, t) => trials.map((trial) => trial[t]!)));
}

/** Every variable of a record of nested lists, flat. */
export function flatVariables(matrices: Matrices): Record<(typeof variables)[number], Float64Array> {
  const { W_in, W_rec, W_out, b_rec, b_out, init_state } = matrices;
  return {
    W_in: flat(W_in),
    W_rec: flat(W_rec),
    W_out: flat(W_out),
    b_rec: flat(b_rec),
    b_out: flat(b_out),
    init_state: flat(init_state),
  };
}

/** The largest difference of two arrays of one length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
