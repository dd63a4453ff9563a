import { isInputError, randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  type Circuit,
  checkStep,
  createSimulation,
  planSimulation,
  type SimulationOptions,
  type Stimulus,
} from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { leakyUnit } from "../leaky-unit.js";
import { localCircuit } from "../local-circuit.js";

function refusal(act: () => unknown): {
  code: string;
  path?: string | undefined;
  hint?: string | undefined;
  message: string;
} {
  try {
    act();
  } catch (error) {
    if (isInputError(error)) return error;
    throw error;
  }
  return expect.fail("nothing was refused");
}

describe("a step", () => {
  const circuits: readonly Circuit[] = [
    localCircuit(),
    localCircuit({ tauI: 3.3, wII: 0 }),
    localCircuit({ tauE: 1, tauI: 1000 }),
    localCircuit({ tauI: 1, betaI: 2, wII: 100 }),
    chaudhuriCircuit(),
    froudistWalshCircuit(),
    froudistWalshCircuit({ values: { tauAMPA: 0.1 } }),
    leakyUnit({ tauMs: 0.013 }),
    ...["wilson-cowan", "linear-2x2", "hopf-normal-form"].map((name) => circuitOf(name)),
    ...["mejias-wang-2022-area", "chaudhuri-2015-nonlinear-area"].map((name) => circuitOf(name)),
    circuitOf("wilson-cowan", { preset: "multistable-rate" }),
  ];

  it.each(circuits.map((circuit) => [circuit.model, circuit.fastest.ms, circuit] as const))(
    "too large for %s (fastest %d ms) is refused with the largest safe value, which is then accepted",
    (_, ms, circuit) => {
      const { code, path, hint, message } = refusal(() => checkStep(circuit, ms));
      expect([code, path]).toEqual(["numerical", "dtMs"]);
      expect(message).toContain(circuit.fastest.name);
      const safe = Number(/use dtMs <= (\S+)\.$/.exec(message)![1]);
      expect(hint).toBe(`dtMs ${safe}`);
      expect(safe).toBeGreaterThan(0);
      expect(safe).toBeLessThanOrEqual(ms / 4);
      expect(() => planSimulation(circuit, { dtMs: safe, durationMs: 10 * safe })).not.toThrow();
      // Rounded down by less than a tenth.
      expect(() => checkStep(circuit, 1.1 * safe + 0.0001)).toThrow();
    },
  );

  it("names the faster of the two cells, inhibitory ones being faster for their self-inhibition", () => {
    expect(refusal(() => checkStep(localCircuit(), 5)).message).toMatch(
      /fastest time constant of excitatory-inhibitory is 1\.856 ms \(tauI\/\(1 \+ betaI·wII\)\)/,
    );
    expect(refusal(() => checkStep(localCircuit({ tauE: 1 }), 5)).message).toContain("is 1 ms (tauE)");
  });

  it.each([0, -0.1, Number.NaN])("of %d ms is refused, not waited for", (dtMs) => {
    const { path, message } = refusal(() => planSimulation(localCircuit(), { dtMs, durationMs: 10 }));
    expect(path).toBe("dtMs");
    expect(message).toContain("expected a number above 0");
  });
});

describe("options", () => {
  const options: SimulationOptions = { dtMs: 0.2, durationMs: 10 };
  const pulse: Stimulus = { input: "E", areas: ["V1"], startMs: 1, endMs: 2, amplitude: 1 };
  const wrong: readonly (readonly [string, Partial<SimulationOptions>, string, RegExp])[] = [
    [
      "no step at all",
      { durationMs: 0 },
      "durationMs",
      /durationMs is 0; expected at least one step, dtMs = 0.2/,
    ],
    ["less than half a step", { durationMs: 0.09 }, "durationMs", /at least one step/],
    ["a time that is no number", { durationMs: Number.NaN }, "durationMs", /at least one step/],
    [
      "an unknown variable",
      { save: [{ variable: "rE" }, { variable: "rX" }] },
      "record[1].variable",
      /variable "rX" is not there; expected one of rE, rI/,
    ],
    [
      "an unknown area to record",
      { save: [{ variable: "rE", areas: ["V9"] }] },
      "record[0].areas",
      /area "V9" is not there; expected one of V1, V2, 2, 8m, 24c/,
    ],
    [
      "samples closer than steps",
      { save: [{ variable: "rE", everyMs: 0.05 }] },
      "record[0].everyMs",
      /everyMs is 0.05; expected at least one step, dtMs = 0.2/,
    ],
    [
      "a sampling time that is no number",
      { save: [{ variable: "rE", everyMs: Number.NaN }] },
      "record[0].everyMs",
      /everyMs is NaN/,
    ],
    [
      "an unknown input",
      { stimuli: [{ ...pulse, input: "dendrite" }] },
      "stimuli[0].input",
      /input "dendrite" is not there; expected one of E, I/,
    ],
    [
      "an unknown area to stimulate",
      { stimuli: [pulse, { ...pulse, areas: ["V1", "LGN"] }] },
      "stimuli[1].areas",
      /area "LGN" is not there/,
    ],
    [
      "a stimulus that ends before it starts",
      { stimuli: [{ ...pulse, startMs: 5, endMs: 3 }] },
      "stimuli[0].endMs",
      /endMs is 3, not after startMs 5; swap or change them/,
    ],
    [
      "a stimulus shorter than a step",
      { stimuli: [{ ...pulse, endMs: 1.05 }] },
      "stimuli[0].endMs",
      /from 1 to 1.05 ms holds no step/,
    ],
    [
      "a stimulus of no length",
      { stimuli: [{ ...pulse, endMs: 1 }] },
      "stimuli[0].endMs",
      /endMs is 1, not after/,
    ],
  ];

  const few = new Float64Array(4);
  const unseen = (): never => expect.fail("it was looked at");
  const misnamed: typeof wrong = [
    [
      "starting values of an unknown variable",
      { initial: { rX: few } },
      "initial.rX",
      /variable "rX" is not there; expected one of rE, rI/,
    ],
    [
      "starting values for some areas alone",
      { initial: { rE: few } },
      "initial.rE",
      /initial.rE has 4 values; expected 5, one per trial and area/,
    ],
    [
      "a watch on an unknown variable",
      { watch: [{ variable: "rX", see: unseen }] },
      "watch[0].variable",
      /variable "rX" is not there; expected one of rE, rI/,
    ],
    [
      "looks closer than steps",
      { watch: [{ variable: "rE", everyMs: 0.05, see: unseen }] },
      "watch[0].everyMs",
      /everyMs is 0.05; expected at least one step/,
    ],
  ];

  it.each([...wrong, ...misnamed])("with %s are refused by place and remedy", (_, change, path, message) => {
    const refused = refusal(() => createSimulation(core, chaudhuriCircuit(), { ...options, ...change }));
    expect(refused.path).toBe(path);
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain("\n");
  });

  it("list at most twelve names of what would have fitted", () => {
    const many = leakyUnit({ tauMs: 10, units: 40 });
    const { message } = refusal(() =>
      planSimulation(many, { ...options, save: [{ variable: "r", areas: ["x"] }] }),
    );
    expect(message).toMatch(/unit 0, .*unit 11, \.\.\.\.$/);
  });

  it("with a part of a trial are refused", () => {
    expect(() => createSimulation(core, chaudhuriCircuit(), { ...options, trials: 2.5 })).toThrow(
      /expected whole numbers/,
    );
  });

  it("asking for an unknown state are refused", () => {
    const simulation = createSimulation(core, chaudhuriCircuit(), options);
    expect(() => simulation.state("rX")).toThrow(/variable "rX" is not one of chaudhuri-2015/);
  });
});

describe("noise", () => {
  const options: SimulationOptions = { dtMs: 0.2, durationMs: 10 };
  const noisy = localCircuit({}, { noise: true });

  it("without a random stream is refused", () => {
    expect(() => createSimulation(core, noisy, options)).toThrow(
      /has noise on and no random stream; pass randomStream\(seed\)/,
    );
  });

  it.each(["heun", "rk4"] as const)("with %s is refused, for what it would converge to", (integrator) => {
    const act = () => createSimulation(core, noisy, { ...options, integrator }, randomStream(1));
    expect(refusal(act).path).toBe("integrator");
    expect(act).toThrow(new RegExp(`integrator is "${integrator}" with noise on; noise needs "euler"`));
  });
});
