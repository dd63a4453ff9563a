import { describe, expect, it } from "vitest";
import {
  createUnrolled,
  elman,
  feedforward,
  gru,
  leaky,
  sweepUnrolled,
  type UnrollOptions,
  unroll,
  unrolledMatrix,
} from "../../src/index.js";
import { core } from "../core.js";
import { areaNetwork, seeded } from "../random-area-network.js";

const wiring = {
  ...{ sizes: [2, 3], inputs: 2, outputs: 1, lateral: true, topDown: true, chain: true, density: 1 },
  start: "weights" as const,
};
const make = (cell = elman("tanh")) => areaNetwork(cell, wiring, seeded(1));
const { network, weights, areas } = make();
const time: UnrollOptions = { steps: 2, in: "time", areas };

describe("what cannot be unrolled is refused in one line", () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      "no steps",
      () => unroll(network, weights, { ...time, steps: 0 }),
      /steps is 0; expected a whole number/,
    ],
    [
      "areas that leave units out",
      () => unroll(network, weights, { ...time, areas: areas.slice(1) }),
      /areas have 3 units but the network has 5/,
    ],
    [
      "an area without units",
      () => unroll(network, weights, { ...time, areas: [...areas, { name: "none", units: 0 }] }),
      /area none has 0 units; expected/,
    ],
    ["a weight that is missing", () => unroll(network, {}, time), /weight W_in has no value/],
    [
      "an output that sees nothing",
      () => unroll(network, { ...weights, W_out: new Float64Array(5) }, time),
      /every weight of W_out is 0/,
    ],
    [
      "a start that is not zero",
      () => unroll(network, weights, { ...time, start: "zero" }),
      /init_state is not 0/,
    ],
    [
      "a state of 0 that sends more",
      () => {
        const cell = leaky({ convention: "state", activation: "sigmoid", alpha: 0.5, noise: 0 });
        const zero = { ...weights, init_state: new Float64Array(5) };
        return unroll({ ...network, cell }, zero, { ...time, start: "zero" });
      },
      /sigmoid sends more than 0/,
    ],
    [
      "a network without loops",
      () => unroll({ ...network, cell: feedforward("tanh") }, weights, time),
      /feedforward network has no loops/,
    ],
    [
      "a GRU in areas",
      () => {
        const one = make(gru({ reset: "after", alpha: 1 }));
        return unroll(one.network, one.weights, time);
      },
      /unrolled as one area, got 2/,
    ],
    [
      "a matrix of a leaky network",
      () => {
        const cell = leaky({ convention: "rate", activation: "tanh", alpha: 0.5, noise: 0 });
        return unrolledMatrix(unroll({ ...network, cell }, weights, time), weights);
      },
      /leaky-rate network is not z = f/,
    ],
    [
      "weights with connections that it was not made of",
      () => {
        const apart = { ...weights, W_rec: weights.W_rec!.map((w, e) => (e % 5 < 2 && e >= 10 ? 0 : w)) };
        const unrolled = createUnrolled(core, unroll(network, apart, time), {
          ...{ trials: 1, precision: "f64", gradients: false },
        });
        unrolled.setWeights(apart);
        return unrolled.setWeights(weights);
      },
      /connect from area 1 to area 2, which the unrolled network does not; unroll them anew/,
    ],
    [
      "inputs of another length",
      () => {
        const zero = { ...weights, init_state: new Float64Array(5) };
        const unrolling = unroll(network, zero, { ...time, start: "zero" });
        const options = { trials: 2, precision: "f64", sweeps: 1 } as const;
        return sweepUnrolled(core, unrolling, zero, new Float64Array(3), options);
      },
      /x has 3 numbers; expected 2 trials x 4 inputs/,
    ],
  ])("%s", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
