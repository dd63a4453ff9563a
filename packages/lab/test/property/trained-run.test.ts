import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFiles } from "../../src/io/result-files.js";
import { parseRunFolder, parseTrainedWeights } from "../../src/io/run-folder.js";
import type { NdArray } from "../../src/nd-array.js";
import { connect } from "../../src/platform/connect.js";
import { lesioned, lesionsOf } from "../../src/train/analyses-lesion-table.js";
import { carryOutTraining } from "../../src/train/carry-out-training.js";
import { evaluator, type Seen } from "../../src/train/evaluate.js";
import { evaluateTrained } from "../../src/train/evaluate-trained.js";
import type { score } from "../../src/train/score.js";
import type { Training } from "../../src/train/training.js";
import { planTrained, runTrained, type TrainedNetwork } from "../../src/trained/run-trained.js";
import { host } from "../in-process-host.js";
import { type trainSmall, untrained } from "../trained-small.js";

const ofTask = {
  isocortex: 1 as const,
  task: "perceptual-discrimination",
  training: { batch: 8, updates: 3, validation: { trials: 16 } },
  seed: 4,
};
const leaky = (convention: "rate" | "state" | "post", more: object = {}): Training => ({
  ...ofTask,
  network: { hidden: 12, convention, dale: { ratio: 0.75 }, ...more },
});
const trainings: Readonly<Record<string, Training>> = {
  rate: leaky("rate"),
  state: leaky("state"),
  "state through softplus": leaky("state", { activation: "softplus" }),
  post: leaky("post", { activation: "tanh" }),
  elman: { ...ofTask, network: { hidden: 12, cell: "elman" } },
  lstm: { ...ofTask, network: { hidden: 12, cell: "lstm" } },
  gru: { ...ofTask, network: { hidden: 12, cell: "gru" } },
  "leaky-gru": { ...ofTask, network: { hidden: 12, cell: "leaky-gru" } },
  feedforward: { ...ofTask, network: { hidden: 12, cell: "feedforward" } },
};
const kinds = Object.keys(trainings);
const networks = new Map<string, TrainedNetwork>();
const networkOf = (kind: string): TrainedNetwork => networks.get(kind)!;

beforeAll(async () => {
  for (const [kind, training] of Object.entries(trainings)) {
    const { arrays, record } = await carryOutTraining(host, training, () => undefined);
    networks.set(kind, { training: record.training, weights: arrays });
  }
});

const STEP = 20;
const TRIALS = 70;
const run = (kind: string, experiment: object = {}) =>
  runTrained(host, { isocortex: 1, model: "trained", trials: TRIALS, ...experiment }, networkOf(kind));
const numbers = ({ data }: NdArray): number[] => Array.from(data);
/** Of (time, trial, place): the part before a step. */
const before = ({ data, shape }: NdArray, step: number): number[] =>
  Array.from(data.subarray(0, step * shape[1]! * shape[2]!));

/** Outputs of an evaluation of weights on the trials that runs have, (steps, trials, outputs). */
async function evaluated(
  kind: string,
  change: (trained: Awaited<ReturnType<typeof trainSmall>>) => Record<string, NdArray["data"]>,
): Promise<number[][]> {
  const { training, weights } = networkOf(kind);
  const trained = untrained(
    training as Training,
    Object.fromEntries(
      Object.entries(weights)
        .filter(([name]) => name !== "dale_signs")
        .map(([name, { data }]) => [name, data]),
    ),
  );
  const { setup } = trained;
  const chunks: number[][] = [];
  evaluator(setup).evaluate(
    change(trained) as typeof trained.weights,
    setup.source.scoringTrials(0, TRIALS),
    0,
    setup.root.split("scoring noise"),
    ({ outputs, count, batch }: Seen) => {
      const units = outputs.length / batch.steps / batch.trials;
      for (let i = 0; i < count; i++)
        chunks.push(
          Array.from({ length: batch.steps }, (_, t) =>
            Array.from(outputs.subarray((t * batch.trials + i) * units, (t * batch.trials + i + 1) * units)),
          ).flat(),
        );
    },
  );
  return chunks;
}

const byTrial = ({ data, shape }: NdArray): number[][] => {
  const [steps, trials, units] = shape as [number, number, number];
  return Array.from({ length: trials }, (_, i) =>
    Array.from({ length: steps }, (_each, t) =>
      Array.from(data.subarray((t * trials + i) * units, (t * trials + i + 1) * units)),
    ).flat(),
  );
};

describe.each(kinds)("a run of a trained network, %s", (kind) => {
  it("has the outputs and scores of its evaluation in every bit", async () => {
    const [{ arrays, record }, outputs, evaluation] = await Promise.all([
      run(kind),
      evaluated(kind, ({ weights }) => weights),
      evaluateTrained(host, networkOf(kind).training, networkOf(kind).weights, { trials: TRIALS }),
    ]);
    expect(byTrial(arrays.outputs!)).toEqual(outputs);
    expect(record.summary.score).toEqual(evaluation.score);
  });

  it("a silence of units for the whole trial is their lesion", async () => {
    const areas = ["unit 2", "unit 7"];
    const [silenced, cut] = await Promise.all([
      run(kind, { silence: [{ areas }] }),
      run(kind, { lesions: areas }),
    ]);
    expect(numbers(silenced.arrays.outputs!).map((x) => x + 0)).toEqual(
      numbers(cut.arrays.outputs!).map((x) => x + 0),
    );
    expect(numbers(silenced.arrays.outputs!)).not.toEqual(numbers((await run(kind)).arrays.outputs!));
    const { data, shape } = silenced.arrays.rates!;
    expect([...data].filter((_, at) => [2, 7].includes(at % shape[2]!)).every((rate) => rate === 0)).toBe(
      true,
    );
  });

  it("a silence in a window changes nothing before it, and holds the rates at 0 in it alone", async () => {
    const [plain, silenced] = await Promise.all([
      run(kind),
      run(kind, { silence: [{ areas: ["unit 2", "unit 7"], startMs: 5 * STEP, endMs: 15 * STEP }] }),
    ]);
    for (const name of ["outputs", "rates", "inputs"])
      expect(before(silenced.arrays[name]!, 5)).toEqual(before(plain.arrays[name]!, 5));
    expect(numbers(silenced.arrays.outputs!)).not.toEqual(numbers(plain.arrays.outputs!));
    const { data, shape } = silenced.arrays.rates!;
    const [, trials, hidden] = shape as [number, number, number];
    const sizes = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, t) =>
        Math.max(
          ...Array.from(
            { length: trials },
            (_each, i) =>
              Math.abs(data[((from + t) * trials + i) * hidden + 2]!) +
              Math.abs(data[((from + t) * trials + i) * hidden + 7]!),
          ),
        ),
      );
    expect(Math.max(...sizes(5, 15))).toBe(0);
    expect(Math.max(...sizes(15, 40))).toBeGreaterThan(0);
  });
});

describe("a current", () => {
  const current = { areas: ["unit 3"], startMs: 10 * STEP, endMs: 11 * STEP, amplitude: 0.5 };
  const inputs: Readonly<Record<string, readonly string[]>> = {
    lstm: ["i", "f", "o", "c"],
    gru: ["r", "z", "n"],
    "leaky-gru": ["r", "z", "n"],
  };

  it.each(kinds.flatMap((kind) => (inputs[kind] ?? ["current"]).map((input) => [kind, input] as const)))(
    "into one unit of %s through %s at one step changes nothing before it, and that unit first",
    async (kind, input) => {
      const [plain, driven] = await Promise.all([run(kind), run(kind, { stimuli: [{ ...current, input }] })]);
      const { data: a, shape } = plain.arrays.rates!;
      const { data: b } = driven.arrays.rates!;
      const [steps, trials, hidden] = shape as [number, number, number];
      const changed = Array.from(
        { length: steps },
        (_, t) =>
          new Set(
            Array.from({ length: trials * hidden }, (_each, i) => i)
              .filter((i) => a[t * trials * hidden + i] !== b[t * trials * hidden + i])
              .map((i) => i % hidden),
          ),
      );
      expect(changed.slice(0, 10).every(({ size }) => size === 0)).toBe(true);
      // That reset gate stands before the recurrent matrix, so the others see it in the same step.
      if (kind !== "leaky-gru" || input !== "r") expect([...changed[10]!]).toEqual([3]);
      expect(before(driven.arrays.outputs!, 10)).toEqual(before(plain.arrays.outputs!, 10));
      expect(changed[11]!.size > 1).toBe(kind !== "feedforward");
    },
  );

  it("of the size of a bias, for the whole trial, is that bias", async () => {
    const network = networkOf("state");
    const bias = { ...network.weights.b_rec!, data: Float32Array.from(network.weights.b_rec!.data) };
    bias.data[3]! += 0.5;
    const asBias = await runTrained(
      host,
      { isocortex: 1, model: "trained", trials: 8 },
      { ...network, weights: { ...network.weights, b_rec: bias } },
    );
    const { steps } = planTrained(await host.core(false), { isocortex: 1, model: "trained" }, network);
    const driven = await run("state", {
      trials: 8,
      stimuli: [{ ...current, input: "current", startMs: 0, endMs: steps * STEP }],
    });
    const [x, y] = [numbers(asBias.arrays.rates!), numbers(driven.arrays.rates!)];
    expect(Math.max(...x.map((value, i) => Math.abs(value - y[i]!)))).toBeLessThan(1e-5);
    expect(Math.max(...x)).toBeGreaterThan(0.1);
  });
});

describe("lesions", () => {
  it("of a pathway are those of the analysis, in every bit of outputs and scores", async () => {
    for (const name of ["recurrent", "E->I", "I->E", "input", "E"]) {
      const { arrays } = await run("rate", { lesions: [name] });
      const outputs = await evaluated("rate", (trained) =>
        lesioned(trained, lesionsOf(trained, false).find((lesion) => lesion.name === name)!),
      );
      expect(byTrial(arrays.outputs!), name).toEqual(outputs);
    }
  });

  it("add up", async () => {
    const [both, whole] = await Promise.all([
      run("rate", { lesions: ["E->E", "E->I", "I->E", "I->I"] }),
      run("rate", { lesions: ["recurrent"] }),
    ]);
    expect(numbers(both.arrays.outputs!)).toEqual(numbers(whole.arrays.outputs!));
  });
});

/** x' = x + alpha (W(t) f(x) + W_in u + b - x), outputs W_out(t) f(x'), relu, weights from units `silent` 0 in steps [from, to). */
function withoutSenders(
  weights: Readonly<Record<string, NdArray>>,
  inputs: readonly number[],
  alpha: number,
  [from, to]: readonly [number, number],
  silent: readonly number[],
): number[][] {
  const W = (name: string) => weights[name]!.data;
  const hidden = W("b_rec").length;
  const channels = W("W_in").length / hidden;
  const outs = W("b_out").length;
  const cut = (step: number, unit: number): boolean =>
    silent.includes(unit) && Math.max(0, step) >= from && step < to;
  let x = Array.from(W("init_state"));
  return Array.from({ length: inputs.length / channels }, (_, step) => {
    const rate = x.map((value, j) => (cut(step - 1, j) ? 0 : Math.max(0, value)));
    x = x.map((value, i) => {
      let drive = W("b_rec")[i]!;
      for (let j = 0; j < hidden; j++) drive += W("W_rec")[i * hidden + j]! * rate[j]!;
      for (let c = 0; c < channels; c++) drive += W("W_in")[i * channels + c]! * inputs[step * channels + c]!;
      return value + alpha * (drive - value);
    });
    return Array.from({ length: outs }, (_each, o) => {
      let sum = W("b_out")[o]!;
      for (let j = 0; j < hidden; j++)
        sum += cut(step, j) ? 0 : W("W_out")[o * hidden + j]! * Math.max(0, x[j]!);
      return sum;
    });
  });
}

it("a silence in a window is outgoing weights of 0 in it, as a plain loop has them, to 1e-12", async () => {
  const training: Training = { ...leaky("state"), precision: "f64" };
  const { arrays: weights, record } = await carryOutTraining(host, training, () => undefined);
  const silent = [1, 4, 10];
  const { arrays } = await runTrained(
    host,
    {
      ...{ isocortex: 1, model: "trained", trials: 2, noise: false },
      silence: [{ areas: silent.map((unit) => `unit ${unit}`), startMs: 5 * STEP, endMs: 25 * STEP }],
    },
    { training: record.training, weights },
  );
  const inputs = byTrial(arrays.inputs!)[1]!;
  const naive = withoutSenders(weights, inputs, STEP / 100, [5, 25], silent);
  const got = byTrial(arrays.outputs!)[1]!;
  expect(naive.flat().every((value, i) => Math.abs(value - got[i]!) < 1e-12)).toBe(true);
  const intact = withoutSenders(weights, inputs, STEP / 100, [0, 0], silent);
  expect(intact.flat().some((value, i) => Math.abs(value - got[i]!) > 1e-3)).toBe(true);
});

describe("what a silenced unit goes on from", () => {
  it.each([
    ["state", true],
    ["rate", false],
  ] as const)("%s: a state behind the rate goes on unseen (%s)", async (kind, behind) => {
    const window = { startMs: 5 * STEP, endMs: 15 * STEP };
    const [plain, silenced] = await Promise.all([
      run(kind, { noise: false, lesions: ["recurrent"] }),
      run(kind, { noise: false, lesions: ["recurrent"], silence: [{ areas: ["excitatory"], ...window }] }),
    ]);
    const after = (run: typeof plain): number[] => numbers(run.arrays.rates!).slice(15 * TRIALS * 12);
    const rates = after(silenced);
    expect(after(plain).every((rate, i) => rate === rates[i])).toBe(behind);
  });
});

describe("what is recorded", () => {
  it("are the places and moments asked for", async () => {
    const [all, some] = await Promise.all([
      run("state", { record: ["inputs", "outputs", "rates", "state"].map((variable) => ({ variable })) }),
      run("state", {
        record: [
          { variable: "rates", areas: ["unit 3", "inhibitory"], everyMs: 3 * STEP },
          { variable: "state", areas: ["unit 3"], everyMs: 2 * STEP },
        ],
      }),
    ]);
    const { shape, data } = all.arrays.rates!;
    const [steps, trials] = shape as [number, number, number];
    const picked = (from: NdArray["data"], every: number, units: readonly number[]) =>
      Array.from({ length: Math.ceil(steps / every) }, (_, s) =>
        Array.from({ length: trials }, (_each, i) =>
          units.map((unit) => from[(s * every * trials + i) * 12 + unit]!),
        ),
      ).flat(2);
    expect(numbers(some.arrays.rates!)).toEqual(picked(data, 3, [3, 9, 10, 11]));
    expect(numbers(some.arrays.state!)).toEqual(picked(all.arrays.state!.data, 2, [3]));
    expect(Array.from(some.arrays["rates.timeMs"]!.data).slice(0, 3)).toEqual([0, 60, 120]);
    expect(some.arrays.outputs).toBeUndefined();
    expect(all.record.arrays.rates).toMatchObject({
      axes: ["time", "trial", "unit"],
      unit: "1",
      dtype: "f4",
    });
  });

  it("rates are the states through the activation", async () => {
    const { arrays } = await run("state", { record: [{ variable: "rates" }, { variable: "state" }] });
    expect(numbers(arrays.rates!)).toEqual(numbers(arrays.state!).map((x) => Math.max(x, 0)));
  });

  it("tells of each trial what it was, what was wanted and what came", async () => {
    const { arrays, record } = await run("rate", { trials: 5 });
    const trials = record.summary.trials as {
      condition: Record<string, number>;
      epochs: { name: string; fromMs: number; toMs: number }[];
      answer: { correct: boolean };
    }[];
    expect(trials).toHaveLength(5);
    const [first] = Object.keys(trials[0]!.condition);
    expect(numbers(arrays[`condition.${first}`]!)).toEqual(trials.map(({ condition }) => condition[first!]));
    expect(numbers(arrays.correct!)).toEqual(trials.map(({ answer }) => Number(answer.correct)));
    expect(arrays.targets!.shape).toEqual(arrays.outputs!.shape);
    expect(trials[0]!.epochs.at(-1)!.toMs).toBeGreaterThan(0);
    expect(numbers(arrays.scored!).some((weight) => weight > 0)).toBe(true);
  });
});

describe("trials", () => {
  it("are others with another seed, those asked for with conditions and task parameters, the same with the same", async () => {
    const [usual, again, other] = await Promise.all([
      run("rate", { trials: 8 }),
      run("rate", { trials: 8 }),
      run("rate", { trials: 8, seed: 9 }),
    ]);
    expect(again.record.arrays).toEqual(usual.record.arrays);
    expect(other.record.arrays.inputs!.sha256).not.toBe(usual.record.arrays.inputs!.sha256);
    const { arrays, record } = await run("rate", {
      trials: 8,
      conditions: { coherence: 0.512 },
      taskParameters: { fixationMs: 500 },
    });
    expect(new Set(numbers(arrays["condition.coherence"]!))).toEqual(new Set([0.512]));
    expect(arrays.outputs!.shape[0]).toBeGreaterThan(usual.arrays.outputs!.shape[0]!);
    expect(record.experiment).toMatchObject({
      conditions: { coherence: 0.512 },
      taskParameters: { fixationMs: 500 },
    });
  });

  it("without noise depend on nothing but their conditions", async () => {
    const conditions = { coherence: 0.512, direction: 1 };
    const { arrays } = await run("rate", { trials: 3, noise: false, conditions });
    const [first, ...rest] = byTrial(arrays.inputs!);
    expect(new Set(rest.map(String))).toEqual(new Set([String(first)]));
    expect(new Set(byTrial(arrays.rates!).map(String)).size).toBe(1);
    expect(
      new Set(byTrial((await run("rate", { trials: 3, conditions })).arrays.rates!).map(String)).size,
    ).toBe(3);
  });
});

describe("in a worker", () => {
  const lab = connect();
  afterAll(() => lab.close());
  const experiment = { isocortex: 1, model: "trained", trials: TRIALS, silence: [{ areas: ["unit 1"] }] };

  it("it is the run in process, bit for bit, with what was planned", async () => {
    const network = networkOf("rate");
    const [here, there, plan] = await Promise.all([
      run("rate", experiment),
      lab.runTrained(experiment, network),
      lab.planTrained(experiment, network),
    ]);
    expect(there.arrays).toEqual(here.arrays);
    expect(there.record.summary).toEqual(here.record.summary);
    expect(there.figures).toEqual(here.figures);
    expect(plan).toMatchObject({
      experiment: there.record.experiment,
      memoryBytes: there.record.memoryBytes,
    });
  });

  it("it tells where it is and ends when told to", async () => {
    const seen: number[] = [];
    const work = lab.runTrained({ ...experiment, trials: 50_000 }, networkOf("rate"), {
      onProgress({ fraction }) {
        seen.push(fraction);
        return seen.length > 3 ? "stop" : undefined;
      },
    });
    await expect(work).rejects.toMatchObject({ name: "Cancelled" });
    expect(seen).toHaveLength(4);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
});

describe("the folder of a run", () => {
  it("repeats the run in every bit, and tells weights and training that were changed", async () => {
    const experiment = {
      seed: 3,
      trials: 6,
      stimuli: [{ input: "current", areas: ["excitatory"], startMs: 100, endMs: 300, amplitude: 0.2 }],
      silence: [{ areas: ["unit 1"] }],
      lesions: ["I->I"],
      analyses: [{ name: "weights" }],
    };
    const result = await run("rate", experiment);
    const files = runFiles(result, "isocortex run");
    expect(files["report.html"]).toContain("A trained network of 12 leaky units in 6 trials");
    const { record } = parseRunFolder(String(files["run.json"]), files["result.npz"] as Uint8Array);
    if (!("trained" in record)) throw new Error("the record is of no trained network");
    const weights = parseTrainedWeights(record, files["weights.npz"] as Uint8Array);
    const again = await runTrained(host, record.experiment, { training: record.trained.training, weights });
    expect(again.record.arrays).toEqual(record.arrays);
    expect(again.record.experiment).toEqual(record.experiment);
    expect(JSON.parse(JSON.stringify(again.record.summary))).toEqual(record.summary);
    expect((record.summary.analyses as { name: string }[]).map(({ name }) => name)).toEqual(["weights"]);
    const other = runFiles(await run("state", { trials: 1 }), "")["weights.npz"] as Uint8Array;
    expect(() => parseTrainedWeights(record, other)).toThrow(/weights.npz differs from run.json in W_/);
    const { trained } = record;
    const changed = { ...record, trained: { ...trained, training: { ...trained.training, seed: 99 } } };
    expect(() => parseTrainedWeights(changed, files["weights.npz"] as Uint8Array)).toThrow(
      /differs from its trainingSha256/,
    );
  });

  it("scores by condition are of all the trials", async () => {
    const { record } = await run("rate", { trials: 40 });
    const { byCondition, trials } = record.summary.score as ReturnType<typeof score>;
    expect(trials).toBe(40);
    expect(byCondition.length).toBeGreaterThan(2);
  });
});
