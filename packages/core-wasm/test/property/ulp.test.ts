import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { initSync } from "../../src/index.js";

const core = initSync();
const names = ["exp", "log", "tanh", "sigmoid"] as const;
type Name = (typeof names)[number];

const MAX_ULP: Readonly<Record<Name, number>> = { exp: 1.5, log: 1.5, tanh: 4, sigmoid: 4 };

type Row = readonly [x: string, high: string, low: number];
const references = JSON.parse(
  readFileSync(new URL("../fixtures/elementary-functions.json", import.meta.url), "utf8"),
) as Readonly<Record<Name, readonly Row[]>>;

const word = new BigUint64Array(1);
const asDouble = new Float64Array(word.buffer);
const asHalves = new Uint32Array(word.buffer);

function double(hexadecimal: string): number {
  word[0] = BigInt(`0x${hexadecimal}`);
  return asDouble[0]!;
}

/** Spacing of the numbers with so many fraction bits at `value`, whose smallest normal exponent is `lowest`. */
function unitInLastPlace(value: number, fractionBits: number, lowest: number): number {
  asDouble[0] = value;
  const exponent = ((asHalves[1]! >>> 20) & 0x7ff) - 1023;
  return 2 ** (Math.max(exponent, lowest) - fractionBits);
}

function worstOf(name: Name): { ulp: number; x: number } {
  const rows = references[name].map(([x, high, low]) => ({ x: double(x), high: double(high), low }));
  const arena = core.allocate({ x: [rows.length], y: [rows.length] });
  arena.view.x.set(rows.map(({ x }) => x));
  arena.k[name](arena.at.y, arena.at.x, rows.length);
  let worst = { ulp: 0, x: 0 };
  rows.forEach(({ x, high, low }, i) => {
    const y = arena.view.y[i]!;
    const unit = unitInLastPlace(high, 52, -1022);
    const ulp = y === high ? Math.abs(low) / 1000 : Math.abs((y - high) / unit - low / 1000);
    if (!(ulp <= worst.ulp)) worst = { ulp, x };
  });
  return worst;
}

const host: Readonly<Record<Name, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};
const LARGEST_FLOAT = (2 - 2 ** -24) * 2 ** 127;

/** Largest error over every 307th of the 2^32 floats, against the host's doubles (good to 1e-8 float ulp). */
function worstFloat(name: Name): { ulp: number; x: number } {
  const size = 2 ** 16;
  const arena = core.allocate({ x: [size], y: [size] }, "f32");
  const { x, y } = arena.view;
  const patterns = new Uint32Array(x.buffer, x.byteOffset, size);
  let worst = { ulp: 0, x: 0 };
  for (let pattern = 0; pattern < 2 ** 32; ) {
    let filled = 0;
    for (; filled < size && pattern < 2 ** 32; pattern += 307) patterns[filled++] = pattern;
    arena.k[name](arena.at.y, arena.at.x, filled);
    for (let i = 0; i < filled; i++) {
      if (!Number.isFinite(x[i]!) || (name === "log" && x[i]! <= 0)) continue;
      const exact = host[name](x[i]!);
      const off =
        Math.abs(exact) >= LARGEST_FLOAT
          ? y[i]! - Math.sign(exact) * Number.POSITIVE_INFINITY
          : y[i]! - exact;
      const ulp = Number.isNaN(off) ? 0 : Math.abs(off) / unitInLastPlace(exact, 23, -126);
      if (!(ulp <= worst.ulp)) worst = { ulp, x: x[i]! };
    }
  }
  return worst;
}

describe.each(names)("%s", (name) => {
  it(`is within ${MAX_ULP[name]} ulp of the true value over all exponents in f64`, () => {
    const { ulp, x } = worstOf(name);
    expect(ulp, `at x = ${x}`).toBeLessThanOrEqual(MAX_ULP[name]);
  });

  it(`is within ${MAX_ULP[name]} ulp of the true value at every 307th float`, () => {
    const { ulp, x } = worstFloat(name);
    expect(ulp, `at x = ${x}`).toBeLessThanOrEqual(MAX_ULP[name]);
  });
});
