/** What a careful programmer would write without Isocortex: typed arrays, unrolled sums, Math functions. */
type Floats = Float64Array | Float32Array;

export function matvec(out: Floats, W: Floats, x: Floats, n: number, m: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * m;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let j = 0;
    for (; j + 3 < m; j += 4) {
      a += W[row + j]! * x[j]!;
      b += W[row + j + 1]! * x[j + 1]!;
      c += W[row + j + 2]! * x[j + 2]!;
      d += W[row + j + 3]! * x[j + 3]!;
    }
    for (; j < m; j++) a += W[row + j]! * x[j]!;
    out[i] = a + b + (c + d);
  }
}

export function matmul(out: Floats, W: Floats, x: Floats, n: number, m: number, batch: number): void {
  for (let trial = 0; trial < batch; trial++) {
    matvec(out.subarray(trial * n, (trial + 1) * n), W, x.subarray(trial * m, (trial + 1) * m), n, m);
  }
}

export function sparseMatvec(
  out: Floats,
  values: Floats,
  columns: Uint16Array,
  start: Uint32Array,
  x: Floats,
): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let e = start[i]!; e < start[i + 1]!; e++) sum += values[e]! * x[columns[e]!]!;
    out[i] = sum;
  }
}

const map =
  (f: (value: number) => number) =>
  (out: Floats, x: Floats): void => {
    for (let i = 0; i < x.length; i++) out[i] = f(x[i]!);
  };

export const exp = map(Math.exp);
export const log = map(Math.log);
export const tanh = map(Math.tanh);
export const sigmoid = map((x) => 1 / (1 + Math.exp(-x)));
export const softplus = map((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));

export function leakyEuler(x: Floats, target: Floats, alpha: number): void {
  for (let i = 0; i < x.length; i++) x[i] = x[i]! + alpha * (target[i]! - x[i]!);
}

/** xorshift128 and Box-Muller: no streams, no counters. */
export function normals(out: Floats): void {
  let [a, b, c, d] = [123456789, 362436069, 521288629, 88675123];
  const uniform = (): number => {
    const t = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = d ^ (d >>> 19) ^ t ^ (t >>> 8);
    return ((d >>> 0) + 0.5) / 2 ** 32;
  };
  for (let i = 0; i + 1 < out.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    out[i] = radius * Math.cos(angle);
    out[i + 1] = radius * Math.sin(angle);
  }
}
