import type { Pointer } from "@isocortex/core-wasm";
import { activations } from "./activation.js";
import type { BoundCell, Cell, CellContext } from "./cell.js";

export interface LstmOptions {
  /** h = o·tanh(c) (Hochreiter & Schmidhuber 1997), or h = o·sigmoid(c) as PsychRNN 1.0 has it. */
  readonly output: "tanh" | "sigmoid";
}

const [I, F, O, C] = [0, 1, 2, 3];
const gates = ["i", "f", "o", "c"] as const;

function bind(c: CellContext, { output }: LstmOptions): BoundCell {
  const { k, size, hidden, trials } = c;
  const bytes = c.rate(1) - c.rate(0);
  const cells = c.at("cell");
  const [squashed, slope, carry] = [c.at("squashed"), c.at("scratch"), c.at("carry")];
  const cell = (t: number): Pointer => cells + t * bytes;
  const f = activations[output];
  const slopeOf = (gate: "sigmoid" | "tanh", y: Pointer): void => activations[gate].slope(k, slope, y, size);
  return {
    start(initial) {
      initial("h0", c.rate(0));
      initial("c0", cell(0));
    },
    forward(t) {
      for (let g = 0; g < gates.length; g++) {
        const drive = c.drive(g, t);
        c.addRecurrent(g, t);
        if (g === C) k.tanh(drive, drive, size);
        else k.sigmoid(drive, drive, size);
      }
      k.multiply(cell(t), c.drive(F, t), cell(t - 1), size);
      k.addProduct(cell(t), cell(t), c.drive(I, t), c.drive(C, t), size);
      f.apply(k, squashed, cell(t), size);
      k.multiply(c.rate(t), c.drive(O, t), squashed, size);
    },
    backward(t, fromLater, toEarlier) {
      const [i, forget, o, g] = [c.drive(I, t), c.drive(F, t), c.drive(O, t), c.drive(C, t)];
      const dh = c.rateGradient(t);
      f.apply(k, squashed, cell(t), size);
      // carry: gradient by the cell, what step t + 1 left there plus o·dh·squash'(c).
      f.slope(k, slope, squashed, size);
      k.multiply(slope, slope, o, size);
      if (!fromLater) k.fill(carry, 0, size);
      k.addProduct(carry, carry, slope, dh, size);
      k.multiply(squashed, squashed, dh, size);
      slopeOf("sigmoid", o);
      k.multiply(o, squashed, slope, size);
      k.multiply(squashed, carry, g, size);
      slopeOf("tanh", g);
      k.multiply(slope, slope, i, size);
      k.multiply(g, carry, slope, size);
      slopeOf("sigmoid", i);
      k.multiply(i, squashed, slope, size);
      k.multiply(squashed, carry, cell(t - 1), size);
      k.multiply(carry, carry, forget, size);
      slopeOf("sigmoid", forget);
      k.multiply(forget, squashed, slope, size);
      for (let p = 0; p < gates.length; p++) {
        if (toEarlier) c.sendBack(p, t);
      }
    },
    finish() {
      k.addRowSums(c.gradient("h0"), c.rateGradient(0), trials, hidden);
      k.addRowSums(c.gradient("c0"), carry, trials, hidden);
    },
  };
}

/**
 * Long short-term memory: i, f, o = sigmoid, g = tanh of W_x u + W_h h + b; c' = f c + i g; h' = o·tanh(c').
 * Hochreiter & Schmidhuber 1997, Neural Comput 9:1735, with a forget gate.
 */
export function lstm(options: LstmOptions): Cell {
  return {
    name: "lstm",
    projections: gates.map((g) => ({ input: `W_${g}x`, recurrent: `W_${g}h`, bias: `b_${g}` })),
    states: ["h0", "c0"],
    vectors: [],
    gain: 1,
    blocks: ({ hidden, steps, trials }) => ({
      cell: [steps + 1, trials, hidden],
      squashed: [trials, hidden],
      scratch: [trials, hidden],
      carry: [trials, hidden],
    }),
    constants: () => ({}),
    bind: (c) => bind(c, options),
  };
}
