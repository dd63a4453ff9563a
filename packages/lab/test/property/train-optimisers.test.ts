import { describe, expect, it } from "vitest";
import { clipGradients } from "../../src/train/clip.js";
import { integerPower } from "../../src/train/integer-power.js";
import { createSlots, type Optimiser, slotNames, step } from "../../src/train/optimisers.js";
import { learningRate, type Schedule } from "../../src/train/schedule.js";
import { seeded } from "../seeded.js";

const optimisers: readonly Optimiser[] = [
  { kind: "sgd" },
  { kind: "momentum" },
  { kind: "rmsprop" },
  { kind: "adam" },
  { kind: "adam-tf1" },
  { kind: "adamw", weightDecay: 0.1 },
];

/** One parameter's path under given gradients, from the equations. */
function path(optimiser: Optimiser, start: number, gradients: readonly number[], eta: number): number {
  let [p, a, b] = [start, 0, 0];
  gradients.forEach((g, i) => {
    const t = i + 1;
    if (optimiser.kind === "sgd") p -= eta * g;
    else if (optimiser.kind === "momentum") {
      a = 0.9 * a + g;
      p -= eta * a;
    } else if (optimiser.kind === "rmsprop") {
      a = 0.99 * a + 0.01 * g ** 2;
      p -= (eta * g) / (Math.sqrt(a) + 1e-8);
    } else {
      a = 0.9 * a + 0.1 * g;
      b = 0.999 * b + 0.001 * g ** 2;
      const [first, second] = [1 - 0.9 ** t, 1 - 0.999 ** t];
      if (optimiser.kind === "adamw") p -= eta * 0.1 * p;
      if (optimiser.kind === "adam-tf1")
        p -= (((eta * Math.sqrt(second)) / first) * a) / (Math.sqrt(b) + 1e-8);
      else p -= (eta * (a / first)) / (Math.sqrt(b / second) + 1e-8);
    }
  });
  return p;
}

describe.each(optimisers)("$kind", (optimiser) => {
  it("follows its equations over 50 updates to 1e-12", () => {
    const { normal } = seeded(4);
    const gradients = Array.from({ length: 50 }, () => [normal(), 1e-3 * normal()]);
    const params = { W: Float64Array.of(0.5, -2) };
    const slots = createSlots(optimiser, params);
    gradients.forEach((g, i) => {
      step(optimiser, params, { W: Float64Array.from(g) }, slots, i + 1, 0.01);
    });
    [0.5, -2].forEach((start, k) => {
      const wanted = path(
        optimiser,
        start,
        gradients.map((g) => g[k]!),
        0.01,
      );
      expect(Math.abs(params.W[k]! - wanted)).toBeLessThan(1e-12);
    });
  });

  it("goes on from its slots as if it had not stopped", () => {
    const { normal } = seeded(6);
    const gradients = Array.from({ length: 6 }, () => ({ W: Float64Array.of(normal()) }));
    const through = { W: Float64Array.of(1) };
    const slots = createSlots(optimiser, through);
    gradients.forEach((g, i) => {
      step(optimiser, through, g, slots, i + 1, 0.1);
    });
    const first = { W: Float64Array.of(1) };
    const kept = createSlots(optimiser, first);
    gradients.slice(0, 3).forEach((g, i) => {
      step(optimiser, first, g, kept, i + 1, 0.1);
    });
    const [resumed, restored] = [{ W: first.W.slice() }, { W: structuredClone(kept.W!) }];
    gradients.slice(3).forEach((g, i) => {
      step(optimiser, resumed, g, restored, i + 4, 0.1);
    });
    expect(resumed).toEqual(through);
  });

  it("leaves fixed entries, even with momentum gathered before and with decay", () => {
    const params = { W: Float64Array.of(1, 1), b: Float64Array.of(1) };
    const slots = createSlots(optimiser, params);
    const grads = { W: Float64Array.of(1, 1), b: Float64Array.of(1) };
    step(optimiser, params, grads, slots, 1, 0.1);
    const before = params.W[0]!;
    const memory = slotNames(optimiser).map((slot) => slots.W![slot]![0]);
    step(optimiser, params, grads, slots, 2, 0.1, { W: Float64Array.of(0, 1) });
    expect(params.W[0]).toBe(before);
    expect(params.W[1]).toBeLessThan(before);
    expect(slotNames(optimiser).map((slot) => slots.W![slot]![0])).toEqual(memory);
    expect(params.b[0]).toBe(params.W[1]);
  });

  it("finds the bottom of an ill-conditioned bowl", () => {
    const params = { x: Float32Array.of(1, -1) };
    const slots = createSlots(optimiser, params);
    for (let t = 1; t <= 4000; t++) {
      const grads = { x: Float32Array.of(params.x[0]!, 50 * params.x[1]!) };
      step(optimiser, params, grads, slots, t, 0.01 * (1 - (t - 1) / 4000));
    }
    expect(Math.abs(params.x[0]!) + Math.abs(params.x[1]!)).toBeLessThan(1e-3);
  });
});

it("only variables with a gradient move, and slots have their type", () => {
  const params = { a: Float32Array.of(1), b: Float64Array.of(1) };
  const slots = createSlots({ kind: "adam" }, params);
  step({ kind: "adam" }, params, { a: Float32Array.of(1) }, slots, 1, 0.1);
  expect(params.a[0]).toBeLessThan(1);
  expect(params.b[0]).toBe(1);
  expect([slots.a!.m, slots.b!.v]).toEqual([expect.any(Float32Array), expect.any(Float64Array)]);
});

describe("clipping", () => {
  const gradients = () => ({ a: Float64Array.of(3, 4), b: Float64Array.of(0, 12) });

  it("by variable limits each norm on its own", () => {
    const grads = gradients();
    expect(clipGradients(grads, { by: "variable", limit: 5 })).toBe(13);
    expect([...grads.a, ...grads.b]).toEqual([3, 4, 0, 5]);
  });

  it("by the norm of all keeps their direction", () => {
    const grads = gradients();
    expect(clipGradients(grads, { by: "global", limit: 6.5 })).toBe(13);
    expect([...grads.a, ...grads.b]).toEqual([1.5, 2, 0, 6]);
  });

  it("by entry limits each entry, and leaves what is small", () => {
    const grads = { a: Float64Array.of(-3, 0.5), b: Float64Array.of(0, 12) };
    clipGradients(grads, { by: "entry", limit: 1 });
    expect([...grads.a, ...grads.b]).toEqual([-1, 0.5, 0, 1]);
  });

  it("never lengthens a gradient within the limit", () => {
    for (const by of ["variable", "global", "entry"] as const) {
      const grads = gradients();
      clipGradients(grads, { by, limit: 100 });
      expect(grads).toEqual(gradients());
    }
  });

  it("tells a gradient that is not finite", () => {
    for (const by of ["variable", "global", "entry"] as const)
      expect(clipGradients({ a: Float64Array.of(1, Number.NaN) }, { by, limit: 1 })).toBeNaN();
  });
});

describe("the learning rate", () => {
  const at = (schedule: Schedule, updates: readonly number[]): number[] =>
    updates.map((update) => learningRate(schedule, update));

  it("is constant, falls in steps, or falls by a factor per so many updates", () => {
    expect(at({ kind: "constant", rate: 0.1 }, [0, 1e6])).toEqual([0.1, 0.1]);
    expect(at({ kind: "step", rate: 1, factor: 0.5, every: 10 }, [0, 9, 10, 29, 30])).toEqual([
      1, 1, 0.5, 0.25, 0.125,
    ]);
    const [start, half, ten] = at({ kind: "exponential", rate: 1, factor: 0.25, every: 10 }, [0, 5, 10]);
    expect([start, half!.toFixed(14), ten!.toFixed(14)]).toEqual([1, (0.5).toFixed(14), (0.25).toFixed(14)]);
  });

  it("follows half a cosine to its last value and stays there, to 1e-15", () => {
    const schedule: Schedule = { kind: "cosine", rate: 1, last: 0.2, updates: 100 };
    for (let u = 0; u <= 100; u++)
      expect(
        Math.abs(learningRate(schedule, u) - (0.2 + 0.4 * (1 + Math.cos((Math.PI * u) / 100)))),
      ).toBeLessThan(1e-15);
    expect(at(schedule, [0, 100, 500])).toEqual([1, 0.2, 0.2]);
  });

  it("rises in equal steps while it warms up, and the schedule starts after", () => {
    const schedule: Schedule = { kind: "step", rate: 4, factor: 0.5, every: 2, warmUp: 3 };
    expect(at(schedule, [0, 1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 4, 2]);
  });
});

it("a whole power equals repeated multiplication to rounding", () => {
  for (const n of [0, 1, 2, 5, 31, 1000])
    expect(Math.abs(integerPower(0.999, n) / 0.999 ** n - 1)).toBeLessThan(1e-13);
  expect(integerPower(2, 10)).toBe(1024);
});
