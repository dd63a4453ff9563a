/** Byte offset of a block in its arena's memory. */
export type Pointer = number;

/**
 * The kernels of one precision (f64 or f32). Arrays are row-major and contiguous; sizes are numbers of elements.
 * No kernel checks, allocates or branches on meaning. `out` may be one of the inputs unless the contract says no.
 * In the strict build each kernel equals its twin in `twins/` bit for bit, whatever the batch; a matrix product sums
 * over columns in ascending order.
 */
export interface Kernels {
  /** packed = W (n, m) in the layout `matvec` and `matmul` read; `packedLength(n, m)` elements, not overlapping W. */
  pack(packed: Pointer, W: Pointer, n: number, m: number): void;
  /** out (n) = W x, W (n, m) packed, x (m). `out` must not overlap `x`. */
  matvec(out: Pointer, packed: Pointer, x: Pointer, n: number, m: number): void;
  /** out (batch, n) = x Wᵀ, W (n, m) packed, x (batch, m). `out` must not overlap `x`. */
  matmul(out: Pointer, packed: Pointer, x: Pointer, n: number, m: number, batch: number): void;
  /**
   * out (batch, n) = x Wᵀ, W (n, m) in CSR: values (nnz), columns (nnz) u16, start (n + 1) u32. Entry e of a row adds to
   * partial sum e mod 4; out = (s0 + s1) + (s2 + s3). `out` must not overlap `x`.
   */
  sparseMatmul(
    out: Pointer,
    values: Pointer,
    columns: Pointer,
    start: Pointer,
    x: Pointer,
    n: number,
    m: number,
    batch: number,
  ): void;

  /** out = x. */
  copy(out: Pointer, x: Pointer, n: number): void;
  /** out = value. */
  fill(out: Pointer, value: number, n: number): void;
  /** out = s·x. */
  scale(out: Pointer, x: Pointer, s: number, n: number): void;
  /** out = x + s. */
  shift(out: Pointer, x: Pointer, s: number, n: number): void;
  /** out = x + y. */
  add(out: Pointer, x: Pointer, y: Pointer, n: number): void;
  /** out = x - y. */
  subtract(out: Pointer, x: Pointer, y: Pointer, n: number): void;
  /** out = x·y, element by element. */
  multiply(out: Pointer, x: Pointer, y: Pointer, n: number): void;
  /** out = x + s·y. */
  addScaled(out: Pointer, x: Pointer, y: Pointer, s: number, n: number): void;
  /** out = x + y·z. */
  addProduct(out: Pointer, x: Pointer, y: Pointer, z: Pointer, n: number): void;
  /** out (rows, n) = x + v, v (n) added to each row. */
  addRows(out: Pointer, x: Pointer, v: Pointer, rows: number, n: number): void;
  /** out (rows, n) = x·v, v (n) multiplying each row. */
  multiplyRows(out: Pointer, x: Pointer, v: Pointer, rows: number, n: number): void;
  /** out (rows, n) = x + y·v, v (n) for each row. */
  addProductRows(out: Pointer, x: Pointer, y: Pointer, v: Pointer, rows: number, n: number): void;

  /** out = exp(x), <= 1.5 ulp, subnormal results included. */
  exp(out: Pointer, x: Pointer, n: number): void;
  /** out = ln(x), <= 1.5 ulp. */
  log(out: Pointer, x: Pointer, n: number): void;
  /** out = tanh(x), <= 4 ulp. */
  tanh(out: Pointer, x: Pointer, n: number): void;
  /** out = 1 - tanh(x)². */
  tanhDerivative(out: Pointer, x: Pointer, n: number): void;
  /** out = 1/(1 + exp(-x)), <= 4 ulp. */
  sigmoid(out: Pointer, x: Pointer, n: number): void;
  /** out = σ(x)·σ(-x). */
  sigmoidDerivative(out: Pointer, x: Pointer, n: number): void;
  /** out = ln(1 + exp(x)). */
  softplus(out: Pointer, x: Pointer, n: number): void;
  /** out = σ(x). */
  softplusDerivative(out: Pointer, x: Pointer, n: number): void;
  /** out = gain·x - threshold. */
  linear(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /** out = gain. */
  linearDerivative(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /** out = max(gain·x - threshold, 0). NaN stays NaN. */
  thresholdLinear(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /** out = gain where gain·x > threshold, else 0. */
  thresholdLinearDerivative(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /**
   * out = (a·x - b)/(1 - exp(-d(a·x - b))), 1/d at its removable singularity a·x = b.
   * Abbott & Chance 2005, Prog Brain Res 149:147.
   */
  abbottChance(out: Pointer, x: Pointer, a: number, b: number, d: number, n: number): void;
  /** Derivative of `abbottChance` by x; a/2 at the singularity. */
  abbottChanceDerivative(out: Pointer, x: Pointer, a: number, b: number, d: number, n: number): void;

  /** dx = gain·input - rate·x: the right-hand side of a leaky variable. */
  leak(dx: Pointer, x: Pointer, input: Pointer, gain: number, rate: number, n: number): void;
  /** dx = gain·(1 - x)·input - rate·x: the right-hand side of a saturating gate. */
  gate(dx: Pointer, x: Pointer, input: Pointer, gain: number, rate: number, n: number): void;
  /** x += dt·dx. */
  euler(x: Pointer, dx: Pointer, dt: number, n: number): void;
  /** x += alpha·(target - x): the fused leaky Euler step, alpha = dt/tau. */
  leakyEuler(x: Pointer, target: Pointer, alpha: number, n: number): void;
  /**
   * x (trials, n) += dt·dx + amplitude·N(0, 1): one Euler-Maruyama step, the normals those of `normals`.
   * scratch (n) must not overlap.
   */
  eulerMaruyama(
    x: Pointer,
    dx: Pointer,
    scratch: Pointer,
    dt: number,
    amplitude: number,
    key0: number,
    key1: number,
    step: number,
    firstTrial: number,
    trials: number,
    n: number,
  ): void;

  /** out (trials, n) in [0, 1); element (t, i) depends on (key, step, firstTrial + t, i) alone. */
  uniforms(
    out: Pointer,
    key0: number,
    key1: number,
    step: number,
    firstTrial: number,
    trials: number,
    n: number,
  ): void;
  /** out (trials, n) standard normal, by the same counters. */
  normals(
    out: Pointer,
    key0: number,
    key1: number,
    step: number,
    firstTrial: number,
    trials: number,
    n: number,
  ): void;
  /** Index of the first NaN or infinity of x (n), -1 when there is none. */
  firstNonFinite(x: Pointer, n: number): number;
}

export type KernelName = keyof Kernels;
export type Precision = "f64" | "f32";
