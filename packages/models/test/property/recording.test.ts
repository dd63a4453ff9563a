import { describe, expect, it } from "vitest";
import { createSimulation, type Stimulus, simulate, stepsIn } from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { core } from "../core.js";
import { leakyUnit } from "../leaky-unit.js";

const circuit = chaudhuriCircuit();
const n = circuit.areas.length;
const pulse: Stimulus = { input: "E", areas: ["V1"], startMs: 5, endMs: 30, amplitude: 40 };
const options = { dtMs: 0.2, durationMs: 60, trials: 2, stimuli: [pulse] };
const [full] = simulate(core, circuit, { ...options, save: [{ variable: "rE" }] });

describe("a recording", () => {
  it("begins with the initial state and has sample s at time s·everyMs, before the run's end", () => {
    expect(full!.shape).toEqual([300, 2, n]);
    expect(full!.everyMs).toBe(0.2);
    expect(full!.data.slice(0, 2 * n)).toEqual(new Float64Array(2 * n).fill(10));
    const simulation = createSimulation(core, circuit, options);
    simulation.advance(120);
    expect(full!.data.slice(120 * 2 * n, 121 * 2 * n)).toEqual(simulation.state("rE"));
  });

  it.each([
    [0.4, ["V1", "V2", "2", "8m", "24c"]],
    [1, ["24c"]],
    [7, ["8m", "V1"]],
    [1000, ["2"]],
  ] as const)("every %d ms of %o is the full one, subsampled", (everyMs, areas) => {
    const [some] = simulate(core, circuit, { ...options, save: [{ variable: "rE", everyMs, areas }] });
    const every = stepsIn(everyMs, 0.2);
    const samples = Math.ceil(300 / every);
    expect(some!.shape).toEqual([samples, 2, areas.length]);
    expect(some!.areas).toEqual(areas);
    const expected = Array.from({ length: samples }, (_, sample) =>
      [0, 1].map((trial) =>
        areas.map((area) => full!.data[(sample * every * 2 + trial) * n + circuit.areas.indexOf(area)]!),
      ),
    ).flat(2);
    expect(Array.from(some!.data)).toEqual(expected);
  });

  it("changes nothing that is recorded beside it, nor the run", () => {
    const traces = simulate(core, circuit, {
      ...options,
      save: [{ variable: "rI", everyMs: 3 }, { variable: "rE" }, { variable: "rE", areas: ["V2"] }],
    });
    expect(traces[1]!.data).toEqual(full!.data);
    expect(traces.map(({ variable, unit }) => `${variable} ${unit}`)).toEqual(["rI Hz", "rE Hz", "rE Hz"]);
  });

  it("is a copy: advancing further does not change what was handed out", () => {
    const simulation = createSimulation(core, circuit, options);
    simulation.advance(100);
    const state = simulation.state("rE");
    const before = state.slice();
    simulation.advance(10);
    expect(state).toEqual(before);
    expect(simulation.state("rE")).not.toEqual(before);
  });
});

describe("stimuli", () => {
  /** Input of the leaky unit at each step: tau·(r(t + dt) - r(t))/dt + r(t). */
  function inputs(stimuli: readonly Stimulus[]): number[] {
    const [r] = simulate(core, leakyUnit({ tauMs: 4 }), {
      dtMs: 1,
      durationMs: 13,
      stimuli,
      save: [{ variable: "r" }],
    });
    return Array.from({ length: 12 }, (_, step) => {
      const input = 4 * (r!.data[step + 1]! - r!.data[step]!) + r!.data[step]!;
      return Math.round(1e9 * input) / 1e9;
    });
  }
  const on = (startMs: number, endMs: number, amplitude: number): Stimulus => ({
    input: "drive",
    areas: ["unit 0"],
    startMs,
    endMs,
    amplitude,
  });

  it("act from startMs up to, not including, endMs", () => {
    expect(inputs([on(2, 5, 3)])).toEqual([0, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("add where they overlap, and leave no trace when they end", () => {
    expect(inputs([on(1, 8, 1), on(3, 6, 10), on(5, 7, 100)])).toEqual([
      0, 1, 1, 11, 11, 111, 101, 1, 0, 0, 0, 0,
    ]);
  });

  it("that follow one another have no gap and no overlap", () => {
    expect(inputs([on(2, 5, 1), on(5, 9, 2)])).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0]);
  });

  it("that start before the run are on from its first step", () => {
    expect(inputs([on(-3, 2, 5)])).toEqual([5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("that last beyond the run stay on to its end", () => {
    expect(inputs([on(9, 1e6, 5)])).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5]);
  });

  it("of all areas are those that name each of them", () => {
    const circuit = chaudhuriCircuit();
    const ends = [["all"], [...circuit.areas]].map((areas) => {
      const simulation = createSimulation(core, circuit, { ...options, stimuli: [{ ...pulse, areas }] });
      simulation.advance(100);
      return simulation.state("rE");
    });
    expect(ends[0]).toEqual(ends[1]);
    expect(Math.min(...ends[0]!)).toBeGreaterThan(10.01);
  });

  it("reach the areas they name, in every trial, and the other areas only through links", () => {
    const isolated = chaudhuriCircuit({ settings: { longRange: false } });
    const stimuli = [{ ...pulse, areas: ["V2", "8m"] }];
    const simulation = createSimulation(core, isolated, { ...options, stimuli });
    simulation.advance(100);
    const raised = Array.from(simulation.state("rE"), (rate) => rate > 10.01);
    expect(raised).toEqual([false, true, false, true, false, false, true, false, true, false]);
  });
});
