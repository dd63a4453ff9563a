import { describe, expect, it } from "vitest";
import {
  type LossSpec,
  lossAndGradient,
  normaliser,
  rowWeightsInto,
  weightCount,
} from "../../src/train/losses.js";
import { weightPenalty } from "../../src/train/regularisers.js";
import { seeded } from "../seeded.js";
import { largestDifference } from "../train-oracle.js";

const specs: readonly LossSpec[] = [
  { kind: "mse" },
  { kind: "mse", output: "sigmoid" },
  { kind: "mse-all" },
  { kind: "mse-all", output: "sigmoid" },
  { kind: "lsq" },
  { kind: "bce" },
  { kind: "bce", clip: 1e-7 },
  { kind: "softmax" },
];
const dims = { steps: 4, trials: 6, outputs: 3 };
const count = dims.steps * dims.trials * dims.outputs;

/** Random outputs, targets and weights, of which a third is unscored. */
function batch(spec: LossSpec, seed = 3) {
  const { normal, uniform } = seeded(seed);
  const z = Float64Array.from({ length: count }, () => 2 * normal());
  const y = Float64Array.from({ length: count }, uniform);
  const w = Float64Array.from({ length: weightCount(spec, dims) }, () =>
    uniform() < 1 / 3 ? 0 : 0.5 + 2 * uniform(),
  );
  return { z, y, w };
}

/** The loss of a batch under its own denominator. */
function lossOf(spec: LossSpec, z: Float64Array, y: Float64Array, w: Float64Array): number {
  return lossAndGradient(new Float64Array(count), z, y, w, spec, dims, normaliser(spec, w, dims));
}

/** Central differences of a function of an array. */
function differences(f: (x: Float64Array) => number, x: Float64Array, h = 1e-5): Float64Array {
  return x.map((value, i) => {
    const at = (moved: number): number => f(x.map((same, j) => (j === i ? moved : same)));
    return (at(value + h) - at(value - h)) / (2 * h);
  });
}

describe.each(specs)("the loss %o", (spec) => {
  it("has the gradient of its central differences to 1e-8", () => {
    const { z, y, w } = batch(spec);
    const gradient = new Float64Array(count);
    lossAndGradient(gradient, z, y, w, spec, dims, normaliser(spec, w, dims));
    const wanted = differences((moved) => lossOf(spec, moved, y, w), z);
    expect(largestDifference(gradient, wanted)).toBeLessThan(1e-8);
  });

  it("adds up over shards of the trials, and its gradient is the whole batch's exactly", () => {
    const { z, y, w } = batch(spec);
    const whole = new Float64Array(count);
    const loss = lossAndGradient(whole, z, y, w, spec, dims, normaliser(spec, w, dims));
    const wide = weightCount(spec, dims) / (dims.steps * dims.trials);
    const shards = [0, 1, 3].map((from, i) => {
      const trials = [1, 3, 6][i]! - from;
      const take = (values: Float64Array, perTrial: number): Float64Array =>
        values.filter((_, at) => {
          const trial = Math.floor(at / perTrial) % dims.trials;
          return trial >= from && trial < from + trials;
        });
      return {
        dims: { ...dims, trials },
        z: take(z, dims.outputs),
        y: take(y, dims.outputs),
        w: take(w, wide),
        whole: take(whole, dims.outputs),
      };
    });
    const denominator = shards.reduce((sum, shard) => sum + normaliser(spec, shard.w, shard.dims), 0);
    expect(Math.abs(denominator / normaliser(spec, w, dims) - 1)).toBeLessThan(1e-14);
    let sum = 0;
    for (const shard of shards) {
      const gradient = new Float64Array(shard.z.length);
      const D = normaliser(spec, w, dims);
      sum += lossAndGradient(gradient, shard.z, shard.y, shard.w, spec, shard.dims, D);
      expect(gradient).toEqual(shard.whole);
    }
    expect(Math.abs(sum / loss - 1)).toBeLessThan(1e-14);
  });

  it("does not see unscored outputs", () => {
    const { z, y, w } = batch(spec);
    const wide = count / w.length;
    const moved = z.map((value, i) => (w[Math.floor(i / wide)] === 0 ? value + 5 : value));
    expect(lossOf(spec, moved, y, w)).toBe(lossOf(spec, z, y, w));
  });

  it("may write its gradient over the outputs, and rounds only the gradient in single precision", () => {
    const { z, y, w } = batch(spec);
    const [own, single] = [new Float64Array(count), new Float32Array(count)];
    const D = normaliser(spec, w, dims);
    const loss = lossAndGradient(own, z, y, w, spec, dims, D);
    expect(lossAndGradient(single, z, y, w, spec, dims, D)).toBe(loss);
    expect(single).toEqual(Float32Array.from(own));
    const over = z.slice();
    expect(lossAndGradient(over, over, y, w, spec, dims, D)).toBe(loss);
    expect(over).toEqual(own);
  });
});

describe("the mean over scored elements", () => {
  it("does not change when unscored time is added, and PsychRNN's mean does", () => {
    const half = { steps: 1, trials: 2, outputs: 1 };
    const long = { steps: 2, trials: 2, outputs: 1 };
    const y = new Float64Array(4);
    const [z, w] = [Float64Array.of(1, 2, 7, 7), Float64Array.of(1, 1, 0, 0)];
    const of = (kind: "mse" | "mse-all", sizes: typeof half): number =>
      lossAndGradient(new Float64Array(4), z, y, w, { kind }, sizes, normaliser({ kind }, w, sizes));
    expect([of("mse", half), of("mse", long)]).toEqual([2.5, 2.5]);
    expect([of("mse-all", half), of("mse-all", long)]).toEqual([2.5, 1.25]);
  });
});

describe("cross-entropies of extreme outputs", () => {
  const one = { steps: 1, trials: 1, outputs: 2 };

  it("are exact: a logit of 1000 costs 1000 on the wrong side and nothing on the right one", () => {
    const gradient = new Float64Array(2);
    const loss = (z: readonly number[], y: readonly number[], kind: "bce" | "softmax"): number =>
      lossAndGradient(
        gradient,
        Float64Array.from(z),
        Float64Array.from(y),
        Float64Array.of(1, 1),
        { kind },
        one,
        1,
      );
    expect(loss([1000, -1000], [0, 1], "bce")).toBe(2000);
    expect(loss([1000, -1000], [1, 0], "bce")).toBe(0);
    expect([...gradient]).toEqual([0, 0]);
    expect(loss([1000, -1000], [0, 1], "softmax")).toBe(2000);
    expect([...gradient]).toEqual([1, -1]);
  });

  it("have no gradient where PsychRNN clips", () => {
    const gradient = new Float64Array(2);
    const y = Float64Array.of(0, 1);
    lossAndGradient(
      gradient,
      Float64Array.of(30, -30),
      y,
      Float64Array.of(1, 1),
      { kind: "bce", clip: 1e-7 },
      one,
      2,
    );
    expect([...gradient]).toEqual([0, 0]);
  });
});

it("a row weighs what its heaviest output weighs", () => {
  const rows = new Float64Array(2);
  rowWeightsInto(rows, Float64Array.of(0, 2, 1, 0, 0, 0), { steps: 1, trials: 2, outputs: 3 });
  expect([...rows]).toEqual([2, 0]);
});

describe("penalties", () => {
  const { normal } = seeded(8);
  const W = Float64Array.from({ length: 12 }, normal);

  it("of weights add the gradient of their central differences to what is there, to 1e-9", () => {
    const penalty = { l1: 0.3, l2: 0.7 };
    const gradient = new Float64Array(12).fill(1);
    weightPenalty(gradient, W, penalty);
    const wanted = differences((moved) => weightPenalty(new Float64Array(12), moved, penalty), W);
    expect(
      largestDifference(
        gradient,
        wanted.map((value) => value + 1),
      ),
    ).toBeLessThan(1e-9);
  });
});
