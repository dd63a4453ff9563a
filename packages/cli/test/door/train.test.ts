import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeSafetensors } from "@isocortex/lab";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, filesOf, isocortex, json, scratch, widest, write } from "../isocortex.js";
import { bytesOf, logOf, tiny, trainTiny } from "../training.js";

const cwd = scratch();
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("train", () => {
  beforeAll(async () => {
    expect((await trainTiny(cwd, "plain")).code).toBe(0);
  });

  it("leaves settings, checkpoint, log, record, weights, figures and a report, and nothing else", () => {
    expect(filesOf(join(cwd, "plain"))).toEqual(
      [
        ...["checkpoint.npz", "figures/accuracy.svg", "figures/loss.svg", "figures/recurrent-weights.svg"],
        ...["figures/trial.svg", "log.jsonl", "report.html", "run.json", "training.json"],
        ...["weights.npz", "weights.safetensors"],
      ].sort(),
    );
  });

  it("keeps the training with nothing left out, which trains again to the same bits", async () => {
    const training = json(join(cwd, "plain"), "training.json");
    expect(training).toMatchObject({ isocortex: 1, task: "go-no-go", dtMs: 20, seed: 1 });
    const { code } = await isocortex(
      ["train", "plain/training.json", "-q", "-o", "again", "--workers", "2"],
      { cwd },
    );
    expect(code).toBe(0);
    expect(bytesOf(cwd, "again/weights.npz").equals(bytesOf(cwd, "plain/weights.npz"))).toBe(true);
    expect(json(join(cwd, "plain"), "run.json").training).toEqual(training);
  });

  it("logs every validation, and every checkpoint with the hash of the file", () => {
    const log = logOf(join(cwd, "plain"));
    expect(log.map(({ update, checkpoint }) => update ?? checkpoint)).toEqual([10, 20, 20]);
    expect(log.at(-1)).toEqual({ checkpoint: 20, sha256: sha256(bytesOf(cwd, "plain/checkpoint.npz")) });
    expect(json(join(cwd, "plain"), "run.json").history).toEqual(log.slice(0, 2));
  });

  it("writes the same weights as safetensors", () => {
    const { arrays, metadata } = decodeSafetensors(bytesOf(cwd, "plain/weights.safetensors"));
    expect(Object.keys(arrays).sort()).toEqual(["W_in", "W_out", "W_rec", "b_out", "b_rec", "init_state"]);
    expect(metadata).toMatchObject({ task: "go-no-go" });
  });

  it("reports curves, a trial, weights, scores by condition, settings and how to repeat it, running nothing", () => {
    const report = bytesOf(cwd, "plain/report.html").toString();
    for (const text of [
      "Loss, go-no-go",
      "A trial, go-no-go",
      "Fresh trials by condition",
      "12 leaky units",
      "isocortex verify plain",
    ])
      expect(report).toContain(text);
    expect(report).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it("prints scores by condition within 80 columns, into a folder named by time and task where none is named", async () => {
    const own = scratch();
    const text = await isocortex([...tiny, "-q"], { cwd: own });
    expect(text.stdout).toMatch(/go-no-go made all its updates after 20 updates/);
    expect(text.stdout).toMatch(/^stimulus +no-go +\d+ +\d+\.\d %$/m);
    expect(widest(text.stdout)).toBeLessThanOrEqual(80);
    expect(readdirSync(join(own, "isocortex-runs"))[0]).toMatch(/^\d{4}-\d\d-\d\d-\d{6}-go-no-go$/);
  });

  it("never writes over a folder without --force, and with it only over one of ours", async () => {
    cpSync(join(cwd, "plain"), join(cwd, "kept"), { recursive: true });
    const refused = await trainTiny(cwd, "kept");
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^isocortex: kept is there already[^\n]*\n$/),
    });
    const forced = await trainTiny(cwd, "kept", "--force", "--seed", "2", "--json");
    expect(documentOf(forced)).toMatchObject({
      folder: "kept",
      format: "isocortex.training/v1",
      training: { seed: 2 },
    });
    write(cwd, "thesis/chapter.tex", "mine");
    expect((await trainTiny(cwd, "thesis", "--force")).code).toBe(2);
    expect(existsSync(join(cwd, "thesis/training.json"))).toBe(false);
  });

  it("goes on from the weights of a folder, by its settings or by others", async () => {
    const { code } = await isocortex(["train", "--from", "plain", "--updates", "5", "-q", "-o", "on"], {
      cwd,
    });
    expect(code).toBe(0);
    const { startFrom } = json(join(cwd, "on"), "training.json");
    expect(startFrom).toEqual({ file: "start.npz", sha256: sha256(bytesOf(cwd, "plain/weights.npz")) });
    const other = await isocortex(["train", "odr", "--from", "plain", "--hidden", "12", "-q", "-o", "x"], {
      cwd,
    });
    expect(other.code).toBe(3);
    expect(other.stderr).toMatch(
      /^isocortex: weight W_in is \(12, 3\); this network takes \(12, 33\)[^\n]*\n$/,
    );
  });
});

describe("the command line of a training", () => {
  const plan = async (...args: string[]) => {
    const ended = await isocortex(["train", ...args, "--dry-run", "--json", "-q"], { cwd });
    expect(ended.stderr).toBe("");
    return documentOf(ended) as {
      training: Record<string, unknown> & { network: unknown; training: unknown };
    };
  };

  it("sets what its flags name, and anything else by path", async () => {
    const { training, ...rest } = await plan(
      ...["odr", "--hidden", "20", "--cell", "leaky", "--convention", "state", "--activation", "tanh"],
      ...[
        "--dale",
        "0.8",
        "--seed",
        "7",
        "--updates",
        "30",
        "--batch",
        "16",
        "--rate",
        "0.01",
        "--tau",
        "50",
        "--dt",
        "10",
      ],
      ...["--noise", "0.1", "-s", "network.autapses=false", "-s", "cues=4"],
      ...[
        "-s",
        "taskParameters.delayMaxMs=2000",
        "-s",
        'training.curriculum={"stages":[{"task":{},"threshold":0.5}]}',
      ],
      ...["-s", "training.curriculum.stages.0.threshold=0.7"],
    );
    expect(training).toMatchObject({
      task: "odr",
      seed: 7,
      dtMs: 10,
      taskParameters: { cues: 4, delayMaxMs: 2000 },
      network: {
        hidden: 20,
        convention: "state",
        activation: "tanh",
        tauMs: 50,
        noise: 0.1,
        autapses: false,
        dale: { ratio: 0.8 },
      },
      training: {
        updates: 30,
        batch: 16,
        learningRate: { kind: "constant", rate: 0.01 },
        curriculum: { stages: [{ threshold: 0.7 }] },
      },
    });
    expect((await plan("go-no-go", "--target", "0.8")).training).toMatchObject({
      training: { stop: { target: 0.8 } },
    });
    expect(rest).toMatchObject({
      inputs: 33,
      outputs: 33,
      steps: expect.any(Number),
      memoryBytes: expect.any(Number),
    });
    expect(readdirSync(cwd)).not.toContain("isocortex-runs");
  });

  it("takes times with their units", async () => {
    const given = [
      "--tau",
      "0.2s",
      "--dt",
      "10 ms",
      "-s",
      "delayMs=2s",
      "-s",
      "taskParameters.stimulusMs=0.1 s",
    ];
    expect((await plan("go-no-go", ...given)).training).toMatchObject({
      dtMs: 10,
      network: { tauMs: 200 },
      taskParameters: { delayMs: 2000, stimulusMs: 100 },
    });
  });

  it("reads standard input", async () => {
    const input = '{"isocortex": 1, "task": "n-back", "seed": 5}';
    const { stdout } = await isocortex(["train", "-", "--dry-run", "--json", "-q"], { cwd, input });
    expect(JSON.parse(stdout)).toMatchObject({ training: { task: "n-back", seed: 5 } });
  });

  it.concurrent.each([
    [["train"], 2, /what to train is missing/],
    [["train", "go-no-og"], 2, /there is no task "go-no-og"; did you mean "go-no-go"\?/],
    [["train", "odr", "--cell", "lsmt"], 2, /network.cell is "lsmt"; expected "leaky" or "elman"/],
    [
      ["train", "odr", "-s", "network.hiden=3"],
      2,
      /"network.hiden" is not a key of a training; did you mean "hidden"\?/,
    ],
    [["train", "odr", "--hidden", "0"], 2, /network.hidden is 0; expected a number >= 1/],
    [["train", "odr", "--target", "2"], 2, /training.stop.target is 2; expected a number <= 1/],
    [["train", "odr", "-s", "delayMinMs=-1"], 2, /delayMinMs of task odr is -1; expected a number from/],
    [["train", "wrong.json"], 3, /network.hidden is 0; expected a number >= 1/],
    [["train", "wrong.json", "--batch", "8"], 3, /network.hidden is 0; expected a number >= 1/],
    [["train", "odr", "--tau", "abc"], 2, /tauMs is "abc"; expected a number in ms, for example "20 ms"/],
    [["train", "odr", "-s", "delayMinMs=2Hz"], 2, /delayMinMs is "2Hz"; expected the unit ms, got Hz/],
    [["train", "go-no-go", "--task", "x.ts"], 2, /two tasks are named, go-no-go and x.ts; name one/],
    [["train", "odr", "--dry-run", "-o", "wrong.json/x"], 2, /wrong.json is a file; choose another --out/],
    [["train", "run"], 3, /run is of a run, not of a training; isocortex show run tells/],
    [["resume", "run"], 3, /run is of a run, not of a training; isocortex show run tells/],
    [["evaluate", "run"], 3, /run is of a run, not of a training; isocortex show run tells/],
    [["verify", "reproduced"], 3, /reproduced is of a reproduction, not of a run or training/],
    [["evaluate", "nothing"], 3, /nothing is not there; check the path/],
    [["task", "show", "odr", "-s", "cue=3"], 3, /task odr has no parameter "cue"/],
  ])("%j is refused in one line", async (args, code, wanted) => {
    write(cwd, "wrong.json", '{"isocortex": 1, "task": "odr", "network": {"hidden": 0}}');
    write(cwd, "run/run.json", '{"format": "isocortex.run/v1"}');
    write(cwd, "reproduced/reproduction.json", "[]");
    const ended = await isocortex([...args, "-q"], { cwd });
    expect(ended.stderr).toMatch(/^isocortex: [^\n]+\n$/);
    expect(ended.stderr).toMatch(wanted);
    expect(ended).toMatchObject({ code, stdout: "" });
  });
});

it("training.json is there before the first update, and the numbers that blow up end with 4 and keep it", async () => {
  const args = [
    "-o",
    "blown",
    "--rate",
    "1e6",
    "-s",
    'training.clip="none"',
    "-s",
    "training.optimiser.kind=sgd",
  ];
  const { code, stderr } = await isocortex([...tiny, "-q", ...args], { cwd });
  expect(code).toBe(4);
  expect(stderr).toMatch(/^isocortex: the gradient stopped being finite at update \d+;[^\n]*\n$/);
  expect(JSON.parse(readFileSync(join(cwd, "blown/training.json"), "utf8"))).toMatchObject({ isocortex: 1 });
});
