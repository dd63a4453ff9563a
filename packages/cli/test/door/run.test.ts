import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Ended, filesOf, isocortex, json, scratch, short, shortRun, write } from "../isocortex.js";

const cwd = scratch();
const bytesOf = (folder: string): Buffer => readFileSync(join(cwd, folder, "result.npz"));
const experimentOf = (folder: string): Record<string, unknown> =>
  json(join(cwd, folder), "run.json").experiment as Record<string, unknown>;

describe("run", () => {
  let first: Ended;
  beforeAll(async () => {
    write(cwd, "short.json", JSON.stringify({ ...short, name: "mine" }));
    first = await isocortex(["run", "short.json", "--out", "first"], { cwd });
  });

  it("leaves the files of the README and nothing beside them", () => {
    expect(first.code).toBe(0);
    expect(filesOf(join(cwd, "first"))).toEqual(
      ["figures/rE.svg", "figures/rI.svg", "report.html", "result.npz", "run.json", "summary.json"].sort(),
    );
    expect(readdirSync(cwd).sort()).toEqual(["first", "short.json"]);
  });

  it("says the memory it takes before it starts, on standard error", () => {
    const memory = first.stderr.search(/100 steps of 0.2 ms, 1 trial, 2 kB of memory/);
    expect(memory).toBeGreaterThan(0);
    expect(first.stderr.search(/ 0 %/)).toBeGreaterThan(memory);
    expect(first.stdout).not.toContain("memory");
    expect(first.stdout).toContain("report first/report.html");
  });

  it("keeps in run.json the whole experiment, versions, engine, seed, verdict and a hash of each array", () => {
    const record = json(join(cwd, "first"), "run.json");
    const { isocortex: own } = record.versions as Record<string, string>;
    expect(record).toMatchObject({ seed: 1, engine: expect.stringContaining(process.version) });
    expect(own).toMatch(/^\d+\.\d+\.\d+/);
    expect(record.experiment).toMatchObject({ ...short, name: "mine", dtMs: 0.2, trials: 1 });
    expect((record.experiment as { parameters: object }).parameters).toMatchObject({ tauE: 20, wII: 12.5 });
    expect(record.audit).toMatchObject({ verdict: "passed" });
    const arrays = record.arrays as Record<string, { sha256: string }>;
    expect(Object.keys(arrays).sort()).toEqual(["rE", "rE.timeMs", "rI", "rI.timeMs"]);
    for (const { sha256 } of Object.values(arrays)) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("the same experiment from standard input gives the same bytes; another seed does not", async () => {
    const input = `\ufeff${readFileSync(join(cwd, "short.json"), "utf8")}`;
    const [again, other] = await Promise.all([
      isocortex(["run", "-", "-o", "again"], { cwd, input }),
      isocortex(["run", "-", "-o", "other", "--seed", "2"], { cwd, input }),
    ]);
    expect([again.code, other.code]).toEqual([0, 0]);
    expect(bytesOf("again").equals(bytesOf("first"))).toBe(true);
    expect(bytesOf("other").equals(bytesOf("first"))).toBe(false);
    expect(experimentOf("other").seed).toBe(2);
  });

  it("--set goes before the file: keys, parameters by name or path, units, options; an empty folder is used", async () => {
    const changes = ["durationMs=10", "tauE=0.03 s", "parameters.tauI=12", "gradientOnInhibition=false"];
    const args = changes.flatMap((change) => ["--set", change]);
    mkdirSync(join(cwd, "empty"));
    const { code } = await isocortex(["run", "short.json", ...args, "-s", "name=7 Hz", "-o", "empty"], {
      cwd,
    });
    expect(code).toBe(0);
    expect(experimentOf("empty")).toMatchObject({
      durationMs: 10,
      name: "7 Hz",
      parameters: { tauE: 30, tauI: 12, wEE: 24.3 },
      options: { gradientOnInhibition: false },
    });
  });

  it("--dry-run says what a run will take and writes nothing", async () => {
    const { code, stdout } = await isocortex([...shortRun, "--dry-run", "--json", "-o", "dry"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ steps: 100, memoryBytes: expect.any(Number) });
    expect(existsSync(join(cwd, "dry"))).toBe(false);
  });

  it("--quiet leaves standard error empty", async () => {
    const { code, stderr, stdout } = await isocortex([...shortRun, "--quiet", "-o", "quiet"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("report quiet/report.html");
  });
});

describe("a folder that is there already", () => {
  it("is never replaced without --force, which replaces runs", async () => {
    const args = [...shortRun, "-q", "-o", "twice"];
    expect((await isocortex(args, { cwd })).code).toBe(0);
    const before = readFileSync(join(cwd, "twice/run.json"), "utf8");
    write(cwd, "twice/note.txt", "left by an earlier version");
    const refused = await isocortex(args, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/twice is there already; .*--force/);
    expect(readFileSync(join(cwd, "twice/run.json"), "utf8")).toBe(before);
    expect((await isocortex([...args, "--force", "--seed", "5"], { cwd })).code).toBe(0);
    expect(experimentOf("twice").seed).toBe(5);
    expect(filesOf(join(cwd, "twice"))).not.toContain("note.txt");
  });
});

it("runs that end in the same second each get a folder of their own", async () => {
  const folder = scratch();
  const seeds = [1, 2, 3, 4];
  const ends = await Promise.all(
    seeds.map((seed) => isocortex([...shortRun, "-q", "--seed", `${seed}`], { cwd: folder })),
  );
  expect(ends.map(({ code }) => code)).toEqual(seeds.map(() => 0));
  const kept = readdirSync(join(folder, "isocortex-runs"));
  expect(kept.map((name) => json(join(folder, "isocortex-runs", name), "run.json").seed).sort()).toEqual(
    seeds,
  );
  for (const name of kept) expect(name).toMatch(/^\d{4}-\d\d-\d\d-\d{6}-excitatory-inhibitory(-\d)?$/);
});
