/** A 2 x 2 matrix, row-major. */
export type Matrix2 = readonly [number, number, number, number];
export type Vector2 = readonly [number, number];

export const matrix2 = (values: ArrayLike<number>): Matrix2 => [
  values[0]!,
  values[1]!,
  values[2]!,
  values[3]!,
];

/** Eigenvalues of a 2 x 2 matrix whose eigenvalues are real, the slow (larger) one first. */
export function realEigenvalues([a, b, c, d]: Matrix2): Vector2 {
  const root = Math.sqrt(((a - d) / 2) ** 2 + b * c);
  return [(a + d) / 2 + root, (a + d) / 2 - root];
}

/** exp(A·t) by Sylvester's formula, for real and different eigenvalues. */
export function exponential(A: Matrix2, t: number): Matrix2 {
  const [p, q] = realEigenvalues(A);
  const [ep, eq] = [Math.exp(p * t), Math.exp(q * t)];
  const [slope, offset] = [(ep - eq) / (p - q), (p * eq - q * ep) / (p - q)];
  return [slope * A[0] + offset, slope * A[1], slope * A[2], slope * A[3] + offset];
}

export const times = ([a, b, c, d]: Matrix2, [x, y]: Vector2): Vector2 => [a * x + b * y, c * x + d * y];

/** The solution of A·x = y. */
export function solve([a, b, c, d]: Matrix2, [x, y]: Vector2): Vector2 {
  const determinant = a * d - b * c;
  return [(d * x - b * y) / determinant, (a * y - c * x) / determinant];
}

/** x' = A·x + b from x(0) = 0, at time t. */
export function responseTo(A: Matrix2, b: Vector2, t: number): Vector2 {
  const [x, y] = solve(A, b);
  const [u, v] = times(exponential(A, t), [x, y]);
  return [u - x, v - y];
}

/** Slope of the least-squares line through (log x, log y). */
export function logLogSlope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const [mu, mv] = [mean(u), mean(v)];
  const covariance = mean(u.map((value, i) => (value - mu) * (v[i]! - mv)));
  return covariance / mean(u.map((value) => (value - mu) ** 2));
}
