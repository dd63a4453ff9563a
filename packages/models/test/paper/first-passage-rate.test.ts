import { describe, expect, it } from "vitest";
import { noiselessRate, siegertRate } from "../../src/mean-field/first-passage-rate.js";

// Amit & Brunel 1997's cell; values of an independent implementation (adaptive quadrature of the same integral).
const cell = { tau: 20, threshold: 20, reset: 10, refractory: 2 };

describe("the f-I curve of a leaky integrate-and-fire cell (tau 20 ms, threshold 20, reset 10 mV, refractory 2 ms)", () => {
  it.each([
    [20.01, 7.1339348535299],
    [20.5, 15.900665678251318],
    [21, 20.0168520051625],
    [22, 26.430421421600087],
    [25, 41.71490687414833],
    [30, 63.04000219064139],
    [40, 98.9187961700029],
    [60, 154.72999475512455],
  ])("fires without noise, driven to %d mV, at %d Hz", (mean, rate) => {
    expect(Math.abs(noiselessRate(cell, mean) / rate - 1)).toBeLessThan(1e-12);
  });

  it("does not fire without noise at threshold", () => {
    expect(noiselessRate(cell, 20)).toBe(0);
  });

  it.each([
    [10, 1, 1.0441131540846233e-41],
    [10, 3, 0.0013343306905618305],
    [10, 5, 0.8819234559756665],
    [10, 10, 12.083925278943939],
    [15, 1, 1.917928299063369e-9],
    [15, 3, 2.2880430157770233],
    [15, 5, 9.460799805759125],
    [15, 10, 24.607159215759797],
    [18, 1, 0.8366895633717577],
    [18, 3, 12.511527707233393],
    [18, 5, 19.62028976251046],
    [18, 10, 33.67001567891369],
    [20, 1, 14.763103880520417],
    [20, 3, 21.674149295013635],
    [20, 5, 27.340567353077265],
    [20, 10, 40.088608454889616],
    [22, 1, 27.179754527104745],
    [22, 3, 30.879983490625147],
    [22, 5, 35.301638948614105],
    [22, 10, 46.68236115513296],
    [25, 1, 42.016751416370006],
    [25, 3, 44.070591773628905],
    [25, 5, 47.21744330413813],
    [25, 10, 56.71928568571373],
  ])("fires at mean %d mV and sigma %d mV at Siegert's %d Hz", (mean, sd, rate) => {
    expect(Math.abs(siegertRate(cell, mean, sd) / rate - 1)).toBeLessThan(1e-12);
  });
});
