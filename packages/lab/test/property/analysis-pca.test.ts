import { describe, expect, it } from "vitest";
import { dPrime, histogram, pca, project, weightStatistics } from "../../src/analysis/index.js";
import { refusal } from "../refusal.js";
import { seeded } from "../seeded.js";

const ROWS = 300;
const COLUMNS = 12;
const sds = [3, 2, 0.5];

/** An orthonormal set of vectors, by Gram and Schmidt. */
function orthonormal(count: number, size: number, normal: () => number): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    let v = Float64Array.from({ length: size }, normal);
    for (let pass = 0; pass < 2; pass++)
      for (const u of basis) {
        const along = v.reduce((sum, value, i) => sum + value * u[i]!, 0);
        v = v.map((value, i) => value - along * u[i]!);
      }
    const length = Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
    basis.push(v.map((value) => value / length));
  }
  return basis;
}

const { normal } = seeded(11);
const directions = orthonormal(3, COLUMNS, normal);
// Scores made exactly uncorrelated with exact variances: columns of an orthonormal set orthogonal to the mean.
const scores = orthonormal(4, ROWS, normal);
const constant = new Float64Array(ROWS).fill(1 / Math.sqrt(ROWS));
const centred = orthonormalise([constant, ...scores]).slice(1, 4);

function orthonormalise(vectors: readonly Float64Array[]): readonly Float64Array[] {
  let at = 0;
  const flat = vectors.flatMap((vector) => Array.from(vector));
  return orthonormal(vectors.length, ROWS, () => flat[at++]!);
}

const data = new Float64Array(ROWS * COLUMNS);
for (let r = 0; r < ROWS; r++)
  for (let c = 0; c < COLUMNS; c++)
    data[r * COLUMNS + c] =
      5 +
      sds.reduce((sum, sd, k) => sum + sd * Math.sqrt(ROWS - 1) * centred[k]![r]! * directions[k]![c]!, 0);

describe("principal components", () => {
  const found = pca(data, ROWS, COLUMNS, 3);
  const total = sds.reduce((sum, sd) => sum + sd * sd, 0);

  it("of data of rank three are its directions and variances, and no more", () => {
    sds.forEach((sd, k) => {
      const along = found.components[k]!.reduce((sum, value, i) => sum + value * directions[k]![i]!, 0);
      expect(Math.abs(along)).toBeCloseTo(1, 10);
      expect(found.variances[k]).toBeCloseTo(sd * sd, 10);
      expect(found.explained[k]).toBeCloseTo((sd * sd) / total, 10);
    });
    expect(found.variances.slice(3).every((variance) => variance < 1e-12)).toBe(true);
  });

  it("have the participation ratio (sum λ)²/sum λ² of these variances", () => {
    const squares = sds.reduce((sum, sd) => sum + sd ** 4, 0);
    expect(found.participationRatio).toBeCloseTo((total * total) / squares, 10);
  });

  it("turn with the data: variances, participation ratio and places up to sign stay", () => {
    const turn = orthonormal(COLUMNS, COLUMNS, normal);
    const turned = new Float64Array(data.length);
    for (let r = 0; r < ROWS; r++)
      for (let c = 0; c < COLUMNS; c++)
        for (let k = 0; k < COLUMNS; k++) turned[r * COLUMNS + c]! += turn[c]![k]! * data[r * COLUMNS + k]!;
    const after = pca(turned, ROWS, COLUMNS, 3);
    expect(after.participationRatio).toBeCloseTo(found.participationRatio, 10);
    for (let k = 0; k < 3; k++) expect(after.variances[k]).toBeCloseTo(found.variances[k]!, 10);
    for (const r of [0, 17, 299]) {
      const before = project(found, data.subarray(r * COLUMNS, (r + 1) * COLUMNS)).map(Math.abs);
      project(after, turned.subarray(r * COLUMNS, (r + 1) * COLUMNS)).forEach((place, k) => {
        expect(Math.abs(place)).toBeCloseTo(before[k]!, 9);
      });
    }
  });

  it("of data that do not vary explain nothing", () => {
    const flat = pca(new Float64Array(40).fill(2), 10, 4, 2);
    expect(flat.explained).toEqual([0, 0, 0, 0]);
    expect(flat.participationRatio).toBe(0);
  });

  it.each([
    ["NaN", Number.NaN, "row 1 has NaN at 2"],
    ["Infinity", Infinity, "row 1 has Infinity at 2"],
    ["a number without a square", 1e200, "their squares overflow"],
  ])("of data with %s are refused", (_, value, message) => {
    const broken = Float64Array.from({ length: 12 }, (_each, i) => (i === 6 ? value : i));
    expect(refusal(() => pca(broken, 3, 4, 2))).toMatchObject({
      code: "numerical",
      message: expect.stringContaining(message),
    });
  });
});

describe("d'", () => {
  it("is the difference of means over the root mean square of the standard deviations", () => {
    expect(dPrime([1, 3], [5, 9])).toBeCloseTo(-5 / Math.sqrt((2 + 8) / 2), 14);
  });

  it("of two large normal samples two standard deviations apart is 2", () => {
    const sample = (mean: number): number[] => Array.from({ length: 20_000 }, () => mean + normal());
    expect(Math.abs(dPrime(sample(2), sample(0)) - 2)).toBeLessThan(0.05);
  });

  it("of a silent unit is 0", () => {
    expect(dPrime([0, 0], [0, 0, 0])).toBe(0);
  });
});

describe("weight statistics", () => {
  it("count, average and spread weights, and tell how many are zero", () => {
    expect(weightStatistics([0, 2, 0, -2])).toEqual({
      count: 4,
      mean: 0,
      sd: Math.sqrt(8 / 3),
      zero: 0.5,
      min: -2,
      max: 2,
    });
  });

  it("put both ends of the range into a histogram's bins", () => {
    expect(histogram([0, 0.49, 0.5, 1, 1.01], [0, 1], 2)).toEqual({ centres: [0.25, 0.75], counts: [2, 2] });
  });
});
