import { scalar } from "@isocortex/core-wasm";

// Host-side numbers that enter a run: by the core's own functions, since JavaScript's differ between engines.

/** 1/(1 + exp(-x)). */
export function logistic(x: number): number {
  return scalar.sigmoid(x);
}

/** base^exponent for base > 0. */
export function power(base: number, exponent: number): number {
  return scalar.exp(exponent * scalar.log(base));
}

const TAYLOR_COSINE = taylor(0);
const TAYLOR_SINE = taylor(1);

/** Coefficients ±1/(first + 2k)! of x^(2k), enough for |x| <= π/4. */
function taylor(first: 0 | 1): readonly number[] {
  const coefficients = [1];
  for (let k = 1; k <= 9; k++) {
    const m = first + 2 * k;
    coefficients.push(-coefficients[k - 1]! / (m * (m - 1)));
  }
  return coefficients;
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

/** cos(2π·part/whole) of an angle of at most an eighth of a turn, and sin of it. */
function smallCosine(part: number, whole: number): number {
  const x = (2 * Math.PI * part) / whole;
  return polynomial(TAYLOR_COSINE, x * x);
}

function smallSine(part: number, whole: number): number {
  const x = (2 * Math.PI * part) / whole;
  return x * polynomial(TAYLOR_SINE, x * x);
}

/**
 * cos of part/whole of a turn, within 3e-16. Whole numbers, or any part of whole 1, are brought into the first eighth
 * exactly, so that the symmetries of the circle hold to the last bit.
 */
export function cosOfTurn(part: number, whole = 1): number {
  const once = Math.abs(part % whole);
  const half = 2 * once > whole ? whole - once : once;
  if (4 * half > whole) return -cosOfTurn(whole / 2 - half, whole);
  return 8 * half > whole ? smallSine(whole / 4 - half, whole) : smallCosine(half, whole);
}

/** sin of part/whole of a turn, as `cosOfTurn`. */
export function sinOfTurn(part: number, whole = 1): number {
  if (part < 0) return -sinOfTurn(-part, whole);
  const once = part % whole;
  if (2 * once > whole) return -sinOfTurn(whole - once, whole);
  const quarter = 4 * once > whole ? whole / 2 - once : once;
  return 8 * quarter >= whole ? smallCosine(whole / 4 - quarter, whole) : smallSine(quarter, whole);
}

/** atan of 0 to 1 within 0.004. Rajan et al. 2006, IEEE Signal Process Mag 23:108. */
const roughAtan = (slope: number): number => slope * (Math.PI / 4 + 0.273 * (1 - slope));

/** Angle of the point (x, y), x >= y >= 0 and x > 0, in turns, within 1e-16: a rough one, turned by the arc that is left. */
function eighthOf(x: number, y: number): number {
  const slope = y / x;
  const rough = roughAtan(slope) / (2 * Math.PI);
  const [cos, sin] = [cosOfTurn(rough), sinOfTurn(rough)];
  const s = (slope * cos - sin) / Math.sqrt(1 + slope * slope);
  const left = s * (1 + s * s * (1 / 6 + (3 / 40) * s * s));
  return rough + left / (2 * Math.PI);
}

/** Below this, 1 minus a number rounds to 1. */
const SMALLEST = 5e-17;

/** Angle of the point (x, y) as a fraction of a turn, [0, 1), counter-clockwise from (1, 0); 0 at the origin. */
export function turnOf(x: number, y: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  if (a === 0 && b === 0) return 0;
  const acute = a >= b ? eighthOf(a, b) : 0.25 - eighthOf(b, a);
  const half = x < 0 ? 0.5 - acute : acute;
  if (y >= 0 || half === 0) return half;
  return half < SMALLEST ? 0 : 1 - half;
}
