import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, filesOf, isocortex, json, scratch } from "../isocortex.js";
import { bytesOf, trainTiny } from "../training.js";

const cwd = scratch();
const ask = (...args: string[]) => isocortex([...args, "-q"], { cwd });

beforeAll(async () => {
  expect((await trainTiny(cwd, "go")).code).toBe(0);
});

describe("evaluate", () => {
  const evaluate = async (...args: string[]) =>
    documentOf(await ask("evaluate", "go", "--json", ...args)) as Record<string, unknown>;

  it("scores by condition on trials that a seed decides; without one, those of the report", async () => {
    const [usual, first, other] = await Promise.all([
      evaluate(),
      evaluate("--trials", "100", "--seed", "3"),
      evaluate("--trials", "100", "--seed", "4"),
    ]);
    expect(usual).toMatchObject(json(join(cwd, "go"), "run.json").score as object);
    expect(first.loss).not.toBe(other!.loss);
    expect(first).toMatchObject({
      trials: 100,
      seed: 3,
      byCondition: [{ condition: "stimulus", value: "go" }, {}],
    });
  });

  it("tests how it generalises to other parameters of the task, and refuses those it does not have", async () => {
    expect(await evaluate("-s", "taskParameters.delayMs=1500", "--trials", "8")).toMatchObject({
      taskParameters: { delayMs: 1500 },
    });
    const { code, stderr } = await ask("evaluate", "go", "-s", "delaysMs=1");
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^isocortex: task go-no-go has no parameter "delaysMs"/),
    });
  });

  it("prints a table", async () => {
    expect((await ask("evaluate", "go")).stdout).toMatch(/^condition +value +trials +correct$/m);
  });
});

describe("verify of a training", () => {
  it("trains again and finds the same bits, or names the weights that a changed file differs in", async () => {
    for (const name of ["weights", "record"]) cpSync(join(cwd, "go"), join(cwd, name), { recursive: true });
    await trainTiny(cwd, "other", "--seed", "9");
    cpSync(join(cwd, "other/weights.npz"), join(cwd, "weights/weights.npz"));
    const record = join(cwd, "record/run.json");
    writeFileSync(record, readFileSync(record, "utf8").replace('"noise": 0.05', '"noise": 0.06'));
    const [same, weights, changed] = await Promise.all(
      ["go", "weights", "record"].map((name) => ask("verify", name, "--json")),
    );
    expect(documentOf(same!)).toMatchObject({ arrays: 6, differing: [] });
    expect(weights!.code).toBe(6);
    expect(documentOf(weights!)).toMatchObject({
      error: { code: "mismatch", message: expect.stringMatching(/weights.npz differs from run.json in W_/) },
    });
    expect(changed!.code).toBe(6);
    expect(documentOf(changed!)).toMatchObject({
      error: { message: expect.stringMatching(/differs from its trainingSha256/) },
    });
  });
});

describe("analyse", () => {
  it("leaves numbers and figures in the folder analyses, the same at every call", async () => {
    const { code, stdout } = await ask("analyse", "go", "weights", "spectrum");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^go\/analyses\/weights.json$/m);
    const files = filesOf(join(cwd, "go/analyses"));
    expect(files).toEqual(
      expect.arrayContaining(["spectrum.json", "spectrum.svg", "weights.json", "weights.svg"]),
    );
    const before = bytesOf(cwd, "go/analyses/weights.json");
    expect((await ask("analyse", "go", "weights")).code).toBe(0);
    expect(bytesOf(cwd, "go/analyses/weights.json").equals(before)).toBe(true);
  });

  it("refuses one that is not there", async () => {
    expect(await ask("analyse", "go", "weihgts")).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^isocortex: there is no analysis "weihgts"[^\n]*did you mean "weights"\?\n$/,
      ),
    });
  });

  it("refuses an option that no analysis takes up, with or without names", async () => {
    const [typo, notRun, option] = await Promise.all([
      ask("analyse", "go", "weights", "-s", "weihgts.bins=3"),
      ask("analyse", "go", "weights", "-s", "spectrum.bins=3"),
      ask("analyse", "go", "-s", "spectrum.binz=3"),
    ]);
    expect(typo).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^isocortex: --set weihgts: [^\n]*did you mean "weights"\?\n$/),
    });
    expect(notRun).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^isocortex: --set spectrum: [^\n]*expected one of weights\.\n$/),
    });
    expect(option).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^isocortex: analysis spectrum has no option "binz"/),
    });
  });
});

it("cite of a training names its task's papers", async () => {
  expect(documentOf(await ask("cite", "go", "--json"))).toMatchObject([
    { key: "isocortex" },
    { key: "zhang2019" },
    { key: "molano2022" },
  ]);
});
