/** Rates of units over the letters of blocks: (letters, blocks, units), row-major. */
export interface Rates {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

interface Classes {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

function classSums({ data, shape }: Rates, letterAt: (at: number) => number, from: number): Classes {
  const [length, blocks, units] = shape as [number, number, number];
  const classes =
    1 + Array.from({ length: length * blocks }, (_, i) => letterAt(i)).reduce((a, b) => Math.max(a, b), 0);
  const counts = new Float64Array(classes);
  const sums = new Float64Array(classes * units);
  for (let row = from * blocks; row < length * blocks; row++) {
    const letter = letterAt(row);
    counts[letter]!++;
    for (let u = 0; u < units; u++) sums[letter * units + u]! += data[row * units + u]!;
  }
  return { counts, sums };
}

/**
 * Part of the units' variance that the letter `back` letters ago explains: the sum of squares between letters over all
 * of it, both summed over units; 0 to 1. Every lag up to `mostBack` is judged on the same letters.
 * @param letters by number, (letters, blocks), row-major, drawn independently of each other
 */
export function explainedByLetter(
  rates: Rates,
  letters: ArrayLike<number>,
  back: number,
  mostBack: number,
): number {
  const [length, blocks, units] = rates.shape as [number, number, number];
  const rows = (length - mostBack) * blocks;
  const { counts, sums } = classSums(rates, (row) => letters[Math.max(0, row - back * blocks)]!, mostBack);
  let [between, all] = [0, 0];
  for (let u = 0; u < units; u++) {
    let [sum, squares] = [0, 0];
    for (let row = mostBack * blocks; row < length * blocks; row++) {
      const rate = rates.data[row * units + u]!;
      sum += rate;
      squares += rate * rate;
    }
    all += squares - (sum * sum) / rows;
    counts.forEach((count, letter) => {
      if (count > 0) between += sums[letter * units + u]! ** 2 / count;
    });
    between -= (sum * sum) / rows;
  }
  return all > 1e-12 * rows ? between / all : 0;
}
