import { describe, expect, it } from "vitest";
import {
  type Circuit,
  createSimulation,
  planSimulation,
  type SimulationOptions,
  stepsIn,
} from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { core } from "../core.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { localCircuit } from "../local-circuit.js";

const circuits: Readonly<Record<string, Circuit>> = {
  "the E-I circuit": localCircuit(),
  "Chaudhuri 2015": chaudhuriCircuit(),
  "Froudist-Walsh 2021": froudistWalshCircuit({ noise: true }),
};
const options: SimulationOptions = { dtMs: 0.2, durationMs: 100, trials: 3 };
const PAGE = 65_536;

describe.each(Object.entries(circuits))("the plan of %s", (_, circuit) => {
  it.each(["f64", "f32"] as const)(
    "knows the bytes before any are taken, to a page of memory (%s)",
    (precision) => {
      const plan = planSimulation(circuit, { ...options, trials: 400, precision });
      const { bytes } = core.allocate(plan.layout, precision);
      // The module's own statics take up to a page and the memory ends at a whole page.
      expect(bytes - plan.bytes).toBeGreaterThanOrEqual(0);
      expect(bytes - plan.bytes).toBeLessThan(2 * PAGE);
    },
  );

  it("adds exactly what is saved: samples x trials x areas", () => {
    const [first] = circuit.groups[0]!;
    const save = [
      { variable: first!.name, everyMs: 1 },
      { variable: first!.name, areas: [circuit.areas[0]!] },
    ];
    const plain = planSimulation(circuit, options).bytes;
    const n = circuit.areas.length;
    for (const [precision, width] of [
      ["f64", 8],
      ["f32", 4],
    ] as const) {
      const bare = precision === "f64" ? plain : planSimulation(circuit, { ...options, precision }).bytes;
      const saved = (100 * 3 * n + 500 * 3 * 1) * width;
      expect(planSimulation(circuit, { ...options, precision, save }).bytes).toBe(bare + saved);
    }
    const traces = createSimulationTraces(circuit, { ...options, save });
    expect(traces).toBe((100 * 3 * n + 500 * 3 * 1) * 8);
  });

  it("asks for no more memory when the run is a thousand times longer", () => {
    const longer = planSimulation(circuit, { ...options, durationMs: 100_000 });
    expect(longer.bytes).toBe(planSimulation(circuit, options).bytes);
    expect(longer.steps).toBe(1000 * planSimulation(circuit, options).steps);
  });

  it("asks for memory in proportion to the trials, weights apart", () => {
    const bytes = (trials: number): number => planSimulation(circuit, { ...options, trials }).bytes;
    // Blocks of 64 trials or more of f64 are whole multiples of the 64-byte alignment.
    expect(bytes(192) - bytes(128)).toBe(bytes(128) - bytes(64));
    expect(bytes(128)).toBeGreaterThan(bytes(64));
  });
});

function createSimulationTraces(circuit: Circuit, options: SimulationOptions): number {
  const still = {
    ...circuit,
    groups: circuit.groups.map((g) => g.map((v) => ({ ...v, diffusion: undefined }))),
  };
  const simulation = createSimulation(core, still, options);
  return simulation.traces().reduce((total, { data }) => total + data.byteLength, 0);
}

describe("milliseconds", () => {
  it.each([
    [1, 0.1, 10],
    [0.3, 0.1, 3],
    [100.09, 0.2, 500],
    [100.11, 0.2, 501],
    [4000, 0.2, 20_000],
  ])("%d at dt %d are %i steps, the nearest whole number", (ms, dtMs, steps) => {
    expect(stepsIn(ms, dtMs)).toBe(steps);
    expect(planSimulation(localCircuit(), { dtMs, durationMs: ms }).steps).toBe(steps);
  });

  it("of a run are taken as planned, one step at a time", () => {
    const simulation = createSimulation(core, localCircuit(), { dtMs: 0.2, durationMs: 10 });
    expect(simulation.step).toBe(0);
    expect(simulation.advance(20)).toBe(30);
    expect(simulation.step).toBe(20);
    expect(simulation.advance(Number.POSITIVE_INFINITY)).toBe(0);
    expect(simulation.step).toBe(simulation.plan.steps);
  });
});
