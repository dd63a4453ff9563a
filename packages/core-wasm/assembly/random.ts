import { AddScaled, elementwise } from "./elementwise";
import { cosineOf, logOfNormal, sineOf } from "./transcendental";

// Philox4x32-10 (Salmon et al. 2011, SC '11, "Parallel random numbers: as easy as 1, 2, 3"), four counters at once.
// Counter of a draw: (block, trial, step, 0); key: 64 bits made of seed and stream name. Four neighbouring blocks give
// 64 bytes: a chunk of 8 doubles or 16 floats. Words are written where the numbers will stand and shaped in place.

/** The type argument Law names what a chunk of words becomes. */
class Uniform {}
class Normal {}

// @ts-ignore: decorator
@inline const CHUNK: usize = 64;
// Words and numbers are made in turns of so many bytes: two short loops run faster than one long one.
// @ts-ignore: decorator
@inline const TURN: usize = 2048;

/** Room for the chunk that a row ends in the middle of. */
const lastChunk = memory.data(64, 16);

// @ts-ignore: decorator
@inline
function highs(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
}

// @ts-ignore: decorator
@inline
function lows(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
}

/** Words of the counters (first .. first+3, c1, c2, c3) under the key: out (4, 4) of u32, row = word, column = counter. */
// @ts-ignore: decorator
@inline
function philox(out: usize, first: u32, c1: u32, c2: u32, c3: u32, key0: u32, key1: u32): void {
  let w0 = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let w1 = i32x4.splat(c1), w2 = i32x4.splat(c2), w3 = i32x4.splat(c3);
  let k0 = i32x4.splat(key0), k1 = i32x4.splat(key1);
  const m0 = i32x4.splat(0xd2511f53), m1 = i32x4.splat(0xcd9e8d57);
  for (let round = 0; round < 10; round++) {
    const a = i64x2.extmul_low_i32x4_u(w0, m0), b = i64x2.extmul_high_i32x4_u(w0, m0);
    const c = i64x2.extmul_low_i32x4_u(w2, m1), d = i64x2.extmul_high_i32x4_u(w2, m1);
    w0 = v128.xor(v128.xor(highs(c, d), w1), k0);
    w1 = lows(c, d);
    w2 = v128.xor(v128.xor(highs(a, b), w3), k1);
    w3 = lows(a, b);
    k0 = i32x4.add(k0, i32x4.splat(0x9e3779b9));
    k1 = i32x4.add(k1, i32x4.splat(0xbb67ae85));
  }
  v128.store(out, w0);
  v128.store(out, w1, 16);
  v128.store(out, w2, 32);
  v128.store(out, w3, 48);
}

/** high·2^32 + low of counters 0 and 1. */
// @ts-ignore: decorator
@inline
function pairs01(high: v128, low: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 4, 1, 5);
}

/** high·2^32 + low of counters 2 and 3. */
// @ts-ignore: decorator
@inline
function pairs23(high: v128, low: v128): v128 {
  return v128.shuffle<i32>(low, high, 2, 6, 3, 7);
}

/** The upper 52 bits as a double in [1, 2). */
// @ts-ignore: decorator
@inline
function fraction64(pair: v128): v128 {
  return v128.or(i64x2.shr_u(pair, 12), i64x2.splat(0x3ff0000000000000));
}

// @ts-ignore: decorator
@inline
function uniform64(pair: v128): v128 {
  return f64x2.sub(fraction64(pair), f64x2.splat(1));
}

// @ts-ignore: decorator
@inline
function uniform32(word: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(word, 8)), f32x4.splat(5.960464477539063e-8));
}

/**
 * Box & Muller 1958 by the first quadrant: sqrt(-2 ln u)·(cos, sin)(pi/4 + a), |a| <= pi/4, is
 * sqrt(-ln u)·(cos a - sin a, cos a + sin a); the lowest bits of the two operands are the signs.
 */
// @ts-ignore: decorator
@inline
function normal64(out: usize, first: v128, second: v128): void {
  const u = f64x2.sub(f64x2.splat(2), fraction64(first));
  const a = f64x2.mul(f64x2.sub(fraction64(second), f64x2.splat(1.5)), f64x2.splat(1.5707963267948966));
  const radius = f64x2.sqrt(f64x2.neg(logOfNormal<f64>(u)));
  const s = sineOf<f64>(a), c = cosineOf<f64>(a);
  v128.store(out, v128.xor(f64x2.mul(radius, f64x2.sub(c, s)), i64x2.shl(first, 63)));
  v128.store(out, v128.xor(f64x2.mul(radius, f64x2.add(c, s)), i64x2.shl(second, 63)), 32);
}

// @ts-ignore: decorator
@inline
function normal32(out: usize, first: v128, second: v128): void {
  const u = f32x4.add(
    f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(first, 1)), f32x4.splat(4.656612873077393e-10)),
    f32x4.splat(2.3283064365386963e-10),
  );
  const fraction = v128.or(i32x4.shr_u(second, 9), i32x4.splat(0x3f800000));
  const a = f32x4.mul(f32x4.sub(fraction, f32x4.splat(1.5)), f32x4.splat(1.5707963705062866));
  const radius = f32x4.sqrt(f32x4.neg(logOfNormal<f32>(u)));
  const s = sineOf<f32>(a), c = cosineOf<f32>(a);
  v128.store(out, v128.xor(f32x4.mul(radius, f32x4.sub(c, s)), i32x4.shl(first, 31)));
  v128.store(out, v128.xor(f32x4.mul(radius, f32x4.add(c, s)), i32x4.shl(second, 31)), 16);
}

/** Turns the chunk of words at `at` into numbers. */
// @ts-ignore: decorator
@inline
function shape<T, Law>(at: usize): void {
  const w0 = v128.load(at), w1 = v128.load(at, 16), w2 = v128.load(at, 32), w3 = v128.load(at, 48);
  if (idof<Law>() == idof<Normal>()) {
    if (sizeof<T>() == 8) {
      normal64(at, pairs01(w0, w1), pairs01(w2, w3));
      normal64(at + 16, pairs23(w0, w1), pairs23(w2, w3));
    } else {
      normal32(at, w0, w1);
      normal32(at + 32, w2, w3);
    }
  } else if (sizeof<T>() == 8) {
    v128.store(at, uniform64(pairs01(w0, w1)));
    v128.store(at, uniform64(pairs23(w0, w1)), 16);
    v128.store(at, uniform64(pairs01(w2, w3)), 32);
    v128.store(at, uniform64(pairs23(w2, w3)), 48);
  } else {
    v128.store(at, uniform32(w0));
    v128.store(at, uniform32(w1), 16);
    v128.store(at, uniform32(w2), 32);
    v128.store(at, uniform32(w3), 48);
  }
}

// @ts-ignore: decorator
@inline
function draw<T, Law>(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void {
  const bytes = <usize>n * sizeof<T>();
  const rest = bytes % CHUNK;
  for (let t = 0; t < trials; t++) {
    const trial = firstTrial + t;
    const end = out + bytes - rest;
    let block: u32 = 0;
    while (out < end) {
      const stop = min(end, out + TURN);
      for (let at = out; at < stop; at += CHUNK) {
        philox(at, block, trial, step, 0, key0, key1);
        block += 4;
      }
      for (; out < stop; out += CHUNK) shape<T, Law>(out);
    }
    if (rest) {
      philox(lastChunk, block, trial, step, 0, key0, key1);
      shape<T, Law>(lastChunk);
      memory.copy(out, lastChunk, rest);
      out += rest;
    }
  }
}

/** [0, 1) with 52 bits (f64) or 24 bits (f32). */
export function uniforms<T>(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void {
  draw<T, Uniform>(out, key0, key1, step, firstTrial, trials, n);
}

export function normals<T>(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void {
  draw<T, Normal>(out, key0, key1, step, firstTrial, trials, n);
}

/** x += dt·dx + amplitude·N(0, 1), the normals those of `normals` with the same arguments; `scratch` holds one row (n). */
export function eulerMaruyama<T>(
  x: usize, dx: usize, scratch: usize, dt: T, amplitude: T, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32,
): void {
  const bytes = <usize>n * sizeof<T>();
  for (let t = 0; t < trials; t++) {
    normals<T>(scratch, key0, key1, step, firstTrial + t, 1, n);
    elementwise<T, AddScaled>(x, x, dx, 0, dt, <T>0, <T>0, n);
    elementwise<T, AddScaled>(x, x, scratch, 0, amplitude, <T>0, <T>0, n);
    x += bytes;
    dx += bytes;
  }
}

export function randomWords(out: usize, c0: u32, c1: u32, c2: u32, c3: u32, key0: u32, key1: u32): void {
  philox(out, c0, c1, c2, c3, key0, key1);
}
