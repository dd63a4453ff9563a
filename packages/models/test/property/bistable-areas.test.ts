import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  chaudhuri2015NonlinearArea,
  createSimulation,
  defaultValues,
  mejiasWang2022Area,
  simulate,
} from "../../src/index.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { derivatives } from "../derivatives.js";

const phi = (x: number, a: number, b: number, d: number): number =>
  (a * x - b) / (1 - Math.exp(-d * (a * x - b)));

describe("the isolated area of Mejias & Wang 2022", () => {
  const name = "mejias-wang-2022-area";
  const v = defaultValues(mejiasWang2022Area.params);

  it("has the right-hand side of its equations, and rates that follow from the gates at once", () => {
    const [SA, SB, SC] = [0.3, 0.1, 0.2];
    const zeta = (0.005 * 2 * 615) / (4 + 0.12 * 0.005 * 2 * 615);
    const J0 = 0.3213 + 0.0107 - 2 * 0.31 * 0.15 * zeta;
    const JIE = (J0 - 0.5 - 0.0107) / (2 * -0.31 * zeta);
    const rA = phi(0.5 * SA + 0.0107 * SB - 0.31 * SC + 0.3294, 135, 54, 0.308);
    const rB = phi(0.5 * SB + 0.0107 * SA - 0.31 * SC + 0.3294, 135, 54, 0.308);
    const rC = (615 * (JIE * (SA + SB) - 0.12 * SC + 0.26) - 177) / 4 + 5.5;
    const circuit = circuitOf(name, { values: { Js: 0.5 } });
    const written = [
      -SA / 60 + 1.282e-3 * (1 - SA) * rA,
      -SB / 60 + 1.282e-3 * (1 - SB) * rB,
      -SC / 5 + 2e-3 * rC,
    ];
    derivatives(circuit, [SA, SB, SC]).forEach((value, at) => {
      expect(value).toBeCloseTo(written[at]!, 13);
    });
    const initial = { SA: [SA], SB: [SB], SC: [SC] };
    const simulation = createSimulation(core, circuit, { dtMs: 0.5, durationMs: 1, initial });
    expect(["rA", "rB", "rC"].map((rate) => simulation.state(rate)[0])).toEqual([
      expect.closeTo(rA, 10),
      expect.closeTo(rB, 10),
      expect.closeTo(rC, 10),
    ]);
  });

  it("has the same spontaneous rate at every Js, for its inhibition makes up for it", () => {
    const rates = [0.21, 0.3213, 0.42, 0.5].map((Js) => {
      const simulation = createSimulation(core, circuitOf(name, { values: { Js } }), {
        dtMs: 0.5,
        durationMs: 4000,
      });
      simulation.advance(Number.POSITIVE_INFINITY);
      return [simulation.state("rA")[0]!, simulation.state("rB")[0]!, simulation.state("rC")[0]!];
    });
    for (const [rA, rB] of rates) {
      expect(rA).toBeCloseTo(rates[0]![0]!, 8);
      expect(rB).toBeCloseTo(rates[0]![0]!, 8);
    }
    expect(rates[3]![2]!).toBeGreaterThan(2 * rates[0]![2]!);
  });

  it.each([
    [0.42, false],
    [0.46, false],
    [0.47, true],
    [0.5, true],
  ])("at Js %d nA holds a pulse to A: %s", (Js, holds) => {
    const [rA, rB] = simulate(core, circuitOf(name, { values: { Js } }), {
      ...mejiasWang2022Area.protocol,
      durationMs: 5000,
      save: [{ variable: "rA" }, { variable: "rB" }],
    });
    if (holds) {
      expect(rA!.data.at(-1)).toBeGreaterThan(10);
      expect(rB!.data.at(-1)).toBeLessThan(0.2);
    } else expect(rA!.data.at(-1)).toBeLessThan(1);
  });

  it("has currents with the noise of the paper: sd noise/√2, forgotten with tauNoise, apart in A and B", () => {
    const trials = 20_000;
    const circuit = circuitOf(name, { noise: true });
    const options = { dtMs: 0.5, durationMs: 20, trials };
    const simulation = createSimulation(core, circuit, options, randomStream(3).split("noise"));
    simulation.advance(Number.POSITIVE_INFINITY);
    const [A, B] = ["noiseA", "noiseB"].map((one) => simulation.state(one));
    const moment = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
      Array.from(x).reduce((sum, value, i) => sum + value * y[i]!, 0) / trials;
    const variance = v.noise ** 2 / 2;
    expect(Math.abs(moment(A!, A!) / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / trials));
    expect(Math.abs(moment(A!, B!) / variance)).toBeLessThan(4 / Math.sqrt(trials));
  });
});

describe("the isolated nonlinear area of Chaudhuri et al. 2015", () => {
  const name = "chaudhuri-2015-nonlinear-area";

  it("has the right-hand side of its equations, and a rate that follows from the state at once", () => {
    const [s, rI] = [0.3, 20];
    const rE = phi(2 * 250.2 * s - 8.11 * rI + 400, 0.27, 108, 0.154);
    const circuit = circuitOf(name, { values: { g: 2 } });
    const [ds, dI] = derivatives(circuit, [s, rI]);
    expect(ds).toBeCloseTo(-s / 60 + 0.641e-3 * (1 - s) * rE, 13);
    expect(dI).toBeCloseTo((-rI + 0.351 * (2 * 303.9 * s - 12.5 * rI) + 61.76) / 10, 12);
    // Inhibition below its threshold decays alone.
    expect(derivatives(circuit, [0, 40])[1]).toBeCloseTo(-4, 12);
    const simulation = createSimulation(core, circuit, {
      dtMs: 0.2,
      durationMs: 1,
      initial: { s: [s], rI: [rI] },
    });
    expect(simulation.state("rE")[0]).toBeCloseTo(rE, 9);
  });

  it.each([
    ["V1", 1, false],
    ["just below the threshold", 4.15, false],
    ["24c", 4.4, true],
  ])("as %s (g = %d) holds a pulse: %s", (_, g, holds) => {
    const [rE] = simulate(core, circuitOf(name, { values: { g } }), {
      ...chaudhuri2015NonlinearArea.protocol,
      durationMs: 6000,
      save: [{ variable: "rE" }],
    });
    const before = rE!.data[Math.round(500 / 0.2) - 1]!;
    expect(before).toBeLessThan(1);
    if (holds) expect(rE!.data.at(-1)).toBeCloseTo(38.664624, 5);
    else expect(rE!.data.at(-1)).toBeLessThan(1);
  });
});
