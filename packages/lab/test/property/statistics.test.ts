import { describe, expect, it } from "vitest";
import {
  chiSquaredP,
  contingencyTest,
  labelPermutationTest,
  rankAmong,
  shuffled,
  shuffleMatrix,
  shuffleWeights,
} from "../../src/analysis/index.js";
import { seeded } from "../seeded.js";

/** The two yes-no lists of a 2 x 2 table [[a, b], [c, d]]: rows predicted, columns observed. */
function listsOf([a, b, c, d]: readonly number[]): [predicted: boolean[], observed: boolean[]] {
  const repeat = (count: number, value: boolean): boolean[] => Array.from({ length: count }, () => value);
  return [
    [...repeat(a! + b!, true), ...repeat(c! + d!, false)],
    [...repeat(a!, true), ...repeat(b!, false), ...repeat(c!, true), ...repeat(d!, false)],
  ];
}

describe("Pearson's chi-squared of a 2 x 2 table", () => {
  // n (ad - bc)^2 over the product of the margins; p is erfc(sqrt(chi2 / 2)) of the C library.
  it.each([
    [[12, 1, 0, 6], 15.032967032967033, 1.0564941765691204e-4],
    [[10, 20, 30, 40], 0.7936507936507936, 0.37299848361348714],
    [[43, 9, 44, 4], 1.7774150400145103, 0.1824670652605518],
    [[3, 1, 1, 3], 2, 0.15729920705028513],
    [[5, 5, 5, 5], 0, 1],
  ])("%j has chi-squared %d and p %d", (table, chi2, p) => {
    const test = contingencyTest(...listsOf(table));
    expect(test.chi2).toBeCloseTo(chi2, 10);
    expect(test.p / p).toBeCloseTo(1, 11);
    expect([test.both, test.onlyPredicted, test.onlyObserved, test.neither]).toEqual(table);
    expect(test.agree).toBe(table[0]! + table[3]!);
  });

  it.each([
    [3.841458820694124, 0.05],
    [6.634896601021213, 0.01],
    [10.827566170662733, 0.001],
    [0.45493642311957283, 0.5],
    [7.9999, 0.004677993325630069],
    [8.0001, 0.004677476650995934],
    [1, 0.31731050786291415],
    [100, 1.5239706048320995e-23],
  ])("of %d has the upper tail %d of its distribution", (chi2, p) => {
    expect(chiSquaredP(chi2) / p).toBeCloseTo(1, 11);
  });

  it("has no value when a row or column of the table is empty", () => {
    expect(contingencyTest([true, true], [true, false])).toMatchObject({ chi2: Number.NaN, p: Number.NaN });
  });
});

describe("the label permutation test", () => {
  it("tends to Fisher's exact probability of the table, within four standard errors", () => {
    const [predicted, observed] = listsOf([12, 1, 0, 6]);
    const exact = 7 / 27132;
    const count = 20_000;
    const p = labelPermutationTest(predicted, observed, count, seeded(2).uniform);
    expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt(exact / count) + 1 / count);
  });

  it("finds nothing where there is nothing: p <= alpha in no more than alpha of the draws", () => {
    const { uniform } = seeded(3);
    const draws = 400;
    const ps = Array.from({ length: draws }, () => {
      const labels = Array.from({ length: 30 }, () => uniform() < 0.5);
      const others = Array.from({ length: 30 }, () => uniform() < 0.5);
      return labelPermutationTest(labels, others, 99, uniform);
    });
    for (const alpha of [0.05, 0.2, 0.5]) {
      const share = ps.filter((p) => p <= alpha).length / draws;
      // Four standard errors above; chi-squared takes few values, so that ties keep p above uniform from below.
      const error = Math.sqrt((alpha * (1 - alpha)) / draws);
      expect(share, `alpha ${alpha}`).toBeLessThan(alpha + 4 * error);
      expect(share, `alpha ${alpha}`).toBeGreaterThan(alpha / 2 - 4 * error);
    }
  });

  it("of a prediction that is the same everywhere is 1: there is nothing to agree with", () => {
    const observed = [true, false, true, false];
    const none = [false, false, false, false];
    expect(labelPermutationTest(none, observed, 99, seeded(4).uniform)).toBe(1);
  });
});

describe("the rank of a value in a null distribution", () => {
  it("counts the value itself and ties, and takes NaN for 0", () => {
    expect(rankAmong(3, [1, 2, 4])).toBe(2 / 4);
    expect(rankAmong(3, [3, 3, 1])).toBe(3 / 4);
    expect(rankAmong(5, [Number.NaN, 1])).toBe(1 / 3);
    expect(rankAmong(Number.NaN, [1, 2, Number.NaN])).toBe(1);
  });
});

describe("shuffling", () => {
  const sorted = (values: ArrayLike<number>): number[] => Array.from(values).sort((a, b) => a - b);
  const n = 7;
  const { uniform, below } = seeded(5);
  const W = Float64Array.from({ length: n * n }, (_, at) =>
    Math.floor(at / n) === at % n ? 0 : below(3) === 0 ? 0 : uniform(),
  );

  it.each([1, 2, 3])("a matrix keeps its numbers and its diagonal and moves the rest (seed %i)", (seed) => {
    const mixed = shuffleMatrix(W, n, seeded(seed).uniform);
    expect(sorted(mixed)).toEqual(sorted(W));
    for (let i = 0; i < n; i++) expect(mixed[i * n + i]).toBe(0);
    expect([...mixed]).not.toEqual([...W]);
  });

  it.each([1, 2, 3])("weights keeps every link where it is (seed %i)", (seed) => {
    const mixed = shuffleWeights(W, seeded(seed).uniform);
    expect(sorted(mixed)).toEqual(sorted(W));
    expect([...mixed].map((w) => w === 0)).toEqual([...W].map((w) => w === 0));
    expect([...mixed]).not.toEqual([...W]);
  });

  it("leaves the original alone and gives each of the 6 orders of 3 items its sixth, within 4 standard errors", () => {
    const random = seeded(6).uniform;
    const items = ["a", "b", "c"];
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(items, random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(items).toEqual(["a", "b", "c"]);
    expect(counts.size).toBe(6);
    for (const count of counts.values())
      expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(6000 * (1 / 6) * (5 / 6)));
  });
});
