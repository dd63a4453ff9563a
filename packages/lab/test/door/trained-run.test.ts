import { initSync } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { run } from "../../src/run.js";
import type { Training } from "../../src/train/training.js";
import { planTrained, runTrained, type TrainedNetwork } from "../../src/trained/run-trained.js";
import { host } from "../in-process-host.js";
import { refusal } from "../refusal.js";
import { untrained } from "../trained-small.js";

const core = initSync();

function networkOf(network: Training["network"], more: Partial<Training> = {}): TrainedNetwork {
  const training: Training = { isocortex: 1, task: "go-no-go", network, ...more };
  const { setup, weights } = untrained(training);
  const arrays = setup.built.shapes.map(({ name, shape }) => [name, { shape, data: weights[name]! }]);
  return { training, weights: Object.fromEntries(arrays) };
}

const leaky = networkOf({ hidden: 12, dale: { ratio: 0.75 } });
const ofTrained = { isocortex: 1, model: "trained" };
const current = { input: "current", areas: ["unit 3"], startMs: 100, endMs: 200, amplitude: 1 };

describe("an experiment on a trained network is refused, in one line that helps, for", () => {
  it.each([
    [
      "a unit that is not there",
      { silence: [{ areas: ["unit 0", "unit 12"] }] },
      'silence[0].areas[1] is "unit 12", which is no unit or group of units of this network; expected "unit 0" to "unit 11".',
      "silence[0].areas[1]",
    ],
    [
      "a group that is misspelt",
      { stimuli: [{ ...current, areas: ["inhibitry"] }] },
      'stimuli[0].areas[0] is "inhibitry", which is no unit or group of units of this network; did you mean "inhibitory"?',
      "stimuli[0].areas[0]",
    ],
    [
      "another input",
      { stimuli: [{ ...current, input: "curent" }] },
      'stimuli[0].input is "curent", but a network of cell "leaky" has no such input; did you mean "current"?',
      "stimuli[0].input",
    ],
    [
      "a window that ends behind the trial",
      { stimuli: [{ ...current, endMs: 1501 }] },
      "stimuli[0] is from 100 to 1501 ms; expected a window inside the longest trial, 0 to 1500 ms.",
      "stimuli[0].endMs",
    ],
    [
      "a window that ends before it begins",
      { silence: [{ areas: ["E"], startMs: 300, endMs: 200 }] },
      "silence[0] ends at 200 ms, not after its start at 300 ms; swap or change them.",
      "silence[0].endMs",
    ],
    [
      "a window between two steps",
      { silence: [{ areas: ["E"], startMs: 101, endMs: 119 }] },
      "silence[0] from 101 to 119 ms holds no step of 20 ms; make it longer.",
      "silence[0].endMs",
    ],
    [
      "a pathway that is not there",
      { lesions: ["E->I", "E->II"] },
      'lesions[1] is "E->II", which this network does not have; did you mean "E->I"?',
      "lesions[1]",
    ],
    [
      "a variable that the convention does not have",
      { record: [{ variable: "state" }] },
      'record[0].variable is "state", which this network does not have; expected one of inputs, outputs, rates.',
      "record[0].variable",
    ],
    [
      "a channel that is not there",
      { record: [{ variable: "inputs", areas: ["stimulus 2"] }] },
      'record[0].areas[0] is "stimulus 2", which is no channel of them; did you mean "stimulus 0"?',
      "record[0].areas[0]",
    ],
    [
      "a variable that is named twice",
      { record: [{ variable: "rates" }, { variable: "rates", areas: ["unit 1"] }] },
      'record[1].variable is "rates", as in an earlier entry; name each once.',
      "record[1].variable",
    ],
    [
      "a value that a condition does not take",
      { conditions: { stimulus: "og" } },
      'condition stimulus is "og"; expected one of go, no-go.',
      "conditions.stimulus",
    ],
    [
      "a condition that is not there",
      { conditions: { stimuls: "go" } },
      'there is no condition "stimuls"; expected one of: stimulus.',
      "conditions.stimuls",
    ],
    [
      "an analysis that is not there",
      { analyses: [{ name: "spectum" }] },
      'there is no analysis "spectum" of trained networks; did you mean "spectrum"?',
      "analyses[0].name",
    ],
    [
      "a key that is not there",
      { silences: [] },
      '"silences" is not a key of an experiment; did you mean "silence"?',
      "silences",
    ],
    [
      "a step above the time constant",
      { dtMs: 200 },
      "alpha = dt/tau is 2; expected more than 0 and at most 1; use dtMs <= tauMs (a pure leak diverges above 2).",
      "network.tauMs",
    ],
  ])("%s", (_, experiment, message, path) => {
    expect(refusal(() => planTrained(core, { ...ofTrained, ...experiment }, leaky))).toMatchObject({
      message,
      path,
    });
  });

  it("a current into a gated unit that names no gate", () => {
    const { message } = refusal(() =>
      planTrained(core, { ...ofTrained, stimuli: [current] }, networkOf({ hidden: 12, cell: "lstm" })),
    );
    expect(message).toBe(
      'stimuli[0].input is "current", but a unit of cell "lstm" has 4 drives; name the gate that the current goes to: i, f, o, c.',
    );
  });

  it("excitatory units of a network without Dale's law", () => {
    const { message } = refusal(() =>
      planTrained(core, { ...ofTrained, silence: [{ areas: ["excitatory"] }] }, networkOf({ hidden: 12 })),
    );
    expect(message).toMatch(/which is no unit or group of units of this network; expected one of unit 0, /);
  });

  it("more memory than there may be, before any of it is taken", () => {
    const large = networkOf({ hidden: 1000, initialise: { W_rec: { kind: "constant", value: 0 } } });
    const { code, ms } = refusal(() => planTrained(core, { ...ofTrained, trials: 65_536 }, large));
    expect(code).toBe("resources");
    expect(ms).toBeLessThan(1000);
  });

  it("weights of another network, and currents that no number holds", async () => {
    const other = { ...leaky, weights: networkOf({ hidden: 13 }).weights };
    expect(refusal(() => planTrained(core, ofTrained, other)).message).toMatch(
      /weight W_in is \(13, 3\); this network takes \(12, 3\)/,
    );
    const strong = { ...current, amplitude: 1e6, startMs: 0, endMs: 1500 };
    const runaway = {
      ...leaky,
      weights: {
        ...leaky.weights,
        W_rec: { shape: [12, 12], data: new Float32Array(144).map((_, i) => (i % 12 < 9 ? 1e6 : -0)) },
      },
    };
    await expect(
      runTrained(host, { ...ofTrained, trials: 1, stimuli: [strong] }, runaway),
    ).rejects.toMatchObject({
      code: "numerical",
      message: expect.stringMatching(/stop being finite at \d+ ms/),
    });
  });

  it("a network that did not come with it", async () => {
    await expect(run(host, ofTrained)).rejects.toMatchObject({
      name: "InputError",
      message:
        'model is "trained", whose training and weights did not come with the experiment; give them (runTrained), or name another model.',
    });
  });
});

it("names groups and areas of units, and channels as wholes", () => {
  const areas = networkOf({
    hidden: 6,
    areas: [
      { name: "PFC", units: 4, excitatory: 3 },
      { name: "PPC", units: 2, excitatory: 1 },
    ],
    projections: [{ from: "PFC", to: "PPC" }],
    dale: {},
  });
  const experiment = {
    ...ofTrained,
    silence: [{ areas: ["PPC"] }],
    lesions: ["PFC->PPC", "PPC", "unit 0"],
    record: [
      { variable: "inputs", areas: ["stimulus"] },
      { variable: "rates", areas: ["inhibitory", "PPC"] },
    ],
  };
  expect(planTrained(core, experiment, areas).experiment).toMatchObject({
    silence: [{ areas: ["PPC"], startMs: 0, endMs: 1500 }],
    lesions: ["PFC->PPC", "PPC", "unit 0"],
    trials: 64,
    noise: true,
  });
});

it("an experiment with nothing left out stands for itself", () => {
  const experiment = { ...ofTrained, silence: [{ areas: ["E"] }], seed: 3, trials: 2 };
  const { experiment: resolved } = planTrained(core, experiment, leaky);
  expect(planTrained(core, JSON.parse(JSON.stringify(resolved)), leaky).experiment).toEqual(resolved);
});
