/** Byte offset of a block in its arena's memory. */
export type Pointer = number;

/**
 * The kernels of one precision (f64 or f32). Arrays are row-major and contiguous, (n) unless the contract gives a
 * shape; sizes are numbers of elements; outputs come first, sizes last. No kernel checks, allocates or branches on
 * meaning. `out` may be the very array of an input unless the contract says no; it must never overlap one in part.
 * In the strict build each kernel equals its twin in `twins/` bit for bit, whatever the batch; a matrix product sums
 * over columns in ascending order.
 */
export interface Kernels {
  /** packed = W (n, m) in the layout `matvec` and `matmul` read: a `packed` block; must not overlap W. */
  pack(packed: Pointer, W: Pointer, n: number, m: number): void;
  /** out (n) = W x, W (n, m) packed, x (m). `out` must not overlap `x`. */
  matvec(out: Pointer, packed: Pointer, x: Pointer, n: number, m: number): void;
  /** out (batch, n) = x Wᵀ, W (n, m) packed, x (batch, m). `out` must not overlap `x`. */
  matmul(out: Pointer, packed: Pointer, x: Pointer, n: number, m: number, batch: number): void;
  /** out (batch, n) += x Wᵀ, W (n, m) packed, x (batch, m); each sum starts from what `out` holds. `out` must not overlap `x`. */
  matmulAdd(out: Pointer, packed: Pointer, x: Pointer, n: number, m: number, batch: number): void;
  /**
   * out (n, m) += yᵀ x, y (k, n), x (k, m): the sum over rows in ascending order, starting from what `out` holds, so that
   * rows may come in several calls. `out` must not overlap `x` or `y`.
   */
  addOuter(out: Pointer, y: Pointer, x: Pointer, n: number, m: number, k: number): void;
  /** out (n) += the rows of x (rows, n), in ascending order. `out` must not overlap `x`. */
  addRowSums(out: Pointer, x: Pointer, rows: number, n: number): void;
  /**
   * out (batch, n) = x Wᵀ, W (n, m) in CSR: values (nnz), columns (nnz) u16, start (n + 1) u32. Entry e of a row adds to
   * partial sum e mod 4; out = (s0 + s1) + (s2 + s3). `out` must not overlap `x`. m <= 65536.
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
  /** out (rows, n) = x (rows, n) + v (n) in each row. `out` must not overlap `v`. */
  addRows(out: Pointer, x: Pointer, v: Pointer, rows: number, n: number): void;
  /** out (rows, n) = x (rows, n) · v (n) in each row. `out` must not overlap `v`. */
  multiplyRows(out: Pointer, x: Pointer, v: Pointer, rows: number, n: number): void;
  /** out (rows, n) = x (rows, n) + y (rows, n) · v (n) in each row. `out` must not overlap `v`. */
  addProductRows(out: Pointer, x: Pointer, y: Pointer, v: Pointer, rows: number, n: number): void;

  /** out = exp(x), <= 1.5 ulp, subnormal results included; Infinity above the largest number, 0 below the smallest. */
  exp(out: Pointer, x: Pointer, n: number): void;
  /** out = ln(x), <= 1.5 ulp, subnormal x included; -Infinity at 0, NaN below. */
  log(out: Pointer, x: Pointer, n: number): void;
  /** out = √x, rounded exactly; NaN below 0, -0 at -0. */
  sqrt(out: Pointer, x: Pointer, n: number): void;
  /** out = tanh(x), <= 4 ulp; odd, -0 included. */
  tanh(out: Pointer, x: Pointer, n: number): void;
  /** out = 1 - tanh(x)², as 4·σ'(2x). */
  tanhDerivative(out: Pointer, x: Pointer, n: number): void;
  /** out = 1/(1 + exp(-x)), <= 4 ulp. */
  sigmoid(out: Pointer, x: Pointer, n: number): void;
  /** out = σ(x)·σ(-x), as exp(-|x|)/(1 + exp(-|x|))². */
  sigmoidDerivative(out: Pointer, x: Pointer, n: number): void;
  /** out = ln(1 + exp(x)), without overflow for large x. */
  softplus(out: Pointer, x: Pointer, n: number): void;
  /** out = σ(x), the same numbers as `sigmoid`. */
  softplusDerivative(out: Pointer, x: Pointer, n: number): void;
  /** out = gain·x - threshold. */
  linear(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /** out = gain; x and threshold are not read. */
  linearDerivative(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /** out = max(gain·x - threshold, 0). NaN stays NaN; a negative zero becomes 0. */
  thresholdLinear(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /** out = gain where gain·x > threshold, else 0. */
  thresholdLinearDerivative(out: Pointer, x: Pointer, gain: number, threshold: number, n: number): void;
  /**
   * out = u/(1 - exp(-d·u)), u = a·x - b; 1/d at its removable singularity u = 0. Hz for x in nA, a in Hz/nA, b in Hz,
   * d in s. Below d·u = -700 (f64) or -80 (f32) the exponent is held there. Abbott & Chance 2005, Prog Brain Res 149:147.
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
  /** out = x + alpha·(target - x). */
  leakyStep(out: Pointer, x: Pointer, target: Pointer, alpha: number, n: number): void;
  /** out (rows, n) = x + alpha·(target - x), alpha (n) the same in each row. `out` must not overlap `alpha`. */
  leakyStepRows(out: Pointer, x: Pointer, target: Pointer, alpha: Pointer, rows: number, n: number): void;
  /**
   * x (trials, n) += dt·dx + amplitude·N(0, 1): one Euler-Maruyama step, the normals those of `normals` with the same
   * key and counters. dx (trials, n); scratch (n) is overwritten and must not overlap.
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

  /**
   * out (trials, n) in [0, 1), 52 bits (f64) or 24 bits (f32); element (t, i) depends on (key, step, firstTrial + t, i)
   * alone. Philox4x32-10 of counter (block, firstTrial + t, step, 0): f64 chunk c = i div 8 holds two numbers of each of
   * the blocks 4c .. 4c+3, number j = i mod 8 from block 4c + j mod 4; f32 c = i div 16, four numbers, j = i mod 16.
   */
  uniforms(
    out: Pointer,
    key0: number,
    key1: number,
    step: number,
    firstTrial: number,
    trials: number,
    n: number,
  ): void;
  /** out (trials, n) standard normal by Box & Muller 1958, element by element from the counters of `uniforms`. */
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
