import { type Float, float64 } from "./round.js";

// Each function repeats assembly/transcendental.ts operation by operation.

/** Coefficients of a polynomial's even and odd powers, highest first. */
interface Halves {
  readonly even: readonly number[];
  readonly odd: readonly number[];
}

function halves(coefficients: readonly number[]): Halves {
  const last = coefficients.length - 1;
  return {
    even: coefficients.filter((_, i) => (last - i) % 2 === 0),
    odd: coefficients.filter((_, i) => (last - i) % 2 === 1),
  };
}

const EXPM1_64 = halves([
  2.5100569275813683e-8, 2.762032742826824e-7, 2.75572680728901e-6, 2.4801520792572694e-5,
  1.9841269863303223e-4, 1.3888888917538296e-3, 8.333333333330011e-3, 4.166666666662348e-2,
  0.16666666666666669, 0.5,
]);
const EXPM1_32 = halves(
  [1.3926326064392924e-3, 8.363292552530766e-3, 4.166655242443085e-2, 0.16666576266288757, 0.5].map(
    Math.fround,
  ),
);
const LOG_64 = halves([
  0.14617807153417325, 0.15331611722055008, 0.1818289243253687, 0.22222211089379496, 0.28571428626253836,
  0.3999999999989889, 0.666666666666667,
]);
const LOG_32 = halves([0.29580986499786377, 0.3998875916004181, 0.6666668653488159].map(Math.fround));
const LOG1P_64 = halves([
  0.1616404561194353, 0.08800738486144674, 0.12001072809590713, 0.13314144209654935, 0.15385570064958623,
  0.18181789436132859, 0.22222222717427864, 0.2857142856710876, 0.40000000000014585, 0.6666666666666666,
]);
const LOG1P_32 = halves(
  [0.23224329948425293, 0.2170657515525818, 0.285923570394516, 0.3999970555305481, 0.6666666865348816].map(
    Math.fround,
  ),
);
const SINE_64 = [
  1.5918115263265974e-10, -2.505113165023518e-8, 2.7557316101617874e-6, -1.9841269836756774e-4,
  8.333333333330948e-3, -0.16666666666666666,
];
const SINE_32 = [-1.9587865972425789e-4, 8.332747966051102e-3, -0.166666641831398].map(Math.fround);
const COSINE_64 = [
  -1.1382623647474604e-11, 2.087614614655861e-9, -2.7557317271145144e-7, 2.480158729876456e-5,
  -1.3888888888887398e-3, 4.1666666666666664e-2,
];
const COSINE_32 = [2.454791683703661e-5, -1.388830249197781e-3, 4.16666641831398e-2].map(Math.fround);
const SLOPE = [-691 / 108972864000, 1 / 4790016, -1 / 151200, 1 / 5040, -1 / 180, 1 / 6];

const bytes = new DataView(new ArrayBuffer(8));

function horner({ round }: Float, coefficients: readonly number[], x: number): number {
  let sum = round(coefficients[0]!);
  for (let i = 1; i < coefficients.length; i++) sum = round(round(sum * x) + round(coefficients[i]!));
  return sum;
}

/** The polynomial as even(x²) + x·odd(x²). */
function evenOdd(type: Float, { even, odd }: Halves, x: number): number {
  const { round } = type;
  const square = round(x * x);
  return round(round(horner(type, odd, square) * x) + horner(type, even, square));
}

function is64(type: Float): boolean {
  return type === float64;
}

function nearest(type: Float, x: number): number {
  const magic = is64(type) ? 6755399441055744 : 12582912;
  return type.round(type.round(x + magic) - magic);
}

/** 2^k by its bits, as the kernel makes it: k taken modulo the width of exponent and sign. */
function powerOfTwo(type: Float, k: number): number {
  if (Number.isNaN(k)) return 1;
  if (is64(type)) {
    bytes.setUint32(0, ((k + 1023) << 20) >>> 0);
    bytes.setUint32(4, 0);
    return bytes.getFloat64(0);
  }
  bytes.setUint32(0, ((k + 127) << 23) >>> 0);
  return bytes.getFloat32(0);
}

function reduce(type: Float, x: number): { k: number; r: number } {
  const { round } = type;
  const k = nearest(type, round(x * (is64(type) ? Math.LOG2E : 1.4426950216293335)));
  const high = is64(type) ? 0.693147180559663 : Math.fround(0.693145751953125);
  const low = is64(type) ? 2.8235290563031577e-13 : Math.fround(1.428606765330187e-6);
  return { k, r: round(round(x - round(k * high)) - round(k * low)) };
}

function expm1Polynomial(type: Float, r: number): number {
  const { round } = type;
  const q = evenOdd(type, is64(type) ? EXPM1_64 : EXPM1_32, r);
  return round(round(round(r * r) * q) + r);
}

export function exp(type: Float, x: number): number {
  const { round } = type;
  const bounded = Math.max(Math.min(x, is64(type) ? 710 : 89), is64(type) ? -746 : -104);
  const { k, r } = reduce(type, bounded);
  const half = nearest(type, round(k * 0.5));
  const y = round(round(1 + expm1Polynomial(type, r)) * powerOfTwo(type, half));
  return round(y * powerOfTwo(type, k - half));
}

export function expm1(type: Float, x: number): number {
  const { round } = type;
  const bound = is64(type) ? 700 : 80;
  const { k, r } = reduce(type, Math.max(Math.min(x, bound), -bound));
  const scale = powerOfTwo(type, k);
  return round(round(scale * expm1Polynomial(type, r)) + round(scale - 1));
}

/** x = mantissa·2^k with the mantissa in [sqrt(1/2), sqrt(2)), for x > 0. */
function split(type: Float, x: number): { mantissa: number; k: number } {
  const subnormal = x < (is64(type) ? 2.2250738585072014e-308 : 1.1754943508222875e-38);
  const lifted = subnormal ? x * (is64(type) ? 2 ** 54 : 2 ** 25) : x;
  if (is64(type)) {
    bytes.setFloat64(0, lifted);
    const shifted = bytes.getBigUint64(0) + 0x00095f6198000000n;
    bytes.setBigUint64(0, (shifted & 0x000fffffffffffffn) + 0x3fe6a09e68000000n);
    return { mantissa: bytes.getFloat64(0), k: Number(shifted >> 52n) - 1023 - (subnormal ? 54 : 0) };
  }
  bytes.setFloat32(0, lifted);
  const shifted = bytes.getUint32(0) + 0x004afb20;
  bytes.setUint32(0, (shifted & 0x007fffff) + 0x3f3504e0);
  return { mantissa: bytes.getFloat32(0), k: (shifted >>> 23) - 127 - (subnormal ? 25 : 0) };
}

export function log(type: Float, x: number): number {
  const { round } = type;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x > 0 ? x : Number.NaN;
  const { mantissa, k } = split(type, x);
  const f = round(mantissa - 1);
  const s = round(f / round(f + 2));
  const z = round(s * s);
  const q = evenOdd(type, is64(type) ? LOG_64 : LOG_32, z);
  const high = is64(type) ? 0.693147180559663 : Math.fround(0.693145751953125);
  const low = is64(type) ? 2.8235290563031577e-13 : Math.fround(1.428606765330187e-6);
  const halfSquare = round(round(f * f) * 0.5);
  const series = round(s * round(round(z * q) + halfSquare));
  const small = round(halfSquare - round(round(k * low) + series));
  return round(round(k * high) + round(f - small));
}

export function tanh(type: Float, x: number): number {
  const { round } = type;
  const e = expm1(type, Math.min(round(Math.abs(x) * 2), 64));
  const y = round(e / round(e + 2));
  return x < 0 || Object.is(x, -0) ? -y : y;
}

export function sigmoid(type: Float, x: number): number {
  const { round } = type;
  const e = exp(type, -Math.abs(x));
  return round((x < 0 ? e : 1) / round(1 + e));
}

export function sigmoidSlope(type: Float, x: number): number {
  const { round } = type;
  const e = exp(type, -Math.abs(x));
  const u = round(1 + e);
  return round(e / round(u * u));
}

export function tanhSlope(type: Float, x: number): number {
  return type.round(4 * sigmoidSlope(type, type.round(x + x)));
}

export function softplus(type: Float, x: number): number {
  const { round } = type;
  const e = exp(type, -Math.abs(x));
  const s = round(e / round(e + 2));
  const z = round(s * s);
  const q = evenOdd(type, is64(type) ? LOG1P_64 : LOG1P_32, z);
  return round(Math.max(x, 0) + round(round(round(s * z) * q) + round(s + s)));
}

/** u/(1 - exp(-d·u)). */
export function abbottChance(type: Float, u: number, d: number): number {
  const { round } = type;
  const y = round(d * u);
  return y === 0 ? round(1 / d) : round(u / -expm1(type, -y));
}

/** d/dy of y/(1 - exp(-y)). */
export function abbottChanceSlope(type: Float, y: number): number {
  const { round } = type;
  if (Math.abs(y) < 0.5) return round(round(y * horner(type, SLOPE, round(y * y))) + 0.5);
  const h = -expm1(type, -y);
  return round(round(1 - round(y * round(round(1 - h) / h))) / h);
}

/** sin(a) for |a| <= pi/4. */
export function sine(type: Float, a: number): number {
  const { round } = type;
  const z = round(a * a);
  return round(round(round(a * z) * horner(type, is64(type) ? SINE_64 : SINE_32, z)) + a);
}

/** cos(a) for |a| <= pi/4. */
export function cosine(type: Float, a: number): number {
  const { round } = type;
  const z = round(a * a);
  const q = horner(type, is64(type) ? COSINE_64 : COSINE_32, z);
  return round(round(round(z * z) * q) + round(1 - round(z * 0.5)));
}
