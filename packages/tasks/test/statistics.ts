/** Chi-squared of counts against equal chances as a standard normal deviate (Wilson and Hilferty 1931). */
export function unevenness(counts: readonly number[], shares = counts.map(() => 1 / counts.length)): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const chi2 = counts.reduce((sum, n, i) => sum + (n - total * shares[i]!) ** 2 / (total * shares[i]!), 0);
  const df = counts.length - 1;
  return ((chi2 / df) ** (1 / 3) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df));
}

/** How many standard errors a share of `total` lies off its expectation. */
export function deviation(share: number, expected: number, total: number): number {
  return Math.abs(share - expected) / Math.sqrt((expected * (1 - expected)) / total);
}

export function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
