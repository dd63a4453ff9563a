import { init } from "@isocortex/core-wasm";
import { defaultSettings, defaultValues, leakyRnn, simulate } from "@isocortex/models";
import { describe, expect, it } from "vitest";
import {
  elmanStep,
  eulerCurve,
  exactLinear,
  type LeakyUnit,
  pull,
} from "../packages/web-demo/pages/leaky-rnn/euler.js";

const core = await init();
const leak: LeakyUnit = { tau: 20, w: 0, x: 0, start: 1, activation: "linear" };
const kinds = ["linear", "relu", "tanh", "sigmoid"] as const;

describe("Euler's method on a leaky unit, as a page steps it", () => {
  it.each([0.1, 0.5, 1, 1.5, 2, 2.2])("multiplies a pure leak by 1 - alpha, alpha %d", (alpha) => {
    const { t, a } = eulerCurve(leak, 20 * alpha, 200);
    a.forEach((value, k) => {
      expect(value).toBeCloseTo((1 - alpha) ** k, 10);
      expect(t[k]).toBeCloseTo(20 * alpha * k, 10);
    });
  });

  it.each(kinds)("is the Elman step in every bit where dt = tau, %s", (activation) => {
    const unit = { ...leak, w: -0.7, x: 0.3, activation };
    const { a } = eulerCurve(unit, 20, 200);
    a.slice(1).forEach((value, k) => {
      expect(value).toBe(elmanStep(unit, a[k]!));
    });
  });

  it.each(kinds)("gives the simulator's numbers where that takes the step, %s", (activation) => {
    const unit = { ...leak, w: 1.2, x: -0.4, activation };
    const circuit = leakyRnn.circuit(
      { ...defaultValues(leakyRnn.params), tau: unit.tau, w: unit.w },
      { ...defaultSettings(leakyRnn.switches), activation },
      undefined,
      false,
    );
    const [run] = simulate(core, circuit, {
      dtMs: 4,
      durationMs: 100,
      initial: { a: [unit.start] },
      stimuli: [{ input: "x", areas: ["unit"], startMs: 0, endMs: 100, amplitude: unit.x }],
      save: [{ variable: "a" }],
    });
    const { a } = eulerCurve(unit, 4, 96);
    expect(run!.data.length).toBe(a.length);
    a.forEach((value, k) => {
      expect(value).toBeCloseTo(run!.data[k]!, 13);
    });
  });

  it.each([-2, 0, 0.5, 1, 1.4])(
    "comes to the exponential as steps shrink, in proportion to them, w = %d",
    (w) => {
      const unit = { ...leak, w, x: 0.3 };
      const error = (dt: number): number =>
        Math.abs(eulerCurve(unit, dt, 40).a.at(-1)! - exactLinear(unit, 40));
      if (w === 1) expect(error(0.1)).toBeLessThan(1e-12);
      else expect(error(0.02) / error(0.01)).toBeCloseTo(2, 1);
    },
  );

  it.each(kinds)("swings around its goal between 1 and 2 over the pull, %s", (activation) => {
    const unit = { ...leak, w: -1.5, x: 0.8, activation };
    const goal = eulerCurve(unit, 0.5, 600).a.at(-1)!;
    const back = pull(unit, goal);
    expect(back).toBeGreaterThan(1);
    const near = { ...unit, start: goal + 1e-3 };
    const sides = (alpha: number) =>
      eulerCurve(near, unit.tau * alpha, 300)
        .a.slice(0, 4)
        .map((a) => Math.sign(a - goal));
    expect(sides(0.9 / back)).toEqual([1, 1, 1, 1]);
    expect(sides(1.5 / back)).toEqual([1, -1, 1, -1]);
    const away = eulerCurve(near, (unit.tau * 2.1) / back, 300).a;
    expect(Math.abs(away[3]! - goal)).toBeGreaterThan(1e-3);
  });
});
