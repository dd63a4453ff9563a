import { scalar } from "@isocortex/core-wasm";

const CENTRE = 3.75;
// Chebyshev coefficients of (1 + 2x)·erfcx(x) in (x - CENTRE)/(x + CENTRE), by scripts/erfcx.py.
const COEFFICIENTS = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753,
  0.009074997670705265, -0.002413163540417608, 0.0004907758365258086, -6.916973302501207e-5,
  4.13902798607301e-6, 7.74038306619849e-7, -2.1886401049234397e-7, 1.076499946567091e-8,
  4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11, 2.86879501093067e-11,
  1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14, 3.3478119482868056e-14,
  -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17, 5.068148904796111e-17,
  -2.2370566594359995e-18,
];
/** exp(x²) is above the largest double from here on. */
const LARGEST_ROOT = 26.65;

/** exp(x²) to a few units of rounding: x² is taken as the square of a float plus the rest. */
export function expOfSquare(x: number): number {
  if (Math.abs(x) > LARGEST_ROOT) return Number.POSITIVE_INFINITY;
  const high = Math.fround(x);
  return scalar.exp(high * high) * scalar.exp((x - high) * (x + high));
}

function scaledAbove(x: number): number {
  const y = 1 - (2 * CENTRE) / (x + CENTRE);
  let next = 0;
  let afterNext = 0;
  for (let k = COEFFICIENTS.length - 1; k > 0; k--) {
    const sum = 2 * y * next - afterNext + COEFFICIENTS[k]!;
    afterNext = next;
    next = sum;
  }
  return (y * next - afterNext + COEFFICIENTS[0]!) / (1 + 2 * x);
}

/**
 * Scaled complementary error function exp(x²)·erfc(x), relative error below 1e-14 from -5 up and below 1e-13 everywhere;
 * Infinity below -26.65. Clenshaw's sum of a Chebyshev fit for x >= 0, 2 exp(x²) - erfcx(-x) below.
 */
export function erfcx(x: number): number {
  return x < 0 ? 2 * expOfSquare(x) - scaledAbove(-x) : scaledAbove(x);
}
