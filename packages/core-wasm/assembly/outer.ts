import { elementwise, Add } from "./elementwise";
import { lanes, loadPart, multiplyAdd, storePart } from "./lanes";

/** 4 columns of y x 2 vectors of columns of x: out rows `row` bytes apart. */
// @ts-ignore: decorator
@inline
function tile4x2<T>(out: usize, row: usize, y: usize, yStep: usize, x: usize, xStep: usize, k: i32): void {
  const row2 = out + row, row3 = row2 + row, row4 = row3 + row;
  let a00 = v128.load(out), a01 = v128.load(out, 16);
  let a10 = v128.load(row2), a11 = v128.load(row2, 16);
  let a20 = v128.load(row3), a21 = v128.load(row3, 16);
  let a30 = v128.load(row4), a31 = v128.load(row4, 16);
  const end = y + <usize>k * yStep;
  while (y < end) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    let s = v128.load_splat<T>(y);
    a00 = multiplyAdd<T>(s, x0, a00);
    a01 = multiplyAdd<T>(s, x1, a01);
    s = v128.load_splat<T>(y, sizeof<T>());
    a10 = multiplyAdd<T>(s, x0, a10);
    a11 = multiplyAdd<T>(s, x1, a11);
    s = v128.load_splat<T>(y, 2 * sizeof<T>());
    a20 = multiplyAdd<T>(s, x0, a20);
    a21 = multiplyAdd<T>(s, x1, a21);
    s = v128.load_splat<T>(y, 3 * sizeof<T>());
    a30 = multiplyAdd<T>(s, x0, a30);
    a31 = multiplyAdd<T>(s, x1, a31);
    y += yStep;
    x += xStep;
  }
  v128.store(out, a00);
  v128.store(out, a01, 16);
  v128.store(row2, a10);
  v128.store(row2, a11, 16);
  v128.store(row3, a20);
  v128.store(row3, a21, 16);
  v128.store(row4, a30);
  v128.store(row4, a31, 16);
}

/** 4 columns of y x one vector of `columns` <= lanes columns of x. */
// @ts-ignore: decorator
@inline
function tile4x1<T>(out: usize, row: usize, y: usize, yStep: usize, x: usize, xStep: usize, columns: i32, k: i32): void {
  const whole = columns == lanes<T>();
  const row2 = out + row, row3 = row2 + row, row4 = row3 + row;
  let a0 = whole ? v128.load(out) : loadPart<T>(out, columns);
  let a1 = whole ? v128.load(row2) : loadPart<T>(row2, columns);
  let a2 = whole ? v128.load(row3) : loadPart<T>(row3, columns);
  let a3 = whole ? v128.load(row4) : loadPart<T>(row4, columns);
  const end = y + <usize>k * yStep;
  while (y < end) {
    const x0 = whole ? v128.load(x) : loadPart<T>(x, columns);
    a0 = multiplyAdd<T>(v128.load_splat<T>(y), x0, a0);
    a1 = multiplyAdd<T>(v128.load_splat<T>(y, sizeof<T>()), x0, a1);
    a2 = multiplyAdd<T>(v128.load_splat<T>(y, 2 * sizeof<T>()), x0, a2);
    a3 = multiplyAdd<T>(v128.load_splat<T>(y, 3 * sizeof<T>()), x0, a3);
    y += yStep;
    x += xStep;
  }
  if (whole) {
    v128.store(out, a0);
    v128.store(row2, a1);
    v128.store(row3, a2);
    v128.store(row4, a3);
  } else {
    storePart<T>(out, a0, columns);
    storePart<T>(row2, a1, columns);
    storePart<T>(row3, a2, columns);
    storePart<T>(row4, a3, columns);
  }
}

/** One column of y x one vector of `columns` <= lanes columns of x. */
// @ts-ignore: decorator
@inline
function tile1x1<T>(out: usize, y: usize, yStep: usize, x: usize, xStep: usize, columns: i32, k: i32): void {
  const whole = columns == lanes<T>();
  let a = whole ? v128.load(out) : loadPart<T>(out, columns);
  const end = y + <usize>k * yStep;
  while (y < end) {
    a = multiplyAdd<T>(v128.load_splat<T>(y), whole ? v128.load(x) : loadPart<T>(x, columns), a);
    y += yStep;
    x += xStep;
  }
  if (whole) v128.store(out, a);
  else storePart<T>(out, a, columns);
}

export function addOuter<T>(out: usize, y: usize, x: usize, n: i32, m: i32, k: i32): void {
  const L = lanes<T>();
  const row = <usize>m * sizeof<T>();
  const yStep = <usize>n * sizeof<T>();
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const yi = y + <usize>i * sizeof<T>();
    const outi = out + <usize>i * row;
    let j = 0;
    for (; j + 2 * L <= m; j += 2 * L) {
      tile4x2<T>(outi + <usize>j * sizeof<T>(), row, yi, yStep, x + <usize>j * sizeof<T>(), row, k);
    }
    for (; j < m; j += L) {
      tile4x1<T>(outi + <usize>j * sizeof<T>(), row, yi, yStep, x + <usize>j * sizeof<T>(), row, min(L, m - j), k);
    }
  }
  for (; i < n; i++) {
    const yi = y + <usize>i * sizeof<T>();
    const outi = out + <usize>i * row;
    for (let j = 0; j < m; j += L) {
      tile1x1<T>(outi + <usize>j * sizeof<T>(), yi, yStep, x + <usize>j * sizeof<T>(), row, min(L, m - j), k);
    }
  }
}

export function addRowSums<T>(out: usize, x: usize, rows: i32, n: i32): void {
  for (let row = 0; row < rows; row++) {
    elementwise<T, Add>(out, out, x, 0, <T>0, <T>0, <T>0, n);
    x += <usize>n * sizeof<T>();
  }
}
