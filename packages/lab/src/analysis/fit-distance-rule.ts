import { scalar } from "@isocortex/core-wasm";

/** Fits of the exponential distance rule to links and distances. */
export interface DistanceRuleFit {
  /** Decay of the FLN-weighted histogram of distances, 1/mm, and r² of its log-linear regression. */
  readonly lambdaPerMm: number;
  readonly r2: number;
  /** Regression of ln FLN on distance over the links: slope in 1/mm, intercept, r² and number of links. */
  readonly regression: {
    readonly slope: number;
    readonly intercept: number;
    readonly r2: number;
    readonly links: number;
  };
  /** The histogram: centre of each 5 mm bin and the summed FLN of its links over the sum of all. */
  readonly histogram: readonly { readonly mm: number; readonly fraction: number }[];
}

function regress(
  x: readonly number[],
  y: readonly number[],
): { slope: number; intercept: number; r2: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (of: (i: number) => number): number => x.reduce((total, _, i) => total + of(i), 0);
  const sxy = sum((i) => (x[i]! - mx) * (y[i]! - my));
  const sxx = sum((i) => (x[i]! - mx) * (x[i]! - mx));
  const syy = sum((i) => (y[i]! - my) * (y[i]! - my));
  const slope = sxy / sxx;
  return { slope, intercept: my - slope * mx, r2: (sxy * sxy) / (sxx * syy) };
}

/**
 * @param fln (n, n), 0 where there is no link
 * @param distanceMm (n, n)
 * @throws RangeError when fewer than three bins hold links
 */
export function fitDistanceRule(fln: Float64Array, distanceMm: Float64Array, binMm = 5): DistanceRuleFit {
  const linked = [...fln.keys()].filter((cell) => fln[cell]! > 0);
  const sums: number[] = [];
  for (const cell of linked) {
    const bin = Math.floor(distanceMm[cell]! / binMm);
    while (sums.length <= bin) sums.push(0);
    sums[bin]! += fln[cell]!;
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  const histogram = sums
    .map((sum, bin) => ({ mm: (bin + 0.5) * binMm, fraction: sum / total }))
    .filter(({ fraction }) => fraction > 0);
  if (histogram.length < 3) {
    throw new RangeError(
      `links fall into ${histogram.length} distance bins of ${binMm} mm; expected at least 3 for a fit.`,
    );
  }
  const decay = regress(
    histogram.map(({ mm }) => mm),
    histogram.map(({ fraction }) => scalar.log(fraction)),
  );
  const plain = regress(
    linked.map((cell) => distanceMm[cell]!),
    linked.map((cell) => scalar.log(fln[cell]!)),
  );
  return {
    lambdaPerMm: -decay.slope,
    r2: decay.r2,
    regression: { ...plain, links: linked.length },
    histogram,
  };
}
