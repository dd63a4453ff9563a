import type { Float, FloatArray } from "./round.js";
import * as f from "./transcendental.js";

type A = FloatArray;

function each(out: A, n: number, value: (i: number) => number): void {
  for (let i = 0; i < n; i++) out[i] = value(i);
}

export const copy = (_: Float, out: A, x: A, n: number): void => each(out, n, (i) => x[i]!);
export const fill = (_: Float, out: A, value: number, n: number): void => each(out, n, () => value);
export const scale = (t: Float, out: A, x: A, s: number, n: number): void =>
  each(out, n, (i) => t.round(x[i]! * s));
export const shift = (t: Float, out: A, x: A, s: number, n: number): void =>
  each(out, n, (i) => t.round(x[i]! + s));
export const add = (t: Float, out: A, x: A, y: A, n: number): void =>
  each(out, n, (i) => t.round(x[i]! + y[i]!));
export const subtract = (t: Float, out: A, x: A, y: A, n: number): void =>
  each(out, n, (i) => t.round(x[i]! - y[i]!));
export const multiply = (t: Float, out: A, x: A, y: A, n: number): void =>
  each(out, n, (i) => t.round(x[i]! * y[i]!));

export function addScaled(t: Float, out: A, x: A, y: A, s: number, n: number): void {
  each(out, n, (i) => t.round(t.round(s * y[i]!) + x[i]!));
}

export function addProduct(t: Float, out: A, x: A, y: A, z: A, n: number): void {
  each(out, n, (i) => t.round(t.round(y[i]! * z[i]!) + x[i]!));
}

export function addRows(t: Float, out: A, x: A, v: A, rows: number, n: number): void {
  each(out, rows * n, (i) => t.round(x[i]! + v[i % n]!));
}

export function multiplyRows(t: Float, out: A, x: A, v: A, rows: number, n: number): void {
  each(out, rows * n, (i) => t.round(x[i]! * v[i % n]!));
}

export function addProductRows(t: Float, out: A, x: A, y: A, v: A, rows: number, n: number): void {
  each(out, rows * n, (i) => t.round(t.round(y[i]! * v[i % n]!) + x[i]!));
}

export const exp = (t: Float, out: A, x: A, n: number): void => each(out, n, (i) => f.exp(t, x[i]!));
export const log = (t: Float, out: A, x: A, n: number): void => each(out, n, (i) => f.log(t, x[i]!));
export const sqrt = (t: Float, out: A, x: A, n: number): void =>
  each(out, n, (i) => t.round(Math.sqrt(x[i]!)));
export const tanh = (t: Float, out: A, x: A, n: number): void => each(out, n, (i) => f.tanh(t, x[i]!));

export const tanhDerivative = (t: Float, out: A, x: A, n: number): void =>
  each(out, n, (i) => f.tanhSlope(t, x[i]!));
export const sigmoid = (t: Float, out: A, x: A, n: number): void => each(out, n, (i) => f.sigmoid(t, x[i]!));

export const sigmoidDerivative = (t: Float, out: A, x: A, n: number): void =>
  each(out, n, (i) => f.sigmoidSlope(t, x[i]!));
export const softplus = (t: Float, out: A, x: A, n: number): void =>
  each(out, n, (i) => f.softplus(t, x[i]!));
export const softplusDerivative = sigmoid;

function affine(t: Float, x: number, gain: number, threshold: number): number {
  return t.round(t.round(gain * x) - threshold);
}

export function linear(t: Float, out: A, x: A, gain: number, threshold: number, n: number): void {
  each(out, n, (i) => affine(t, x[i]!, gain, threshold));
}

export function linearDerivative(
  _t: Float,
  out: A,
  _x: A,
  gain: number,
  _threshold: number,
  n: number,
): void {
  each(out, n, () => gain);
}

export function thresholdLinear(t: Float, out: A, x: A, gain: number, threshold: number, n: number): void {
  each(out, n, (i) => Math.max(affine(t, x[i]!, gain, threshold), 0));
}

export function thresholdLinearDerivative(
  t: Float,
  out: A,
  x: A,
  gain: number,
  threshold: number,
  n: number,
): void {
  each(out, n, (i) => (affine(t, x[i]!, gain, threshold) > 0 ? gain : 0));
}

export function abbottChance(t: Float, out: A, x: A, a: number, b: number, d: number, n: number): void {
  each(out, n, (i) => f.abbottChance(t, affine(t, x[i]!, a, b), d));
}

export function abbottChanceDerivative(
  t: Float,
  out: A,
  x: A,
  a: number,
  b: number,
  d: number,
  n: number,
): void {
  each(out, n, (i) => t.round(a * f.abbottChanceSlope(t, t.round(d * affine(t, x[i]!, a, b)))));
}

export function leak(t: Float, dx: A, x: A, input: A, gain: number, rate: number, n: number): void {
  each(dx, n, (i) => t.round(t.round(gain * input[i]!) - t.round(rate * x[i]!)));
}

export function gate(t: Float, dx: A, x: A, input: A, gain: number, rate: number, n: number): void {
  each(dx, n, (i) => {
    const open = t.round(t.round(1 - x[i]!) * input[i]!);
    return t.round(t.round(gain * open) - t.round(rate * x[i]!));
  });
}

export function euler(t: Float, x: A, dx: A, dt: number, n: number): void {
  addScaled(t, x, x, dx, dt, n);
}

export function leakyEuler(t: Float, x: A, target: A, alpha: number, n: number): void {
  each(x, n, (i) => t.round(t.round(alpha * t.round(target[i]! - x[i]!)) + x[i]!));
}

export function leakyStep(t: Float, out: A, x: A, target: A, alpha: number, n: number): void {
  each(out, n, (i) => t.round(t.round(alpha * t.round(target[i]! - x[i]!)) + x[i]!));
}

export function leakyStepRows(t: Float, out: A, x: A, target: A, alpha: A, rows: number, n: number): void {
  each(out, rows * n, (i) => t.round(t.round(alpha[i % n]! * t.round(target[i]! - x[i]!)) + x[i]!));
}

export function firstNonFinite(_: Float, x: A, n: number): number {
  for (let i = 0; i < n; i++) if (!Number.isFinite(x[i]!)) return i;
  return -1;
}
