export { type Activation, type ActivationName, activations } from "./activation.js";
export type { Cell, NoiseSource, Role, WeightShape, Weights } from "./cell.js";
export { feedforward } from "./feedforward.js";
export { type GruOptions, gru } from "./gru.js";
export { type Convention, conventions, elman, type LeakyOptions, leaky } from "./leaky.js";
export { type LstmOptions, lstm } from "./lstm.js";
export { type Network, weightShapes } from "./network.js";
export {
  type BackwardOptions,
  createSequence,
  type DuringForward,
  type Sequence,
  type SequenceOptions,
  type StepArray,
  sequenceBytes,
} from "./sequence.js";
