import { scalar } from "@isocortex/core-wasm";

/** Constants of the transfer function u/(1 - exp(-d·u)), u = a·x - b. */
export interface AbbottChance {
  readonly a: number;
  readonly b: number;
  readonly d: number;
}

/** Below this |y| the closed forms lose digits that their series have: the first term left out is below 2e-15. */
const NEAR = 0.25;

/** Rate and its derivative by x, as the kernel `abbottChance` has them, for Jacobians. Abbott & Chance 2005. */
export function abbottChance(x: number, { a, b, d }: AbbottChance): { rate: number; slope: number } {
  const y = d * (a * x - b);
  const z = y * y;
  if (Math.abs(y) < NEAR) {
    const even = z * (1 / 12 + z * (-1 / 720 + z * (1 / 30240 + z * (-1 / 1209600 + z / 47900160))));
    const odd = y * (1 / 6 + z * (-1 / 180 + z * (1 / 5040 + z * (-1 / 151200 + z / 4790016))));
    return { rate: (1 + y / 2 + even) / d, slope: a * (1 / 2 + odd) };
  }
  // f(-y) = f(y) - y and f'(-y) = 1 - f'(y): only exp(-|y|) is needed, which cannot overflow.
  const size = Math.abs(y);
  const e = scalar.exp(-size);
  const h = 1 - e;
  const tail = (e * (size - h)) / (h * h);
  return { rate: (y > 0 ? y / h : (size * e) / h) / d, slope: a * (y > 0 ? 1 - tail : tail) };
}
