import { describe, expect, it } from "vitest";
import { addVanishingGradient, vanishingGradient } from "../../src/train/vanishing-gradient.js";
import { seeded } from "../seeded.js";
import { type NaiveRnn, type NaiveSignals, naiveBackward, naiveForward } from "../train-naive-rnn.js";
import { largestDifference } from "../train-oracle.js";

const sizes = { steps: 7, trials: 3, n: 5, inputs: 2, outputs: 2 };
const { trials, n } = sizes;

/** A small random network and the signals of its backward pass under a random output gradient. */
function backpropagated(convention: "state" | "rate") {
  const { normal } = seeded(21);
  const random = (length: number, sd: number): Float64Array =>
    Float64Array.from({ length }, () => sd * normal());
  const net: NaiveRnn = {
    ...sizes,
    convention,
    activation: "tanh",
    alpha: 0.3,
    weights: {
      W_in: random(n * sizes.inputs, 1),
      W_rec: random(n * n, 0.6),
      W_out: random(n * sizes.outputs, 1),
      b_rec: random(n, 0.1),
      b_out: random(sizes.outputs, 0.1),
      init_state: random(n, 0.3),
    },
  };
  const u = random(sizes.steps * trials * sizes.inputs, 1);
  const trace = naiveForward(net, u);
  const gz = random(trace.z.length, 1);
  // Trial 2 has no error after its fourth output: its last three pairs do not count.
  for (let t = 0; t < sizes.steps; t++) gz.fill(t === 3 ? 1 : 0, (t * trials + 2) * 2, (t * trials + 3) * 2);
  return { net, signals: naiveBackward(net, u, trace, gz).signals };
}

/** Omega as its equation is printed, with the recurrent weights free and everything else held. */
function omegaOf(
  W: Float64Array,
  signals: readonly NaiveSignals[],
  ratio: "squared" | "norm",
): { omega: number; pairs: number } {
  let [sum, pairs] = [0, 0];
  for (const { error, kept, sent, gain } of signals) {
    for (let b = 0; b < trials; b++) {
      const row = (values: Float64Array): Float64Array => values.slice(b * n, (b + 1) * n);
      const square = (values: Float64Array): number => values.reduce((total, x) => total + x * x, 0);
      if (square(row(error)) === 0) continue;
      const v = row(kept).map(
        (value, j) => value + row(gain)[j]! * row(sent).reduce((total, s, i) => total + s * W[i * n + j]!, 0),
      );
      const quotient = square(v) / square(row(error));
      sum += ((ratio === "squared" ? quotient : Math.sqrt(quotient)) - 1) ** 2;
      pairs++;
    }
  }
  return { omega: sum / pairs, pairs };
}

describe.each(["state", "rate"] as const)(
  "the vanishing-gradient term in the %s convention",
  (convention) => {
    const { net, signals } = backpropagated(convention);

    it.each(["squared", "norm"] as const)(
      "has its printed value and the gradient of its central differences, 1e-8 (%s)",
      (ratio) => {
        const sumGradient = new Float64Array(n * n);
        const tally = new Float64Array(2);
        for (const { error, carried, sent, gain } of signals) {
          vanishingGradient(sumGradient, tally, error, carried, sent, gain, trials, n, { ratio });
        }
        const gradient = new Float64Array(n * n).fill(1);
        const value = addVanishingGradient(gradient, sumGradient, tally, 2);
        const W = net.weights.W_rec;
        const { omega, pairs } = omegaOf(W, signals, ratio);
        expect(tally[1]).toBe(pairs);
        expect(pairs).toBe(sizes.steps * trials - 3);
        expect(Math.abs(value / (2 * omega) - 1)).toBeLessThan(1e-12);
        const h = 1e-5;
        const wanted = W.map((_, at) => {
          const moved = (by: number): number =>
            omegaOf(
              W.map((w, other) => (other === at ? w + by : w)),
              signals,
              ratio,
            ).omega;
          return 1 + (2 * (moved(h) - moved(-h))) / (2 * h);
        });
        expect(largestDifference(gradient, wanted)).toBeLessThan(1e-8);
      },
    );

    it("adds up over shards of the trials", () => {
      const whole = { sum: new Float64Array(n * n), tally: new Float64Array(2) };
      const split = { sum: new Float64Array(n * n), tally: new Float64Array(2) };
      for (const { error, carried, sent, gain } of signals) {
        vanishingGradient(whole.sum, whole.tally, error, carried, sent, gain, trials, n);
        for (const [from, to] of [
          [0, 1],
          [1, 3],
        ] as const) {
          const part = (values: Float64Array): Float64Array => values.slice(from * n, to * n);
          vanishingGradient(
            split.sum,
            split.tally,
            part(error),
            part(carried),
            part(sent),
            part(gain),
            to - from,
            n,
          );
        }
      }
      expect(split).toEqual(whole);
    });
  },
);

it("an identity that passes errors unchanged costs nothing, and no error at all costs nothing", () => {
  const sum = new Float64Array(4);
  const tally = new Float64Array(2);
  const e = Float64Array.of(3, 4);
  vanishingGradient(sum, tally, e, e, e, undefined, 1, 2);
  expect([...tally]).toEqual([0, 1]);
  expect([...sum]).toEqual([0, 0, 0, 0]);
  expect(addVanishingGradient(new Float64Array(4), new Float64Array(4), new Float64Array(2), 2)).toBe(0);
});
