import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesOf, isocortex, scratch, shortRun, startIsocortex, write } from "../isocortex.js";

const WHOLE = ["figures/rE.svg", "figures/rI.svg", "report.html", "result.npz", "run.json", "summary.json"];
const TIMES = 20;
const ASIDE = ".isocortex-";
const HOUR_S = 3600;

it(`killed at ${TIMES} moments about its writing, the old run or the new one is there whole`, async () => {
  const cwd = scratch();
  const first = await isocortex([...shortRun, "-q", "-o", "kept"], { cwd });
  expect(first.code).toBe(0);
  for (let i = 0; i < TIMES; i++) {
    const seed = 100 + i;
    const { child, ended } = startIsocortex(
      [...shortRun, "-q", "-o", "kept", "--force", "--seed", `${seed}`],
      { cwd },
    );
    const timer = setInterval(() => {
      if (readdirSync(cwd).some((name) => name.startsWith(ASIDE))) {
        clearInterval(timer);
        setTimeout(() => child.kill("SIGKILL"), (i % 5) * 2);
      }
    }, 1);
    await ended;
    clearInterval(timer);
    const left = readdirSync(cwd).filter((name) => name.startsWith(ASIDE));
    const target = join(cwd, "kept");
    if (!existsSync(target)) renameSync(join(cwd, left.at(-1)!, "old"), target);
    for (const name of left) age(join(cwd, name));
    expect(readdirSync(cwd).filter((name) => !name.startsWith(ASIDE))).toEqual(["kept"]);
    expect(filesOf(join(cwd, "kept"))).toEqual(WHOLE);
  }
  expect((await isocortex([...shortRun, "-q", "-o", "last"], { cwd })).code).toBe(0);
  expect(readdirSync(cwd)).toEqual(["kept", "last"]);
  expect((await isocortex(["verify", "kept", "-q"], { cwd })).code).toBe(0);
});

const age = (path: string): void => {
  const then = Date.now() / 1000 - 2 * HOUR_S;
  utimesSync(path, then, then);
};

it("what a killed process left is taken away an hour later; what may be under way, or the only copy, stays", async () => {
  const cwd = scratch();
  for (const name of ["stale", "now", "both"]) write(cwd, `.isocortex-${name}/new/run.json`, "{}");
  write(cwd, ".isocortex-both/old/run.json", "{}");
  write(cwd, ".isocortex-done/old/run.json", "{}");
  mkdirSync(join(cwd, ".isocortex-empty"));
  write(cwd, ".other/new/run.json", "{}");
  for (const name of [".isocortex-stale", ".isocortex-both", ".isocortex-done", ".isocortex-empty", ".other"])
    age(join(cwd, name));
  expect((await isocortex([...shortRun, "-q", "-o", "run"], { cwd })).code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual([".isocortex-both", ".isocortex-now", ".other", "run"]);
  expect(readFileSync(join(cwd, ".isocortex-both/old/run.json"), "utf8")).toBe("{}");
});
