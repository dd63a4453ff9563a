import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  type Circuit,
  createSimulation,
  type SimulationOptions,
  simulate,
  type Trace,
} from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { core } from "../core.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { leakyUnit } from "../leaky-unit.js";
import { localCircuit } from "../local-circuit.js";

interface Case {
  readonly circuit: Circuit;
  readonly options: SimulationOptions;
}

const local: Case = {
  circuit: localCircuit({}, { noise: true }),
  options: {
    dtMs: 0.2,
    durationMs: 205,
    stimuli: [{ input: "E", areas: ["circuit"], startMs: 20, endMs: 70, amplitude: 30 }],
    save: [{ variable: "rE", everyMs: 1 }, { variable: "rI" }],
  },
};
const cases: Readonly<Record<string, Case>> = {
  "the E-I circuit": local,
  "Chaudhuri 2015": {
    circuit: chaudhuriCircuit({ settings: { noiseInput: "rest" }, noise: true }),
    options: {
      ...local.options,
      stimuli: [{ input: "E", areas: ["V1"], startMs: 20, endMs: 70, amplitude: 30 }],
    },
  },
  "Froudist-Walsh 2021": {
    circuit: froudistWalshCircuit({ noise: true }),
    options: {
      dtMs: 0.5,
      durationMs: 150,
      stimuli: [{ input: "dendrite-E1", areas: ["V1"], startMs: 20, endMs: 70, amplitude: 0.1 }],
      save: [{ variable: "rE1", everyMs: 2 }, { variable: "sNMDA-E1" }],
    },
  },
};
const each = Object.entries(cases);
const seed = randomStream(11).split("noise");
const data = (traces: readonly Trace[]) => traces.map((trace) => trace.data);

function inChunks({ circuit, options }: Case, size: number) {
  const simulation = createSimulation(core, circuit, options, seed);
  while (simulation.advance(size) > 0);
  return data(simulation.traces());
}

/** The samples of one trial of a trace. */
function trialOf({ data, shape: [samples, trials, areas] }: Trace, trial: number): number[] {
  return Array.from({ length: samples * areas }, (_, at) => {
    const sample = Math.floor(at / areas);
    return data[(sample * trials + trial) * areas + (at % areas)]!;
  });
}

describe("chunks", () => {
  it("of every size from 1 to 1000 steps give the same bits (a leaky unit with noise and a pulse)", () => {
    const leaky: Case = {
      circuit: leakyUnit({ tauMs: 20, diffusion: 1 }),
      options: {
        dtMs: 1,
        durationMs: 1025,
        stimuli: [{ input: "drive", areas: ["unit 0"], startMs: 100, endMs: 901, amplitude: 3 }],
        save: [{ variable: "r", everyMs: 3 }],
      },
    };
    const whole = inChunks(leaky, Number.POSITIVE_INFINITY)[0]!;
    for (let size = 1; size <= 1000; size++) {
      const [chunked] = inChunks(leaky, size);
      if (!chunked!.every((value, at) => value === whole[at]))
        expect.fail(`chunks of ${size} steps moved the trace`);
    }
  });

  it.each(each)("of 1, 7, 64 and 65 steps give the same bits (%s)", (_, one) => {
    const whole = inChunks(one, Number.POSITIVE_INFINITY);
    for (const size of [1, 7, 64, 65]) expect(inChunks(one, size)).toEqual(whole);
  });

  it("end with the run: steps beyond it are not taken", () => {
    const simulation = createSimulation(core, local.circuit, local.options, seed);
    expect(simulation.advance(1000)).toBe(25);
    expect(simulation.advance(1000)).toBe(0);
    expect(simulation.advance(1000)).toBe(0);
    expect(simulation.step).toBe(1025);
  });
});

describe("trials", () => {
  it.each(each)("have the same bits alone and in a batch of any size (%s)", (_, { circuit, options }) => {
    const batch = (trials: number) => simulate(core, circuit, { ...options, trials }, seed);
    const nine = batch(9);
    for (const trials of [1, 2, 3, 4, 5, 8]) {
      batch(trials).forEach((trace, i) => {
        for (let trial = 0; trial < trials; trial++) {
          expect(trialOf(trace, trial)).toEqual(trialOf(nine[i]!, trial));
        }
      });
    }
  });

  it.each(each)("differ from one another with noise and not without (%s)", (_, { circuit, options }) => {
    const [noisy] = simulate(core, circuit, { ...options, trials: 2 }, seed);
    expect(trialOf(noisy!, 0)).not.toEqual(trialOf(noisy!, 1));
    const still = {
      ...circuit,
      groups: circuit.groups.map((g) => g.map((v) => ({ ...v, diffusion: undefined }))),
    };
    const [quiet] = simulate(core, still, { ...options, trials: 2 });
    expect(trialOf(quiet!, 0)).toEqual(trialOf(quiet!, 1));
  });
});

describe("the seed", () => {
  it.each(each)("gives the same bits again, and another seed others (%s)", (_, { circuit, options }) => {
    const once = data(simulate(core, circuit, options, seed));
    expect(data(simulate(core, circuit, options, seed))).toEqual(once);
    expect(data(simulate(core, circuit, options, randomStream(12).split("noise")))).not.toEqual(once);
  });

  it("gives a variable the same noise whatever other variables have noise", () => {
    const drifting = (names: readonly string[]): Circuit => ({
      model: "drift",
      areas: ["area"],
      groups: [names.map((name) => ({ name, unit: "1", initial: 0, diffusion: 1 }))],
      inputs: [],
      constants: {},
      scratch: {},
      fastest: { ms: 10, name: "none" },
      field: () => [() => undefined],
    });
    const options = { dtMs: 1, durationMs: 50, save: [{ variable: "b" }] };
    const alone = simulate(core, drifting(["b"]), options, seed);
    expect(data(simulate(core, drifting(["a", "b", "c"]), options, seed))).toEqual(data(alone));
  });
});

describe("float32", () => {
  it.each([
    // Roundings of 6e-8 of a drive of 300 Hz, kept for a slow time constant of some 200 steps.
    ["the E-I circuit", localCircuit(), local.options, 1e-4],
    ["Chaudhuri 2015", chaudhuriCircuit(), cases["Chaudhuri 2015"]!.options, 1e-4],
    // The figure to hold for this model's cue response (Hz).
    ["Froudist-Walsh 2021", froudistWalshCircuit(), cases["Froudist-Walsh 2021"]!.options, 5e-3],
  ] as const)("stays close to float64 and is not it (%s)", (_, circuit, options, tolerance) => {
    const [double] = simulate(core, circuit, options);
    const [single] = simulate(core, circuit, { ...options, precision: "f32" });
    const apart = Array.from(double!.data, (value, i) => Math.abs(value - single!.data[i]!));
    expect(single!.data).toBeInstanceOf(Float32Array);
    expect(Math.max(...apart)).toBeLessThan(tolerance);
    expect(Math.max(...apart)).toBeGreaterThan(0);
  });
});
