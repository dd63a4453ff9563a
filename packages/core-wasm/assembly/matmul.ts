import { lanes, loadPart, multiplyAdd, storePart } from "./lanes";

/**
 * Packed form of W (n, m): panels of 4, then 2, 1 vectors of rows; inside a panel the column index is the slow one,
 * so that a product reads W front to back. Rows past n are 0.
 */
// @ts-ignore: decorator
@inline
function panelVectors(vectorsLeft: i32): i32 {
  return vectorsLeft >= 4 ? 4 : vectorsLeft >= 2 ? 2 : 1;
}

export function pack<T>(packed: usize, W: usize, n: i32, m: i32): void {
  const L = lanes<T>();
  let p = packed;
  let row = 0;
  while (row < n) {
    const width = panelVectors((n - row + L - 1) / L) * L;
    for (let j = 0; j < m; j++) {
      for (let i = row; i < row + width; i++) {
        store<T>(p, i < n ? load<T>(W + ((<usize>i * m + j) * sizeof<T>())) : <T>0);
        p += sizeof<T>();
      }
    }
    row += width;
  }
}

// @ts-ignore: decorator
@inline
function storeRows<T>(out: usize, v: v128, rowsLeft: i32): void {
  if (rowsLeft >= lanes<T>()) v128.store(out, v);
  else if (rowsLeft > 0) storePart<T>(out, v, rowsLeft);
}

/** What a sum starts from: 0, or with Add what stands in `out`. */
export class Set {}
export class Add {}

// @ts-ignore: decorator
@inline
function startRows<T, Start>(out: usize, rowsLeft: i32): v128 {
  if (idof<Start>() == idof<Add>()) {
    if (rowsLeft >= lanes<T>()) return v128.load(out);
    if (rowsLeft > 0) return loadPart<T>(out, rowsLeft);
  }
  return v128.splat<T>(<T>0);
}

// @ts-ignore: decorator
@inline
function panel4<T, Start>(out: usize, W: usize, x: usize, m: i32, rows: i32): void {
  const L = lanes<T>();
  let a0 = startRows<T, Start>(out, rows);
  let a1 = startRows<T, Start>(out + 16, rows - L);
  let a2 = startRows<T, Start>(out + 32, rows - 2 * L);
  let a3 = startRows<T, Start>(out + 48, rows - 3 * L);
  const end = x + <usize>m * sizeof<T>();
  while (x < end) {
    const s = v128.load_splat<T>(x);
    a0 = multiplyAdd<T>(v128.load(W, 0), s, a0);
    a1 = multiplyAdd<T>(v128.load(W, 16), s, a1);
    a2 = multiplyAdd<T>(v128.load(W, 32), s, a2);
    a3 = multiplyAdd<T>(v128.load(W, 48), s, a3);
    W += 64;
    x += sizeof<T>();
  }
  storeRows<T>(out, a0, rows);
  storeRows<T>(out + 16, a1, rows - L);
  storeRows<T>(out + 32, a2, rows - 2 * L);
  storeRows<T>(out + 48, a3, rows - 3 * L);
}

// @ts-ignore: decorator
@inline
function panel2<T, Start>(out: usize, W: usize, x: usize, m: i32, rows: i32): void {
  let a0 = startRows<T, Start>(out, rows);
  let a1 = startRows<T, Start>(out + 16, rows - lanes<T>());
  const end = x + <usize>m * sizeof<T>();
  while (x < end) {
    const s = v128.load_splat<T>(x);
    a0 = multiplyAdd<T>(v128.load(W), s, a0);
    a1 = multiplyAdd<T>(v128.load(W, 16), s, a1);
    W += 32;
    x += sizeof<T>();
  }
  storeRows<T>(out, a0, rows);
  storeRows<T>(out + 16, a1, rows - lanes<T>());
}

// @ts-ignore: decorator
@inline
function panel1<T, Start>(out: usize, W: usize, x: usize, m: i32, rows: i32): void {
  let a0 = startRows<T, Start>(out, rows);
  const end = x + <usize>m * sizeof<T>();
  while (x < end) {
    a0 = multiplyAdd<T>(v128.load(W), v128.load_splat<T>(x), a0);
    W += 16;
    x += sizeof<T>();
  }
  storeRows<T>(out, a0, rows);
}

export function matvec<T, Start>(out: usize, packed: usize, x: usize, n: i32, m: i32): void {
  const L = lanes<T>();
  let W = packed;
  let row = 0;
  while (row < n) {
    const vectors = panelVectors((n - row + L - 1) / L);
    const at = out + <usize>row * sizeof<T>();
    if (vectors == 4) panel4<T, Start>(at, W, x, m, n - row);
    else if (vectors == 2) panel2<T, Start>(at, W, x, m, n - row);
    else panel1<T, Start>(at, W, x, m, n - row);
    W += <usize>vectors * 16 * m;
    row += vectors * L;
  }
}

/** 4 trials x 2 vectors of rows at offset `W` of a panel whose columns are `stride` bytes apart. */
// @ts-ignore: decorator
@inline
function tile4x2<T, Start>(out: usize, W: usize, stride: usize, x: usize, n: i32, m: i32, rows: i32): void {
  const row = <usize>n * sizeof<T>();
  const rest = rows - lanes<T>();
  let a00 = startRows<T, Start>(out, rows), a01 = startRows<T, Start>(out + 16, rest);
  let a10 = startRows<T, Start>(out + row, rows), a11 = startRows<T, Start>(out + row + 16, rest);
  let a20 = startRows<T, Start>(out + 2 * row, rows), a21 = startRows<T, Start>(out + 2 * row + 16, rest);
  let a30 = startRows<T, Start>(out + 3 * row, rows), a31 = startRows<T, Start>(out + 3 * row + 16, rest);
  const step = <usize>m * sizeof<T>();
  const end = x + step;
  while (x < end) {
    const w0 = v128.load(W);
    const w1 = v128.load(W, 16);
    let s = v128.load_splat<T>(x);
    a00 = multiplyAdd<T>(w0, s, a00);
    a01 = multiplyAdd<T>(w1, s, a01);
    s = v128.load_splat<T>(x + step);
    a10 = multiplyAdd<T>(w0, s, a10);
    a11 = multiplyAdd<T>(w1, s, a11);
    s = v128.load_splat<T>(x + 2 * step);
    a20 = multiplyAdd<T>(w0, s, a20);
    a21 = multiplyAdd<T>(w1, s, a21);
    s = v128.load_splat<T>(x + 3 * step);
    a30 = multiplyAdd<T>(w0, s, a30);
    a31 = multiplyAdd<T>(w1, s, a31);
    W += stride;
    x += sizeof<T>();
  }
  storeRows<T>(out, a00, rows);
  storeRows<T>(out + 16, a01, rest);
  out += row;
  storeRows<T>(out, a10, rows);
  storeRows<T>(out + 16, a11, rest);
  out += row;
  storeRows<T>(out, a20, rows);
  storeRows<T>(out + 16, a21, rest);
  out += row;
  storeRows<T>(out, a30, rows);
  storeRows<T>(out + 16, a31, rest);
}

// @ts-ignore: decorator
@inline
function tile4x1<T, Start>(out: usize, W: usize, x: usize, n: i32, m: i32, rows: i32): void {
  const row = <usize>n * sizeof<T>();
  let a0 = startRows<T, Start>(out, rows), a1 = startRows<T, Start>(out + row, rows);
  let a2 = startRows<T, Start>(out + 2 * row, rows), a3 = startRows<T, Start>(out + 3 * row, rows);
  const step = <usize>m * sizeof<T>();
  const end = x + step;
  while (x < end) {
    const w = v128.load(W);
    a0 = multiplyAdd<T>(w, v128.load_splat<T>(x), a0);
    a1 = multiplyAdd<T>(w, v128.load_splat<T>(x + step), a1);
    a2 = multiplyAdd<T>(w, v128.load_splat<T>(x + 2 * step), a2);
    a3 = multiplyAdd<T>(w, v128.load_splat<T>(x + 3 * step), a3);
    W += 16;
    x += sizeof<T>();
  }
  storeRows<T>(out, a0, rows);
  storeRows<T>(out + row, a1, rows);
  storeRows<T>(out + 2 * row, a2, rows);
  storeRows<T>(out + 3 * row, a3, rows);
}

export function matmul<T, Start>(out: usize, packed: usize, x: usize, n: i32, m: i32, batch: i32): void {
  const L = lanes<T>();
  let b = 0;
  for (; b + 4 <= batch; b += 4) {
    const xb = x + <usize>b * m * sizeof<T>();
    const outb = out + <usize>b * n * sizeof<T>();
    let W = packed;
    let row = 0;
    while (row < n) {
      const vectors = panelVectors((n - row + L - 1) / L);
      if (vectors == 1) {
        tile4x1<T, Start>(outb + <usize>row * sizeof<T>(), W, xb, n, m, n - row);
      } else {
        for (let v = 0; v < vectors; v += 2) {
          const at = row + v * L;
          tile4x2<T, Start>(outb + <usize>at * sizeof<T>(), W + <usize>v * 16, <usize>vectors * 16, xb, n, m, n - at);
        }
      }
      W += <usize>vectors * 16 * m;
      row += vectors * L;
    }
  }
  for (; b < batch; b++) {
    matvec<T, Start>(out + <usize>b * n * sizeof<T>(), packed, x + <usize>b * m * sizeof<T>(), n, m);
  }
}
