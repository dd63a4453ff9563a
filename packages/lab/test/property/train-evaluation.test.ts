import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { evaluator } from "../../src/train/evaluate.js";
import { gradientWorker } from "../../src/train/gradient-worker.js";
import { prepareTraining } from "../../src/train/setup.js";
import { createTrainer, startState } from "../../src/train/trainer.js";
import { resolveTraining, type Training } from "../../src/train/training.js";
import { host } from "../in-process-host.js";

const core = await host.core(false);
const setupOf = (training: Omit<Training, "isocortex" | "task">) =>
  prepareTraining(
    core,
    resolveTraining({
      isocortex: 1,
      task: "go-no-go",
      taskParameters: { inputNoise: 0 },
      precision: "f64",
      ...training,
      network: { hidden: 6, noise: 0, ...training.network },
    }),
  );
const noise = randomStream(1);

describe("the loss of an evaluation", () => {
  it.each([
    { kind: "mse" },
    { kind: "mse-all" },
    { kind: "lsq" },
    { kind: "bce", clip: 1e-7 },
    { kind: "bce" },
  ] as const)("of trials is the mean of their own losses, however many fill a chunk ($kind)", (loss) => {
    const setup = setupOf({ training: { loss } });
    const weights = createTrainer(setup, [], startState(setup)).weights("present");
    const { evaluate } = evaluator(setup);
    const trials = setup.source.validationTrials(0, 70);
    const whole = evaluate(weights, trials, 0, noise).loss;
    const alone = trials.map((trial) => evaluate(weights, [trial], 0, noise).loss);
    const mean = alone.reduce((sum, one) => sum + one, 0) / alone.length;
    expect(Math.abs(whole / mean - 1)).toBeLessThan(1e-9);
  });
});

describe("the best weights", () => {
  it("are the present ones before the first validation, and then those of the best", async () => {
    const setup = setupOf({ training: { batch: 8, shards: 2 } });
    const trainer = createTrainer(setup, [gradientWorker(setup, [0, 1])], startState(setup));
    const initial = trainer.weights("present").W_rec!;
    await trainer.update();
    expect(trainer.weights("best")).toEqual(trainer.weights("present"));
    expect(trainer.weights("best").W_rec).not.toEqual(initial);
    trainer.validate();
    expect(trainer.state.bestUpdate).toBe(1);
  });

  it("are not chosen by a metric that the task does not give", () => {
    const setup = prepareTraining(
      core,
      resolveTraining({
        isocortex: 1,
        task: "perceptual-discrimination",
        network: { hidden: 4 },
        training: { metric: "balancedAccuracy" },
      }),
    );
    const trainer = createTrainer(setup, [], startState(setup));
    expect(() => trainer.validate()).toThrow(/counts no hits and false alarms; use "accuracy"/);
  });
});

describe("the gradient of a whole update, penalties and all", () => {
  it("is the derivative of the loss that is reported, to 1e-6", async () => {
    const rate = 1e-4;
    const setup = setupOf({
      network: { dale: { ratio: 0.5 } },
      training: {
        batch: 5,
        shards: 2,
        optimiser: { kind: "sgd" },
        clip: "none",
        learningRate: { kind: "constant", rate },
        penalties: {
          input: { l1: 0.3, l2: 0.1 },
          recurrent: { l2: 0.4 },
          output: { l1: 0.2 },
          rates: 0.5,
        },
      },
    });
    const start = startState(setup);
    const trainerFrom = (change: (raw: Record<string, Float64Array>) => void) => {
      const raw = Object.fromEntries(
        Object.entries(start.raw).map(([name, values]) => [name, Float64Array.from(values)]),
      );
      change(raw);
      return createTrainer(setup, [gradientWorker(setup, [0, 1])], { ...start, raw });
    };
    const lossAt = async (name: string, at: number, step: number): Promise<number> =>
      (
        await trainerFrom((raw) => {
          raw[name]![at]! += step;
        }).update()
      ).loss;
    const trainer = trainerFrom(() => undefined);
    const before = Object.fromEntries(Object.entries(start.raw).map(([name, v]) => [name, v.slice()]));
    await trainer.update();
    for (const [name, values] of Object.entries(before)) {
      for (const at of [0, values.length - 1]) {
        const got = (values[at]! - trainer.state.raw[name]![at]!) / rate;
        const h = 1e-6;
        const numeric = ((await lossAt(name, at, h)) - (await lossAt(name, at, -h))) / (2 * h);
        expect(Math.abs(got - numeric), `${name}[${at}]`).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
      }
    }
  });
});
