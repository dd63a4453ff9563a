import { describe, expect, it } from "vitest";
import { cosOfTurn, sinOfTurn, turnOf } from "../../src/scalar-math.js";

describe("cos and sin of a fraction of a turn", () => {
  it("agree with the engine's to 4e-16 and the three roundings of its argument, on rings of any size", () => {
    for (const n of [3, 7, 8, 360, 512, 1001]) {
      for (let i = 0; i < n; i++) {
        const angle = (2 * Math.PI * i) / n;
        const slack = 4e-16 + 3 * 2 ** -53 * angle;
        expect(Math.abs(cosOfTurn(i, n) - Math.cos(angle))).toBeLessThan(slack);
        expect(Math.abs(sinOfTurn(i, n) - Math.sin(angle))).toBeLessThan(slack);
      }
    }
  });

  it("are within an ulp of the engine's in the first eighth, where arguments are exact enough", () => {
    for (let k = 1; k <= 2000; k++) {
      const turns = k / 16_000;
      const angle = 2 * Math.PI * turns;
      expect(Math.abs(cosOfTurn(turns) / Math.cos(angle) - 1)).toBeLessThanOrEqual(2 ** -52);
      expect(Math.abs(sinOfTurn(turns) / Math.sin(angle) - 1)).toBeLessThanOrEqual(2 ** -51);
    }
  });

  it("have the symmetries of the circle to the last bit", () => {
    for (const n of [7, 12, 512, 1001]) {
      for (let i = 0; i < n; i++) {
        expect(cosOfTurn(n - i, n)).toBe(cosOfTurn(i, n));
        expect(sinOfTurn(n - i, n)).toBe(0 - sinOfTurn(i, n));
        expect(cosOfTurn(i + 3 * n, n)).toBe(cosOfTurn(i, n));
        expect(cosOfTurn(-i, n)).toBe(cosOfTurn(i, n));
        if (n % 4 === 0) expect(sinOfTurn(i, n)).toBe(cosOfTurn(i - n / 4, n) + 0);
      }
    }
  });

  it("are exact at the quarters and finite for large and fractional parts", () => {
    expect([0, 1, 2, 3].map((q) => cosOfTurn(q, 4) + 0)).toEqual([1, 0, -1, 0]);
    expect([0, 1, 2, 3].map((q) => sinOfTurn(q, 4) + 0)).toEqual([0, 1, 0, -1]);
    expect(Math.abs(cosOfTurn(1e6 + 0.125) - Math.SQRT1_2)).toBeLessThan(3e-16);
    expect(Math.abs(sinOfTurn(-1e6 - 0.125) + Math.SQRT1_2)).toBeLessThan(3e-16);
  });
});

describe("the turn of a point", () => {
  it("is the angle it was made from, within 2e-16, at any distance", () => {
    for (const radius of [1e-290, 0.3, 7, 1e300]) {
      for (let i = 0; i < 5000; i++) {
        const found = turnOf(radius * cosOfTurn(i, 5000), radius * sinOfTurn(i, 5000));
        expect(Math.abs(found - i / 5000), `${i}`).toBeLessThan(2e-16);
      }
    }
  });

  it("agrees with the engine's atan2 at random points, within 2e-16 of a turn", () => {
    let seed = 1;
    const next = (): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647 - 0.5;
    };
    for (let i = 0; i < 20_000; i++) {
      const [x, y] = [next(), next()];
      const engine = Math.atan2(y, x) / (2 * Math.PI);
      expect(Math.abs(turnOf(x, y) - (engine < 0 ? 1 + engine : engine))).toBeLessThan(2.3e-16);
    }
  });

  it("is exact on the axes, 0 at the origin, and never 1", () => {
    expect([turnOf(1, 0), turnOf(0, 2), turnOf(-3, 0), turnOf(0, -4)]).toEqual([0, 0.25, 0.5, 0.75]);
    expect([turnOf(0, 0), turnOf(1, -0), turnOf(1, -1e-300), turnOf(1, -1e-16)].every((t) => t < 1)).toBe(
      true,
    );
    expect(turnOf(0, 0)).toBe(0);
  });
});
