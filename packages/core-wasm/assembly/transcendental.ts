import { multiplyAdd, multiplySubtract } from "./lanes";

// Minimax coefficients fitted for these intervals by scripts/fit-polynomials.py.

// @ts-ignore: decorator
@inline
function c<T>(value: f64): v128 {
  return v128.splat<T>(<T>value);
}

/** 1.5·2^52 (f64) or 1.5·2^23 (f32): adding it rounds to an integer, ties to even, and leaves that integer in the low bits. */
// @ts-ignore: decorator
@inline
function magic<T>(): v128 {
  return c<T>(sizeof<T>() == 8 ? 6755399441055744.0 : 12582912.0);
}

/** 2^k of an integer held in the low bits of k + magic. */
// @ts-ignore: decorator
@inline
function powerOfTwo<T>(kPlusMagic: v128): v128 {
  if (sizeof<T>() == 8) return v128.shl<i64>(v128.add<i64>(kPlusMagic, i64x2.splat(1023)), 52);
  return v128.shl<i32>(v128.add<i32>(kPlusMagic, i32x4.splat(127)), 23);
}

/** r + r²·q(r) = exp(r) - 1 on |r| <= ln2/2; q by its even and odd powers, two short chains instead of a long one. */
// @ts-ignore: decorator
@inline
function expm1Polynomial<T>(r: v128): v128 {
  const z = v128.mul<T>(r, r);
  let even: v128, odd: v128;
  if (sizeof<T>() == 8) {
    odd = c<T>(2.5100569275813683e-8);
    even = c<T>(2.762032742826824e-7);
    odd = multiplyAdd<T>(odd, z, c<T>(2.75572680728901e-6));
    even = multiplyAdd<T>(even, z, c<T>(2.4801520792572694e-5));
    odd = multiplyAdd<T>(odd, z, c<T>(1.9841269863303223e-4));
    even = multiplyAdd<T>(even, z, c<T>(1.3888888917538296e-3));
    odd = multiplyAdd<T>(odd, z, c<T>(8.333333333330011e-3));
    even = multiplyAdd<T>(even, z, c<T>(4.166666666662348e-2));
    odd = multiplyAdd<T>(odd, z, c<T>(0.16666666666666669));
    even = multiplyAdd<T>(even, z, c<T>(0.5));
  } else {
    even = c<T>(1.3926326064392924e-3);
    odd = c<T>(8.363292552530766e-3);
    even = multiplyAdd<T>(even, z, c<T>(4.166655242443085e-2));
    odd = multiplyAdd<T>(odd, z, c<T>(0.16666576266288757));
    even = multiplyAdd<T>(even, z, c<T>(0.5));
  }
  return multiplyAdd<T>(z, multiplyAdd<T>(odd, r, even), r);
}

// @ts-ignore: decorator
@inline
function nearestMultipleOfLn2<T>(x: v128): v128 {
  const log2e: f64 = sizeof<T>() == 8 ? 1.4426950408889634 : 1.4426950216293335;
  return v128.add<T>(v128.mul<T>(x, c<T>(log2e)), magic<T>());
}

/** x - k·ln2, ln2 in two parts. */
// @ts-ignore: decorator
@inline
function reduced<T>(x: v128, k: v128): v128 {
  const high: f64 = sizeof<T>() == 8 ? 0.693147180559663 : 0.693145751953125;
  const low: f64 = sizeof<T>() == 8 ? 2.8235290563031577e-13 : 1.428606765330187e-6;
  return multiplySubtract<T>(k, c<T>(low), multiplySubtract<T>(k, c<T>(high), x));
}

/** x held in [lowest, highest], NaN left alone: `pmin` and `pmax` are one instruction each, `min` and `max` eight. */
// @ts-ignore: decorator
@inline
function bounded<T>(x: v128, lowest: f64, highest: f64): v128 {
  return v128.pmax<T>(v128.pmin<T>(x, c<T>(highest)), c<T>(lowest));
}

/** exp(x) over all of the line, subnormal results included: <= 1.5 ulp. */
// @ts-ignore: decorator
@inline
export function expOf<T>(x: v128): v128 {
  const b = bounded<T>(x, sizeof<T>() == 8 ? -746.0 : -104.0, sizeof<T>() == 8 ? 710.0 : 89.0);
  const k = v128.sub<T>(nearestMultipleOfLn2<T>(b), magic<T>());
  const p = expm1Polynomial<T>(reduced<T>(b, k));
  const halfPlusMagic = v128.add<T>(v128.mul<T>(k, c<T>(0.5)), magic<T>());
  const half = v128.sub<T>(halfPlusMagic, magic<T>());
  const rest = v128.add<T>(v128.sub<T>(k, half), magic<T>());
  const y = v128.mul<T>(v128.add<T>(c<T>(1), p), powerOfTwo<T>(halfPlusMagic));
  return v128.mul<T>(y, powerOfTwo<T>(rest));
}

/** exp(x) - 1 for x in [-700, 700] (f64) or [-80, 80] (f32), the argument bounded to it; small x keeps its relative precision. */
// @ts-ignore: decorator
@inline
export function expm1Of<T>(x: v128): v128 {
  const bound: f64 = sizeof<T>() == 8 ? 700.0 : 80.0;
  const b = bounded<T>(x, -bound, bound);
  const kPlusMagic = nearestMultipleOfLn2<T>(b);
  const k = v128.sub<T>(kPlusMagic, magic<T>());
  const p = expm1Polynomial<T>(reduced<T>(b, k));
  const scale = powerOfTwo<T>(kPlusMagic);
  return multiplyAdd<T>(scale, p, v128.sub<T>(scale, c<T>(1)));
}

/** q(z) with log((1 + s)/(1 - s)) = 2s + s·z·q(z), z = s², |s| <= (sqrt(2) - 1)/(sqrt(2) + 1). */
// @ts-ignore: decorator
@inline
function logPolynomial<T>(z: v128): v128 {
  const w = v128.mul<T>(z, z);
  let even: v128, odd: v128;
  if (sizeof<T>() == 8) {
    even = c<T>(0.14617807153417325);
    odd = c<T>(0.15331611722055008);
    even = multiplyAdd<T>(even, w, c<T>(0.1818289243253687));
    odd = multiplyAdd<T>(odd, w, c<T>(0.22222211089379496));
    even = multiplyAdd<T>(even, w, c<T>(0.28571428626253836));
    odd = multiplyAdd<T>(odd, w, c<T>(0.3999999999989889));
    even = multiplyAdd<T>(even, w, c<T>(0.666666666666667));
  } else {
    even = c<T>(0.29580986499786377);
    odd = c<T>(0.3998875916004181);
    even = multiplyAdd<T>(even, w, c<T>(0.6666668653488159));
  }
  return multiplyAdd<T>(odd, z, even);
}

/** ln(x·2^-shift) of a positive normal x: x = 2^k·mantissa, the mantissa in [sqrt(1/2), sqrt(2)). */
// @ts-ignore: decorator
@inline
function logShifted<T>(x: v128, shift: v128): v128 {
  let mantissa: v128;
  let k: v128;
  if (sizeof<T>() == 8) {
    // Offsetting by the bits of 1 - sqrt(1/2) moves the mantissa's interval from [1, 2) to [sqrt(1/2), sqrt(2)).
    const shifted = i64x2.add(x, i64x2.splat(0x00095f6198000000));
    const exponent = i64x2.shr_u(shifted, 52);
    mantissa = i64x2.add(v128.and(shifted, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e68000000));
    k = v128.sub<f64>(v128.or(exponent, i64x2.splat(0x4330000000000000)), f64x2.splat(4503599627370496.0 + 1023.0));
  } else {
    const shifted = i32x4.add(x, i32x4.splat(0x004afb20));
    const exponent = i32x4.shr_u(shifted, 23);
    mantissa = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504e0));
    k = f32x4.sub(v128.or(exponent, i32x4.splat(0x4b000000)), f32x4.splat(8388608.0 + 127.0));
  }
  k = v128.sub<T>(k, shift);
  const f = v128.sub<T>(mantissa, c<T>(1));
  const s = v128.div<T>(f, v128.add<T>(f, c<T>(2)));
  const z = v128.mul<T>(s, s);
  const q = logPolynomial<T>(z);
  const high: f64 = sizeof<T>() == 8 ? 0.693147180559663 : 0.693145751953125;
  const low: f64 = sizeof<T>() == 8 ? 2.8235290563031577e-13 : 1.428606765330187e-6;
  const halfSquare = v128.mul<T>(v128.mul<T>(f, f), c<T>(0.5));
  const series = v128.mul<T>(s, multiplyAdd<T>(z, q, halfSquare));
  const small = v128.sub<T>(halfSquare, multiplyAdd<T>(k, c<T>(low), series));
  return multiplyAdd<T>(k, c<T>(high), v128.sub<T>(f, small));
}

/** `logOf` for positive normal numbers alone. */
// @ts-ignore: decorator
@inline
export function logOfNormal<T>(x: v128): v128 {
  return logShifted<T>(x, c<T>(0));
}

/** Natural logarithm, subnormal arguments included: <= 1.5 ulp; log(0) = -Infinity, of a negative number NaN. */
// @ts-ignore: decorator
@inline
export function logOf<T>(x: v128): v128 {
  const smallestNormal: f64 = sizeof<T>() == 8 ? 2.2250738585072014e-308 : 1.1754943508222875e-38;
  const lift: f64 = sizeof<T>() == 8 ? 18014398509481984.0 : 33554432.0;
  const liftBits: f64 = sizeof<T>() == 8 ? 54 : 25;
  const subnormal = v128.lt<T>(x, c<T>(smallestNormal));
  const lifted = v128.bitselect(v128.mul<T>(x, c<T>(lift)), x, subnormal);
  const y = logShifted<T>(lifted, v128.and(subnormal, c<T>(liftBits)));
  const infinite = v128.or(v128.eq<T>(x, c<T>(Infinity)), v128.ne<T>(x, x));
  const atZero = v128.bitselect(c<T>(-Infinity), c<T>(NaN), v128.eq<T>(x, c<T>(0)));
  return v128.bitselect(v128.bitselect(x, y, infinite), atZero, v128.or(v128.gt<T>(x, c<T>(0)), infinite));
}

/** Hyperbolic tangent: <= 4 ulp. */
// @ts-ignore: decorator
@inline
export function tanhOf<T>(x: v128): v128 {
  const e = expm1Of<T>(v128.pmin<T>(v128.mul<T>(v128.abs<T>(x), c<T>(2)), c<T>(64)));
  const y = v128.div<T>(e, v128.add<T>(e, c<T>(2)));
  return v128.bitselect(y, x, v128.not(signBit<T>()));
}

// @ts-ignore: decorator
@inline
function signBit<T>(): v128 {
  return sizeof<T>() == 8 ? i64x2.splat(0x8000000000000000) : i32x4.splat(0x80000000);
}

/** 1/(1 + exp(-x)): <= 4 ulp. */
// @ts-ignore: decorator
@inline
export function sigmoidOf<T>(x: v128): v128 {
  const e = expOf<T>(v128.neg<T>(v128.abs<T>(x)));
  const numerator = v128.bitselect(e, c<T>(1), v128.lt<T>(x, c<T>(0)));
  return v128.div<T>(numerator, v128.add<T>(c<T>(1), e));
}

/** Derivative of the sigmoid, exp(-|x|)/(1 + exp(-|x|))². */
// @ts-ignore: decorator
@inline
export function sigmoidSlopeOf<T>(x: v128): v128 {
  const e = expOf<T>(v128.neg<T>(v128.abs<T>(x)));
  const u = v128.add<T>(c<T>(1), e);
  return v128.div<T>(e, v128.mul<T>(u, u));
}

/** Derivative of tanh, 4·sigmoid'(2x). */
// @ts-ignore: decorator
@inline
export function tanhSlopeOf<T>(x: v128): v128 {
  return v128.mul<T>(c<T>(4), sigmoidSlopeOf<T>(v128.add<T>(x, x)));
}

/** q(z) of `logPolynomial` for |s| <= 1/3. */
// @ts-ignore: decorator
@inline
function log1pPolynomial<T>(z: v128): v128 {
  const w = v128.mul<T>(z, z);
  let even: v128, odd: v128;
  if (sizeof<T>() == 8) {
    odd = c<T>(0.1616404561194353);
    even = c<T>(0.08800738486144674);
    odd = multiplyAdd<T>(odd, w, c<T>(0.12001072809590713));
    even = multiplyAdd<T>(even, w, c<T>(0.13314144209654935));
    odd = multiplyAdd<T>(odd, w, c<T>(0.15385570064958623));
    even = multiplyAdd<T>(even, w, c<T>(0.18181789436132859));
    odd = multiplyAdd<T>(odd, w, c<T>(0.22222222717427864));
    even = multiplyAdd<T>(even, w, c<T>(0.2857142856710876));
    odd = multiplyAdd<T>(odd, w, c<T>(0.40000000000014585));
    even = multiplyAdd<T>(even, w, c<T>(0.6666666666666666));
  } else {
    even = c<T>(0.23224329948425293);
    odd = c<T>(0.2170657515525818);
    even = multiplyAdd<T>(even, w, c<T>(0.285923570394516));
    odd = multiplyAdd<T>(odd, w, c<T>(0.3999970555305481));
    even = multiplyAdd<T>(even, w, c<T>(0.6666666865348816));
  }
  return multiplyAdd<T>(odd, z, even);
}

/** ln(1 + exp(x)) = max(x, 0) + ln(1 + e) with e = exp(-|x|); ln(1 + e) = 2 atanh(e/(2 + e)). */
// @ts-ignore: decorator
@inline
export function softplusOf<T>(x: v128): v128 {
  const e = expOf<T>(v128.neg<T>(v128.abs<T>(x)));
  const s = v128.div<T>(e, v128.add<T>(e, c<T>(2)));
  const z = v128.mul<T>(s, s);
  const log1p = multiplyAdd<T>(v128.mul<T>(s, z), log1pPolynomial<T>(z), v128.add<T>(s, s));
  return v128.add<T>(v128.pmax<T>(x, c<T>(0)), log1p);
}

/** u/(1 - exp(-d·u)); 1/d at its removable singularity. Below d·u = -700 (f64) or -80 (f32) it is about u·exp(-bound). */
// @ts-ignore: decorator
@inline
export function abbottChanceOf<T>(u: v128, d: v128): v128 {
  const y = v128.mul<T>(d, u);
  const ratio = v128.div<T>(u, v128.neg<T>(expm1Of<T>(v128.neg<T>(y))));
  return v128.bitselect(v128.div<T>(c<T>(1), d), ratio, v128.eq<T>(y, c<T>(0)));
}

/** d/dy of y/(1 - exp(-y)) = (1 - y·exp(-y)/h)/h with h = 1 - exp(-y): its series inside |y| < 0.5, where the closed form cancels. */
// @ts-ignore: decorator
@inline
export function abbottChanceSlopeOf<T>(y: v128): v128 {
  const h = v128.neg<T>(expm1Of<T>(v128.neg<T>(y)));
  const closed = v128.div<T>(multiplySubtract<T>(y, v128.div<T>(v128.sub<T>(c<T>(1), h), h), c<T>(1)), h);
  const z = v128.mul<T>(y, y);
  let q = c<T>(-691.0 / 108972864000.0);
  q = multiplyAdd<T>(q, z, c<T>(1.0 / 4790016.0));
  q = multiplyAdd<T>(q, z, c<T>(-1.0 / 151200.0));
  q = multiplyAdd<T>(q, z, c<T>(1.0 / 5040.0));
  q = multiplyAdd<T>(q, z, c<T>(-1.0 / 180.0));
  q = multiplyAdd<T>(q, z, c<T>(1.0 / 6.0));
  const series = multiplyAdd<T>(y, q, c<T>(0.5));
  return v128.bitselect(series, closed, v128.lt<T>(v128.abs<T>(y), c<T>(0.5)));
}

/** sin(a) for |a| <= pi/4. */
// @ts-ignore: decorator
@inline
export function sineOf<T>(a: v128): v128 {
  const z = v128.mul<T>(a, a);
  let q: v128;
  if (sizeof<T>() == 8) {
    q = c<T>(1.5918115263265974e-10);
    q = multiplyAdd<T>(q, z, c<T>(-2.505113165023518e-8));
    q = multiplyAdd<T>(q, z, c<T>(2.7557316101617874e-6));
    q = multiplyAdd<T>(q, z, c<T>(-1.9841269836756774e-4));
    q = multiplyAdd<T>(q, z, c<T>(8.333333333330948e-3));
    q = multiplyAdd<T>(q, z, c<T>(-0.16666666666666666));
  } else {
    q = c<T>(-1.9587865972425789e-4);
    q = multiplyAdd<T>(q, z, c<T>(8.332747966051102e-3));
    q = multiplyAdd<T>(q, z, c<T>(-0.166666641831398));
  }
  return multiplyAdd<T>(v128.mul<T>(a, z), q, a);
}

/** cos(a) for |a| <= pi/4. */
// @ts-ignore: decorator
@inline
export function cosineOf<T>(a: v128): v128 {
  const z = v128.mul<T>(a, a);
  let q: v128;
  if (sizeof<T>() == 8) {
    q = c<T>(-1.1382623647474604e-11);
    q = multiplyAdd<T>(q, z, c<T>(2.087614614655861e-9));
    q = multiplyAdd<T>(q, z, c<T>(-2.7557317271145144e-7));
    q = multiplyAdd<T>(q, z, c<T>(2.480158729876456e-5));
    q = multiplyAdd<T>(q, z, c<T>(-1.3888888888887398e-3));
    q = multiplyAdd<T>(q, z, c<T>(4.1666666666666664e-2));
  } else {
    q = c<T>(2.454791683703661e-5);
    q = multiplyAdd<T>(q, z, c<T>(-1.388830249197781e-3));
    q = multiplyAdd<T>(q, z, c<T>(4.16666641831398e-2));
  }
  return multiplyAdd<T>(v128.mul<T>(z, z), q, multiplySubtract<T>(z, c<T>(0.5), c<T>(1)));
}
