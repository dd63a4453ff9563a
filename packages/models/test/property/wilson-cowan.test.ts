import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { defaultValues, simulate, wilsonCowan } from "../../src/index.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { derivatives } from "../derivatives.js";
import { type Convention, wilsonCowanField } from "../wilson-cowan-equations.js";

const conventions = ["wilson-cowan-1972", "code", "rate"] as const satisfies readonly Convention[];
const presets = Object.keys(wilsonCowan.presets!);
const valuesOf = (preset: string) => ({
  ...defaultValues(wilsonCowan.params),
  ...wilsonCowan.presets![preset]!.parameters,
});
const fieldAt = (preset: string, convention: Convention, x: readonly number[]): Float64Array =>
  derivatives(circuitOf("wilson-cowan", { preset, options: { convention } }), x);

describe.each(presets)("the right-hand side with the parameters of %s", (preset) => {
  it.each(conventions)("is that of the equations in the convention %s, at random states", (convention) => {
    const uniform = uniformsOf(randomStream(1).split(preset));
    for (let i = 0; i < 50; i++) {
      const x = [uniform(), uniform()] as const;
      const written = wilsonCowanField(valuesOf(preset), convention, x);
      // A rounding of a drive below 60 is passed on by the slope a/4.
      fieldAt(preset, convention, x).forEach((value, at) => {
        expect(Math.abs(value - written[at]!)).toBeLessThan(1e-14);
      });
    }
  });

  it("differs between the conventions by what multiplies S", () => {
    const v = valuesOf(preset);
    const x = [0.3, 0.2] as const;
    const [paper, code, rate] = conventions.map((convention) => fieldAt(preset, convention, x));
    const S = [0, 1].map((i) => (rate![i]! + x[i]! / [v.tauE, v.tauI][i]!) * [v.tauE, v.tauI][i]!);
    const floor = [1 / (1 + Math.exp(v.aE * v.thetaE)), 1 / (1 + Math.exp(v.aI * v.thetaI))];
    for (const i of [0, 1] as const) {
      const tau = [v.tauE, v.tauI][i]!;
      expect(rate![i]! - code![i]!).toBeCloseTo((x[i] * S[i]!) / tau, 13);
      expect(code![i]! - paper![i]!).toBeCloseTo((floor[i]! * S[i]!) / tau, 13);
      expect(Math.abs(code![i]! - paper![i]!)).toBeGreaterThan(1e-6);
    }
  });
});

describe("silence", () => {
  it.each(conventions)(
    "without external drive is an equilibrium, exactly, in the convention %s",
    (convention) => {
      expect([...fieldAt("multistable-1972", convention, [0, 0])]).toEqual([0, 0]);
    },
  );
});

describe("a constant stimulus", () => {
  it("to E and I adds to P and Q", () => {
    const stimuli = [
      { input: "E", areas: ["circuit"], startMs: 0, endMs: 20, amplitude: 0.75 },
      { input: "I", areas: ["circuit"], startMs: 0, endMs: 20, amplitude: 0.5 },
    ];
    const options = { dtMs: 0.05, durationMs: 20, save: [{ variable: "E" }, { variable: "I" }] };
    const driven = simulate(core, circuitOf("wilson-cowan", { values: { P: 0.5 } }), { ...options, stimuli });
    const set = simulate(core, circuitOf("wilson-cowan", { values: { P: 1.25, Q: 0.5 } }), options);
    expect(driven.map(({ data }) => data)).toEqual(set.map(({ data }) => data));
  });
});

describe("the activity", () => {
  const least = 1 / (1 + Math.exp(1.3 * 4));
  const k = 1 - least;
  // Where the right-hand side vanishes at the least and the largest S, -least and k.
  it.each([
    ["wilson-cowan-1972", -least, (k * k) / (1 + k)],
    ["code", -least / k, k / (1 + k)],
    ["rate", -least, k],
  ] as const)(
    "stays between its limits whatever the drive, in the convention %s",
    (convention, low, high) => {
      for (const P of [-10, 10]) {
        const circuit = circuitOf("wilson-cowan", { values: { P }, options: { convention } });
        const [E] = simulate(core, circuit, { dtMs: 0.05, durationMs: 50, save: [{ variable: "E" }] });
        const end = E!.data.at(-1)!;
        expect(Math.min(...E!.data)).toBeGreaterThanOrEqual(low);
        expect(Math.max(...E!.data)).toBeLessThanOrEqual(high);
        if (P < 0) expect(end).toBeCloseTo(low, 6);
        else expect(end).toBeGreaterThan(0.2);
      }
    },
  );
});

describe("the fastest time constant", () => {
  it("bounds every rate of decay between silence and saturation", () => {
    for (const preset of presets) {
      const circuit = circuitOf("wilson-cowan", { preset });
      for (let E = 0; E <= 1; E += 0.05) {
        for (let I = 0; I <= 1; I += 0.05) {
          const [ee, , , ii] = circuit.jacobian!(Float64Array.of(E, I), Float64Array.of(0, 0));
          expect(Math.max(-ee!, -ii!)).toBeLessThanOrEqual(1 / circuit.fastest.ms);
        }
      }
    }
  });
});
