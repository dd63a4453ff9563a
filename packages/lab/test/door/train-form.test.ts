import { describe, expect, it } from "vitest";
import { prepareTraining } from "../../src/train/setup.js";
import { resolveTraining } from "../../src/train/training.js";
import { host } from "../in-process-host.js";
import { refusal } from "../refusal.js";

const core = await host.core(false);
const base = { isocortex: 1, task: "go-no-go" };
const prepare = (training: object) => prepareTraining(core, resolveTraining({ ...base, ...training }));

describe("a training that is wrong is refused by place and remedy", () => {
  it.each([
    [{ tusk: 1 }, "tusk", /not a key of a training; did you mean "task"\?/],
    [{ task: "go-nogo" }, "task", /there is no task "go-nogo"; did you mean "go-no-go"\?/],
    [{ network: { hiden: 10 } }, "network.hiden", /did you mean "hidden"\?/],
    [{ network: { hidden: 0 } }, "network.hidden", /is 0; expected a number >= 1/],
    [{ network: { cell: "lstm", noise: 3 } }, "network.noise", /is 3, but a network of cell "lstm" has none/],
    [{ network: { cell: "elman", tauMs: 50 } }, "network.tauMs", /cell "elman" has none; leave it out/],
    [{ network: { cell: "gru", convention: "state" } }, "network.convention", /cell "gru" has none/],
    [{ network: { hidden: 4, tauMs: [1, 2] } }, "network.tauMs", /has 2 values; expected one, or 4/],
    [{ network: { tauMs: 5 } }, "network.tauMs", /alpha = dt\/tau is .*expected more than 0 and at most 1/],
    [{ network: { cell: "gru", dale: { ratio: 0.8 } } }, "network.cell", /weights take no constraints/],
    [
      { network: { hidden: 2, masks: { recurrent: [[1, 0, 1], [0]] } } },
      "network.masks.recurrent[1]",
      /has 1 values; expected 3 as in the first row/,
    ],
    [{ network: { window: 3 } }, "network.window", /expected 1 for a recurrent network/],
    [{ network: { fixed: ["W_rek"] } }, "network.fixed", /no weight of this network; did you mean "W_rec"\?/],
    [{ network: { projections: [] } }, "network.areas", /is missing/],
    [
      { training: { optimiser: { kind: "adam", beta1: 1 } } },
      "training.optimiser.beta1",
      /is 1; expected a number < 1/,
    ],
    [
      {
        training: {
          stop: { target: 0.9 },
          curriculum: { stages: [{ task: {}, threshold: 0.9 }] },
        },
      },
      "training.stop",
      /a curriculum ends when its last stage passes/,
    ],
    [
      {
        training: {
          curriculum: {
            stages: [
              { task: { inputNoise: 0 }, threshold: 0.9 },
              { task: {}, threshold: 0.9 },
            ],
          },
        },
      },
      "training.curriculum.stages[1]",
      /changes the noise of the task's inputs/,
    ],
    [
      { network: { cell: "gru" }, training: { penalties: { vanishing: 1 } } },
      "training.penalties.vanishing",
      /expected "leaky" or "elman"/,
    ],
  ])("%j", (training, path, message) => {
    expect(refusal(() => prepare(training))).toMatchObject({
      path,
      message: expect.stringMatching(message),
    });
  });

  it("and one that was resolved is resolved again to itself, for every cell", () => {
    for (const cell of ["leaky", "elman", "lstm", "gru", "leaky-gru", "feedforward"] as const) {
      const resolved = resolveTraining({ ...base, network: { cell } });
      expect(resolveTraining(resolved)).toEqual(resolved);
    }
  });
});
