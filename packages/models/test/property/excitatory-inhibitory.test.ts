import { describe, expect, it } from "vitest";
import { createSimulation, jacobianAtStart, type Simulation, simulate } from "../../src/index.js";
import { core } from "../core.js";
import { derivatives, finiteDifferenceJacobian } from "../derivatives.js";
import { exponential, matrix2, realEigenvalues, responseTo, times } from "../linear-system.js";
import { localCircuit, localJacobian } from "../local-circuit.js";

const rates = (simulation: Simulation): [number, number] => [
  simulation.state("rE")[0]!,
  simulation.state("rI")[0]!,
];
const pulse = { input: "E", areas: ["circuit"], startMs: 10, endMs: 110, amplitude: 20 };

describe("rest", () => {
  it.each([0, 0.3, 1])("at 10 and 35 Hz is a fixed point to rounding, at hierarchy %d", (hierarchy) => {
    const simulation = createSimulation(core, localCircuit({ hierarchy }), { dtMs: 0.2, durationMs: 2000 });
    simulation.advance(10_000);
    const [E, I] = rates(simulation);
    // A rounding of the drive (below 300 Hz) is passed on for one slow time constant, at most some 1000 steps.
    expect(Math.abs(E - 10)).toBeLessThan(1e-11);
    expect(Math.abs(I - 35)).toBeLessThan(1e-11);
  });

  it("moves with restE and restI", () => {
    const simulation = createSimulation(core, localCircuit({ restE: 3, restI: 8 }), {
      dtMs: 0.2,
      durationMs: 200,
    });
    simulation.advance(1000);
    expect(rates(simulation)[0]).toBeCloseTo(3, 11);
    expect(rates(simulation)[1]).toBeCloseTo(8, 11);
  });
});

describe("the Jacobian", () => {
  it.each([
    { hierarchy: 0, gradientOnInhibition: true },
    { hierarchy: 0.7, gradientOnInhibition: true },
    { hierarchy: 0.7, gradientOnInhibition: false },
  ])("equals the finite difference of the right-hand side for %o", ({ hierarchy, gradientOnInhibition }) => {
    const circuit = localCircuit({ hierarchy }, { gradientOnInhibition });
    const difference = finiteDifferenceJacobian(circuit);
    // Linear above threshold: the difference has only the rounding of drives of some 300 Hz.
    jacobianAtStart(circuit)!.forEach((value, at) => {
      expect(Math.abs(value - difference[at]!)).toBeLessThan(1e-12);
    });
  });

  it("is that of the equations, tau dr/dt = -r + beta (w r ...)", () => {
    const written = localJacobian({ hierarchy: 0.4 });
    jacobianAtStart(localCircuit({ hierarchy: 0.4 }))!.forEach((value, at) => {
      expect(value).toBeCloseTo(written[at]!, 14);
    });
  });

  it("has the slow time constant with which rates decay after a pulse", () => {
    const dtMs = 0.2;
    const [rE] = simulate(core, localCircuit(), {
      dtMs,
      durationMs: 400,
      stimuli: [pulse],
      save: [{ variable: "rE" }],
    });
    const above = (ms: number): number => rE!.data[Math.round(ms / dtMs)]! - 10;
    const [slow] = realEigenvalues(matrix2(jacobianAtStart(localCircuit())!));
    const decayPerStep = (above(350) / above(250)) ** (1 / 500);
    // The fast mode (2 ms) is gone 140 ms after the pulse; each Euler step multiplies the slow one by 1 + dt·lambda.
    expect(Math.abs(decayPerStep - (1 + dtMs * slow))).toBeLessThan(1e-12);
    expect(-1 / slow).toBeCloseTo(41.878, 3);
  });
});

describe("the hierarchy", () => {
  const gains = (hierarchy: number, gradientOnInhibition: boolean): [number, number] => {
    const [ee, , ie] = jacobianAtStart(localCircuit({ hierarchy }, { gradientOnInhibition }))!;
    return [20 * ee! + 1, 10 * ie!];
  };
  const [toE, toI] = gains(0, true);

  it("multiplies excitation by 1 + eta·h, onto both kinds of cell in the published model", () => {
    expect(gains(1, true)[0] / toE).toBeCloseTo(1.68, 12);
    expect(gains(1, true)[1] / toI).toBeCloseTo(1.68, 12);
  });

  it("leaves excitation of inhibitory cells alone with gradientOnInhibition off", () => {
    expect(gains(1, false)[0] / toE).toBeCloseTo(1.68, 12);
    expect(gains(1, false)[1]).toBe(toI);
  });

  it("slows the circuit down, and without its share of inhibition makes the top of it unstable", () => {
    const slowest = (hierarchy: number, gradientOnInhibition: boolean): number =>
      realEigenvalues(matrix2(jacobianAtStart(localCircuit({ hierarchy }, { gradientOnInhibition }))!))[0];
    const published = [0, 0.25, 0.5, 0.75, 1].map((h) => slowest(h, true));
    expect(published).toEqual([...published].sort((a, b) => a - b));
    expect(published.every((lambda) => lambda < 0)).toBe(true);
    expect(slowest(1, false)).toBeGreaterThan(0);
  });
});

describe("a pulse", () => {
  it("follows the exact solution up and down, to the error of RK4 at dt 0.2 ms", () => {
    const A = localJacobian();
    const simulation = createSimulation(core, localCircuit(), {
      dtMs: 0.2,
      durationMs: 200,
      integrator: "rk4",
      stimuli: [pulse],
    });
    simulation.advance(550);
    const atEnd = responseTo(A, [1, 0], 100);
    simulation.advance(150);
    const after = times(exponential(A, 30), atEnd);
    const [E, I] = rates(simulation);
    // Local error (0.48·0.2)^5/120 of a response of some 50 Hz.
    expect(Math.abs(E - 10 - after[0])).toBeLessThan(1e-6);
    expect(Math.abs(I - 35 - after[1])).toBeLessThan(1e-6);
  });

  it("of inhibition that silences the cells leaves them to decay with tauE alone, never below 0", () => {
    const silenced = { ...pulse, startMs: 0, amplitude: -1000 };
    const simulation = createSimulation(core, localCircuit(), {
      dtMs: 0.2,
      durationMs: 100,
      stimuli: [silenced],
    });
    simulation.advance(500);
    const [E] = rates(simulation);
    expect(E).toBeGreaterThan(0);
    expect(Math.abs(E / (10 * (1 - 0.2 / 20) ** 500) - 1)).toBeLessThan(1e-12);
  });

  it("into I lowers E", () => {
    const simulation = createSimulation(core, localCircuit(), {
      dtMs: 0.2,
      durationMs: 100,
      stimuli: [{ ...pulse, input: "I", startMs: 0, amplitude: 5 }],
    });
    simulation.advance(500);
    const expected = responseTo(localJacobian(), [0, 0.5], 100);
    // Euler's error at dt 0.2 ms: dt·lambda/2 of the slow mode over a time constant.
    expect(Math.abs(rates(simulation)[0] - 10 - expected[0])).toBeLessThan(0.005 * Math.abs(expected[0]));
    expect(expected[0]).toBeLessThan(0);
  });
});

describe("the right-hand side", () => {
  it("at (40, 20) Hz is that of the equations worked out by hand", () => {
    const [dE, dI] = derivatives(localCircuit(), [40, 20]);
    const drive = {
      E: 0.066 * (24.3 * 40 - 19.7 * 20) + 10 - 0.066 * (24.3 * 10 - 19.7 * 35),
      I: 0.351 * (12.2 * 40 - 12.5 * 20) + 35 - 0.351 * (12.2 * 10 - 12.5 * 35),
    };
    expect(dE).toBeCloseTo((drive.E - 40) / 20, 12);
    expect(dI).toBeCloseTo((drive.I - 20) / 10, 12);
  });
});
