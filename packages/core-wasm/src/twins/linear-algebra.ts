import type { Float, FloatArray } from "./round.js";

/** Elements of the packed form of an (n, m) matrix: rows padded to a whole number of 16-byte vectors. */
export function packedLength(n: number, m: number, bytes: 4 | 8): number {
  const lanes = 16 / bytes;
  return Math.ceil(n / lanes) * lanes * m;
}

function panelVectors(left: number): number {
  return left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

/** Panels of 4, then 2, 1 vectors of rows; in a panel the column index is the slow one; rows past n are 0. */
export function pack(type: Float, packed: FloatArray, W: ArrayLike<number>, n: number, m: number): void {
  const lanes = 16 / type.bytes;
  let p = 0;
  let row = 0;
  while (row < n) {
    const width = panelVectors(Math.ceil((n - row) / lanes)) * lanes;
    for (let j = 0; j < m; j++) {
      for (let i = row; i < row + width; i++) packed[p++] = i < n ? W[i * m + j]! : 0;
    }
    row += width;
  }
}

export function matvec(
  type: Float,
  out: FloatArray,
  W: FloatArray,
  x: FloatArray,
  n: number,
  m: number,
): void {
  matmul(type, out, W, x, n, m, 1);
}

export function matmul(
  type: Float,
  out: FloatArray,
  W: FloatArray,
  x: FloatArray,
  n: number,
  m: number,
  batch: number,
): void {
  out.fill(0, 0, batch * n);
  matmulAdd(type, out, W, x, n, m, batch);
}

export function matmulAdd(
  { round }: Float,
  out: FloatArray,
  W: FloatArray,
  x: FloatArray,
  n: number,
  m: number,
  batch: number,
): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < n; i++) {
      let sum = out[b * n + i]!;
      for (let j = 0; j < m; j++) sum = round(sum + round(W[i * m + j]! * x[b * m + j]!));
      out[b * n + i] = sum;
    }
  }
}

export function addOuter(
  { round }: Float,
  out: FloatArray,
  y: FloatArray,
  x: FloatArray,
  n: number,
  m: number,
  k: number,
): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let sum = out[i * m + j]!;
      for (let row = 0; row < k; row++) sum = round(sum + round(y[row * n + i]! * x[row * m + j]!));
      out[i * m + j] = sum;
    }
  }
}

export function addRowSums({ round }: Float, out: FloatArray, x: FloatArray, rows: number, n: number): void {
  for (let at = 0; at < rows * n; at++) out[at % n] = round(out[at % n]! + x[at]!);
}

export function sparseMatmul(
  { round }: Float,
  out: FloatArray,
  values: FloatArray,
  columns: Uint16Array,
  start: Uint32Array,
  x: FloatArray,
  n: number,
  m: number,
  batch: number,
): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < n; i++) {
      const s = [0, 0, 0, 0];
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const part = (e - start[i]!) % 4;
        s[part] = round(s[part]! + round(values[e]! * x[b * m + columns[e]!]!));
      }
      out[b * n + i] = round(round(s[0]! + s[1]!) + round(s[2]! + s[3]!));
    }
  }
}
