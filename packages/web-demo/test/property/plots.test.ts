import { describe, expect, it } from "vitest";
import { isLight, magnitudeColour, signedColour } from "../../src/plots/colour-maps.js";
import { logTicksOf } from "../../src/plots/ticks.js";

type Rgb = ReturnType<typeof magnitudeColour>;

/** Contrast of two colours by WCAG 2.2; SC 1.4.3 asks for 4.5 of text. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = (colour: Rgb): number =>
    colour
      .map((value) => value / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, i) => sum + [0.2126, 0.7152, 0.0722][i]! * part, 0);
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe("a number on a coloured cell", () => {
  it("has the contrast that text needs, on every colour of both maps", () => {
    for (let i = 0; i <= 100; i++) {
      for (const colour of [magnitudeColour(i / 100), signedColour(i / 50 - 1)])
        expect(contrast(colour, isLight(colour) ? [0, 0, 0] : [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe("a logarithmic axis", () => {
  it("has at least two ticks, all inside it, however short it is", () => {
    for (const ratio of [1.02, 1.32, 2, 3.3, 7, 50, 1e3, 1e6]) {
      for (const low of [1e-4, 0.013, 0.21, 1.05, 23, 6e5]) {
        const ticks = logTicksOf(low, ratio * low);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-8));
          expect(tick).toBeLessThanOrEqual(ratio * low * (1 + 1e-8));
        }
      }
    }
  });
});
