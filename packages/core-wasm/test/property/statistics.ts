/** Standard normal distribution function: its Taylor series about 0 (Marsaglia 2004, J Stat Softw 11:4), |x| <= 9. */
export function normalCdf(x: number): number {
  let sum = x;
  let before = 0;
  let term = x;
  for (let i = 3; sum !== before; i += 2) {
    before = sum;
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

/** Chance of a standard normal below z. */
export const chanceBelow = (z: number): number =>
  z < -8.5 ? 0 : z > 8.5 ? 1 : Math.min(Math.max(normalCdf(z), 0), 1);

/** Chance of a chi-squared below x with `freedom` degrees (Wilson & Hilferty 1931; good from 30 degrees up). */
export function chiSquaredBelow(x: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return chanceBelow((Math.cbrt(x / freedom) - 1 + spread) / Math.sqrt(spread));
}

/** Chance of a smaller Kolmogorov-Smirnov distance than that of `sorted` from `cdf`. */
export function kolmogorovBelow(sorted: ArrayLike<number>, cdf: (x: number) => number): number {
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const f = cdf(sorted[i]!);
    distance = Math.max(distance, f - i / n, (i + 1) / n - f);
  }
  const scaled = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
  let above = 0;
  for (let k = 1; k < 100; k++) above += (k % 2 ? 2 : -2) * Math.exp(-2 * k * k * scaled * scaled);
  return 1 - above;
}

/** Standard score of a count of `n` trials with chance p each. */
export const binomialScore = (count: number, n: number, p: number): number =>
  (count - n * p) / Math.sqrt(n * p * (1 - p));

/** Standard score of the correlation of x[i] and y[i + lag], both of mean 0 and known variance. */
export function correlationScore(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  lag: number,
  variance: number,
): number {
  const n = x.length - lag;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[i]! * y[i + lag]!;
  return sum / variance / Math.sqrt(n);
}
