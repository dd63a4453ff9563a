import { addScaled } from "./elementwise.js";
import { type Float, type FloatArray, float64 } from "./round.js";
import { cosine, log, sine } from "./transcendental.js";

/** The two words of a·b. The double product is within 2^11 of it, so that the high word comes out by rounding. */
function product(a: number, b: number): { high: number; low: number } {
  const low = Math.imul(a, b) >>> 0;
  return { high: Math.round((a * b - low) / 2 ** 32), low };
}

/**
 * Philox4x32-10: the four words of counter (c0, c1, c2, c3) under key (key0, key1).
 * Salmon, Moraes, Dror & Shaw 2011, SC '11.
 */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  key0: number,
  key1: number,
): [number, number, number, number] {
  let [a, b, c, d, k0, k1] = [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0, key0 >>> 0, key1 >>> 0];
  for (let round = 0; round < 10; round++) {
    const first = product(0xd2511f53, a);
    const second = product(0xcd9e8d57, c);
    a = (second.high ^ b ^ k0) >>> 0;
    b = second.low;
    c = (first.high ^ d ^ k1) >>> 0;
    d = first.low;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [a, b, c, d];
}

const fraction64 = (high: number, low: number): number => 1 + (high * 2 ** 20 + (low >>> 12)) / 2 ** 52;

/** Element i of a row: its counter, and which of the counter's values it is. */
function place(type: Float, i: number): { counter: number; value: number } {
  if (type === float64) {
    const within = i % 8;
    return { counter: Math.floor(i / 8) * 4 + (within % 4), value: Math.floor(within / 4) };
  }
  return { counter: Math.floor(i / 16) * 4 + (i % 4), value: Math.floor((i % 16) / 4) };
}

function uniform(type: Float, words: readonly number[], value: number): number {
  if (type === float64) return fraction64(words[2 * value]!, words[2 * value + 1]!) - 1;
  return Math.fround((words[value]! >>> 8) * 2 ** -24);
}

function normal(type: Float, words: readonly number[], value: number): number {
  const { round } = type;
  const wide = type === float64;
  const pair = wide ? 0 : value & 2;
  const first = words[pair]!;
  const second = words[wide ? 2 : pair + 1]!;
  const u = wide ? 2 - fraction64(first, words[1]!) : round(round(round(first >>> 1) * 2 ** -31) + 2 ** -32);
  const v = (wide ? fraction64(second, words[3]!) : 1 + (second >>> 9) / 2 ** 23) - 1.5;
  const a = round(v * (wide ? 1.5707963267948966 : 1.5707963705062866));
  const radius = round(Math.sqrt(-log(type, u)));
  const [s, c] = [sine(type, a), cosine(type, a)];
  const upper = value % 2 === 1;
  const z = round(radius * round(upper ? c + s : c - s));
  const signWord = words[wide ? (upper ? 3 : 1) : pair + (upper ? 1 : 0)]!;
  return signWord % 2 === 1 ? -z : z;
}

function draw(
  type: Float,
  out: FloatArray,
  of: typeof uniform,
  key0: number,
  key1: number,
  step: number,
  firstTrial: number,
  trials: number,
  n: number,
): void {
  for (let t = 0; t < trials; t++) {
    for (let i = 0; i < n; i++) {
      const { counter, value } = place(type, i);
      out[t * n + i] = of(type, philox(counter, firstTrial + t, step, 0, key0, key1), value);
    }
  }
}

export function uniforms(
  type: Float,
  out: FloatArray,
  key0: number,
  key1: number,
  step: number,
  firstTrial: number,
  trials: number,
  n: number,
): void {
  draw(type, out, uniform, key0, key1, step, firstTrial, trials, n);
}

export function normals(
  type: Float,
  out: FloatArray,
  key0: number,
  key1: number,
  step: number,
  firstTrial: number,
  trials: number,
  n: number,
): void {
  draw(type, out, normal, key0, key1, step, firstTrial, trials, n);
}

export function eulerMaruyama(
  type: Float,
  x: FloatArray,
  dx: FloatArray,
  scratch: FloatArray,
  dt: number,
  amplitude: number,
  key0: number,
  key1: number,
  step: number,
  firstTrial: number,
  trials: number,
  n: number,
): void {
  for (let t = 0; t < trials; t++) {
    normals(type, scratch, key0, key1, step, firstTrial + t, 1, n);
    const row = x.subarray(t * n, (t + 1) * n);
    addScaled(type, row, row, dx.subarray(t * n, (t + 1) * n), dt, n);
    addScaled(type, row, row, scratch, amplitude, n);
  }
}
