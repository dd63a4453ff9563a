import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { erfcx } from "../../src/mean-field/erfcx.js";
import { integralOfErfcx } from "../../src/mean-field/integral-of-erfcx.js";

const fixture = JSON.parse(readFileSync(new URL("../fixtures/erfcx.json", import.meta.url), "utf8")) as {
  readonly erfcx: readonly { readonly x: number; readonly value: number }[];
  readonly integrals: readonly { readonly from: number; readonly to: number; readonly value: number }[];
};

describe("exp(x²)·erfc(x)", () => {
  it.each(fixture.erfcx)("equals 50-digit arithmetic to 1e-14 at $x", ({ x, value }) => {
    expect(Math.abs(erfcx(x) / value - 1)).toBeLessThan(1e-14);
  });

  it("falls from infinity to 0 without a step, and is never NaN for a number", () => {
    expect([Number.NEGATIVE_INFINITY, -1e300, -26.7].map(erfcx)).toEqual(
      Array(3).fill(Number.POSITIVE_INFINITY),
    );
    expect([Number.POSITIVE_INFINITY, Number.MAX_VALUE].map(erfcx)).toEqual([0, 0]);
    let last = Number.POSITIVE_INFINITY;
    for (let x = -26.6; x < 1000; x += x < 30 ? 0.003 : 0.7) {
      const value = erfcx(x);
      expect(value).toBeLessThan(last);
      last = value;
    }
    expect(erfcx(-1e-15)).toBeCloseTo(erfcx(1e-15), 13);
  });
});

describe("the passage integral of erfcx(-x)", () => {
  const fromZero = (x: number): number => Math.abs(integralOfErfcx(0, x));

  it.each(fixture.integrals)("equals 50-digit quadrature from $from to $to", ({ from, to, value }) => {
    const size = Math.max(fromZero(from), fromZero(to));
    expect(Math.abs(integralOfErfcx(from, to) - value)).toBeLessThan(1e-14 * size);
  });

  it("is infinite, not NaN, where it is above the largest double", () => {
    expect(integralOfErfcx(-1, 27)).toBe(Number.POSITIVE_INFINITY);
    expect(integralOfErfcx(27, 28)).toBe(Number.POSITIVE_INFINITY);
  });

  it("approaches ln(from/to)/√π far below 0, and grows with its upper end", () => {
    const published = Math.log(2) / Math.sqrt(Math.PI);
    for (const x of [1e4, 1e12, 1e150]) {
      expect(Math.abs(integralOfErfcx(-2 * x, -x) / published - 1)).toBeLessThan(Math.max(1e-8, 1 / x));
    }
    let last = Number.NEGATIVE_INFINITY;
    for (let x = -30; x < 26; x += 0.05) {
      const value = integralOfErfcx(-31, x);
      expect(value).toBeGreaterThan(last);
      last = value;
    }
  });
});
