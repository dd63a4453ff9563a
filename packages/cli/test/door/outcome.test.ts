import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf, isocortex, json, scratch, shell, shortRun } from "../isocortex.js";

const cwd = scratch();

describe("1: a reproduction that misses a number", () => {
  it("prints which, is written all the same, and ends with 1", async () => {
    const { code, stdout } = await isocortex(["reproduce", "distance-rule", "--seed", "89", "-o", "missed"], {
      cwd,
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^MISS +decay of wiring length/m);
    expect(stdout).toContain("2 of 3 numbers reproduced");
    expect(existsSync(join(cwd, "missed/report.html"))).toBe(true);
  });
});

describe("4: numbers that cannot be trusted", () => {
  it("a step too large for the fastest time constant, told before the run, with one that will do", async () => {
    const run = (dtMs: string) =>
      isocortex(["run", "chaudhuri-2015", "-q", "-s", `dtMs=${dtMs}`, "-o", "big"], { cwd });
    const { code, stderr } = await run("5");
    expect(code).toBe(4);
    expect(stderr).toMatch(/^isocortex: dtMs is 5 but the fastest time constant .*; use dtMs <= 0.46.\n$/);
    expect(existsSync(join(cwd, "big"))).toBe(false);
  });

  it("a state that stops being finite names variable, area and time, and nothing is written", async () => {
    const { code, stderr } = await isocortex(
      ["run", "excitatory-inhibitory", "-q", "-s", "betaE=1", "-s", "wEE=100", "-o", "blown"],
      { cwd },
    );
    expect(code).toBe(4);
    expect(stderr).toMatch(/rE of area circuit stopped being finite by \d+\.\d ms/);
    expect(existsSync(join(cwd, "blown"))).toBe(false);
  });

  it("an audit that flags the step keeps the run and says so on standard error", async () => {
    const { code, stdout, stderr } = await isocortex(
      ["run", "froudist-walsh-2021", "-s", "durationMs=20", "-s", "dtMs=0.5", "-o", "flagged"],
      { cwd },
    );
    expect(code).toBe(4);
    expect(stdout).toContain("audit flagged");
    expect(stderr).toMatch(/the step is too large to trust this run: .*use dtMs <= 0.25/);
    expect(json(join(cwd, "flagged"), "run.json").audit).toMatchObject({ verdict: "flagged" });
  });
});

describe("5: no memory, no room", () => {
  it("memory that no run can have is refused before the run, with what to change", async () => {
    const { code, stderr } = await isocortex(
      ["run", "excitatory-inhibitory", "-q", "-s", "trials=100000", "-s", "durationMs=1e6", "-s", EVERY_STEP],
      { cwd },
    );
    expect(code).toBe(5);
    expect(stderr).toMatch(/^isocortex: the run needs \d+ MiB; .*record less.*\n$/);
  });

  it.skipIf(process.platform === "win32")("a file larger than may be written leaves nothing", async () => {
    const { code, stdout } = await shell(
      "ulimit -f 1\nisocortex run chaudhuri-2015 --json -s durationMs=40 -o limited",
      {
        cwd,
      },
    );
    expect(code).toBe(5);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: "resources",
      message: expect.stringMatching(/^limited cannot be written \(EFBIG.*It takes \d+ bytes\.$/),
    });
    expect(readdirSync(cwd).filter((name) => /limited|\.isocortex/.test(name))).toEqual([]);
  });

  it.skipIf(!existsSync("/dev/full"))("standard output that is full ends with one line", async () => {
    const { code, stderr } = await shell("isocortex list > /dev/full", { cwd });
    expect(code).toBe(5);
    expect(stderr).toMatch(/^isocortex: ENOSPC[^\n]*\n$/);
  });
});

const EVERY_STEP = 'record=[{"variable":"rE","everyMs":0.2}]';
const disk = join(cwd, "disk");
mkdirSync(disk);
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "none", disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync("umount", [disk]);
});

describe.skipIf(!mounted)("5: a disk of 256 kB (needs the right to mount one)", () => {
  it("that gets full keeps the earlier run whole and leaves nothing else", async () => {
    expect((await isocortex([...shortRun, "-q", "-o", "disk/run"], { cwd })).code).toBe(0);
    const before = readFileSync(join(disk, "run/result.npz"));
    const args = ["run", "chaudhuri-2015", "-q", "-s", "durationMs=400", "-o", "disk/run", "--force"];
    const { code, stderr } = await isocortex(args, { cwd });
    expect(code).toBe(5);
    expect(stderr).toMatch(/^isocortex: disk\/run cannot be written \(ENOSPC.*It takes \d+ bytes\.\n$/);
    expect(readdirSync(disk)).toEqual(["run"]);
    expect(readFileSync(join(disk, "run/result.npz")).equals(before)).toBe(true);
  });

  it("that is read-only is refused before the run", async () => {
    spawnSync("mount", ["-o", "remount,ro", disk]);
    const { code, stderr } = await isocortex([...shortRun, "-o", "disk/other"], { cwd });
    expect(code).toBe(5);
    expect(stderr).toMatch(/disk\/other cannot be written \(EROFS/);
    expect(stderr).not.toContain("of memory");
  });
});

describe("6: other bits", () => {
  beforeAll(async () => {
    await isocortex([...shortRun, "-q", "-o", "run"], { cwd });
    for (const name of ["array", "experiment", "hash"])
      cpSync(join(cwd, "run"), join(cwd, name), { recursive: true });
  });
  const edit = (folder: string, from: string | RegExp, to: string): void => {
    const path = join(cwd, folder, "run.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  };

  it("verify of an untouched run ends with 0 and counts its arrays", async () => {
    const { code, stdout } = await isocortex(["verify", "run", "--json", "-q"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ folder: "run", arrays: 4, differing: [] });
  });

  it("verify finds a result.npz of another run", async () => {
    await isocortex([...shortRun, "-q", "-s", "tauE=21", "-o", "tau"], { cwd });
    copyFileSync(join(cwd, "tau/result.npz"), join(cwd, "array/result.npz"));
    const ended = await isocortex(["verify", "array", "--json", "-q"], { cwd });
    expect(ended.code).toBe(6);
    expect(documentOf(ended)).toMatchObject({ error: { code: "mismatch", path: "result.npz" } });
  });

  it("verify finds a changed parameter, and a changed hash, in run.json", async () => {
    edit("experiment", '"tauE": 20', '"tauE": 20.5');
    edit("hash", /"sha256": "./, '"sha256": "g');
    const [parameter, hash] = await Promise.all(
      ["experiment", "hash"].map((name) => isocortex(["verify", name, "-q"], { cwd })),
    );
    expect([parameter!.code, hash!.code]).toEqual([6, 6]);
    expect(parameter!.stderr).toMatch(
      /^isocortex: the experiment in run.json differs from its experimentSha256/,
    );
    expect(hash!.stderr).toMatch(/differs from run.json in rE/);
  });
});
