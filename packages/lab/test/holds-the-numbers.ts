import { expect, it } from "vitest";
import type { CarriedOut } from "./carry-out.js";
import type { Gate } from "./gates.js";

/** One test per number of a reproduction, and that the numbers a specification asks for are among them. */
export function holdsTheNumbers(
  { checks, headlines, fractions, figures }: CarriedOut,
  gates: readonly Gate[],
): void {
  it.each(checks)(
    "$quantity is $published $unit within $tolerance",
    ({ quantity, published, got, tolerance, pass, unit }) => {
      expect(Math.abs(got - published), `${quantity}: got ${got} ${unit}`).toBeLessThanOrEqual(tolerance);
      expect(pass).toBe(true);
    },
  );

  it.each(gates)("checks that $0 is $1, within $2 at most", (quantity, published, tolerance) => {
    const found = checks.filter((check) => check.quantity === quantity);
    expect(found.map((check) => check.published)).toEqual([published]);
    expect(found[0]!.tolerance).toBeLessThanOrEqual(tolerance);
  });

  it("names each number once, with a unit and a source, and every headline is one of them", () => {
    const names = checks.map(({ quantity }) => quantity);
    expect(new Set(names).size).toBe(names.length);
    expect(checks.filter(({ unit, source }) => unit === "" || source.length < 10)).toEqual([]);
    expect(headlines.filter((quantity) => !names.includes(quantity))).toEqual([]);
    expect(headlines.length).toBeGreaterThan(0);
  });

  it("reports progress that never goes back, from 0 to at most 1, and draws something", () => {
    expect(fractions[0]).toBe(0);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
    expect(figures.length).toBeGreaterThan(0);
  });
}
