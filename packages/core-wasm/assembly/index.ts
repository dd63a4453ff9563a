// Every kernel in both precisions; contracts in src/kernels.ts.
import {
  elementwise, elementwiseRows, firstNonFinite, Copy, Exp, Log, Sqrt, Tanh, TanhDerivative, Sigmoid, SigmoidDerivative, Softplus, SoftplusDerivative, Linear, LinearDerivative, ThresholdLinear, ThresholdLinearDerivative, AbbottChance, AbbottChanceDerivative, Add, Subtract, Multiply, Fill, Scale, Shift, AddScaled, AddProduct, Leak, LeakyEuler, Gate, LeakyStep, LeakyStepEach,
} from "./elementwise";
import { Add as AddTo, Set, matmul, matvec, pack } from "./matmul";
import { addOuter, addRowSums } from "./outer";
import { eulerMaruyama, normals, randomWords, uniforms } from "./random";
import { sparseMatmul } from "./sparse";

/** First byte that an arena may use. */
export function heapBase(): usize { return __heap_base; }

export { randomWords };

export function pack_f64(packed: usize, W: usize, n: i32, m: i32): void { pack<f64>(packed, W, n, m); }
export function matvec_f64(out: usize, packed: usize, x: usize, n: i32, m: i32): void { matvec<f64, Set>(out, packed, x, n, m); }
export function matmul_f64(out: usize, packed: usize, x: usize, n: i32, m: i32, batch: i32): void { matmul<f64, Set>(out, packed, x, n, m, batch); }
export function matmulAdd_f64(out: usize, packed: usize, x: usize, n: i32, m: i32, batch: i32): void { matmul<f64, AddTo>(out, packed, x, n, m, batch); }
export function addOuter_f64(out: usize, y: usize, x: usize, n: i32, m: i32, k: i32): void { addOuter<f64>(out, y, x, n, m, k); }
export function addRowSums_f64(out: usize, x: usize, rows: i32, n: i32): void { addRowSums<f64>(out, x, rows, n); }
export function sparseMatmul_f64(out: usize, values: usize, columns: usize, start: usize, x: usize, n: i32, m: i32, batch: i32): void { sparseMatmul<f64>(out, values, columns, start, x, n, m, batch); }
export function copy_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Copy>(out, x, 0, 0, 0, 0, 0, n); }
export function exp_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Exp>(out, x, 0, 0, 0, 0, 0, n); }
export function log_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Log>(out, x, 0, 0, 0, 0, 0, n); }
export function sqrt_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Sqrt>(out, x, 0, 0, 0, 0, 0, n); }
export function tanh_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Tanh>(out, x, 0, 0, 0, 0, 0, n); }
export function tanhDerivative_f64(out: usize, x: usize, n: i32): void { elementwise<f64, TanhDerivative>(out, x, 0, 0, 0, 0, 0, n); }
export function sigmoid_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Sigmoid>(out, x, 0, 0, 0, 0, 0, n); }
export function sigmoidDerivative_f64(out: usize, x: usize, n: i32): void { elementwise<f64, SigmoidDerivative>(out, x, 0, 0, 0, 0, 0, n); }
export function softplus_f64(out: usize, x: usize, n: i32): void { elementwise<f64, Softplus>(out, x, 0, 0, 0, 0, 0, n); }
export function softplusDerivative_f64(out: usize, x: usize, n: i32): void { elementwise<f64, SoftplusDerivative>(out, x, 0, 0, 0, 0, 0, n); }
export function linear_f64(out: usize, x: usize, gain: f64, threshold: f64, n: i32): void { elementwise<f64, Linear>(out, x, 0, 0, gain, threshold, 0, n); }
export function linearDerivative_f64(out: usize, x: usize, gain: f64, threshold: f64, n: i32): void { elementwise<f64, LinearDerivative>(out, x, 0, 0, gain, threshold, 0, n); }
export function thresholdLinear_f64(out: usize, x: usize, gain: f64, threshold: f64, n: i32): void { elementwise<f64, ThresholdLinear>(out, x, 0, 0, gain, threshold, 0, n); }
export function thresholdLinearDerivative_f64(out: usize, x: usize, gain: f64, threshold: f64, n: i32): void { elementwise<f64, ThresholdLinearDerivative>(out, x, 0, 0, gain, threshold, 0, n); }
export function abbottChance_f64(out: usize, x: usize, a: f64, b: f64, d: f64, n: i32): void { elementwise<f64, AbbottChance>(out, x, 0, 0, a, b, d, n); }
export function abbottChanceDerivative_f64(out: usize, x: usize, a: f64, b: f64, d: f64, n: i32): void { elementwise<f64, AbbottChanceDerivative>(out, x, 0, 0, a, b, d, n); }
export function fill_f64(out: usize, value: f64, n: i32): void { elementwise<f64, Fill>(out, 0, 0, 0, value, 0, 0, n); }
export function scale_f64(out: usize, x: usize, s: f64, n: i32): void { elementwise<f64, Scale>(out, x, 0, 0, s, 0, 0, n); }
export function shift_f64(out: usize, x: usize, s: f64, n: i32): void { elementwise<f64, Shift>(out, x, 0, 0, s, 0, 0, n); }
export function add_f64(out: usize, x: usize, y: usize, n: i32): void { elementwise<f64, Add>(out, x, y, 0, 0, 0, 0, n); }
export function subtract_f64(out: usize, x: usize, y: usize, n: i32): void { elementwise<f64, Subtract>(out, x, y, 0, 0, 0, 0, n); }
export function multiply_f64(out: usize, x: usize, y: usize, n: i32): void { elementwise<f64, Multiply>(out, x, y, 0, 0, 0, 0, n); }
export function addScaled_f64(out: usize, x: usize, y: usize, s: f64, n: i32): void { elementwise<f64, AddScaled>(out, x, y, 0, s, 0, 0, n); }
export function addProduct_f64(out: usize, x: usize, y: usize, z: usize, n: i32): void { elementwise<f64, AddProduct>(out, x, y, z, 0, 0, 0, n); }
export function addRows_f64(out: usize, x: usize, v: usize, rows: i32, n: i32): void { elementwiseRows<f64, Add>(out, x, v, 0, rows, n); }
export function multiplyRows_f64(out: usize, x: usize, v: usize, rows: i32, n: i32): void { elementwiseRows<f64, Multiply>(out, x, v, 0, rows, n); }
export function addProductRows_f64(out: usize, x: usize, y: usize, v: usize, rows: i32, n: i32): void { elementwiseRows<f64, AddProduct>(out, x, y, v, rows, n); }
export function leak_f64(dx: usize, x: usize, input: usize, gain: f64, rate: f64, n: i32): void { elementwise<f64, Leak>(dx, x, input, 0, gain, rate, 0, n); }
export function gate_f64(dx: usize, x: usize, input: usize, gain: f64, rate: f64, n: i32): void { elementwise<f64, Gate>(dx, x, input, 0, gain, rate, 0, n); }
export function euler_f64(x: usize, dx: usize, dt: f64, n: i32): void { elementwise<f64, AddScaled>(x, x, dx, 0, dt, 0, 0, n); }
export function leakyEuler_f64(x: usize, target: usize, alpha: f64, n: i32): void { elementwise<f64, LeakyEuler>(x, x, target, 0, alpha, 0, 0, n); }
export function leakyStep_f64(out: usize, x: usize, target: usize, alpha: f64, n: i32): void { elementwise<f64, LeakyStep>(out, x, target, 0, alpha, 0, 0, n); }
export function leakyStepRows_f64(out: usize, x: usize, target: usize, alpha: usize, rows: i32, n: i32): void { elementwiseRows<f64, LeakyStepEach>(out, x, target, alpha, rows, n); }
export function eulerMaruyama_f64(x: usize, dx: usize, scratch: usize, dt: f64, amplitude: f64, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void { eulerMaruyama<f64>(x, dx, scratch, dt, amplitude, key0, key1, step, firstTrial, trials, n); }
export function uniforms_f64(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void { uniforms<f64>(out, key0, key1, step, firstTrial, trials, n); }
export function normals_f64(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void { normals<f64>(out, key0, key1, step, firstTrial, trials, n); }
export function firstNonFinite_f64(x: usize, n: i32): i32 { return firstNonFinite<f64>(x, n); }

export function pack_f32(packed: usize, W: usize, n: i32, m: i32): void { pack<f32>(packed, W, n, m); }
export function matvec_f32(out: usize, packed: usize, x: usize, n: i32, m: i32): void { matvec<f32, Set>(out, packed, x, n, m); }
export function matmul_f32(out: usize, packed: usize, x: usize, n: i32, m: i32, batch: i32): void { matmul<f32, Set>(out, packed, x, n, m, batch); }
export function matmulAdd_f32(out: usize, packed: usize, x: usize, n: i32, m: i32, batch: i32): void { matmul<f32, AddTo>(out, packed, x, n, m, batch); }
export function addOuter_f32(out: usize, y: usize, x: usize, n: i32, m: i32, k: i32): void { addOuter<f32>(out, y, x, n, m, k); }
export function addRowSums_f32(out: usize, x: usize, rows: i32, n: i32): void { addRowSums<f32>(out, x, rows, n); }
export function sparseMatmul_f32(out: usize, values: usize, columns: usize, start: usize, x: usize, n: i32, m: i32, batch: i32): void { sparseMatmul<f32>(out, values, columns, start, x, n, m, batch); }
export function copy_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Copy>(out, x, 0, 0, 0, 0, 0, n); }
export function exp_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Exp>(out, x, 0, 0, 0, 0, 0, n); }
export function log_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Log>(out, x, 0, 0, 0, 0, 0, n); }
export function sqrt_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Sqrt>(out, x, 0, 0, 0, 0, 0, n); }
export function tanh_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Tanh>(out, x, 0, 0, 0, 0, 0, n); }
export function tanhDerivative_f32(out: usize, x: usize, n: i32): void { elementwise<f32, TanhDerivative>(out, x, 0, 0, 0, 0, 0, n); }
export function sigmoid_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Sigmoid>(out, x, 0, 0, 0, 0, 0, n); }
export function sigmoidDerivative_f32(out: usize, x: usize, n: i32): void { elementwise<f32, SigmoidDerivative>(out, x, 0, 0, 0, 0, 0, n); }
export function softplus_f32(out: usize, x: usize, n: i32): void { elementwise<f32, Softplus>(out, x, 0, 0, 0, 0, 0, n); }
export function softplusDerivative_f32(out: usize, x: usize, n: i32): void { elementwise<f32, SoftplusDerivative>(out, x, 0, 0, 0, 0, 0, n); }
export function linear_f32(out: usize, x: usize, gain: f32, threshold: f32, n: i32): void { elementwise<f32, Linear>(out, x, 0, 0, gain, threshold, 0, n); }
export function linearDerivative_f32(out: usize, x: usize, gain: f32, threshold: f32, n: i32): void { elementwise<f32, LinearDerivative>(out, x, 0, 0, gain, threshold, 0, n); }
export function thresholdLinear_f32(out: usize, x: usize, gain: f32, threshold: f32, n: i32): void { elementwise<f32, ThresholdLinear>(out, x, 0, 0, gain, threshold, 0, n); }
export function thresholdLinearDerivative_f32(out: usize, x: usize, gain: f32, threshold: f32, n: i32): void { elementwise<f32, ThresholdLinearDerivative>(out, x, 0, 0, gain, threshold, 0, n); }
export function abbottChance_f32(out: usize, x: usize, a: f32, b: f32, d: f32, n: i32): void { elementwise<f32, AbbottChance>(out, x, 0, 0, a, b, d, n); }
export function abbottChanceDerivative_f32(out: usize, x: usize, a: f32, b: f32, d: f32, n: i32): void { elementwise<f32, AbbottChanceDerivative>(out, x, 0, 0, a, b, d, n); }
export function fill_f32(out: usize, value: f32, n: i32): void { elementwise<f32, Fill>(out, 0, 0, 0, value, 0, 0, n); }
export function scale_f32(out: usize, x: usize, s: f32, n: i32): void { elementwise<f32, Scale>(out, x, 0, 0, s, 0, 0, n); }
export function shift_f32(out: usize, x: usize, s: f32, n: i32): void { elementwise<f32, Shift>(out, x, 0, 0, s, 0, 0, n); }
export function add_f32(out: usize, x: usize, y: usize, n: i32): void { elementwise<f32, Add>(out, x, y, 0, 0, 0, 0, n); }
export function subtract_f32(out: usize, x: usize, y: usize, n: i32): void { elementwise<f32, Subtract>(out, x, y, 0, 0, 0, 0, n); }
export function multiply_f32(out: usize, x: usize, y: usize, n: i32): void { elementwise<f32, Multiply>(out, x, y, 0, 0, 0, 0, n); }
export function addScaled_f32(out: usize, x: usize, y: usize, s: f32, n: i32): void { elementwise<f32, AddScaled>(out, x, y, 0, s, 0, 0, n); }
export function addProduct_f32(out: usize, x: usize, y: usize, z: usize, n: i32): void { elementwise<f32, AddProduct>(out, x, y, z, 0, 0, 0, n); }
export function addRows_f32(out: usize, x: usize, v: usize, rows: i32, n: i32): void { elementwiseRows<f32, Add>(out, x, v, 0, rows, n); }
export function multiplyRows_f32(out: usize, x: usize, v: usize, rows: i32, n: i32): void { elementwiseRows<f32, Multiply>(out, x, v, 0, rows, n); }
export function addProductRows_f32(out: usize, x: usize, y: usize, v: usize, rows: i32, n: i32): void { elementwiseRows<f32, AddProduct>(out, x, y, v, rows, n); }
export function leak_f32(dx: usize, x: usize, input: usize, gain: f32, rate: f32, n: i32): void { elementwise<f32, Leak>(dx, x, input, 0, gain, rate, 0, n); }
export function gate_f32(dx: usize, x: usize, input: usize, gain: f32, rate: f32, n: i32): void { elementwise<f32, Gate>(dx, x, input, 0, gain, rate, 0, n); }
export function euler_f32(x: usize, dx: usize, dt: f32, n: i32): void { elementwise<f32, AddScaled>(x, x, dx, 0, dt, 0, 0, n); }
export function leakyEuler_f32(x: usize, target: usize, alpha: f32, n: i32): void { elementwise<f32, LeakyEuler>(x, x, target, 0, alpha, 0, 0, n); }
export function leakyStep_f32(out: usize, x: usize, target: usize, alpha: f32, n: i32): void { elementwise<f32, LeakyStep>(out, x, target, 0, alpha, 0, 0, n); }
export function leakyStepRows_f32(out: usize, x: usize, target: usize, alpha: usize, rows: i32, n: i32): void { elementwiseRows<f32, LeakyStepEach>(out, x, target, alpha, rows, n); }
export function eulerMaruyama_f32(x: usize, dx: usize, scratch: usize, dt: f32, amplitude: f32, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void { eulerMaruyama<f32>(x, dx, scratch, dt, amplitude, key0, key1, step, firstTrial, trials, n); }
export function uniforms_f32(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void { uniforms<f32>(out, key0, key1, step, firstTrial, trials, n); }
export function normals_f32(out: usize, key0: u32, key1: u32, step: u32, firstTrial: u32, trials: i32, n: i32): void { normals<f32>(out, key0, key1, step, firstTrial, trials, n); }
export function firstNonFinite_f32(x: usize, n: i32): i32 { return firstNonFinite<f32>(x, n); }
