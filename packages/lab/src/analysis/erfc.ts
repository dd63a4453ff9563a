import { scalar } from "@isocortex/core-wasm";

function upper(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 100; k++) {
      term *= (-x * x) / k;
      sum += term / (2 * k + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let k = 120; k > 0; k--) fraction = k / 2 / (x + fraction);
  return scalar.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}

/**
 * Complementary error function: 1 minus the Maclaurin series of erf where |x| < 2 (absolute error about 1e-15), the
 * continued fraction of Laplace above; erfc(-x) = 2 - erfc(x). Relative error at most 1e-13 for x >= 0.
 */
export function erfc(x: number): number {
  return x < 0 ? 2 - upper(-x) : upper(x);
}

/** Phi(z) = erfc(-z/√2)/2, the part of a standard normal distribution below z. */
export function normalCdf(z: number): number {
  return erfc(-z / Math.sqrt(2)) / 2;
}

/** phi(z) = exp(-z²/2)/√(2 pi). */
export function normalPdf(z: number): number {
  return scalar.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
