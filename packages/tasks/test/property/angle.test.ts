import { describe, expect, it } from "vitest";
import { angleOf, bump, direction, populationVector, turn, wholeTurn } from "../../src/index.js";

const degrees = Array.from({ length: 20_001 }, (_, i) => (i - 10_000) * 0.0737);
const radians = (angle: number): number => (wholeTurn(angle) * Math.PI) / 180;

describe("cosine and sine", () => {
  it("are those of the engine to 6e-16, most of which is the engine's angle in radians", () => {
    const worst = Math.max(
      ...degrees.map((angle) => {
        const [cosine, sine] = direction(angle);
        return Math.max(
          Math.abs(cosine - Math.cos(radians(angle))),
          Math.abs(sine - Math.sin(radians(angle))),
        );
      }),
    );
    expect(worst).toBeLessThan(1.5e-15);
  });

  it("are exact at multiples of 90 degrees", () => {
    expect([0, 90, 180, 270, -90, 720].map((angle) => direction(angle).map((value) => value + 0))).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
      [0, -1],
      [1, 0],
    ]);
  });
});

describe("the angle of a vector", () => {
  it("undoes direction to 1e-12 degrees", () => {
    const worst = Math.max(...degrees.map((angle) => Math.abs(turn(angle, angleOf(...direction(angle))))));
    expect(worst).toBeLessThan(1e-12);
  });

  it("is none for a vector of no length", () => expect(angleOf(0, 0)).toBeNaN());
});

describe("turn", () => {
  it("takes the short way round", () => {
    expect([turn(350, 10), turn(10, 350), turn(0, 180), turn(90, 450)]).toEqual([20, -20, -180, 0]);
  });
});

describe("a bump on a ring", () => {
  it.each([0, 11.25, 100, 359.9])("at %f degrees is read back from its population vector", (angle) => {
    expect(Math.abs(turn(angle, populationVector(bump(32, angle, 22.5))))).toBeLessThan(1e-6);
  });

  it("has its height at its angle and exp(-1/2) of it one width away", () => {
    const activity = bump(16, 90, 22.5, 0.8);
    expect(activity[4]).toBe(0.8);
    expect(activity[5]).toBeCloseTo(0.8 * Math.exp(-0.5), 15);
  });
});
