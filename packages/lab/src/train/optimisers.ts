import type { Floats } from "./floats.js";
import { integerPower } from "./integer-power.js";

/**
 * How a gradient g moves a parameter p at update t = 1, 2, ... with learning rate eta.
 * - `sgd`       p -= eta g
 * - `momentum`  velocity = momentum · velocity + g;  p -= eta velocity
 * - `rmsprop`   square = decay · square + (1 - decay) g²;  p -= eta g / (sqrt(square) + epsilon)
 * - `adam`      p -= eta/(1 - beta1^t) · m / (sqrt(v/(1 - beta2^t)) + epsilon),
 *               m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g²              Kingma & Ba 2015; as in torch
 * - `adam-tf1`  p -= eta sqrt(1 - beta2^t)/(1 - beta1^t) · m / (sqrt(v) + epsilon)       as in TensorFlow 1, PsychRNN
 * - `adamw`     p -= eta weightDecay p, then `adam`                                          Loshchilov & Hutter 2019
 */
export type Optimiser =
  | { readonly kind: "sgd" }
  | { readonly kind: "momentum"; readonly momentum?: number | undefined }
  | { readonly kind: "rmsprop"; readonly decay?: number | undefined; readonly epsilon?: number | undefined }
  | ({ readonly kind: "adam" | "adam-tf1" } & AdamOptions)
  | ({ readonly kind: "adamw"; readonly weightDecay?: number | undefined } & AdamOptions);

export interface AdamOptions {
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  readonly epsilon?: number | undefined;
}

const defaults = {
  momentum: 0.9,
  decay: 0.99,
  epsilon: 1e-8,
  beta1: 0.9,
  beta2: 0.999,
  weightDecay: 0.01,
};

/** Arrays by variable (`W_rec`). */
export type Variables = Readonly<Record<string, Floats>>;
/** An optimiser's memory by variable, then by slot (`slots.W_rec.m`). */
export type Slots = Readonly<Record<string, Variables>>;

const slotsOf: Readonly<Record<Optimiser["kind"], readonly string[]>> = {
  sgd: [],
  momentum: ["velocity"],
  rmsprop: ["square"],
  adam: ["m", "v"],
  "adam-tf1": ["m", "v"],
  adamw: ["m", "v"],
};

/** Names of the slots that an optimiser keeps for each variable. */
export function slotNames({ kind }: Optimiser): readonly string[] {
  return slotsOf[kind];
}

/** Slots of zeros, of each variable's length and type. */
export function createSlots(optimiser: Optimiser, params: Variables): Slots {
  const zeros = (like: Floats): Floats =>
    like instanceof Float32Array ? new Float32Array(like.length) : new Float64Array(like.length);
  return Object.fromEntries(
    Object.entries(params).map(([name, values]) => [
      name,
      Object.fromEntries(slotNames(optimiser).map((slot) => [slot, zeros(values)])),
    ]),
  );
}

/**
 * One update of every variable in grads: params and slots change in place.
 * @param t number of this update, from 1
 * @param trainable 0 where an entry keeps its value, whatever its slots or decay
 */
export function step(
  optimiser: Optimiser,
  params: Variables,
  grads: Variables,
  slots: Slots,
  t: number,
  learningRate: number,
  trainable: Readonly<Record<string, Floats | undefined>> = {},
): void {
  for (const name in grads) {
    const p = params[name]!;
    const g = grads[name]!;
    const memory = slots[name]!;
    const free = trainable[name];
    switch (optimiser.kind) {
      case "sgd":
        stepSgd(p, g, free, learningRate);
        break;
      case "momentum":
        stepMomentum(p, memory.velocity!, g, free, learningRate, optimiser.momentum ?? defaults.momentum);
        break;
      case "rmsprop":
        stepRmsprop(
          p,
          memory.square!,
          g,
          free,
          learningRate,
          optimiser.decay ?? defaults.decay,
          optimiser.epsilon ?? defaults.epsilon,
        );
        break;
      default:
        stepAdam(p, memory.m!, memory.v!, g, free, learningRate, optimiser, t);
    }
  }
}

function stepSgd(p: Floats, g: Floats, free: Floats | undefined, eta: number): void {
  for (let i = 0; i < p.length; i++) {
    if (free && free[i] === 0) continue;
    p[i]! -= eta * g[i]!;
  }
}

function stepMomentum(
  p: Floats,
  velocity: Floats,
  g: Floats,
  free: Floats | undefined,
  eta: number,
  momentum: number,
): void {
  for (let i = 0; i < p.length; i++) {
    if (free && free[i] === 0) continue;
    const next = momentum * velocity[i]! + g[i]!;
    velocity[i] = next;
    p[i]! -= eta * next;
  }
}

function stepRmsprop(
  p: Floats,
  square: Floats,
  g: Floats,
  free: Floats | undefined,
  eta: number,
  decay: number,
  epsilon: number,
): void {
  for (let i = 0; i < p.length; i++) {
    if (free && free[i] === 0) continue;
    const next = decay * square[i]! + (1 - decay) * g[i]! * g[i]!;
    square[i] = next;
    p[i]! -= (eta * g[i]!) / (Math.sqrt(next) + epsilon);
  }
}

function stepAdam(
  p: Floats,
  m: Floats,
  v: Floats,
  g: Floats,
  free: Floats | undefined,
  eta: number,
  optimiser: Extract<Optimiser, AdamOptions & { kind: "adam" | "adam-tf1" | "adamw" }>,
  t: number,
): void {
  const { beta1 = defaults.beta1, beta2 = defaults.beta2, epsilon = defaults.epsilon } = optimiser;
  const first = 1 - integerPower(beta1, t);
  const second = Math.sqrt(1 - integerPower(beta2, t));
  const inside = optimiser.kind === "adam-tf1";
  const rate = inside ? (eta * second) / first : eta / first;
  const root = inside ? 1 : second;
  const kept = optimiser.kind === "adamw" ? 1 - eta * (optimiser.weightDecay ?? defaults.weightDecay) : 1;
  for (let i = 0; i < p.length; i++) {
    if (free && free[i] === 0) continue;
    const mean = beta1 * m[i]! + (1 - beta1) * g[i]!;
    const square = beta2 * v[i]! + (1 - beta2) * g[i]! * g[i]!;
    m[i] = mean;
    v[i] = square;
    p[i] = kept * p[i]! - (rate * mean) / (Math.sqrt(square) / root + epsilon);
  }
}
