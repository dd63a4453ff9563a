import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { defaultSettings, defaultValues, type MeanField, meanFields } from "../../src/index.js";
import { brunelWang2001 } from "../../src/mean-field/brunel-wang-2001.js";
import { nmdaSaturation } from "../../src/mean-field/nmda-saturation.js";
import { naiveBrunelWang, naivePsi } from "../naive-brunel-wang-2001.js";

const uniform = uniformsOf(randomStream(7).split("mean fields"));
const between = ([low, high]: readonly [number, number]): number => low + (high - low) * uniform();
const mix = (a: number, b: number, t: number): number => (1 - t) * a + t * b;

type Point = { readonly values: Readonly<Record<string, number>>; readonly x: Float64Array };

/** Parameters and rates anywhere in their ranges, a third of them on an end of the range. */
function anywhere({ params, unknowns }: MeanField): Point {
  const inRange = (range: readonly [number, number]): number =>
    uniform() < 1 / 3 ? range[uniform() < 0.5 ? 0 : 1] : between(range);
  return {
    values: Object.fromEntries(Object.entries(params).map(([name, { range }]) => [name, inRange(range)])),
    x: Float64Array.from(unknowns, ({ range }) => inRange([-10, 1.5 * range[1]])),
  };
}

const mapAt = (meanField: MeanField, { values, x }: Point): Float64Array =>
  meanField.map(values, defaultSettings(meanField.switches))(x);

const onTheWay = (a: Point, b: Point, t: number): Point => ({
  values: Object.fromEntries(
    Object.entries(a.values).map(([name, value]) => [name, mix(value, b.values[name]!, t)]),
  ),
  x: a.x.map((value, i) => mix(value, b.x[i]!, t)),
});

const apart = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe.each([...meanFields.values()].map((meanField) => [meanField.name, meanField] as const))(
  "%s",
  (_, meanField) => {
    it("maps to rates that are finite and not negative, anywhere in the ranges of its parameters", () => {
      for (let i = 0; i < 3000; i++) {
        const point = anywhere(meanField);
        const rates = mapAt(meanField, point);
        const bad = rates.some((rate) => !(rate >= 0 && rate < Number.POSITIVE_INFINITY));
        expect(bad ? { rates, ...point } : "finite").toBe("finite");
      }
    });

    it("has no jump: between two points anywhere, the half with the larger change has next to none after 44 halvings", () => {
      for (let i = 0; i < 150; i++) {
        const [a, b] = [anywhere(meanField), anywhere(meanField)];
        let [low, high] = [0, 1];
        let [atLow, atHigh] = [mapAt(meanField, a), mapAt(meanField, b)];
        for (let k = 0; k < 44; k++) {
          const middle = (low + high) / 2;
          const between = mapAt(meanField, onTheWay(a, b, middle));
          if (apart(atLow, between) > apart(between, atHigh)) [high, atHigh] = [middle, between];
          else [low, atLow] = [middle, between];
        }
        const change = apart(atLow, atHigh);
        expect(change < 1e-3 ? "none" : { change, at: onTheWay(a, b, low) }).toBe("none");
      }
    });

    it("maps one state to the same bits again, and leaves the state as it was", () => {
      const point = anywhere(meanField);
      const before = point.x.slice();
      expect(mapAt(meanField, point)).toEqual(mapAt(meanField, point));
      expect(point.x).toEqual(before);
    });
  },
);

describe("the mean field of Brunel & Wang 2001", () => {
  const defaults = defaultValues(brunelWang2001.params);

  it("equals the paper's formulas as they stand to 1e-7, where the conductances of its cells are positive", () => {
    let compared = 0;
    for (let i = 0; i < 60; i++) {
      const values = {
        ...defaults,
        wPlus: between([1, 3]),
        externalRate: between([2, 4]),
        gNMDAE: between([0.1, 0.4]),
        gGABAE: between([0.8, 2]),
        codingLevel: between([0.05, 0.2]),
        pools: 2 + Math.floor(4 * uniform()),
        magnesium: between([0.5, 2]),
        tauAMPA: between([1, 3]),
      };
      const x = [between([0, 60]), between([0, 10]), between([0, 10]), between([5, 20])];
      const naive = naiveBrunelWang(values, x);
      const ours = brunelWang2001.map(values, {})(Float64Array.from(x));
      naive.forEach((rate, k) => {
        if (Number.isNaN(rate)) return;
        compared++;
        expect(Math.abs(ours[k]! - rate), `rate ${k}`).toBeLessThan(1e-7 * Math.max(1, rate));
      });
    }
    expect(compared).toBeGreaterThan(200);
  });

  it("gives all excitatory populations one rate where all have one, whatever wPlus is", () => {
    const rates = [1, 1.7, 2.1, 4].map((wPlus) => [
      ...brunelWang2001.map({ ...defaults, wPlus }, {})(Float64Array.of(3, 3, 3, 9)),
    ]);
    for (const [selective, others, nonselective, inhibitory] of rates) {
      expect(others).toBeCloseTo(selective!, 10);
      expect(nonselective).toBeCloseTo(selective!, 10);
      expect(inhibitory).toBeCloseTo(rates[0]![3]!, 10);
    }
  });

  it("lowers the rates of excitatory cells as inhibitory cells fire more, and raises them with the external rate", () => {
    const at = (externalRate: number, inhibitory: number): Float64Array =>
      brunelWang2001.map({ ...defaults, externalRate }, {})(Float64Array.of(20, 3, 3, inhibitory));
    for (let i = 0; i < 40; i++) {
      const [less, more] = [at(3, i), at(3, i + 1)];
      expect([0, 1, 2].every((k) => more[k]! < less[k]!)).toBe(true);
      const driven = at(3.05, i);
      expect(driven.every((rate, k) => rate > less[k]!)).toBe(true);
    }
  });

  it("opens NMDA channels by the paper's alternating double sum, from 0 up to all at high rates", () => {
    for (const rate of [1e-6, 0.001, 0.01, 0.05, 0.2, 1]) {
      const synapse = { rise: 2, decay: 100, alpha: 0.5 };
      const naive = naivePsi({ tauNMDARise: 2, tauNMDADecay: 100, alphaNMDA: 0.5 }, rate);
      expect(Math.abs(nmdaSaturation(synapse, rate) / naive - 1)).toBeLessThan(1e-11);
    }
    expect(nmdaSaturation({ rise: 2, decay: 100, alpha: 0.5 }, 0)).toBe(0);
    expect(nmdaSaturation({ rise: 2, decay: 100, alpha: 0.5 }, 1e6)).toBeCloseTo(1, 6);
  });

  // Runge-Kutta of order 4 with 0.01 ms steps: error below 1e-9. The area left after 2 s is 2e-9 of the whole.
  it.each([
    { rise: 2, decay: 100, alpha: 0.5 },
    { rise: 5, decay: 50, alpha: 2 },
  ])(
    "opens them at low rates by the area under the response to one spike ($alpha/ms, $rise ms)",
    (synapse) => {
      const { rise, decay, alpha } = synapse;
      const f = (s: number, x: number): number => -s / decay + alpha * x * (1 - s);
      const h = 0.01;
      let s = 0;
      let area = 0;
      for (let t = 0; t < 20 * decay; t += h) {
        const [x0, x1, x2] = [t, t + h / 2, t + h].map((at) => Math.exp(-at / rise)) as [
          number,
          number,
          number,
        ];
        const k1 = f(s, x0);
        const k2 = f(s + (h / 2) * k1, x1);
        const k3 = f(s + (h / 2) * k2, x1);
        const k4 = f(s + h * k3, x2);
        const next = s + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
        area += (h / 2) * (s + next) - (h * h * (f(next, x2) - k1)) / 12;
        s = next;
      }
      const lowRate = 1e-12;
      expect(Math.abs(nmdaSaturation(synapse, lowRate) / lowRate / area - 1)).toBeLessThan(1e-6);
    },
  );
});
