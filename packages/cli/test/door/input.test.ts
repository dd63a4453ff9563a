import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ended, isocortex, scratch, shell, short, write } from "../isocortex.js";

const cwd = scratch();
const experiment = (more: object): string => JSON.stringify({ ...short, ...more });

function refuses({ code, stdout, stderr }: Ended, wanted: RegExp): void {
  expect(stderr).toMatch(wanted);
  expect(code).toBe(3);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^isocortex: [^\n]+\n$/);
}

describe("an experiment file that is wrong ends with 3 and one line that says where", () => {
  it.concurrent.each([
    ["no JSON", '{"isocortex": 1,\n  }', /x.json is not JSON at line 2, column 3/],
    ["an array", "[]", /x.json is not an experiment; expected an object/],
    ["a key that there is none of", experiment({ durationMS: 5 }), /"durationMS" is not a key.*"durationMs"/],
    ["a unit of another kind", experiment({ parameters: { tauE: "20 Hz" } }), /tauE.*"20 Hz".*ms/],
    [
      "a value out of range",
      experiment({ parameters: { tauE: "20 s" } }),
      /tauE is 20 s; expected 1 to 1000 ms/,
    ],
    [
      "a variable that there is none of",
      experiment({ record: [{ variable: "rX" }] }),
      /"rX" is not there.*rE/,
    ],
  ])("%s", async (_, text, wanted) => {
    const folder = scratch();
    write(folder, "x.json", text);
    refuses(await isocortex(["run", "x.json", "-q"], { cwd: folder }), wanted);
  });

  it("a file that is not there, a folder, a binary file, one that is too long", async () => {
    mkdirSync(join(cwd, "folder"));
    write(
      cwd,
      "binary.json",
      Uint8Array.from({ length: 4096 }, (_, i) => (i * 167) % 256),
    );
    write(cwd, "long.json", " ".repeat(1_000_001));
    const run = (path: string): Promise<Ended> => isocortex(["run", path, "-q"], { cwd });
    refuses(await run("none.json"), /none.json is not there; check the path/);
    refuses(await run("folder"), /folder is of no run and no training; expected a folder that/);
    refuses(await run("binary.json"), /binary.json is not JSON/);
    refuses(await run("long.json"), /long.json has 1000001 bytes; expected at most 1000000/);
  });

  it.concurrent.each([
    ["by its name", ["run", "brunel-wang-2001"], ""],
    ["with a parameter of its own", ["run", "brunel-wang-2001", "-s", "wPlus=2"], ""],
    ["in an experiment", ["run", "-"], '{"isocortex": 1, "model": "brunel-wang-2001"}'],
  ])("a mean field, which has no time course, %s", async (_, args, input) => {
    refuses(
      await isocortex([...args, "-q"], { cwd, input }),
      /brunel-wang-2001 is a mean field.*without a time course.*use isocortex bifurcate or isocortex phase-plane/,
    );
  });

  it("standard input that is empty, a folder, or too long", async () => {
    refuses(await isocortex(["run", "-", "-q"], { cwd, input: "" }), /standard input is not JSON/);
    refuses(await shell("isocortex run - -q < /", { cwd }), /standard input is a folder/);
    const long = " ".repeat(1_000_001);
    refuses(await isocortex(["run", "-", "-q"], { cwd, input: long }), /standard input has 1000001 bytes/);
  });
});

describe("a run folder that is wrong ends with 3", () => {
  it.each([
    ["none", /none is not there; check the path/],
    ["nojson", /run.json is not JSON/],
    ["other", /run.json is not a run/],
  ])("verify %s", async (name, wanted) => {
    write(cwd, "nojson/run.json", "{");
    write(cwd, "nojson/result.npz", "");
    write(cwd, "other/run.json", '{"format": "other"}');
    write(cwd, "other/result.npz", "");
    refuses(await isocortex(["verify", name, "-q"], { cwd }), wanted);
  });

  it("cite of a run that names no citations, rather than printing nothing", async () => {
    write(cwd, "bare/run.json", '{"format": "isocortex.run/v1", "experiment": {}, "arrays": {}}');
    refuses(await isocortex(["cite", "bare", "-q"], { cwd }), /cites nothing|run.json/);
  });
});
