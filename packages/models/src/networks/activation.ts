import type { Kernels, Pointer } from "@isocortex/core-wasm";

/** A unit's nonlinearity and its derivative. */
export interface Activation {
  /** out = f(x), (size); `out` may be `x`. */
  readonly apply: (k: Kernels, out: Pointer, x: Pointer, size: number) => void;
  /** What the derivative is computed from: the input x, or the output f(x) where that is enough and cheaper. */
  readonly slopeFrom: "input" | "output";
  /** out = f'(x) from `at`, the input or the output as `slopeFrom` says; `out` must not be `at`. */
  readonly slope: (k: Kernels, out: Pointer, at: Pointer, size: number) => void;
}

/** Activations by name: linear x · relu max(x, 0) · tanh · sigmoid · softplus ln(1 + e^x) · retanh max(tanh x, 0) · power max(x, 0)². */
export const activations = {
  linear: {
    apply: (k, out, x, size) => k.copy(out, x, size),
    slopeFrom: "output",
    slope: (k, out, _at, size) => k.fill(out, 1, size),
  },
  relu: {
    apply: (k, out, x, size) => k.thresholdLinear(out, x, 1, 0, size),
    slopeFrom: "output",
    slope: (k, out, at, size) => k.thresholdLinearDerivative(out, at, 1, 0, size),
  },
  tanh: {
    apply: (k, out, x, size) => k.tanh(out, x, size),
    slopeFrom: "output",
    slope(k, out, at, size) {
      k.multiply(out, at, at, size);
      k.linear(out, out, -1, -1, size);
    },
  },
  sigmoid: {
    apply: (k, out, x, size) => k.sigmoid(out, x, size),
    slopeFrom: "output",
    slope(k, out, at, size) {
      k.linear(out, at, -1, -1, size);
      k.multiply(out, out, at, size);
    },
  },
  softplus: {
    apply: (k, out, x, size) => k.softplus(out, x, size),
    slopeFrom: "input",
    slope: (k, out, at, size) => k.softplusDerivative(out, at, size),
  },
  retanh: {
    apply(k, out, x, size) {
      k.tanh(out, x, size);
      k.thresholdLinear(out, out, 1, 0, size);
    },
    slopeFrom: "output",
    // 1 - y² where y > 0: the step function less y².
    slope(k, out, at, size) {
      k.thresholdLinearDerivative(out, at, 1, 0, size);
      k.scale(out, out, -1, size);
      k.addProduct(out, out, at, at, size);
      k.scale(out, out, -1, size);
    },
  },
  power: {
    apply(k, out, x, size) {
      k.thresholdLinear(out, x, 1, 0, size);
      k.multiply(out, out, out, size);
    },
    slopeFrom: "input",
    slope: (k, out, at, size) => k.thresholdLinear(out, at, 2, 0, size),
  },
} as const satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof activations;
