import { describe, expect, it } from "vitest";
import { initSync, type Precision, type RandomStream, randomStream } from "../../src/index.js";
import {
  binomialScore,
  chanceBelow,
  chiSquaredBelow,
  correlationScore,
  kolmogorovBelow,
  normalCdf,
} from "./statistics.js";

const core = initSync();
const root = randomStream(20261124);
const STEPS = 100;
const UNITS = 40_000;
const DRAWS = STEPS * UNITS;
type Law = "uniforms" | "normals";

function draw(
  law: Law,
  precision: Precision,
  stream: RandomStream,
  steps = STEPS,
  trial = 0,
): Float64Array | Float32Array {
  const arena = core.allocate({ x: [steps, UNITS] }, precision);
  const row = UNITS * (precision === "f64" ? 8 : 4);
  for (let step = 0; step < steps; step++) {
    arena.k[law](arena.at.x + step * row, stream.key0, stream.key1, step, trial, 1, UNITS);
  }
  return arena.view.x;
}

/** A chance that even a million tests of a good generator would seldom show. */
function expectPlausible(chance: number, what: string): void {
  expect(chance, what).toBeGreaterThan(1e-6);
  expect(chance, what).toBeLessThan(1 - 1e-6);
}

const scorePlausible = (score: number, what: string): void => expectPlausible(chanceBelow(score), what);

/** Standard scores of the mean and of the next moments of a standardised sample, by their exact variances. */
function momentScores(x: ArrayLike<number>, even: readonly [fourth: number, sixth: number, eighth: number]) {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const z = x[i]!;
    const square = z * z;
    first += z;
    second += square;
    third += square * z;
    fourth += square * square;
  }
  const root = Math.sqrt(x.length);
  const [m4, m6, m8] = even;
  return {
    mean: first / root,
    variance: (second / x.length - 1) * (root / Math.sqrt(m4 - 1)),
    skewness: third / root / Math.sqrt(m6),
    kurtosis: (fourth / x.length - m4) * (root / Math.sqrt(m8 - m4 * m4)),
  };
}

describe.each(["f64", "f32"] as const)("random numbers in %s", (precision) => {
  const uniforms = draw("uniforms", precision, root.split("u"));
  const normals = draw("normals", precision, root.split("n"));
  const centred = uniforms.map((u) => (u - 0.5) * Math.sqrt(12));

  it("uniforms and normals have their first four moments", () => {
    const moments = {
      uniform: momentScores(centred, [9 / 5, 27 / 7, 9]),
      normal: momentScores(normals, [3, 15, 105]),
    };
    for (const [law, scores] of Object.entries(moments)) {
      for (const [moment, score] of Object.entries(scores)) scorePlausible(score, `${law} ${moment}`);
    }
  });

  it("uniforms stay in [0, 1) and fill it evenly (Kolmogorov-Smirnov)", () => {
    const sorted = uniforms.slice(0, 1_000_000).sort();
    expect(sorted[0]).toBeGreaterThanOrEqual(0);
    expect(sorted.at(-1)).toBeLessThan(1);
    expectPlausible(
      kolmogorovBelow(sorted, (u) => u),
      "uniforms",
    );
  });

  it("normals follow the normal law (Kolmogorov-Smirnov)", () => {
    expectPlausible(kolmogorovBelow(normals.slice(0, 1_000_000).sort(), normalCdf), "normals");
  });

  it.each([1, 2, 3, 3.5, 4, 4.5])("either tail of the normals beyond %f holds its share", (limit) => {
    let [above, below] = [0, 0];
    for (const z of normals) {
      if (z > limit) above++;
      else if (z < -limit) below++;
    }
    const share = 1 - normalCdf(limit);
    scorePlausible(binomialScore(above, DRAWS, share), "upper tail");
    scorePlausible(binomialScore(below, DRAWS, share), "lower tail");
  });

  it("neighbours in a row, in a chunk and across steps are not correlated", () => {
    for (const lag of [1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 64, UNITS]) {
      scorePlausible(correlationScore(normals, normals, lag, 1), `normals, lag ${lag}`);
      scorePlausible(correlationScore(centred, centred, lag, 1), `uniforms, lag ${lag}`);
      const squares = normals.map((z) => z * z - 1);
      scorePlausible(correlationScore(squares, squares, lag, 2), `squares of normals, lag ${lag}`);
    }
  });

  it("streams of other names, seeds and trials are not correlated", () => {
    const own = normals.subarray(0, 25 * UNITS);
    const others = {
      "another name": draw("normals", precision, root.split("m"), 25),
      "a child stream": draw("normals", precision, root.split("n").split("n"), 25),
      "the next seed": draw("normals", precision, randomStream(20261125).split("n"), 25),
      "the next trial": draw("normals", precision, root.split("n"), 25, 1),
    };
    for (const [what, other] of Object.entries(others))
      scorePlausible(correlationScore(own, other, 0, 1), what);
  });
});

describe("random words", () => {
  const blocks = 1 << 16;
  const words = randomWordsOf(root.split("words"), blocks);

  function randomWordsOf({ key0, key1 }: RandomStream, count: number): Uint32Array {
    const arena = core.allocate({ words: { u32: [count * 16] } });
    for (let i = 0; i < count; i++) arena.randomWords(arena.at.words + i * 64, i * 4, 0, 0, 0, key0, key1);
    return arena.view.words;
  }

  it("each of the 32 bits is set half of the time, whatever the bit before", () => {
    for (let bit = 0; bit < 32; bit++) {
      let [set, same] = [0, 0];
      for (let i = 0; i < words.length; i++) {
        const own = (words[i]! >>> bit) & 1;
        set += own;
        if (i > 0 && own === ((words[i - 1]! >>> bit) & 1)) same++;
      }
      scorePlausible(binomialScore(set, words.length, 0.5), `bit ${bit}`);
      scorePlausible(binomialScore(same, words.length - 1, 0.5), `bit ${bit} and the one before`);
    }
  });

  it("bytes are evenly spread (chi-squared)", () => {
    const counts = new Float64Array(256);
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    for (const byte of bytes) counts[byte]!++;
    const expected = bytes.length / 256;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expectPlausible(chiSquaredBelow(chiSquared, 255), "bytes");
  });

  it("collide as often as chance has it", () => {
    const [cells, balls] = [2 ** 28, 2 ** 19];
    const seen = new Set<number>();
    for (let i = 0; i < balls; i++) seen.add(words[i]! >>> 4);
    const expected = balls - cells * (1 - (1 - 1 / cells) ** balls);
    scorePlausible((balls - seen.size - expected) / Math.sqrt(expected), "collisions");
  });
});
