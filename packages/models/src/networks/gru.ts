import { InputError, type Pointer } from "@isocortex/core-wasm";
import { activations } from "./activation.js";
import type { BoundCell, Cell, CellContext } from "./cell.js";

export interface GruOptions {
  /**
   * `after`: n = tanh(W u + b + r·(W_h h + b_nh)), h' = (1 - z) n + z h (Cho et al. 2014 as PyTorch has it) · `before`:
   * n = tanh(W u + b + W_h (r·h)), h' = (1 - alpha z) h + alpha z n (the leaky GRU of Yang et al. 2019).
   */
  readonly reset: "after" | "before";
  /** dt/tau of the leaky form; 1 in the other. */
  readonly alpha: number;
}

const [R, Z, N] = [0, 1, 2];

interface Parts {
  readonly c: CellContext;
  readonly sigmoidSlope: (out: Pointer, y: Pointer) => void;
  readonly tanhSlope: (out: Pointer, y: Pointer) => void;
  readonly gate: (g: number, t: number) => void;
}

function partsOf(c: CellContext): Parts {
  const { k, size } = c;
  return {
    c,
    sigmoidSlope: (out, y) => activations.sigmoid.slope(k, out, y, size),
    tanhSlope: (out, y) => activations.tanh.slope(k, out, y, size),
    gate(g, t) {
      c.addRecurrent(g, t);
      k.sigmoid(c.drive(g, t), c.drive(g, t), size);
    },
  };
}

/** rateGradient(t - 1) gets what the gates r and z, whose drives hold their gradients, send back. */
function gatesBackward({ c }: Parts, t: number, toEarlier: boolean): void {
  if (!toEarlier) return;
  for (const g of [R, Z]) c.sendBack(g, t);
}

function bindAfter(parts: Parts): BoundCell {
  const { c, sigmoidSlope, tanhSlope, gate } = parts;
  const { k, size, hidden, trials } = c;
  const bytes = c.rate(1) - c.rate(0);
  const reads = c.at("read");
  const read = (t: number): Pointer => reads + (t - 1) * bytes;
  const [a, b] = [c.at("scratch"), c.at("other")];
  return {
    start: (initial) => initial("h0", c.rate(0)),
    forward(t) {
      const [r, z, n] = [c.drive(R, t), c.drive(Z, t), c.drive(N, t)];
      gate(R, t);
      gate(Z, t);
      k.matmul(read(t), c.recurrent(N), c.rate(t - 1), hidden, hidden, trials);
      k.addRows(read(t), read(t), c.vector("b_nh"), trials, hidden);
      k.addProduct(n, n, r, read(t), size);
      k.tanh(n, n, size);
      k.subtract(a, c.rate(t - 1), n, size);
      k.addProduct(c.rate(t), n, z, a, size);
    },
    backward(t, _fromLater, toEarlier) {
      const [r, z, n] = [c.drive(R, t), c.drive(Z, t), c.drive(N, t)];
      const dh = c.rateGradient(t);
      if (toEarlier) k.addProduct(c.rateGradient(t - 1), c.rateGradient(t - 1), dh, z, size);
      k.subtract(b, c.rate(t - 1), n, size);
      k.multiply(b, b, dh, size);
      tanhSlope(a, n);
      k.linear(n, z, -1, -1, size);
      k.multiply(n, n, dh, size);
      k.multiply(n, n, a, size);
      sigmoidSlope(a, z);
      k.multiply(z, b, a, size);
      sigmoidSlope(a, r);
      k.multiply(a, a, read(t), size);
      // read(t) becomes the gradient by W_h h + b_nh, r·dn.
      k.multiply(read(t), r, n, size);
      k.multiply(r, a, n, size);
      k.addOuter(c.recurrentGradient(N), read(t), c.rate(t - 1), hidden, hidden, trials);
      k.addRowSums(c.gradient("b_nh"), read(t), trials, hidden);
      if (toEarlier) k.matmulAdd(c.rateGradient(t - 1), c.transposed(N), read(t), hidden, hidden, trials);
      gatesBackward(parts, t, toEarlier);
    },
    finish: () => k.addRowSums(c.gradient("h0"), c.rateGradient(0), trials, hidden),
  };
}

function bindBefore(parts: Parts, alpha: number): BoundCell {
  const { c, sigmoidSlope, tanhSlope, gate } = parts;
  const { k, size, hidden, trials } = c;
  const [a, b] = [c.at("scratch"), c.at("other")];
  return {
    start: (initial) => initial("h0", c.rate(0)),
    forward(t) {
      const [r, z, n] = [c.drive(R, t), c.drive(Z, t), c.drive(N, t)];
      gate(R, t);
      gate(Z, t);
      k.multiply(a, r, c.rate(t - 1), size);
      k.matmulAdd(n, c.recurrent(N), a, hidden, hidden, trials);
      k.tanh(n, n, size);
      k.subtract(a, n, c.rate(t - 1), size);
      k.multiply(a, a, z, size);
      k.addScaled(c.rate(t), c.rate(t - 1), a, alpha, size);
    },
    backward(t, _fromLater, toEarlier) {
      const [r, z, n] = [c.drive(R, t), c.drive(Z, t), c.drive(N, t)];
      const dh = c.rateGradient(t);
      if (toEarlier) {
        k.linear(a, z, -alpha, -1, size);
        k.addProduct(c.rateGradient(t - 1), c.rateGradient(t - 1), dh, a, size);
      }
      k.subtract(b, n, c.rate(t - 1), size);
      k.multiply(b, b, dh, size);
      k.scale(b, b, alpha, size);
      tanhSlope(a, n);
      k.multiply(n, dh, z, size);
      k.scale(n, n, alpha, size);
      k.multiply(n, n, a, size);
      sigmoidSlope(a, z);
      k.multiply(z, b, a, size);
      k.multiply(a, r, c.rate(t - 1), size);
      k.addOuter(c.recurrentGradient(N), n, a, hidden, hidden, trials);
      // b: gradient by r·h.
      k.matmul(b, c.transposed(N), n, hidden, hidden, trials);
      if (toEarlier) k.addProduct(c.rateGradient(t - 1), c.rateGradient(t - 1), b, r, size);
      k.multiply(b, b, c.rate(t - 1), size);
      sigmoidSlope(a, r);
      k.multiply(r, a, b, size);
      gatesBackward(parts, t, toEarlier);
    },
    finish: () => k.addRowSums(c.gradient("h0"), c.rateGradient(0), trials, hidden),
  };
}

/** Gated recurrent unit. @throws InputError unless 0 < alpha <= 1, and alpha = 1 with reset `after` */
export function gru({ reset, alpha }: GruOptions): Cell {
  if (!(alpha > 0 && alpha <= 1) || (reset === "after" && alpha !== 1)) {
    throw new InputError(
      `alpha = dt/tau of the GRU is ${alpha}; expected ${reset === "after" ? '1 with reset "after"' : "more than 0 and at most 1"}.`,
      { path: "network.tauMs" },
    );
  }
  return {
    name: `gru-${reset}`,
    projections: ["r", "z", "n"].map((g) => ({
      input: `W_${g}x`,
      recurrent: `W_${g}h`,
      bias: `b_${g}`,
      ownGradient: g === "n",
    })),
    states: ["h0"],
    vectors: reset === "after" ? ["b_nh"] : [],
    gain: 1,
    blocks: ({ hidden, steps, trials }) => ({
      scratch: [trials, hidden],
      other: [trials, hidden],
      ...(reset === "after" ? { read: [steps, trials, hidden] } : {}),
    }),
    constants: () => ({}),
    bind: (c) => (reset === "after" ? bindAfter(partsOf(c)) : bindBefore(partsOf(c), alpha)),
  };
}
