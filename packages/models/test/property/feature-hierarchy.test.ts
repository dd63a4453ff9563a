import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { featureHierarchy, type PixelMap, pixelMap } from "../../src/index.js";

const SIDE = 48;
const hierarchy = featureHierarchy({ orientations: 4 });
const uniform = uniformsOf(randomStream(3).split("image"));
/** Random pixels in the middle of grey, away from the border by more than the filters reach. */
const patch = pixelMap(SIDE, SIDE, (row, column) =>
  Math.max(Math.abs(row - 24), Math.abs(column - 24)) < 4 ? uniform() : 0.5,
);
const move = (image: PixelMap, down: number, right: number): PixelMap =>
  pixelMap(SIDE, SIDE, (row, column) => {
    const [r, c] = [row - down, column - right];
    return r < 0 || c < 0 || r >= SIDE || c >= SIDE ? 0.5 : image.data[r * SIDE + c]!;
  });
/** A quarter turn counter-clockwise. */
const turn = (image: PixelMap): PixelMap =>
  pixelMap(SIDE, SIDE, (row, column) => image.data[column * SIDE + (SIDE - 1 - row)]!);
const apart = (a: PixelMap, b: PixelMap): number =>
  a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);
const seen = hierarchy.respond(patch);
const strongest = Math.max(...seen.simple.flat().flatMap(({ data }) => [...data]));

describe("the feature hierarchy", () => {
  it("is silent in uniform light, to rounding", () => {
    const { simple, complex, centreSurround } = hierarchy.respond(pixelMap(20, 20, () => 0.7));
    for (const { data } of [centreSurround, ...simple.flat(), ...complex])
      expect(Math.max(...data.map(Math.abs))).toBeLessThan(1e-15);
    expect(strongest).toBeGreaterThan(0.01);
  });

  it("moves with its image, to the last bit", () => {
    const moved = hierarchy.respond(move(patch, 1, -1));
    seen.simple.flat().forEach((map, i) => {
      const inner = (of: PixelMap, down: number, right: number): PixelMap =>
        pixelMap(30, 30, (row, column) => of.data[(row + 9 + down) * SIDE + column + 9 + right]!);
      expect(apart(inner(moved.simple.flat()[i]!, 1, -1), inner(map, 0, 0))).toBeLessThan(1e-15);
    });
  });

  it("turns with its image: horizontal cells become vertical ones", () => {
    const turned = hierarchy.respond(turn(patch));
    expect(apart(turn(seen.centreSurround), turned.centreSurround)).toBeLessThan(1e-14);
    seen.complex.forEach((map, o) => {
      expect(apart(turn(map), turned.complex[(o + 2) % 4]!)).toBeLessThan(1e-14);
    });
    expect(apart(seen.complex[0]!, seen.complex[2]!)).toBeGreaterThan(1e-3);
  });

  it("gives reversed contrast to antagonist simple cells, and the same to complex cells", () => {
    const reversed = hierarchy.respond(
      pixelMap(SIDE, SIDE, (row, column) => 1 - patch.data[row * SIDE + column]!),
    );
    seen.simple.forEach((phases, o) => {
      const other = reversed.simple[o]!;
      for (const [a, b] of [
        [0, 1],
        [2, 3],
      ] as const)
        expect(apart(phases[a]!, other[b]!)).toBeLessThan(1e-14);
      expect(apart(seen.complex[o]!, reversed.complex[o]!)).toBeLessThan(1e-14);
    });
  });

  it("has template units that respond with 1 to their template, and less to any other image", () => {
    const other = turn(patch);
    const units = hierarchy.templateUnits([patch, other]);
    const [own, foreign] = units(patch);
    expect(own).toBe(1);
    expect(foreign).toBeLessThan(0.9);
    expect(units(other)[1]).toBe(1);
  });

  it.each([
    [{ orientations: 2.5 }, "orientations is 2.5; expected a whole number from 1 to 64."],
    [{ wavelength: 1 }, "wavelength is 1; expected 2 to 100."],
    [{ envelope: Number.NaN }, "envelope is NaN; expected 0.5 to 50."],
  ])("refuses %j", (change, message) => {
    expect(() => featureHierarchy(change)).toThrow(message);
  });

  it("refuses images that are not what they say, and of another size than a template", () => {
    expect(() => hierarchy.respond({ rows: 2, columns: 2, data: new Float64Array(3) })).toThrow(
      "the image has 3 pixels; expected rows times columns, 2 x 2",
    );
    expect(() => hierarchy.respond(pixelMap(2, 2, () => Number.NaN))).toThrow("pixel 0 of the image is NaN");
    const units = hierarchy.templateUnits([pixelMap(3, 3, () => 1)]);
    expect(() => units(pixelMap(2, 3, () => 1))).toThrow(
      "the image is 2 x 3 pixels; expected the size of template 0, 3 x 3.",
    );
  });
});
