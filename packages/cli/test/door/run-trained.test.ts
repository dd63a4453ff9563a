import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, filesOf, isocortex, json, scratch, shortRun, widest, write } from "../isocortex.js";
import { bytesOf, endless, trainTiny } from "../training.js";

const ownTask = `import { defineTask } from "@isocortex/tasks";

export default defineTask({
  name: "my-task",
  title: "Say where the cue was",
  cite: [],
  params: {},
  dtMs: 20,
  output: "linear",
  inputs: () => [{ name: "cue", size: 2 }],
  outputs: () => [{ name: "choice", size: 2 }],
  inputNoise: () => ({}),
  durationMs: () => 200,
  conditions: () => ({ side: ["left", "right"] }),
  trial(_p, random) {
    const side = random() < 0.5 ? "left" : "right";
    const value = side === "left" ? [1, 0] : [0, 1];
    return {
      epochs: [["cue", 100], ["response", 100]],
      inputs: [{ channel: "cue", during: "cue", value }],
      targets: [{ channel: "choice", during: "response", value }],
      scored: [{ during: "response" }],
      condition: { side },
    };
  },
  answer(_p, trial, response) {
    const [left, right] = response.mean("choice", "response") as [number, number];
    return { correct: left > right === (trial.condition.side === "left"), choice: left > right ? 0 : 1 };
  },
});
`;
const cwd = scratch();
const ask = (...args: string[]) => isocortex([...args, "-q"], { cwd });

beforeAll(async () => {
  expect((await trainTiny(cwd, "trainings/go", "--dale", "0.75")).code).toBe(0);
});

describe("run of a trained network", () => {
  it("by its training's folder leaves the files of the README, scored as evaluate scores", async () => {
    const [{ code, stdout }, evaluated] = await Promise.all([
      ask("run", "trainings/go", "-s", "trials=50", "-o", "first"),
      ask("evaluate", "trainings/go", "--trials", "50", "--json"),
    ]);
    expect(code).toBe(0);
    expect(filesOf(join(cwd, "first"))).toEqual([
      ...["figures/inputs.svg", "figures/rates.svg", "figures/trial.svg", "report.html", "result.npz"],
      ...["run.json", "summary.json", "weights.npz"],
    ]);
    const { score } = json(join(cwd, "first"), "summary.json") as { score: { byCondition: unknown } };
    expect(documentOf(evaluated)).toMatchObject(score);
    expect(stdout).toMatch(/^condition +value +trials +correct$/m);
    expect(json(join(cwd, "first"), "run.json")).toMatchObject({
      format: "isocortex.run/v1",
      experiment: { model: "trained", training: ".", trials: 50 },
      trained: {
        trainingSha256: json(join(cwd, "trainings/go"), "run.json").trainingSha256,
        weights: { W_rec: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      },
    });
  });

  it("by an experiment names the folder from where the experiment lies; changes go before it", async () => {
    const experiment = { isocortex: 1, model: "trained", training: "go", silence: [{ areas: ["unit 3"] }] };
    write(cwd, "trainings/silence.json", JSON.stringify(experiment));
    const args = ["-s", "delayMs=300", "-s", "conditions.stimulus=go", "-s", "trials=4", "--seed", "8"];
    const { code } = await ask("run", "trainings/silence.json", ...args, "-o", "second");
    expect(code).toBe(0);
    expect(json(join(cwd, "second"), "run.json").experiment).toMatchObject({
      silence: [{ areas: ["unit 3"], startMs: 0, endMs: 1300 }],
      conditions: { stimulus: "go" },
      taskParameters: { delayMs: 300 },
      ...{ trials: 4, seed: 8 },
    });
  });

  it("its folder is verified alone, shown, cited, and run again with a change", async () => {
    rmSync(join(cwd, "alone"), { recursive: true, force: true });
    const alone = scratch();
    cpSync(join(cwd, "second"), join(alone, "run"), { recursive: true });
    const there = (...args: string[]) => isocortex([...args, "-q"], { cwd: alone });
    const [verified, shown, cited, again] = await Promise.all([
      there("verify", "run", "--json"),
      there("show", "run"),
      there("cite", "run", "--json"),
      there("run", "run", "-s", "trials=2", "-o", "again", "--json"),
    ]);
    expect(documentOf(verified!)).toMatchObject({ differing: [] });
    expect(shown!.stdout).toMatch(/% of 4 trials correct/);
    expect(documentOf(cited!)).toMatchObject([{ key: "isocortex" }, { key: "zhang2019" }, {}]);
    expect(documentOf(again!)).toMatchObject({
      experiment: { silence: [{ areas: ["unit 3"] }], trials: 2, seed: 8 },
    });
    cpSync(join(alone, "run"), join(alone, "changed"), { recursive: true });
    await trainTiny(alone, "other", "--seed", "9", "--dale", "0.75");
    writeFileSync(join(alone, "changed/weights.npz"), bytesOf(alone, "other/weights.npz"));
    expect(await there("verify", "changed")).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/weights.npz differs from run.json in W_/),
    });
  });

  it("--dry-run says what it will take and writes nothing", async () => {
    const before = filesOf(cwd);
    const { stdout, stderr } = await isocortex(["run", "trainings/go", "--dry-run", "--json"], { cwd });
    expect(stderr).toMatch(/go-no-go by 12 leaky units: 75 steps of 20 ms, 64 trials, [\d.]+ MB of memory/);
    expect(JSON.parse(stdout)).toMatchObject({ steps: 75, memoryBytes: expect.any(Number) });
    expect(filesOf(cwd)).toEqual(before);
  });

  it("with a task of its own keeps the task, and is verified with it", async () => {
    write(cwd, "my-task.ts", ownTask);
    const tiny = ["--hidden", "8", "--batch", "8", "--updates", "5", "--workers", "1"];
    expect((await ask("train", "--task", "my-task.ts", ...tiny, "-o", "own")).code).toBe(0);
    expect((await ask("run", "own", "-s", "trials=3", "-o", "own-run")).code).toBe(0);
    expect(filesOf(join(cwd, "own-run"))).toContain("task.ts");
    expect(await ask("run", "own", "-s", "trials=9", "-s", "conditions.side=left")).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /but task my-task made a trial with "right"; its trial\(p, random, given\) must/,
      ),
    });
    rmSync(join(cwd, "own"), { recursive: true });
    expect((await ask("verify", "own-run")).code).toBe(0);
    writeFileSync(join(cwd, "own-run/task.ts"), `${ownTask}\n// changed`);
    expect(await ask("verify", "own-run")).toMatchObject({ code: 6 });
  });
});

describe("what is refused in one line", () => {
  it.each([
    [
      "a unit that is not there",
      ["run", "trainings/go", "-s", 'silence=[{"areas":["unit 12"]}]'],
      3,
      /silence\[0\].areas\[0\] is "unit 12".*expected "unit 0" to "unit 11"/,
    ],
    [
      "a key that no one has",
      ["run", "trainings/go", "-s", "bla=3"],
      3,
      /task go-no-go has no parameter "bla"/,
    ],
    [
      "an experiment without its training",
      ["run", "nameless.json"],
      3,
      /training is missing; expected the folder of a finished training/,
    ],
    [
      "a folder that is of nothing",
      ["run", "empty"],
      3,
      /empty is of no run and no training; expected a folder that isocortex run or train wrote/,
    ],
    [
      "the run of a circuit",
      ["run", "circuit"],
      3,
      /circuit is of a run of excitatory-inhibitory, not of a trained/,
    ],
  ])("%s", async (_, args, code, message) => {
    write(cwd, "nameless.json", '{"isocortex": 1, "model": "trained"}');
    write(cwd, "empty/note.txt", "");
    if (args.includes("circuit")) await ask(...shortRun, "-o", "circuit");
    const ended = await ask(...args);
    expect(ended).toMatchObject({ code, stderr: expect.stringMatching(message) });
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a training that is not finished", async () => {
    await ask(...endless.slice(0, -2), "-o", "unfinished", "--dry-run");
    write(cwd, "unfinished/training.json", "{}");
    expect(await ask("run", "unfinished")).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /is of a training that is not finished; isocortex resume unfinished goes on/,
      ),
    });
  });
});

it("no line of what it prints is wider than the terminal", async () => {
  const { stdout } = await ask("show", "first");
  expect(widest(stdout)).toBeLessThanOrEqual(80);
});
