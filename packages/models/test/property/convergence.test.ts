import { describe, expect, it } from "vitest";
import {
  type Circuit,
  createSimulation,
  defaultValues,
  type Integrator,
  type SimulationOptions,
  wilsonCowan,
} from "../../src/index.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { leakyUnit } from "../leaky-unit.js";
import { logLogSlope, responseTo } from "../linear-system.js";
import { localCircuit, localJacobian } from "../local-circuit.js";
import { wilsonCowanAfter } from "../wilson-cowan-equations.js";

const stepCounts = [8, 12, 16, 24, 32, 48, 64, 96];

interface Problem {
  readonly circuit: Circuit;
  readonly lastMs: number;
  /** Drive of the E cells from the start on. */
  readonly drive?: number;
  readonly initial?: SimulationOptions["initial"];
  readonly exact: Readonly<Record<string, number>>;
}

const drive = 20;
const [risenE, risenI] = responseTo(localJacobian(), [drive / 20, 0], 3);
const [cycleE, cycleI] = wilsonCowanAfter(
  defaultValues(wilsonCowan.params),
  "wilson-cowan-1972",
  [0.25, 0.05],
  0.6,
  10_000,
);
const problems: Readonly<Record<string, Problem>> = {
  "dr/dt = -r/tau": {
    circuit: leakyUnit({ tauMs: 20, initial: 1 }),
    lastMs: 40,
    exact: { r: Math.exp(-2) },
  },
  "the E-I circuit above threshold": {
    circuit: localCircuit(),
    lastMs: 3,
    drive,
    exact: { rE: 10 + risenE, rI: 35 + risenI },
  },
  "the Wilson-Cowan equations off their cycle": {
    circuit: circuitOf("wilson-cowan"),
    lastMs: 0.6,
    initial: { E: [0.25], I: [0.05] },
    exact: { E: cycleE, I: cycleI },
  },
};

function errorAt(
  { circuit, lastMs, drive, initial, exact }: Problem,
  steps: number,
  integrator: Integrator,
): number {
  const stimuli = drive
    ? [{ input: "E", areas: circuit.areas, startMs: 0, endMs: 2 * lastMs, amplitude: drive }]
    : [];
  const simulation = createSimulation(core, circuit, {
    dtMs: lastMs / steps,
    durationMs: lastMs,
    integrator,
    stimuli,
    initial,
  });
  expect(simulation.advance(steps)).toBe(0);
  return Math.max(
    ...Object.entries(exact).map(([name, value]) => Math.abs(simulation.state(name)[0]! - value)),
  );
}

/** Steps finer by this factor keep the next term of the error below the tolerance, and rounding below the error. */
const finer: Readonly<Record<Integrator, number>> = { euler: 64, heun: 8, rk4: 1 };

describe.each(Object.entries(problems))("on %s", (_, problem) => {
  it.each([
    ["euler", 1, 0.02],
    ["heun", 2, 0.05],
    ["rk4", 4, 0.1],
  ] as const)("%s converges to the exact solution with order %i", (integrator, order, tolerance) => {
    const counts = stepCounts.map((count) => count * finer[integrator]);
    const slope = logLogSlope(
      counts.map((count) => problem.lastMs / count),
      counts.map((count) => errorAt(problem, count, integrator)),
    );
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(tolerance);
  });
});

describe("one step", () => {
  it.each([
    ["euler", 1 - 0.25],
    ["heun", 1 - 0.25 + 0.25 ** 2 / 2],
    ["rk4", 1 - 0.25 + 0.25 ** 2 / 2 - 0.25 ** 3 / 6 + 0.25 ** 4 / 24],
  ] as const)("of %s is the Taylor polynomial of exp(-dt/tau)", (integrator, factor) => {
    const simulation = createSimulation(core, leakyUnit({ tauMs: 20, initial: 1 }), {
      dtMs: 5,
      durationMs: 5,
      integrator,
    });
    simulation.advance(1);
    // Two roundings of numbers below 1.
    expect(Math.abs(simulation.state("r")[0]! - factor)).toBeLessThanOrEqual(2 * Number.EPSILON);
  });
});
