import { describe, expect, it } from "vitest";
import { abbottChance } from "../../src/abbott-chance.js";
import { core } from "../core.js";

const constants = { a: 135, b: 54, d: 0.308 };
/** x at which d(a x - b) is y. */
const at = (y: number): number => (y / constants.d + constants.b) / constants.a;
const ys = [-600, -60, -5, -1, -0.2501, -0.2499, -0.01, -1e-9, 0, 1e-9, 0.01, 0.2499, 0.2501, 1, 5, 60, 900];

describe("the transfer function of Abbott and Chance on the host", () => {
  const { a, b, d } = constants;
  const { at: pointer, k, view } = core.allocate({ x: [ys.length], rate: [ys.length], slope: [ys.length] });
  view.x.set(ys.map(at));
  k.abbottChance(pointer.rate, pointer.x, a, b, d, ys.length);
  k.abbottChanceDerivative(pointer.slope, pointer.x, a, b, d, ys.length);

  it.each(ys.map((y, i) => [y, i] as const))("is that of the kernels at y = %d, and its slope", (y, i) => {
    const { rate, slope } = abbottChance(at(y), constants);
    // Rounding of a·x - b, of the order of its terms, is all that y has; exp(-|y|) passes it on.
    const rounding = 1e-14 * (10 + 2 * Math.abs(y));
    expect(Math.abs(rate / view.rate[i]! - 1)).toBeLessThan(rounding);
    expect(Math.abs(slope / view.slope[i]! - 1)).toBeLessThan(rounding);
  });

  it("is 1/d with slope a/2 at its removable singularity", () => {
    expect(abbottChance(0.4, constants)).toEqual({ rate: 1 / d, slope: a / 2 });
  });
});
