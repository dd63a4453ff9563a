/** Where a continuous f changes sign between two arguments, to 2^-60 of their distance: the end at which it is >= 0. */
export function bisect(f: (x: number) => number, positiveAt: number, negativeAt: number): number {
  let [positive, negative] = [positiveAt, negativeAt];
  for (let i = 0; i < 60; i++) {
    const middle = (positive + negative) / 2;
    if (f(middle) >= 0) positive = middle;
    else negative = middle;
  }
  return positive;
}
