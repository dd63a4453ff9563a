import { randomStream, resolveTraining, uniformsOf } from "@isocortex/lab";
import { describe, expect, it } from "vitest";
import { type Block, blockOf, isMatch, isSame, lettersOf } from "../../pages/n-back/block.js";
import { explainedByLetter } from "../../pages/n-back/memory.js";
import { names, trainingOf } from "../../pages/n-back/networks.js";
import { reactionMs, scoreOf } from "../../pages/n-back/score.js";

const state = { n: 1, sequence: "drawn", length: 40, seed: 1 };
const slide = (n: number): Block => blockOf({ ...state, n, sequence: "slide" });
const matchesIn = (block: Block): number[] =>
  block.letters.map((_, at) => at).filter((at) => isMatch(block, at));

describe("a block", () => {
  it("of the slide's letters has no match at 1 back, and F X F at 2 back", () => {
    expect(slide(1).letters).toEqual(lettersOf("OGBFXFC"));
    expect([1, 2, 3, 4].map((n) => matchesIn(slide(n)))).toEqual([[], [5], [], []]);
  });

  it("is drawn by its number, with matches in about 41 % of what counts", () => {
    expect(isSame(blockOf(state), blockOf({ ...state }))).toBe(true);
    expect(isSame(blockOf(state), blockOf({ ...state, seed: 2 }))).toBe(false);
    expect(isSame(blockOf(state), { ...blockOf(state), n: 2 })).toBe(false);
    const blocks = Array.from({ length: 200 }, (_, seed) => blockOf({ ...state, n: 3, seed: seed + 1 }));
    const share = blocks.reduce((sum, block) => sum + matchesIn(block).length, 0) / (200 * 37);
    expect(Math.abs(share - (0.33 + 0.67 / 8))).toBeLessThan(4 * Math.sqrt((0.41 * 0.59) / (200 * 37)));
  });
});

describe("the score of a block", () => {
  // Places      0 1 2 3 4 5 6 7 8 9
  const block = { n: 2, letters: lettersOf("BCBCGGGCGC") };

  it("counts only letters that have one n before", () => {
    expect(matchesIn(block)).toEqual([2, 3, 6, 8, 9]);
    const presses = new Map([
      [0, 100],
      [2, 400],
      [4, 300],
      [6, 600],
    ]);
    expect(scoreOf(block, (at) => presses.has(at))).toMatchObject({
      hits: 2,
      misses: 3,
      falseAlarms: 1,
      correctRejections: 2,
      judged: 8,
    });
    expect(scoreOf(block, (at) => presses.has(at)).accuracy).toBeCloseTo((2 / 5 + 2 / 3) / 2, 12);
    expect(reactionMs(block, presses)).toBe(500);
  });

  it("grows letter by letter, from nothing", () => {
    const judged = [0, 2, 3, 10].map((seen) => scoreOf(block, () => false, seen).judged);
    expect(judged).toEqual([0, 0, 1, 8]);
    expect(scoreOf(block, () => false, 2)).toMatchObject({ accuracy: Number.NaN, dPrime: Number.NaN });
    expect(reactionMs(block, new Map())).toBeNaN();
  });

  it("is chance for whoever always or never presses, and d' falls with errors", () => {
    for (const answer of [true, false]) {
      expect(scoreOf(block, () => answer).accuracy).toBe(0.5);
    }
    const erring = [0, 1, 2].map(
      (errors) => scoreOf(block, (at) => isMatch(block, at) !== at >= 10 - errors).dPrime,
    );
    expect(erring[0]).toBeGreaterThan(erring[1]!);
    expect(erring[1]).toBeGreaterThan(erring[2]!);
  });

  it("goes by what is left alone where nothing matches", () => {
    expect(scoreOf(slide(1), () => false).accuracy).toBe(1);
    expect(scoreOf(slide(1), (at) => at < 3).accuracy).toBeCloseTo(4 / 6, 12);
    expect(scoreOf(slide(1), () => false).dPrime).toBeNaN();
  });
});

describe("the networks", () => {
  it.each(names)("%s is trained as the lab takes it, more slowly where it is large", (name) => {
    const rates = [2, 32, 128].map((hidden) => {
      const wanted = trainingOf(name, { n: 3, window: 4, hidden, start: 1 });
      const { network, training } = resolveTraining({ isocortex: 1, ...wanted });
      expect([network.hidden, network.window]).toEqual([hidden, name === "window" ? 4 : 1]);
      return training.learningRate.rate;
    });
    expect(rates).toEqual([0.01, 0.01, 0.005]);
  });
});

describe("what units keep of a letter", () => {
  const [length, blocks, most] = [40, 60, 4];
  const random = uniformsOf(randomStream(3).split("letters"));
  const letters = Array.from({ length: length * blocks }, () => Math.floor(8 * random()));
  const ratesOf = (rate: (row: number) => readonly number[]) => {
    const rows = letters.map((_, row) => rate(row));
    return { data: rows.flat(), shape: [length, blocks, rows[0]!.length] };
  };
  const back = (row: number, lag: number): number => letters[Math.max(0, row - lag * blocks)]!;
  const kept = (rates: ReturnType<typeof ratesOf>) =>
    [0, 1, 2, 3, 4].map((lag) => explainedByLetter(rates, letters, lag, most));

  it("is all of a letter that they follow, and of others what chance explains", () => {
    const [now, ...earlier] = kept(ratesOf((row) => [Math.cos(back(row, 0)), back(row, 0)]));
    expect(now).toBeCloseTo(1, 12);
    // 7 degrees of freedom between 8 letters, of 36 x 60 rows.
    for (const one of earlier) expect(one).toBeLessThan((4 * 7) / (36 * 60));
  });

  it("is shared between lags by their variances", () => {
    const shares = kept(ratesOf((row) => [2 * back(row, 1) + back(row, 3)]));
    const expected = [0, 0.8, 0, 0.2, 0];
    for (const [lag, share] of shares.entries()) expect(Math.abs(share - expected[lag]!)).toBeLessThan(0.06);
  });

  it("is nothing where no unit varies", () => {
    expect(kept(ratesOf(() => [0.3, 0]))).toEqual([0, 0, 0, 0, 0]);
  });
});
