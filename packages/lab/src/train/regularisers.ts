import type { Floats } from "./floats.js";

/** Coefficients of mean |W| and mean W². */
export interface WeightPenalty {
  readonly l1?: number | undefined;
  readonly l2?: number | undefined;
}

/**
 * l1 · mean |W| + l2 · mean W²; adds its derivative to gradient.                                            PsychRNN
 * W and gradient: a matrix of effective weights, of which those masked out count in the mean; |W| has slope 0 at 0.
 */
export function weightPenalty(gradient: Floats, W: Floats, { l1 = 0, l2 = 0 }: WeightPenalty): number {
  let absolute = 0;
  let square = 0;
  for (let i = 0; i < W.length; i++) {
    const value = W[i]!;
    absolute += Math.abs(value);
    square += value * value;
    gradient[i]! += (l1 * Math.sign(value) + 2 * l2 * value) / W.length;
  }
  return (l1 * absolute + l2 * square) / W.length;
}
