import { lanes, loadPart, multiplyAdd, storePart } from "./lanes";
import {
  abbottChanceOf, abbottChanceSlopeOf, expOf, logOf, sigmoidOf, sigmoidSlopeOf, softplusOf, tanhOf, tanhSlopeOf,
} from "./transcendental";

// The type argument Op names the operation; every `if` on it is decided at compile time.
export class Fill {}
export class Copy {}
export class Exp {}
export class Log {}
export class Sqrt {}
export class Linear {}
export class LinearDerivative {}
export class ThresholdLinear {}
export class ThresholdLinearDerivative {}
export class Tanh {}
export class TanhDerivative {}
export class Sigmoid {}
export class SigmoidDerivative {}
export class Softplus {}
export class SoftplusDerivative {}
export class AbbottChance {}
export class AbbottChanceDerivative {}
export class Scale {}
export class Shift {}
export class Add {}
export class Subtract {}
export class Multiply {}
export class AddScaled {}
export class AddProduct {}
export class Leak {}
export class LeakyEuler {}
export class Gate {}
export class LeakyStep {}
export class LeakyStepEach {}

// @ts-ignore: decorator
@inline
function is<Op, Name>(): bool {
  return idof<Op>() == idof<Name>();
}

/** The operation on one vector; x, y, z are its up to three array operands, p, q, r its up to three scalars. */
// @ts-ignore: decorator
@inline
function apply<T, Op>(x: v128, y: v128, z: v128, p: v128, q: v128, r: v128): v128 {
  if (is<Op, Fill>()) return p;
  if (is<Op, Copy>()) return x;
  if (is<Op, Exp>()) return expOf<T>(x);
  if (is<Op, Log>()) return logOf<T>(x);
  if (is<Op, Sqrt>()) return v128.sqrt<T>(x);
  if (is<Op, Linear>()) return v128.sub<T>(v128.mul<T>(p, x), q);
  if (is<Op, LinearDerivative>()) return p;
  if (is<Op, ThresholdLinear>()) {
    // pmax is one instruction where max is eight; adding 0 turns its -0 into the 0 of max.
    const zero = v128.splat<T>(<T>0);
    return v128.add<T>(v128.pmax<T>(v128.sub<T>(v128.mul<T>(p, x), q), zero), zero);
  }
  if (is<Op, ThresholdLinearDerivative>()) return v128.and(p, v128.gt<T>(v128.sub<T>(v128.mul<T>(p, x), q), v128.splat<T>(<T>0)));
  if (is<Op, Tanh>()) return tanhOf<T>(x);
  if (is<Op, TanhDerivative>()) return tanhSlopeOf<T>(x);
  if (is<Op, Sigmoid>()) return sigmoidOf<T>(x);
  if (is<Op, SigmoidDerivative>()) return sigmoidSlopeOf<T>(x);
  if (is<Op, Softplus>()) return softplusOf<T>(x);
  if (is<Op, SoftplusDerivative>()) return sigmoidOf<T>(x);
  if (is<Op, AbbottChance>()) return abbottChanceOf<T>(v128.sub<T>(v128.mul<T>(p, x), q), r);
  if (is<Op, AbbottChanceDerivative>()) return v128.mul<T>(p, abbottChanceSlopeOf<T>(v128.mul<T>(r, v128.sub<T>(v128.mul<T>(p, x), q))));
  if (is<Op, Scale>()) return v128.mul<T>(x, p);
  if (is<Op, Shift>()) return v128.add<T>(x, p);
  if (is<Op, Add>()) return v128.add<T>(x, y);
  if (is<Op, Subtract>()) return v128.sub<T>(x, y);
  if (is<Op, Multiply>()) return v128.mul<T>(x, y);
  if (is<Op, AddScaled>()) return multiplyAdd<T>(p, y, x);
  if (is<Op, AddProduct>()) return multiplyAdd<T>(y, z, x);
  if (is<Op, Leak>()) return v128.sub<T>(v128.mul<T>(p, y), v128.mul<T>(q, x));
  if (is<Op, LeakyEuler>() || is<Op, LeakyStep>()) return multiplyAdd<T>(p, v128.sub<T>(y, x), x);
  if (is<Op, LeakyStepEach>()) return multiplyAdd<T>(z, v128.sub<T>(y, x), x);
  if (is<Op, Gate>()) {
    const open = v128.mul<T>(v128.sub<T>(v128.splat<T>(<T>1), x), y);
    return v128.sub<T>(v128.mul<T>(p, open), v128.mul<T>(q, x));
  }
  return unreachable();
}

/** How many of the array operands x, y, z the operation reads. */
// @ts-ignore: decorator
@inline
function operands<Op>(): i32 {
  if (is<Op, Fill>() || is<Op, LinearDerivative>()) return 0;
  if (is<Op, AddProduct>() || is<Op, LeakyStepEach>()) return 3;
  if (
    is<Op, Add>() || is<Op, Subtract>() || is<Op, Multiply>() || is<Op, AddScaled>() ||
    is<Op, Leak>() || is<Op, LeakyEuler>() || is<Op, LeakyStep>() || is<Op, Gate>()
  ) return 2;
  return 1;
}

/** out[i] = Op(x[i], y[i], z[i]; p, q, r) for i < n; what Op does not read may be any number. */
// @ts-ignore: decorator
@inline
export function elementwise<T, Op>(out: usize, x: usize, y: usize, z: usize, p: T, q: T, r: T, n: i32): void {
  const P = v128.splat<T>(p), Q = v128.splat<T>(q), R = v128.splat<T>(r);
  const end = out + <usize>(n & -lanes<T>()) * sizeof<T>();
  while (out < end) {
    const X = operands<Op>() > 0 ? v128.load(x) : P;
    const Y = operands<Op>() > 1 ? v128.load(y) : P;
    const Z = operands<Op>() > 2 ? v128.load(z) : P;
    v128.store(out, apply<T, Op>(X, Y, Z, P, Q, R));
    out += 16;
    x += 16;
    y += 16;
    z += 16;
  }
  const rest = n & (lanes<T>() - 1);
  if (rest) {
    const X = operands<Op>() > 0 ? loadPart<T>(x, rest) : P;
    const Y = operands<Op>() > 1 ? loadPart<T>(y, rest) : P;
    const Z = operands<Op>() > 2 ? loadPart<T>(z, rest) : P;
    storePart<T>(out, apply<T, Op>(X, Y, Z, P, Q, R), rest);
  }
}

/** The same with one operand a vector (n) shared by every row of the others (rows, n): `z` when Op has three operands, else `y`. */
export function elementwiseRows<T, Op>(out: usize, x: usize, y: usize, z: usize, rows: i32, n: i32): void {
  const bytes = <usize>n * sizeof<T>();
  for (let row = 0; row < rows; row++) {
    elementwise<T, Op>(out, x, y, z, <T>0, <T>0, <T>0, n);
    out += bytes;
    x += bytes;
    if (operands<Op>() == 3) y += bytes;
  }
}

/** Index of the first NaN or infinity, -1 when all are finite. */
export function firstNonFinite<T>(x: usize, n: i32): i32 {
  let bad = v128.splat<T>(<T>0);
  const whole = n & -lanes<T>();
  for (let i = 0; i < whole; i += lanes<T>()) {
    const v = v128.load(x + <usize>i * sizeof<T>());
    const d = v128.sub<T>(v, v);
    bad = v128.or(bad, v128.ne<T>(d, d));
  }
  if (!v128.any_true(bad) && whole == n) return -1;
  for (let i = 0; i < n; i++) {
    const v = load<T>(x + <usize>i * sizeof<T>());
    if (v - v != <T>0) return i;
  }
  return -1;
}
