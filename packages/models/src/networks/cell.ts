import type { Kernels, Layout, Pointer, Precision, RandomStream } from "@isocortex/core-wasm";
import type { ActivationName } from "./activation.js";

/** How large a network is, and what it is unrolled over. */
export interface Dimensions {
  readonly inputs: number;
  readonly hidden: number;
  readonly steps: number;
  readonly trials: number;
}

/** Weights by name, row-major; matrices are [post, pre]. */
export type Weights = Readonly<Record<string, Float64Array | Float32Array>>;

export type Role = "input" | "recurrent" | "output" | "bias" | "state";

/** A trainable array of a network. */
export interface WeightShape {
  readonly name: string;
  readonly shape: readonly [rows: number, columns: number];
  readonly role: Role;
}

/** An affine map of the inputs and of the hidden units' output that a cell needs at every step: W_in u + b, and W_rec. */
export interface Projection {
  readonly input: string;
  readonly bias: string;
  /** Name of the recurrent matrix; none in a feedforward network. */
  readonly recurrent?: string;
  /** The cell adds to the gradient by the recurrent matrix itself, since its drive is not plainly that matrix times rates. */
  readonly ownGradient?: boolean;
}

/** Where the noise of a stretch of trials comes from. */
export interface NoiseSource {
  readonly stream: RandomStream;
  /** Number of the first trial, so that a trial's noise does not depend on how trials are split. */
  readonly firstTrial: number;
}

/**
 * Pointers that a cell works on. Every array of a step is (trials, hidden). `drive(p, t)` holds W_in u + b of projection p
 * for step t = 1..steps when `forward(t)` is called, and must hold the gradient by it when `backward(t)` returns;
 * `rate(t)`, t = 0..steps, is what the hidden units send out, 0 the initial state; `rateGradient` is the gradient by it,
 * kept for t and t - 1 alone: that from the read-out is there when `backward(t)` is called.
 */
export interface CellContext extends Dimensions {
  readonly k: Kernels;
  readonly precision: Precision;
  /** trials · hidden. */
  readonly size: number;
  readonly drive: (projection: number, t: number) => Pointer;
  readonly rate: (t: number) => Pointer;
  readonly rateGradient: (t: number) => Pointer;
  /** drive(p, t) += W_rec rate(t - 1), the sum in ascending order of the units that send. */
  readonly addRecurrent: (projection: number, t: number) => void;
  /** rateGradient(t - 1) += W_recᵀ drive(p, t), the adjoint of `addRecurrent`, W_rec times the cell's gain. */
  readonly sendBack: (projection: number, t: number) => void;
  /** A block of the cell's own. */
  readonly at: (block: string) => Pointer;
  /** Packed recurrent matrix of a projection that is not plainly applied to rates, and its transpose. */
  readonly recurrent: (projection: number) => Pointer;
  readonly transposed: (projection: number) => Pointer;
  /** Gradient by the recurrent matrix of a projection, to be added to where it is the cell's own. */
  readonly recurrentGradient: (projection: number) => Pointer;
  /** A vector of the cell, (1, hidden). */
  readonly vector: (name: string) => Pointer;
  /** Gradient by an initial state or vector, (1, hidden), to be added to. */
  readonly gradient: (name: string) => Pointer;
}

/** A cell bound to memory. */
export interface BoundCell {
  /** Puts the initial states, each (1, hidden), into step 0 of every trial. */
  start(initial: (name: string, to: Pointer) => void): void;
  /** Step t = 1..steps from step t - 1. */
  forward(t: number, noise: NoiseSource | undefined): void;
  /** Adjoint of step t; `fromLater` and `toEarlier` say whether anything flows in from step t + 1 and on to step t - 1. */
  backward(t: number, fromLater: boolean, toEarlier: boolean): void;
  /** Gradients by the initial states, once every step has gone backward. */
  finish(): void;
}

/** A recurrent cell: which weights it has and how it steps; forward and adjoint live together. */
export interface Cell {
  readonly name: string;
  readonly projections: readonly Projection[];
  /** Initial states by name, (1, hidden) each; the first is that of `rate`, or of what `rate` is computed from. */
  readonly states: readonly string[];
  /** Further bias-like vectors (1, hidden). */
  readonly vectors: readonly string[];
  /**
   * Factor of every gradient of a recurrent or input matrix and bias row, and of the transposed matrix, that the cell leaves
   * to be applied once per update: alpha of a leaky step. One number, or one per hidden unit.
   */
  readonly gain: number | readonly number[];
  /** What a leaky cell is, for those who need its equations; absent in others. */
  readonly leak?: { readonly convention: "state" | "rate" | "post"; readonly activation: ActivationName };
  /** Blocks of its own, and what constant ones hold. */
  blocks(dimensions: Dimensions): Layout;
  constants(dimensions: Dimensions): Readonly<Record<string, readonly number[]>>;
  bind(context: CellContext): BoundCell;
}
