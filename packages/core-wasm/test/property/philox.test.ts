import { expect, it } from "vitest";
import { initSync, philox, randomStream, uniformsOf } from "../../src/index.js";

// Known answers of the Random123 distribution, kat_vectors, philox4x32 with 10 rounds.
const known = [
  {
    numbers: "zeros",
    counter: [0, 0, 0, 0],
    key: [0, 0],
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    numbers: "ones",
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    numbers: "digits of pi",
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
] as const;

const core = initSync();

function kernelWords(c0: number, c1: number, c2: number, c3: number, key0: number, key1: number): number[] {
  const arena = core.allocate({ words: { u32: [4, 4] } });
  arena.randomWords(arena.at.words, c0, c1, c2, c3, key0, key1);
  return [...arena.view.words];
}

it.each(known)("Philox4x32-10 of $numbers has its published words", ({ counter, key, words }) => {
  const [c0, c1, c2, c3] = counter;
  expect(philox(c0, c1, c2, c3, ...key)).toEqual(words);
  const got = kernelWords(c0, c1, c2, c3, ...key);
  expect([0, 4, 8, 12].map((first) => got[first])).toEqual(words);
});

it("the kernel's four columns are four neighbouring counters, the first word wrapping round", () => {
  for (const first of [0, 7, 0xfffffffe]) {
    const got = kernelWords(first, 5, 6, 7, 8, 9);
    for (let column = 0; column < 4; column++) {
      const own = [0, 4, 8, 12].map((row) => got[row + column]);
      expect(own).toEqual(philox((first + column) >>> 0, 5, 6, 7, 8, 9));
    }
  }
});

it("a stream's name decides its key, whatever else is split off and in whatever order", () => {
  const root = randomStream(2021);
  const before = root.split("noise");
  root.split("trials");
  const after = root.split("noise");
  expect([after.key0, after.key1]).toEqual([before.key0, before.key1]);
  const keys = ["noise", "trials", "", "a", "b", "ab", "ba"].map((name) => root.split(name));
  const seeds = [0, 1, 2 ** 32, 2 ** 53 - 1].map(randomStream);
  expect(new Set([...keys, ...seeds].map(({ key0, key1 }) => `${key0}.${key1}`)).size).toBe(11);
});

it("uniforms on the host are 52-bit fractions of the words of (block, 0, 0, 1)", () => {
  const next = uniformsOf({ ...randomStream(5) });
  const [a, b, c, d] = philox(0, 0, 0, 1, 5, 0);
  const fraction = (high: number, low: number): number =>
    Number((BigInt(high) << 20n) | BigInt(low >>> 12)) / 2 ** 52;
  expect([next(), next()]).toEqual([fraction(a, b), fraction(c, d)]);
});
