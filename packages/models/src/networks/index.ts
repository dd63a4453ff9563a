export { type Activation, type ActivationName, activations } from "./activation.js";
export type { Cell, NoiseSource, Role, WeightShape, Weights } from "./cell.js";
export { feedforward } from "./feedforward.js";
export { type GruOptions, gru } from "./gru.js";
export { type Convention, conventions, elman, type LeakyOptions, leaky } from "./leaky.js";
export { type LstmOptions, lstm } from "./lstm.js";
export { type Network, weightShapes } from "./network.js";
export { type AreaBlock, type NetworkArea, type UnitRange, unitRanges } from "./network-areas.js";
export {
  type BackwardOptions,
  createSequence,
  type DuringForward,
  type Sequence,
  type SequenceOptions,
  type StepArray,
  sequenceBytes,
} from "./sequence.js";
export { type Unrolling, unroll } from "./unroll.js";
export { type SweepOptions, sweepUnrolled, type UnrolledMatrix, unrolledMatrix } from "./unroll-matrix.js";
export { createUnrolled, type Unrolled } from "./unrolled.js";
export type {
  AreaCopy,
  ConnectionType,
  CopyConnection,
  UnrolledGraph,
  UnrollOptions,
} from "./unrolled-graph.js";
export type { UnrolledOptions } from "./unrolled-memory.js";
export type { NetworkSize, UnrolledSize } from "./unrolled-size.js";
export { type PlacedCopy, type WeightCopy, weightCopies } from "./weight-copies.js";
