import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ended, isocortex, scratch, shortRun, write } from "../isocortex.js";

const cwd = scratch();

function saysOneLine({ code, stdout, stderr }: Ended, wanted: RegExp): void {
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^isocortex: [^\n]+\n$/);
  expect(stderr).toMatch(wanted);
}

describe("a command line that is wrong ends with 2 and one line", () => {
  it.concurrent.each([
    [["rnu"], /unknown command 'rnu'; did you mean "run"\?/],
    [["verfiy", "x"], /did you mean "verify"\?/],
    [["help", "reprodcue"], /unknown command 'reprodcue'; did you mean "reproduce"\?/],
    [["--halp"], /unknown option '--halp'; did you mean "--help"\?/],
    [["run", "--sed", "1"], /unknown option '--sed'; did you mean one of --seed, --set\?/],
    [["run", "x", "--forse"], /unknown option '--forse'; did you mean "--force"\?/],
    [
      ["run", "chaudhuri", "-q"],
      /no file, folder or model "chaudhuri"; did you mean one of .*chaudhuri-2015\?/,
    ],
    [["run"], /missing required argument 'experiment'/],
    [["run", "a", "b"], /too many arguments for 'run'/],
    [["list", "modles"], /'modles' is invalid.*models, tasks, analyses, connectomes, reproductions/],
    [["bench", "speed"], /'speed' is invalid.*kernels, cortex/],
    [["show", "chaudhuri-2051"], /no "chaudhuri-2051" to show; did you mean "chaudhuri-2015"\?/],
    [["cite", "macaqu-29"], /did you mean "macaque-29"\?/],
    [["-z", "list"], /unknown option '-z'/],
    [["reproduce", "-q", "distance-rul"], /no reproduction "distance-rul"; did you mean "distance-rule"\?/],
    [["reproduce", "--workers", "0"], /'0' is invalid. Expected a whole number from 1 to 256/],
    [["run", "x", "--seed", "1.5"], /'1.5' is invalid. Expected a whole number from 0/],
    [["run", "x", "--seed", ""], /Expected a whole number/],
  ])("%j", async (args, wanted) => {
    saysOneLine(await isocortex(args, { cwd }), wanted);
  });

  it("unless only an option that every command has stands before it", async () => {
    const [before, after] = await Promise.all([
      isocortex(["--json", "list"], { cwd }),
      isocortex(["list", "--json"], { cwd }),
    ]);
    expect(before).toEqual(after);
    expect(before.code).toBe(0);
  });

  it("an abbreviated command is not taken for the whole one", async () => {
    saysOneLine(await isocortex(["repro"], { cwd }), /unknown command 'repro'/);
  });

  it.concurrent.each([
    ["dopamin=1", "froudist-walsh-2021", /did you mean "dopamine"\?/],
    ["tauE", "chaudhuri-2015", /expected key=value/],
    ["parameters.__proto__=1", "chaudhuri-2015", /expected key=value, parameters.key=value/],
  ])("run --set %s", async (change, model, wanted) => {
    saysOneLine(await isocortex(["run", model, "-q", "--set", change], { cwd }), wanted);
  });
});

it("a command of several without one of them shows its help, without an error", async () => {
  const { code, stdout, stderr } = await isocortex(["task"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^Usage: isocortex task /);
  saysOneLine(await isocortex(["task", "shwo"], { cwd }), /unknown command 'shwo'; did you mean "show"\?/);
});

describe("a place that cannot take a run ends with 2 before anything is carried out", () => {
  it("a file", async () => {
    write(cwd, "file", "mine");
    saysOneLine(
      await isocortex([...shortRun, "-q", "--out", "file"], { cwd }),
      /file is a file; choose another/,
    );
    saysOneLine(
      await isocortex([...shortRun, "-q", "--out", "file/x"], { cwd }),
      /file is a file; choose another/,
    );
    saysOneLine(
      await isocortex([...shortRun, "-q", "--dry-run", "--out", "file/x"], { cwd }),
      /file is a file; choose another/,
    );
  });

  it("a folder that holds something, which stays as it was, also with --force", async () => {
    write(cwd, "thesis/chapter.tex", "mine");
    const bare = await isocortex([...shortRun, "-q", "--out", "thesis"], { cwd });
    saysOneLine(bare, /thesis is there already; choose another --out, or replace it with --force/);
    const forced = await isocortex([...shortRun, "-q", "--out", "thesis", "--force"], { cwd });
    saysOneLine(forced, /thesis holds other things than a run; --force replaces runs only/);
    expect(existsSync(join(cwd, "thesis/chapter.tex"))).toBe(true);
    expect(existsSync(join(cwd, "thesis/run.json"))).toBe(false);
  });
});
