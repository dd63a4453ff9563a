import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { filesOf, isocortex, scratch, shell, short, shortRun, write } from "../isocortex.js";

const cwd = scratch();
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const reproduction = ["reproduce", "distance-rule"];

describe("a pipe that closes early", () => {
  it.each(["list", "show experiment", "show froudist-walsh-2021", "--help"])(
    "after one line of %s ends it without a word",
    async (command) => {
      const { code, stdout, stderr } = await shell(`set -o pipefail; isocortex ${command} | head -1`, {
        cwd,
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^[^\n]+\n$/);
    },
  );

  it("on standard error too does not stop a run from being written", async () => {
    const script = `set -o pipefail; isocortex ${shortRun.join(" ")} -o closed 2>&1 | head -1`;
    const { code, stdout } = await shell(script, { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^isocortex \d[^\n]+\n$/);
    expect(filesOf(join(cwd, "closed"))).toContain("run.json");
  });
});

describe("colours", () => {
  const look = async (env: Record<string, string>): Promise<boolean> => {
    const { stdout, stderr } = await isocortex(["show", "macaque-29"], { cwd, env });
    expect(stderr).toBe("");
    return CONTROL.test(stdout);
  };

  it("are not written off a terminal, unless FORCE_COLOR asks, and never against NO_COLOR", async () => {
    expect(await look({})).toBe(false);
    expect(await look({ TERM: "xterm-256color", COLORTERM: "truecolor" })).toBe(false);
    expect(await look({ FORCE_COLOR: "1" })).toBe(true);
    expect(await look({ FORCE_COLOR: "0" })).toBe(false);
    expect(await look({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  });

  it("do not get into the document of --json", async () => {
    const { stdout } = await isocortex(["list", "--json"], { cwd, env: { FORCE_COLOR: "1" } });
    expect(stdout).not.toMatch(CONTROL);
  });
});

describe("off a terminal", () => {
  it("progress goes to standard error, in whole lines, and results to standard output", async () => {
    const { stdout, stderr } = await isocortex([...reproduction, "-o", "lines"], { cwd });
    expect(stderr).toMatch(/^ {2}0 % +distance-rule: \w+\n/m);
    expect(stderr).not.toMatch(CONTROL);
    expect(stdout).not.toMatch(CONTROL);
    expect(stdout).not.toMatch(/ %| s left/);
  });
});

describe("control characters in what is read", () => {
  const nasty = "a\u001b[31mb\u009b2Jc\u0007\r\nd";

  beforeAll(async () => {
    await isocortex([...shortRun, "-q", "-o", "run"], { cwd });
    const path = join(cwd, "run/run.json");
    const record = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...record, engine: nasty, citations: ["isocortex", nasty] }));
    write(cwd, "name.json", JSON.stringify({ ...short, name: nasty }));
    write(cwd, "connectome.json", JSON.stringify({ ...short, model: "chaudhuri-2015", connectome: nasty }));
    write(cwd, "key.json", JSON.stringify({ ...short, [nasty]: 1 }));
    write(cwd, "esc.json", nasty);
    write(cwd, "esc\u001b[31m.json", "{}");
  });

  it.concurrent.each([
    ["the name of an experiment", ["run", "name.json", "-o", "named"], 0],
    ["a file's name", ["run", "esc\u001b[31m.json"], 3],
    ["a file's text", ["run", "esc.json"], 3],
    ["a key", ["run", "key.json"], 3],
    ["a connectome", ["run", "connectome.json"], 3],
    ["the engine of a run", ["verify", "run"], 0],
    ["the citations of a run", ["cite", "run"], 0],
    ["a folder to write", [...shortRun, "-o", "out\u001b[31m"], 0],
    ["an argument", ["show", nasty], 2],
  ])("of %s never reach the terminal raw", async (_, args, wanted) => {
    const { code, stdout, stderr } = await isocortex(args, { cwd });
    expect(stdout).not.toMatch(CONTROL);
    expect(stderr).not.toMatch(CONTROL);
    expect(code).toBe(wanted);
    if (wanted > 0) expect(stderr).toMatch(/(^|\n)isocortex: [^\n]+\n$/);
  });
});
