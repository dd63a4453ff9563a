import { lanes, multiplyAdd, storePart } from "./lanes";

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

// @ts-ignore: decorator
@inline
function panel4<T>(out: usize, W: usize, x: usize, m: i32, rows: i32): void {
  let a0 = v128.splat<T>(<T>0), a1 = a0, a2 = a0, a3 = a0;
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
  const L = lanes<T>();
  storeRows<T>(out, a0, rows);
  storeRows<T>(out + 16, a1, rows - 1 * L);
  storeRows<T>(out + 32, a2, rows - 2 * L);
  storeRows<T>(out + 48, a3, rows - 3 * L);
}

// @ts-ignore: decorator
@inline
function panel2<T>(out: usize, W: usize, x: usize, m: i32, rows: i32): void {
  let a0 = v128.splat<T>(<T>0), a1 = a0;
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
function panel1<T>(out: usize, W: usize, x: usize, m: i32, rows: i32): void {
  let a0 = v128.splat<T>(<T>0);
  const end = x + <usize>m * sizeof<T>();
  while (x < end) {
    a0 = multiplyAdd<T>(v128.load(W), v128.load_splat<T>(x), a0);
    W += 16;
    x += sizeof<T>();
  }
  storeRows<T>(out, a0, rows);
}

export function matvec<T>(out: usize, packed: usize, x: usize, n: i32, m: i32): void {
  const L = lanes<T>();
  let W = packed;
  let row = 0;
  while (row < n) {
    const vectors = panelVectors((n - row + L - 1) / L);
    const at = out + <usize>row * sizeof<T>();
    if (vectors == 4) panel4<T>(at, W, x, m, n - row);
    else if (vectors == 2) panel2<T>(at, W, x, m, n - row);
    else panel1<T>(at, W, x, m, n - row);
    W += <usize>vectors * 16 * m;
    row += vectors * L;
  }
}

/** 4 trials x 2 vectors of rows at offset `W` of a panel whose columns are `stride` bytes apart. */
// @ts-ignore: decorator
@inline
function tile4x2<T>(out: usize, W: usize, stride: usize, x: usize, n: i32, m: i32, rows: i32): void {
  let a00 = v128.splat<T>(<T>0), a01 = a00, a10 = a00, a11 = a00, a20 = a00, a21 = a00, a30 = a00, a31 = a00;
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
  const row = <usize>n * sizeof<T>();
  const rest = rows - lanes<T>();
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
function tile4x1<T>(out: usize, W: usize, x: usize, n: i32, m: i32, rows: i32): void {
  let a0 = v128.splat<T>(<T>0), a1 = a0, a2 = a0, a3 = a0;
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
  const row = <usize>n * sizeof<T>();
  storeRows<T>(out, a0, rows);
  storeRows<T>(out + row, a1, rows);
  storeRows<T>(out + 2 * row, a2, rows);
  storeRows<T>(out + 3 * row, a3, rows);
}

export function matmul<T>(out: usize, packed: usize, x: usize, n: i32, m: i32, batch: i32): void {
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
        tile4x1<T>(outb + <usize>row * sizeof<T>(), W, xb, n, m, n - row);
      } else {
        for (let v = 0; v < vectors; v += 2) {
          const at = row + v * L;
          tile4x2<T>(outb + <usize>at * sizeof<T>(), W + <usize>v * 16, <usize>vectors * 16, xb, n, m, n - at);
        }
      }
      W += <usize>vectors * 16 * m;
      row += vectors * L;
    }
  }
  for (; b < batch; b++) {
    matvec<T>(out + <usize>b * n * sizeof<T>(), packed, x + <usize>b * m * sizeof<T>(), n, m);
  }
}
