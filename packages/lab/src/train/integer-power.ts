/** x to a whole power n >= 0, by squaring: engines differ in `**`. */
export function integerPower(x: number, n: number): number {
  let power = 1;
  let square = x;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
