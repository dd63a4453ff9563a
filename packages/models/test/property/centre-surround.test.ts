import { describe, expect, it } from "vitest";
import {
  annulusResponse,
  centreSurround,
  createSimulation,
  defaultSettings,
  defaultValues,
  diffuseResponse,
  discResponse,
  initialState,
  optimalRadius,
  sensitivityAt,
  type ValuesOf,
} from "../../src/index.js";
import { core } from "../core.js";
import { finiteDifferenceJacobian } from "../derivatives.js";

const fields = [
  { Kc: 1, Ks: 0.05, rc: 1, rs: 4 },
  { Kc: 2.5, Ks: 0.6, rc: 0.7, rs: 1.3 },
];

/** 2π times the integral of r·R(r) by Simpson's rule. */
function quadrature(field: (typeof fields)[number], radius: number): number {
  const steps = 4000;
  const h = radius / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2;
    sum += weight * i * h * sensitivityAt(field, i * h);
  }
  return (2 * Math.PI * h * sum) / 3;
}

describe.each(fields)("a difference of Gaussians %j", (field) => {
  it.each([0.5, 1, 2, 4, 8])("integrates over a disc of radius %d as quadrature does, to 1e-8", (radius) => {
    expect(Math.abs(discResponse(field, radius) - quadrature(field, radius))).toBeLessThan(1e-8);
  });

  it("responds to diffuse light as to a disc without end, and to a ring as to the difference of two discs", () => {
    expect(Math.abs(diffuseResponse(field) - quadrature(field, 40))).toBeLessThan(1e-8);
    expect(annulusResponse(field, 0, Number.POSITIVE_INFINITY)).toBe(diffuseResponse(field));
    expect(annulusResponse(field, 1, 3)).toBe(discResponse(field, 3) - discResponse(field, 1));
  });

  it("is driven most by a disc as wide as where its sensitivity is 0", () => {
    const best = optimalRadius(field);
    expect(Math.abs(sensitivityAt(field, best))).toBeLessThan(1e-14);
    for (const change of [-0.1, -1e-3, 1e-3, 0.1])
      expect(discResponse(field, best + change)).toBeLessThan(discResponse(field, best));
  });
});

type Values = ValuesOf<typeof centreSurround.params>;
const circuitOf = (values: Partial<Values> = {}) =>
  centreSurround.circuit(
    { ...defaultValues(centreSurround.params), ...values },
    defaultSettings(centreSurround.switches),
    undefined,
    false,
  );

function ratesOf(
  values: Partial<Values>,
  contrast: { centre?: number; surround?: number },
  endMs = 400,
): Float64Array {
  const simulation = createSimulation(core, circuitOf(values), {
    dtMs: 0.5,
    durationMs: 500,
    integrator: "rk4",
    stimuli: Object.entries(contrast).map(([input, amplitude]) => ({
      input,
      areas: ["all"],
      startMs: 50,
      endMs,
      amplitude,
    })),
    save: [{ variable: "r" }],
  });
  simulation.advance(Number.POSITIVE_INFINITY);
  return simulation.traces()[0]!.data as Float64Array;
}

describe("On and Off cells", () => {
  const gentle = { gain: 2 };

  it("rest at baseline, which is their initial state", () => {
    const circuit = circuitOf();
    expect(circuit.startsAtRest).toBe(true);
    expect([...initialState(circuit)]).toEqual(new Array(8).fill(0));
    expect(new Set(ratesOf({}, {}))).toEqual(new Set([20]));
  });

  it("mirror each other about baseline where neither is silent", () => {
    const rates = ratesOf(gentle, { centre: 1, surround: -0.5 });
    for (let s = 0; s < rates.length; s += 2)
      expect(Math.abs(rates[s]! + rates[s + 1]! - 40)).toBeLessThan(1e-12);
    expect(Math.max(...rates)).toBeGreaterThan(21);
  });

  it("respond to a brief flash as the temporal kernel says", () => {
    const rates = ratesOf({ gain: 1, w: 0.8 }, { centre: 10 }, 50.5);
    const spot = discResponse(fields[0]!, 2);
    const kernel = (t: number): number =>
      (t / 100) * Math.exp(-t / 10) - ((0.8 * t) / 900) * Math.exp(-t / 30);
    for (const ms of [60, 80, 120, 200]) {
      const drive = 10 * spot * 0.5 * kernel(ms - 50.25);
      expect(Math.abs(rates[2 * (ms / 0.5)]! - 20 - drive)).toBeLessThan(2e-3);
    }
  });

  it("have the Jacobian of their right-hand side", () => {
    const circuit = circuitOf({ t1: 7, t2: 23 });
    const exact = circuit.jacobian!(new Float64Array(8), new Float64Array(4));
    const differences = finiteDifferenceJacobian(circuit);
    for (const [i, slope] of differences.entries()) expect(Math.abs(exact[i]! - slope)).toBeLessThan(1e-14);
  });

  it("need a ring outside the spot", () => {
    expect(() => circuitOf({ spotRadius: 3, ringRadius: 2 })).toThrow(
      "parameters.ringRadius is 2; expected at least spotRadius, 3.",
    );
  });
});
