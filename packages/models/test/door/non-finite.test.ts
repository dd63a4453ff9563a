import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { type Circuit, createSimulation, type SimulationOptions } from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { core } from "../core.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { leakyUnit } from "../leaky-unit.js";
import { localCircuit, unguarded } from "../local-circuit.js";

interface Stop {
  readonly message: string;
  readonly step: number;
}

/** Runs step by step until a state that is not finite stops the run. */
function stopOf(circuit: Circuit, options: SimulationOptions): Stop {
  const simulation = createSimulation(core, circuit, options);
  let step = 0;
  try {
    while (simulation.advance(1) > 0) step++;
  } catch (error) {
    if (isInputError(error) && error.code === "numerical") return { message: error.message, step: step + 1 };
    throw error;
  }
  return expect.fail("the run went to its end");
}

const circuits = [localCircuit(), chaudhuriCircuit(), froudistWalshCircuit()];
const channels = circuits.flatMap((circuit) =>
  circuit.inputs.map(({ name }) => [circuit.model, name, circuit] as const),
);

describe("a state that is not finite", () => {
  it.each(channels)("is found within 64 steps of NaN in an input (%s, %s)", (_, input, circuit) => {
    const dtMs = circuit.model === "froudist-walsh-2021" ? 0.5 : 0.2;
    for (const area of circuit.areas) {
      const stimuli = [{ input, areas: [area], startMs: 70 * dtMs, endMs: 80 * dtMs, amplitude: Number.NaN }];
      const { message, step } = stopOf(circuit, { dtMs, durationMs: 400 * dtMs, stimuli });
      expect(step).toBeGreaterThan(70);
      expect(step).toBeLessThanOrEqual(70 + 64);
      expect(message).toMatch(/ of area \S+ stopped being finite by [\d.]+ ms; use a smaller dtMs/);
    }
  });

  it.each(
    circuits.flatMap((circuit) =>
      circuit.groups.flat().map(({ name }) => [circuit.model, name, circuit] as const),
    ),
  )("is found within 64 steps of NaN in a variable (%s, %s)", (_, variable, circuit) => {
    const spoiled = {
      ...circuit,
      groups: circuit.groups.map((group) =>
        group.map((one) => (one.name === variable ? { ...one, initial: Number.NaN } : one)),
      ),
    };
    const { step } = stopOf(spoiled, { dtMs: 0.2, durationMs: 100 });
    expect(step).toBeLessThanOrEqual(64);
  });

  it.each(
    circuits.flatMap((circuit) =>
      Object.keys(circuit.constants).map((name) => [circuit.model, name, circuit] as const),
    ),
  )("is found within 64 steps of NaN in one weight (%s, %s)", (_, name, circuit) => {
    const constant = circuit.constants[name]!;
    const spoil = (values: Float64Array): Float64Array =>
      values.map((x, i) => (i === 1 % values.length ? Number.NaN : x));
    const spoiled =
      "matrix" in constant ? { matrix: spoil(constant.matrix) } : { perArea: spoil(constant.perArea) };
    const { step } = stopOf(
      { ...circuit, constants: { ...circuit.constants, [name]: spoiled } },
      { dtMs: 0.2, durationMs: 100 },
    );
    expect(step).toBeLessThanOrEqual(64);
  });

  it("is named by variable, area, time and trial", () => {
    const circuit = leakyUnit({ tauMs: 10, units: 3 });
    const stimuli = [{ input: "drive", areas: ["unit 2"], startMs: 0, endMs: 10, amplitude: Number.NaN }];
    const options = { dtMs: 0.5, durationMs: 100, stimuli };
    expect(stopOf(circuit, options).message).toMatch(/^r of area unit 2 stopped being finite by 32\.0 ms; /);
    expect(stopOf(circuit, { ...options, trials: 4 }).message).toContain(
      "by 32.0 ms in trial 0; use a smaller",
    );
  });

  it("in a variable that drives no other is found, and named", () => {
    const { groups, ...circuit } = leakyUnit({ tauMs: 10 });
    const alone = { name: "calcium", unit: "1", initial: Number.NaN };
    const { message, step } = stopOf(
      { ...circuit, groups: [[...groups[0]!, alone]] },
      { dtMs: 1, durationMs: 100 },
    );
    expect(step).toBe(64);
    expect(message).toMatch(/^calcium of area unit 0 /);
  });

  it("in a later trial alone is named by that trial", () => {
    const circuit = leakyUnit({ tauMs: 10, units: 2 });
    const poisoned: Circuit = {
      ...circuit,
      field: (bound) => {
        const [leak] = circuit.field(bound);
        const last = bound.dx.r! + (bound.trials * bound.n - 1) * 8;
        return [
          () => {
            leak!();
            bound.k.scale(last, last, Number.NaN, 1);
          },
        ];
      },
    };
    const { message } = stopOf(poisoned, { dtMs: 1, durationMs: 100, trials: 3 });
    expect(message).toMatch(/^r of area unit 1 stopped being finite by 64\.0 ms in trial 2; /);
  });

  it("in the last steps of a run, fewer than 64, still stops it", () => {
    const stimuli = [{ input: "drive", areas: ["unit 0"], startMs: 69, endMs: 70, amplitude: Number.NaN }];
    expect(stopOf(leakyUnit({ tauMs: 10 }), { dtMs: 1, durationMs: 70, stimuli }).step).toBe(70);
  });

  it("is what an unguarded step of 20 ms makes of the E-I circuit", () => {
    const stimuli = [{ input: "E", areas: ["circuit"], startMs: 100, endMs: 350, amplitude: 20 }];
    const { message } = stopOf(unguarded(localCircuit()), { dtMs: 20, durationMs: 100_000, stimuli });
    expect(message).toContain("use a smaller dtMs (20 now)");
  });
});

describe("a circuit that runs away", () => {
  it("is stopped at the end of its run, long before its rates overflow", () => {
    const stimuli = [{ input: "E", areas: ["circuit"], startMs: 10, endMs: 20, amplitude: 10 }];
    const circuit = localCircuit({ wEE: 60, wEI: 0 });
    const { message } = stopOf(circuit, { dtMs: 0.2, durationMs: 200, stimuli });
    expect(message).toMatch(
      /^rE of area circuit ran away to [\d.e+]+ Hz by 200\.0 ms; use weaker excitation/,
    );
  });
});
