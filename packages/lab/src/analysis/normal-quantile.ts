import { normalCdf, normalPdf } from "./erfc.js";

const MOST_STEPS = 2000;

/**
 * z with Phi(z) = p, by Newton's method, which from 0 approaches a root in the convex lower half from one side; the upper
 * half is its mirror image. Relative error of p at most 1e-13; -∞ at 0, ∞ at 1, NaN outside.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    const next = z - (normalCdf(z) - p) / normalPdf(z);
    if (!(next < z)) return z;
    z = next;
  }
  return z;
}
