import { scalar } from "@isocortex/core-wasm";
import type { Floats } from "./floats.js";

/** Sizes of a batch's outputs; arrays are flat, element (step·trials + trial)·outputs + k. */
export interface OutputDims {
  readonly steps: number;
  readonly trials: number;
  readonly outputs: number;
}

/**
 * What an output is compared by; e = y' - y, where y' is the output z itself or its sigmoid, and D the denominator:
 * - `mse`      sum (w·e)² / D, D = number of elements with w > 0: the size does not depend on how much is masked
 * - `mse-all`  sum (w·e)² / D, D = number of all elements                                                PsychRNN
 * - `lsq`      `mse-all` of the sigmoid                                             Yang et al. 2019, squared error
 * - `bce`      sum w·(-y ln y' - (1 - y) ln(1 - y')) / D of the sigmoid, D = number of elements with w > 0;
 *              with `clip` c: y' clipped to [c, 1 - c], logarithms of y' + c and 1 - y' + c, D = number of all
 *              elements (c = 1e-7: PsychRNN)
 * - `softmax`  sum of w·(-sum_k y_k ln softmax(z)_k) over rows / D, D = sum of w: one weight per (step, trial); the
 *              mean with the mask divided by its own mean                            Yang et al. 2019, cross-entropy
 */
export type LossSpec =
  | { readonly kind: "mse" | "mse-all"; readonly output?: "linear" | "sigmoid" | undefined }
  | { readonly kind: "lsq" }
  | { readonly kind: "bce"; readonly clip?: number | undefined }
  | { readonly kind: "softmax" };

/** Functions of the outputs z that a kernel has made beforehand, (steps, trials, outputs) each; made one by one without. */
export interface Squashed {
  readonly sigmoid?: Floats | undefined;
  readonly softplus?: Floats | undefined;
}

/** Whether a loss reads them. */
export function readsSquashed(spec: LossSpec): boolean {
  return spec.kind === "lsq" || spec.kind === "bce" || (spec.kind !== "softmax" && spec.output === "sigmoid");
}

/** How many weights a loss reads: one per element, or one per (step, trial) for `softmax`. */
export function weightCount(spec: LossSpec, { steps, trials, outputs }: OutputDims): number {
  return spec.kind === "softmax" ? steps * trials : steps * trials * outputs;
}

/** out (steps, trials) = the largest of each row's weights w (steps, trials, outputs). */
export function rowWeightsInto(out: Floats, w: Floats, { steps, trials, outputs }: OutputDims): void {
  for (let row = 0; row < steps * trials; row++) {
    let most = 0;
    for (let k = 0; k < outputs; k++) most = Math.max(most, w[row * outputs + k]!);
    out[row] = most;
  }
}

/** Whether D counts every element, scored or not. */
export function countsEverything(spec: LossSpec): boolean {
  return spec.kind === "mse-all" || spec.kind === "lsq" || (spec.kind === "bce" && spec.clip !== undefined);
}

/** The denominator D of a loss for these weights; that of a batch is the sum over its shards. */
export function normaliser(spec: LossSpec, w: Floats, dims: OutputDims): number {
  const count = weightCount(spec, dims);
  if (countsEverything(spec)) return count;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += spec.kind === "softmax" ? w[i]! : w[i]! > 0 ? 1 : 0;
  return sum;
}

/**
 * The loss of outputs z against targets y under weights w >= 0, and gradient = its derivative by z.
 * z, y, gradient (steps, trials, outputs); w as `weightCount` says; `gradient` may be `z`.
 * @param denominator of the whole batch, above 0: the losses of shards then add up to the batch's
 */
export function lossAndGradient(
  gradient: Floats,
  z: Floats,
  y: Floats,
  w: Floats,
  spec: LossSpec,
  dims: OutputDims,
  denominator: number,
  squashed: Squashed = {},
): number {
  const rows = dims.steps * dims.trials;
  const count = rows * dims.outputs;
  switch (spec.kind) {
    case "mse":
    case "mse-all":
      return spec.output === "sigmoid"
        ? squaredOfSigmoid(gradient, z, y, w, count, denominator, squashed)
        : squared(gradient, z, y, w, count, denominator);
    case "lsq":
      return squaredOfSigmoid(gradient, z, y, w, count, denominator, squashed);
    case "bce":
      return spec.clip === undefined
        ? crossEntropy(gradient, z, y, w, count, denominator, squashed)
        : clippedCrossEntropy(gradient, z, y, w, spec.clip, count, denominator, squashed);
    case "softmax":
      return softmaxCrossEntropy(gradient, z, y, w, rows, dims.outputs, denominator);
  }
}

function squared(gradient: Floats, z: Floats, y: Floats, w: Floats, count: number, D: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const weighted = w[i]! * (z[i]! - y[i]!);
    sum += weighted * weighted;
    gradient[i] = (2 * w[i]! * weighted) / D;
  }
  return sum / D;
}

function squaredOfSigmoid(
  gradient: Floats,
  z: Floats,
  y: Floats,
  w: Floats,
  count: number,
  D: number,
  { sigmoid }: Squashed,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const p = sigmoid ? sigmoid[i]! : scalar.sigmoid(z[i]!);
    const weighted = w[i]! * (p - y[i]!);
    sum += weighted * weighted;
    gradient[i] = (2 * w[i]! * weighted * p * (1 - p)) / D;
  }
  return sum / D;
}

/** -y ln s(z) - (1 - y) ln s(-z) = softplus(z) - y·z. */
function crossEntropy(
  gradient: Floats,
  z: Floats,
  y: Floats,
  w: Floats,
  count: number,
  D: number,
  { sigmoid, softplus }: Squashed,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const logit = z[i]!;
    const p = sigmoid ? sigmoid[i]! : scalar.sigmoid(logit);
    sum += w[i]! * ((softplus ? softplus[i]! : scalar.softplus(logit)) - y[i]! * logit);
    gradient[i] = (w[i]! * (p - y[i]!)) / D;
  }
  return sum / D;
}

function clippedCrossEntropy(
  gradient: Floats,
  z: Floats,
  y: Floats,
  w: Floats,
  clip: number,
  count: number,
  D: number,
  { sigmoid }: Squashed,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const s = sigmoid ? sigmoid[i]! : scalar.sigmoid(z[i]!);
    const target = y[i]!;
    const p = Math.min(Math.max(s, clip), 1 - clip);
    sum -= w[i]! * (target * scalar.log(p + clip) + (1 - target) * scalar.log(1 - p + clip));
    const slope = (1 - target) / (1 - p + clip) - target / (p + clip);
    gradient[i] = p === s ? (w[i]! * slope * s * (1 - s)) / D : 0;
  }
  return sum / D;
}

function softmaxCrossEntropy(
  gradient: Floats,
  z: Floats,
  y: Floats,
  w: Floats,
  rows: number,
  outputs: number,
  D: number,
): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const from = row * outputs;
    let largest = z[from]!;
    for (let k = 1; k < outputs; k++) largest = Math.max(largest, z[from + k]!);
    let total = 0;
    let targets = 0;
    for (let k = 0; k < outputs; k++) {
      total += scalar.exp(z[from + k]! - largest);
      targets += y[from + k]!;
    }
    const logTotal = scalar.log(total);
    let loss = 0;
    for (let k = 0; k < outputs; k++) {
      const above = z[from + k]! - largest;
      loss += y[from + k]! * (logTotal - above);
      gradient[from + k] = (w[row]! * ((targets * scalar.exp(above)) / total - y[from + k]!)) / D;
    }
    sum += w[row]! * loss;
  }
  return sum / D;
}
