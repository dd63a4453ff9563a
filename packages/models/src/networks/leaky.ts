import { InputError, type Pointer } from "@isocortex/core-wasm";
import { type Activation, type ActivationName, activations } from "./activation.js";
import type { BoundCell, Cell, CellContext, NoiseSource } from "./cell.js";

/**
 * alpha = dt/tau. `state` (PsychRNN, pycog): x' = (1 - alpha) x + alpha (W f(x) + u) + noise, rate f(x') ·
 * `rate` (Yang et al. 2019): a' = (1 - alpha) a + alpha f(W a + u + noise) · `post`: h' = f((1 - alpha) h + alpha (W h + u) +
 * noise), with u = W_in input + b. alpha = 1 in `rate` is the vanilla (Elman) network.
 */
export const conventions = ["state", "rate", "post"] as const;
export type Convention = (typeof conventions)[number];

export interface LeakyOptions {
  readonly convention: Convention;
  readonly activation: ActivationName;
  /** dt/tau, one for all hidden units or one each. */
  readonly alpha: number | readonly number[];
  /** Standard deviation of the recurrent noise averaged over one tau; 0 = none. */
  readonly noise: number;
}

/** @throws InputError unless 0 < alpha <= 1 everywhere */
function checkAlpha(alpha: LeakyOptions["alpha"]): void {
  const bad = (typeof alpha === "number" ? [alpha] : alpha).find((a) => !(a > 0 && a <= 1));
  if (bad === undefined) return;
  throw new InputError(
    `alpha = dt/tau is ${bad}; expected more than 0 and at most 1; use dtMs <= tauMs (a pure leak diverges above 2).`,
    { code: "numerical", path: "network.tauMs" },
  );
}

/** Standard deviation per step: √(2 alpha)·sigma outside the bracket of `state` and `post`, √(2/alpha)·sigma inside f of `rate`. */
function noisePerStep(convention: Convention, alpha: number, sigma: number): number {
  return sigma * Math.sqrt(convention === "rate" ? 2 / alpha : 2 * alpha);
}

/** The parts of a leaky step on (trials, hidden) arrays, for one alpha or for one per unit. */
interface Leak {
  /** out = x + alpha (target - x). */
  step(out: Pointer, x: Pointer, target: Pointer): void;
  /** out += (1 - alpha) x: the adjoint of what a step keeps. */
  addKept(out: Pointer, x: Pointer): void;
  addNoise(x: Pointer, t: number, source: NoiseSource): void;
}

function leakOf(c: CellContext, { alpha, convention, noise }: LeakyOptions): Leak {
  const { k, size, trials, hidden } = c;
  const normals = c.at("normals");
  const draw = (t: number, { stream, firstTrial }: NoiseSource): void =>
    k.normals(normals, stream.key0, stream.key1, t, firstTrial, trials, hidden);
  if (typeof alpha === "number") {
    const sd = noisePerStep(convention, alpha, noise);
    return {
      // x + 1·(target - x) is target but for its last bits.
      step: (out, x, target) =>
        alpha === 1 ? k.copy(out, target, size) : k.leakyStep(out, x, target, alpha, size),
      addKept(out, x) {
        if (alpha !== 1) k.addScaled(out, out, x, 1 - alpha, size);
      },
      addNoise(x, t, source) {
        draw(t, source);
        k.addScaled(x, x, normals, sd, size);
      },
    };
  }
  const [alphas, kept, sds] = [c.at("alpha"), c.at("kept"), c.at("noiseSd")];
  return {
    step: (out, x, target) => k.leakyStepRows(out, x, target, alphas, trials, hidden),
    addKept: (out, x) => k.addProductRows(out, out, x, kept, trials, hidden),
    addNoise(x, t, source) {
      draw(t, source);
      k.addProductRows(x, x, normals, sds, trials, hidden);
    },
  };
}

type AddNoise = (x: Pointer, t: number, source: NoiseSource | undefined) => void;

// In each convention `drive` ends up holding the gradient by the drive over alpha: alpha is the cell's gain, applied to sums.

function bindState(c: CellContext, f: Activation, leak: Leak, addNoise: AddNoise): BoundCell {
  const { k, size, hidden, trials } = c;
  const [states, slope] = [c.at("state"), c.at("scratch")];
  const bytes = c.rate(1) - c.rate(0);
  // Where the slope comes from the rates, a state is needed for one step only.
  const x = (t: number): Pointer => states + (f.slopeFrom === "input" ? t : t & 1) * bytes;
  /** out = slope at step t · gradient by its rate, the gradient by its state but for what later steps keep of it. */
  function throughActivation(out: Pointer, t: number): void {
    f.slope(k, slope, f.slopeFrom === "input" ? x(t) : c.rate(t), size);
    k.multiply(out, c.rateGradient(t), slope, size);
  }
  return {
    start(initial) {
      initial("init_state", x(0));
      f.apply(k, c.rate(0), x(0), size);
    },
    forward(t, source) {
      c.addRecurrent(0, t);
      leak.step(x(t), x(t - 1), c.drive(0, t));
      addNoise(x(t), t, source);
      f.apply(k, c.rate(t), x(t), size);
    },
    backward(t, fromLater, toEarlier) {
      const gradient = c.drive(0, t);
      throughActivation(gradient, t);
      if (fromLater) leak.addKept(gradient, c.drive(0, t + 1));
      if (toEarlier) c.sendBack(0, t);
    },
    finish() {
      const gradient = c.at("initial");
      throughActivation(gradient, 0);
      leak.addKept(gradient, c.drive(0, 1));
      k.addRowSums(c.gradient("init_state"), gradient, trials, hidden);
    },
  };
}

function bindRate(c: CellContext, f: Activation, leak: Leak, addNoise: AddNoise): BoundCell {
  const { k, size, hidden, trials } = c;
  const slope = c.at("scratch");
  return {
    start: (initial) => initial("init_state", c.rate(0)),
    forward(t, source) {
      const drive = c.drive(0, t);
      const target = f.slopeFrom === "output" ? drive : slope;
      c.addRecurrent(0, t);
      addNoise(drive, t, source);
      f.apply(k, target, drive, size);
      leak.step(c.rate(t), c.rate(t - 1), target);
    },
    backward(t, _fromLater, toEarlier) {
      const drive = c.drive(0, t);
      f.slope(k, slope, drive, size);
      k.multiply(drive, c.rateGradient(t), slope, size);
      if (!toEarlier) return;
      leak.addKept(c.rateGradient(t - 1), c.rateGradient(t));
      c.sendBack(0, t);
    },
    finish: () => k.addRowSums(c.gradient("init_state"), c.rateGradient(0), trials, hidden),
  };
}

function bindPost(c: CellContext, f: Activation, leak: Leak, addNoise: AddNoise): BoundCell {
  const { k, size, hidden, trials } = c;
  const slope = c.at("scratch");
  return {
    start: (initial) => initial("init_state", c.rate(0)),
    forward(t, source) {
      const drive = c.drive(0, t);
      c.addRecurrent(0, t);
      leak.step(drive, c.rate(t - 1), drive);
      addNoise(drive, t, source);
      f.apply(k, c.rate(t), drive, size);
    },
    backward(t, _fromLater, toEarlier) {
      const drive = c.drive(0, t);
      f.slope(k, slope, f.slopeFrom === "input" ? drive : c.rate(t), size);
      k.multiply(drive, c.rateGradient(t), slope, size);
      if (!toEarlier) return;
      leak.addKept(c.rateGradient(t - 1), drive);
      c.sendBack(0, t);
    },
    finish: () => k.addRowSums(c.gradient("init_state"), c.rateGradient(0), trials, hidden),
  };
}

const binders = { state: bindState, rate: bindRate, post: bindPost };

/** The leaky recurrent network in one of its three conventions. @throws InputError unless 0 < alpha <= 1 */
export function leaky(options: LeakyOptions): Cell {
  const { convention, activation, alpha, noise } = options;
  checkAlpha(alpha);
  const perUnit = typeof alpha !== "number";
  const kept = (steps: number): number => (activations[activation].slopeFrom === "input" ? steps + 1 : 2);
  return {
    name: `leaky-${convention}`,
    projections: [{ input: "W_in", bias: "b_rec", recurrent: "W_rec" }],
    states: ["init_state"],
    vectors: [],
    gain: alpha,
    leak: { convention, activation },
    blocks: ({ hidden, steps, trials }) => ({
      scratch: [trials, hidden],
      ...(convention === "state" ? { state: [kept(steps), trials, hidden], initial: [trials, hidden] } : {}),
      ...(noise > 0 ? { normals: [trials, hidden] } : {}),
      ...(perUnit ? { alpha: [hidden], kept: [hidden], noiseSd: [hidden] } : {}),
    }),
    constants: () => ({
      ...(perUnit
        ? {
            alpha,
            kept: alpha.map((a) => 1 - a),
            noiseSd: alpha.map((a) => noisePerStep(convention, a, noise)),
          }
        : {}),
    }),
    bind(c) {
      const leak = leakOf(c, options);
      const addNoise: AddNoise = (x, t, source) => {
        if (noise > 0 && source) leak.addNoise(x, t, source);
      };
      return binders[convention](c, activations[activation], leak, addNoise);
    },
  };
}

/** The vanilla (Elman) network: h' = f(W_rec h + W_in u + b), which is `rate` with dt = tau. */
export function elman(activation: ActivationName): Cell {
  return { ...leaky({ convention: "rate", activation, alpha: 1, noise: 0 }), name: "elman" };
}
