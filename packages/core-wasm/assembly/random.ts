import { AddScaled, elementwise } from "./elementwise";
import { lanes, storePart } from "./lanes";
import { cosineOf, logOf, sineOf } from "./transcendental";

// Philox4x32-10 (Salmon et al. 2011, SC '11, "Parallel random numbers: as easy as 1, 2, 3"), four counters at once.
// Counter of a draw: (block, trial, step, 0); key: 64 bits made of seed and stream name.

// @ts-ignore: decorator
@inline const M0: u32 = 0xd2511f53;
// @ts-ignore: decorator
@inline const M1: u32 = 0xcd9e8d57;
// @ts-ignore: decorator
@inline const W0: u32 = 0x9e3779b9;
// @ts-ignore: decorator
@inline const W1: u32 = 0xbb67ae85;

let w0: v128 = i32x4.splat(0);
let w1: v128 = i32x4.splat(0);
let w2: v128 = i32x4.splat(0);
let w3: v128 = i32x4.splat(0);

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

/** Words w0..w3 of the four counters (first .. first+3, trial, step, last). */
// @ts-ignore: decorator
@inline
function philox(first: u32, trial: u32, step: u32, last: u32, key0: u32, key1: u32): void {
  let c0 = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let c1 = i32x4.splat(trial);
  let c2 = i32x4.splat(step);
  let c3 = i32x4.splat(last);
  const m0 = i32x4.splat(M0), m1 = i32x4.splat(M1);
  for (let round = 0; round < 10; round++) {
    const a = i64x2.extmul_low_i32x4_u(c0, m0), b = i64x2.extmul_high_i32x4_u(c0, m0);
    const c = i64x2.extmul_low_i32x4_u(c2, m1), d = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(highs(c, d), c1), i32x4.splat(key0));
    c2 = v128.xor(v128.xor(highs(a, b), c3), i32x4.splat(key1));
    c1 = lows(c, d);
    c3 = lows(a, b);
    key0 += W0;
    key1 += W1;
  }
  w0 = c0;
  w1 = c1;
  w2 = c2;
  w3 = c3;
}

/** Stores one vector of a chunk, nothing past `left` elements. */
// @ts-ignore: decorator
@inline
function put<T>(out: usize, v: v128, left: i32): void {
  if (left >= lanes<T>()) v128.store(out, v);
  else if (left > 0) storePart<T>(out, v, left);
}

/** 52 bits of two words as a double in [1, 2), for counters 0-1 (upper = false) or 2-3. */
// @ts-ignore: decorator
@inline
function fraction64(high: v128, low: v128, upper: bool): v128 {
  const h = upper ? i64x2.extend_high_i32x4_u(high) : i64x2.extend_low_i32x4_u(high);
  const l = upper ? i64x2.extend_high_i32x4_u(low) : i64x2.extend_low_i32x4_u(low);
  return v128.or(v128.or(i64x2.shl(h, 20), i64x2.shr_u(l, 12)), i64x2.splat(0x3ff0000000000000));
}

/** Low bit of each word of `low` as the sign bit of a double. */
// @ts-ignore: decorator
@inline
function sign64(low: v128, upper: bool): v128 {
  return i64x2.shl(upper ? i64x2.extend_high_i32x4_u(low) : i64x2.extend_low_i32x4_u(low), 63);
}

// @ts-ignore: decorator
@inline
function uniform64(high: v128, low: v128, upper: bool): v128 {
  return f64x2.sub(fraction64(high, low, upper), f64x2.splat(1));
}

/** [0, 1): 52 bits (f64) or 24 bits (f32) of the chunk's words. Element i of a row is in chunk i / 8 (f64) or i / 16 (f32). */
export function uniforms<T>(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void {
  const chunk = sizeof<T>() == 8 ? 8 : 16;
  for (let t = 0; t < trials; t++) {
    for (let i = 0; i < n; i += chunk) {
      philox((i / chunk) * 4, firstTrial + t, step, 0, key0, key1);
      const left = n - i;
      const at = out + <usize>i * sizeof<T>();
      if (sizeof<T>() == 8) {
        put<T>(at, uniform64(w0, w1, false), left);
        put<T>(at + 16, uniform64(w0, w1, true), left - 2);
        put<T>(at + 32, uniform64(w2, w3, false), left - 4);
        put<T>(at + 48, uniform64(w2, w3, true), left - 6);
      } else {
        const scale = f32x4.splat(5.960464477539063e-8);
        put<T>(at, f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(w0, 8)), scale), left);
        put<T>(at + 16, f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(w1, 8)), scale), left - 4);
        put<T>(at + 32, f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(w2, 8)), scale), left - 8);
        put<T>(at + 48, f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(w3, 8)), scale), left - 12);
      }
    }
    out += <usize>n * sizeof<T>();
  }
}

/** Box-Muller: radius sqrt(-2 log u), the angle in the first quadrant as pi/4 + a, signs from two spare bits. */
// @ts-ignore: decorator
@inline
function radius<T>(u: v128): v128 {
  return v128.sqrt<T>(v128.mul<T>(v128.splat<T>(<T>-2), logOf<T>(u)));
}

// @ts-ignore: decorator
@inline
function normalPair64(upper: bool, at: usize, left: i32): void {
  const u = f64x2.sub(f64x2.splat(2), fraction64(w0, w1, upper));
  const v = f64x2.sub(fraction64(w2, w3, upper), f64x2.splat(1.5));
  const a = f64x2.mul(v, f64x2.splat(1.5707963267948966));
  const r = f64x2.mul(radius<f64>(u), f64x2.splat(0.7071067811865476));
  const s = sineOf<f64>(a), c = cosineOf<f64>(a);
  put<f64>(at, v128.xor(f64x2.mul(r, f64x2.sub(c, s)), sign64(w1, upper)), left);
  put<f64>(at + 32, v128.xor(f64x2.mul(r, f64x2.add(c, s)), sign64(w3, upper)), left - 4);
}

// @ts-ignore: decorator
@inline
function normalPair32(first: v128, second: v128, at: usize, left: i32): void {
  const u = f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(first), f32x4.splat(2.3283064365386963e-10)), f32x4.splat(1.1641532182693481e-10));
  const mantissa = v128.or(i32x4.shr_u(second, 9), i32x4.splat(0x3f800000));
  const a = f32x4.mul(f32x4.sub(mantissa, f32x4.splat(1.5)), f32x4.splat(1.5707963705062866));
  const r = f32x4.mul(radius<f32>(u), f32x4.splat(0.7071067690849304));
  const s = sineOf<f32>(a), c = cosineOf<f32>(a);
  put<f32>(at, v128.xor(f32x4.mul(r, f32x4.sub(c, s)), i32x4.shl(second, 31)), left);
  put<f32>(at + 16, v128.xor(f32x4.mul(r, f32x4.add(c, s)), v128.and(i32x4.shl(second, 30), i32x4.splat(0x80000000))), left - 4);
}

/** Standard normals, laid out as `uniforms`. */
export function normals<T>(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void {
  const chunk = sizeof<T>() == 8 ? 8 : 16;
  for (let t = 0; t < trials; t++) {
    for (let i = 0; i < n; i += chunk) {
      philox((i / chunk) * 4, firstTrial + t, step, 0, key0, key1);
      const left = n - i;
      const at = out + <usize>i * sizeof<T>();
      if (sizeof<T>() == 8) {
        normalPair64(false, at, left);
        normalPair64(true, at + 16, left - 2);
      } else {
        normalPair32(w0, w1, at, left);
        normalPair32(w2, w3, at + 32, left - 8);
      }
    }
    out += <usize>n * sizeof<T>();
  }
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

/** Words of the counters (c0 .. c0+3, c1, c2, c3): out (4, 4) of u32, row = word, column = counter. */
export function randomWords(out: usize, c0: u32, c1: u32, c2: u32, c3: u32, key0: u32, key1: u32): void {
  philox(c0, c1, c2, c3, key0, key1);
  v128.store(out, w0);
  v128.store(out + 16, w1);
  v128.store(out + 32, w2);
  v128.store(out + 48, w3);
}
