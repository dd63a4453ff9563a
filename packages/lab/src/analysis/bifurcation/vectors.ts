export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

/** max |a_i|; not finite where an entry is not. */
export function largest(a: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const size = Math.abs(a[i]!);
    if (!(size <= most)) most = size;
    if (Number.isNaN(most)) return most;
  }
  return most;
}

/** a + s·b, a new array. */
export function plus(a: Float64Array, b: ArrayLike<number>, s = 1): Float64Array {
  return a.map((value, i) => value + s * b[i]!);
}

/** a/|a|, a new array. */
export function unit(a: Float64Array): Float64Array {
  const length = norm(a);
  return a.map((value) => value / length);
}

/** A (rows, x.length) row-major times x. */
export function times(A: ArrayLike<number>, x: ArrayLike<number>): Float64Array {
  const columns = x.length;
  const out = new Float64Array(A.length / columns);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += A[i * columns + j]! * x[j]!;
    out[i] = sum;
  }
  return out;
}

/** The transpose of A (n, n) row-major. */
export function transposed(A: Float64Array, n: number): Float64Array {
  return A.map((_, at) => A[(at % n) * n + Math.floor(at / n)]!);
}
