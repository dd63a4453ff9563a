import { connectome } from "@isocortex/connectomes";
import { describe, expect, it } from "vitest";
import { type Area, areaMask, areaSigns } from "../../src/train/area-masks.js";
import {
  type CircuitConstraintOptions,
  circuitConstraints,
  daleSigns,
  intersectMasks,
} from "../../src/train/circuit-constraints.js";
import { connectomeMask } from "../../src/train/connectome-mask.js";
import { effectiveInto, gradientInto } from "../../src/train/constraints.js";
import { seeded } from "../seeded.js";
import { largestDifference } from "../train-oracle.js";

const dims = { units: 5, inputs: 3, outputs: 2 };
const { normal, uniform } = seeded(5);
const sparse = (length: number): Float64Array =>
  Float64Array.from({ length }, () => (uniform() < 0.6 ? 1 : 0));

const cases: readonly [string, CircuitConstraintOptions][] = [
  ["nothing", {}],
  ["no autapses", { autapses: false }],
  ["Dale's law by abs", { dale: { ratio: 0.8 } }],
  [
    "Dale's law by rectify, free input and output",
    { dale: { ratio: 0.5, form: "rectify", positiveInput: false, excitatoryOutput: false } },
  ],
  [
    "mixed signs, masks, fixed entries",
    {
      dale: { signs: [1, -1, 1, -1, 1] },
      masks: { input: sparse(15), recurrent: sparse(25), output: sparse(10) },
      autapses: false,
      trainable: { recurrent: sparse(25), input: sparse(15) },
    },
  ],
];

describe.each(cases)("under %s", (_, options) => {
  const constraints = circuitConstraints(dims, options);

  it.each(["input", "recurrent", "output"] as const)(
    "the %s gradient is that of central differences to 1e-8",
    (name) => {
      const constraint = constraints[name];
      const size = constraint.rows * constraint.columns;
      const raw = Float64Array.from({ length: size }, () => {
        const value = normal();
        return value + 0.1 * Math.sign(value);
      });
      const against = Float64Array.from({ length: size }, normal);
      const f = (weights: Float64Array): number => {
        const out = new Float64Array(size);
        effectiveInto(out, weights, constraint);
        return out.reduce((sum, value, at) => sum + against[at]! * value, 0);
      };
      const gradient = new Float64Array(size);
      gradientInto(gradient, against, raw, constraint);
      const h = 1e-6;
      const wanted = raw.map((value, at) => {
        if (constraint.trainable?.[at] === 0) return 0;
        const moved = (to: number): number => f(raw.map((same, other) => (other === at ? to : same)));
        return (moved(value + h) - moved(value - h)) / (2 * h);
      });
      expect(largestDifference(gradient, wanted)).toBeLessThan(1e-8);
    },
  );

  it("every unit's outgoing weights have its sign, and absent connections are 0", () => {
    const { recurrent } = constraints;
    const out = Float64Array.from({ length: 25 }, normal);
    effectiveInto(out, out, recurrent);
    out.forEach((value, at) => {
      if (recurrent.signs) expect(value * recurrent.signs[at % 5]!).toBeGreaterThanOrEqual(0);
      if (recurrent.mask?.[at] === 0) expect(value).toBe(0);
    });
  });
});

describe("Dale's law", () => {
  it("takes the first floor(ratio · n) units as excitatory, none at 0 and all at 1", () => {
    expect([...daleSigns(5, 0.5)]).toEqual([1, 1, -1, -1, -1]);
    expect([...daleSigns(3, 0)]).toEqual([-1, -1, -1]);
    expect([...daleSigns(3, 1)]).toEqual([1, 1, 1]);
  });

  it("holds at ratio 0: every recurrent weight inhibits", () => {
    const out = Float64Array.of(1, -2, 3, -4);
    effectiveInto(
      out,
      out,
      circuitConstraints({ units: 2, inputs: 1, outputs: 1 }, { dale: { ratio: 0 } }).recurrent,
    );
    expect([...out]).toEqual([-1, -2, -3, -4]);
  });
});

describe("masks", () => {
  it("of the caller are not changed, and changing them later changes nothing", () => {
    const mask = new Float64Array(25).fill(1);
    const { recurrent } = circuitConstraints(dims, { masks: { recurrent: mask }, autapses: false });
    expect(mask.every((value) => value === 1)).toBe(true);
    mask.fill(0);
    expect(Array.from(recurrent.mask!).filter((value) => value === 1).length).toBe(20);
  });

  it("intersect", () => {
    expect([...intersectMasks([1, 1, 0, 1], [1, 0, 1, 1], [1, 1, 1, 0])]).toEqual([1, 0, 0, 0]);
  });
});

const areas: readonly Area[] = [
  { name: "V1", units: 3, excitatory: 2 },
  { name: "V4", units: 2, excitatory: 1 },
];

describe("areas", () => {
  it("connect within, and between as their projections say", () => {
    const mask = areaMask(areas, [
      { from: "V1", to: "V4", only: "excitatory" },
      { from: "V4", to: "V1" },
    ]);
    const row = (i: number): number[] => [...mask.slice(i * 5, i * 5 + 5)];
    expect([row(0), row(2)]).toEqual([
      [1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1],
    ]);
    expect([row(3), row(4)]).toEqual([
      [1, 1, 0, 1, 1],
      [1, 1, 0, 1, 1],
    ]);
  });

  it("give every unit its sign", () => {
    expect([...areaSigns(areas)]).toEqual([1, 1, -1, 1, -1]);
  });
});

describe("a connectome's mask", () => {
  const macaque = connectome("macaque-29");
  const four = ["V1", "V2", "V4", "MT"].map((name): Area => ({ name, units: 4, excitatory: 3 }));
  const fln = (to: string, from: string): number =>
    macaque.fln[macaque.areas.indexOf(to) * macaque.areas.length + macaque.areas.indexOf(from)]!;

  it("keeps links above a threshold, from excitatory units, whatever the order of areas", () => {
    for (const order of [four, [...four].reverse()]) {
      const { mask, weights, projections } = connectomeMask(order, macaque, { threshold: 0.1 }, "excitatory");
      const n = 16;
      order.forEach((to, t) => {
        order.forEach((from, s) => {
          const block = (i: number, j: number): number => (4 * t + i) * n + 4 * s + j;
          if (to === from) {
            expect(mask[block(1, 3)]).toBe(1);
            expect(weights[block(1, 3)]).toBe(0.25);
            return;
          }
          const strength = fln(to.name, from.name);
          expect(mask[block(1, 2)]).toBe(strength > 0.1 ? 1 : 0);
          expect(mask[block(1, 3)]).toBe(0);
          expect(weights[block(2, 0)]).toBe(strength > 0.1 ? strength / 3 : 0);
        });
      });
      expect(projections.length).toBeGreaterThan(3);
      expect(projections.length).toBeLessThan(12);
    }
  });

  it("keeps the strongest links up to a density", () => {
    const { projections } = connectomeMask(four, macaque, { density: 0.5 });
    expect(projections.length).toBe(6);
    const all = four.flatMap((to) =>
      four.filter((from) => from !== to).map((from) => fln(to.name, from.name)),
    );
    const sixth = all.sort((a, b) => b - a)[5]!;
    for (const { from, to } of projections) expect(fln(to, from)).toBeGreaterThanOrEqual(sixth);
  });
});
