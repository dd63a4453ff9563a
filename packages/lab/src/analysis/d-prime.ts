/** Mean and standard deviation (over n - 1; 0 for a single number). */
export function meanAndSd(values: ArrayLike<number>): { readonly mean: number; readonly sd: number } {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const squares = list.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, sd: list.length > 1 ? Math.sqrt(squares / (list.length - 1)) : 0 };
}

/**
 * d' = (m1 - m2) / √((s1² + s2²)/2), how far two samples lie apart. 0 where they have equal means, and infinite where only
 * their spread is 0.
 */
export function dPrime(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [a, b] = [meanAndSd(first), meanAndSd(second)];
  const difference = a.mean - b.mean;
  return difference === 0 ? 0 : difference / Math.sqrt((a.sd * a.sd + b.sd * b.sd) / 2);
}
