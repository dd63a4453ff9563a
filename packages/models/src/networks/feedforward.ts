import { type ActivationName, activations } from "./activation.js";
import type { Cell } from "./cell.js";

/** One hidden layer without memory: h = f(W_in u + b), u the inputs of the last steps of a window. */
export function feedforward(activation: ActivationName): Cell {
  const f = activations[activation];
  return {
    name: "feedforward",
    projections: [{ input: "W_in", bias: "b_rec" }],
    states: [],
    vectors: [],
    gain: 1,
    blocks: ({ hidden, trials }) => ({ scratch: [trials, hidden] }),
    constants: () => ({}),
    bind: (c) => ({
      start: () => undefined,
      forward: (t) => f.apply(c.k, c.rate(t), c.drive(0, t), c.size),
      backward(t) {
        const [drive, slope] = [c.drive(0, t), c.at("scratch")];
        f.slope(c.k, slope, f.slopeFrom === "input" ? drive : c.rate(t), c.size);
        c.k.multiply(drive, c.rateGradient(t), slope, c.size);
      },
      finish: () => undefined,
    }),
  };
}
