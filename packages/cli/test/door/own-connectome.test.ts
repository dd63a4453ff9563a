import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { filesOf, isocortex, json, scratch, write } from "../isocortex.js";
import { bytesOf } from "../training.js";

const cwd = scratch();
const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
const csv = "area,A,B,C\nA,0,0.2,0.1\nB,0.5,0,0.3\nC,0.4,0.1,0\n";
const measures = "area,hierarchy\nA,0\nB,0.5\nC,1\n";
const experiment = (connectome: string): string =>
  JSON.stringify({
    isocortex: 1,
    model: "chaudhuri-2015",
    connectome,
    durationMs: 20,
    stimuli: [{ input: "E", areas: ["A"], startMs: 2, endMs: 10, amplitude: 10 }],
  });
const hashes = (folder: string): unknown => json(join(cwd, folder), "run.json").arrays;

it("a connectome of one's own from CSV is kept with the run, which verifies without the CSV", async () => {
  write(cwd, "data/mine.csv", csv);
  write(cwd, "data/mine.areas.csv", measures);
  write(cwd, "data/x.json", experiment("mine.csv"));
  const run = await isocortex(["run", "data/x.json", "-o", "csv"], { cwd });
  expect(run.stderr).toContain("chaudhuri-2015 on mine.csv");
  expect(run.code).toBe(0);
  expect(filesOf(join(cwd, "csv"))).toContain("connectome.json");
  expect(json(join(cwd, "csv"), "run.json").areas).toEqual(["A", "B", "C"]);
  const verified = await isocortex(["verify", "csv"], { cwd: cwd });
  expect(verified.stdout).toMatch(/^2 of 2 arrays have the same SHA-256/);
});

it.skipIf(!hasNumpy)("the same from npz gives the same numbers (needs python3 with numpy)", async () => {
  const script = `
import numpy as np
np.savez("mine.npz", fln=np.array([[0,.2,.1],[.5,0,.3],[.4,.1,0]]), areas=np.array(["A","B","C"]), hierarchy=np.array([0,.5,1.0]))`;
  expect(spawnSync("python3", ["-c", script], { cwd }).status).toBe(0);
  write(cwd, "npz.json", experiment("mine.npz"));
  write(cwd, "mine.csv", csv);
  write(cwd, "mine.areas.csv", measures);
  write(cwd, "csv.json", experiment("mine.csv"));
  const [npz, text] = await Promise.all(
    ["npz", "csv"].map((name) => isocortex(["run", `${name}.json`, "-o", `from-${name}`], { cwd })),
  );
  expect([npz!.code, text!.code]).toEqual([0, 0]);
  expect(hashes("from-npz")).toEqual(hashes("from-csv"));
});

it.skipIf(!hasNumpy)(
  "numpy reads result.npz as run.json describes it (needs python3 with numpy)",
  async () => {
    const { code } = await isocortex(["run", "chaudhuri-2015", "-s", "durationMs=10", "-o", "read"], { cwd });
    expect(code).toBe(0);
    const script = `
import hashlib, json, numpy as np
arrays = np.load("read/result.npz", allow_pickle=False)
told = json.load(open("read/run.json"))["arrays"]
assert sorted(arrays) == sorted(told), sorted(arrays)
for name, about in told.items():
    a = arrays[name]
    assert list(a.shape) == about["shape"] and a.dtype.str == "<" + about["dtype"], (name, a.shape, a.dtype)
    assert np.isfinite(a).all()
assert abs(arrays["rE"][0, 0] - 10).max() < 1e-9`;
    const { status, stderr } = spawnSync("python3", ["-c", script], { cwd, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  },
);

it.each([
  ["is not square", "area,A,B\nA,0,0.5\n", /bad.csv/],
  ["holds no number", "area,A,B\nA,0,x\nB,0.5,0\n", /bad.csv/],
  ["is not there", undefined, /bad.csv is not there/],
])("a connectome that %s ends with 3 and its name", async (_, text, wanted) => {
  const folder = scratch();
  if (text !== undefined) write(folder, "bad.csv", text);
  write(folder, "bad.json", experiment("bad.csv"));
  const { code, stderr } = await isocortex(["run", "bad.json", "-q"], { cwd: folder });
  expect(stderr).toMatch(wanted);
  expect(stderr).toMatch(/^isocortex: [^\n]+\n$/);
  expect(code).toBe(3);
});

it("a model that needs more than the connectome has says what is missing and ends with 3", async () => {
  const folder = scratch();
  write(folder, "mine.csv", csv);
  write(folder, "x.json", experiment("mine.csv"));
  const { code, stderr } = await isocortex(["run", "x.json", "-q"], { cwd: folder });
  expect(stderr).toMatch(/hierarchy/);
  expect(code).toBe(3);
});

describe("a training on a connectome of one's own", () => {
  const folder = scratch();
  const ask = (...args: string[]) => isocortex([...args, "-q"], { cwd: folder });
  const training = {
    isocortex: 1,
    task: "go-no-go",
    network: {
      hidden: 12,
      areas: ["A", "B", "C"].map((name) => ({ name, units: 4 })),
      connectome: { name: "mine.csv", threshold: 0.15 },
    },
    training: { batch: 8, updates: 6, validation: { every: 3, trials: 16 } },
  };

  beforeAll(async () => {
    write(folder, "data/mine.csv", csv);
    write(folder, "data/t.json", JSON.stringify(training));
    expect(await ask("train", "data/t.json", "-o", "out")).toMatchObject({ code: 0, stderr: "" });
  });

  it("keeps it with its hash, and is verified, trained again and gone on from without the CSV", async () => {
    expect(json(join(folder, "out"), "training.json")).toMatchObject({
      connectomeFile: { file: "connectome.json", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const ended = await Promise.all([
      ask("verify", "out"),
      ask("train", "out", "-o", "again"),
      ask("train", "out/training.json", "-o", "file"),
      ask("train", "--from", "out", "--updates", "2", "-o", "on"),
    ]);
    for (const { code, stderr } of ended) expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(bytesOf(folder, "again/weights.npz").equals(bytesOf(folder, "out/weights.npz"))).toBe(true);
    expect(json(join(folder, "on"), "training.json")).toMatchObject({
      connectomeFile: json(join(folder, "out"), "training.json").connectomeFile,
    });
  });

  it("refuses one that was changed since, with 6", async () => {
    cpSync(join(folder, "out"), join(folder, "changed"), { recursive: true });
    const text = bytesOf(folder, "out/connectome.json").toString();
    write(folder, "changed/connectome.json", text.replace("0.2", "0.1"));
    const refused = [
      await ask("verify", "changed"),
      await ask("evaluate", "changed"),
      await ask("train", "changed", "-o", "from-changed"),
    ];
    rmSync(join(folder, "changed/run.json"));
    refused.push(await ask("resume", "changed"));
    for (const { code, stderr } of refused) {
      expect(stderr).toMatch(
        /^isocortex: changed\/connectome.json is not the file that the training was made/,
      );
      expect(code).toBe(6);
    }
  });
});
