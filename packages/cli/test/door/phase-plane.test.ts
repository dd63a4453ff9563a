import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, type Ended, filesOf, isocortex, json, scratch, widest, write } from "../isocortex.js";

const cwd = scratch();
const ask = (...args: string[]): Promise<Ended> => isocortex(["phase-plane", ...args], { cwd });
const rows = (path: string): string[][] =>
  readFileSync(join(cwd, path), "utf8")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

describe("phase-plane", () => {
  let first: Ended;
  beforeAll(async () => {
    first = await ask("wilson-cowan", "-s", "preset=multistable-1972", "--out", "first");
  });

  it("leaves the files of the README and nothing beside them", () => {
    expect(first.code).toBe(0);
    expect(filesOf(join(cwd, "first"))).toEqual([
      ...[
        "equilibria.csv",
        "figures/phase-plane.svg",
        "nullclines.csv",
        "phase-plane.json",
        "trajectories.csv",
      ],
    ]);
  });

  it("tells of the equilibria and sketches the plane within 80 columns", () => {
    expect(widest(first.stdout)).toBeLessThanOrEqual(80);
    expect(first.stdout).toMatch(/^ *E +I +type +eigenvalues \(1\/ms\) +period \(ms\) +tau \(ms\)$/m);
    expect(first.stdout).toMatch(/^0\.18967 +0\.068103 +saddle +0\.71655, -1\.6353/m);
    expect(first.stdout.match(/^ .*│.*●/gm)).toHaveLength(2);
    expect(first.stdout.match(/^ .*│.*◐/gm)).toHaveLength(1);
    expect(first.stdout).toContain("x dE/dt = 0   y dI/dt = 0   : separatrix   ● stable ○ unstable ◐ saddle");
    expect(first.stdout).toMatch(/^\d+ of 25 trajectories: stable node at E\s0, I\s0$/m);
    expect(first.stdout).toContain("figure first/figures/phase-plane.svg");
  });

  it("keeps long names whole and within 80 columns", async () => {
    const coarse = ["-s", 'layers=["nullclines"]', "-s", "resolution=20"];
    const axes = ["--x", "nonselective", "--y", "selective", ...coarse];
    const { code, stdout } = await ask("brunel-wang-2001", ...axes, "-q", "--out", "mean-field");
    expect(code).toBe(0);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^ *selective │/m);
    expect(stdout).toMatch(/^x dnonselective\/dt = 0 {3}y dselective\/dt = 0 {3}/m);
    expect(stdout).toMatch(/● stable ○ unstable ◐ saddle$/m);
  });

  it("says that there is no equilibrium where none is in sight", async () => {
    const axes = ["--x-from", "0.8", "--x-to", "0.9"];
    const { code, stdout } = await ask("wilson-cowan", ...axes, "-q", "--out", "away");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^no equilibrium was found$/m);
    expect(stdout).not.toContain("eigenvalues");
  });

  it("writes curves and points as tables", () => {
    expect(rows("first/equilibria.csv").map(([, , type]) => type)).toEqual([
      ...["type", "stable node", "saddle", "stable node"],
    ]);
    expect(rows("first/nullclines.csv")[0]).toEqual(["nullcline", "piece", "E", "I"]);
    expect(new Set(rows("first/nullclines.csv").map(([of]) => of))).toEqual(new Set(["nullcline", "E", "I"]));
    expect(rows("first/trajectories.csv").length).toBeGreaterThan(500);
    expect(json(join(cwd, "first"), "phase-plane.json")).toMatchObject({
      format: "isocortex.phase-plane/v1",
      request: { model: "wilson-cowan", preset: "multistable-1972", rest: "rest" },
      values: { wEE: 12, thetaE: 2.8 },
    });
  });

  it("does not write over a folder, but over an earlier plane with --force", async () => {
    const again = await ask("wilson-cowan", "-q", "--out", "first");
    expect(again).toMatchObject({ code: 2, stdout: "" });
    expect(again.stderr).toMatch(/first is there already; choose another --out, or replace it with --force/);
    const forced = await ask("wilson-cowan", "-q", "--out", "first", "--force", "--json", "--basins");
    expect(forced.code).toBe(0);
    expect(documentOf(forced)).toMatchObject({
      folder: "first",
      equilibria: [{ type: "unstable focus" }],
      goals: [{ kind: "cycle" }],
      basins: { columns: 60, rows: 60 },
    });
  });

  it("takes coordinates, ranges, parameters, constant inputs and starts from the command line", async () => {
    const axes = ["--x", "rI", "--x-from", "5", "--x-to", "50", "--y-to", "40"];
    const sets = ["wEE=20", "input.E=2", "starts=[[10,10],[20,30]]", "gradientOnInhibition=false"];
    const changes = sets.flatMap((change) => ["-s", change]);
    const { code, stdout } = await ask("excitatory-inhibitory", ...axes, ...changes, "--json", "-o", "ei");
    expect(code).toBe(0);
    const { request, trajectories } = JSON.parse(stdout);
    expect(request).toMatchObject({
      x: { coordinate: "rI", unit: "Hz", from: 5, to: 50 },
      y: { coordinate: "rE", from: 0, to: 40 },
      parameters: { wEE: 20, "input.E": 2 },
      options: { gradientOnInhibition: false },
    });
    expect(trajectories).toHaveLength(2);
    expect(trajectories[1].x[0]).toBe(20);
  });

  it("takes a request from a file or standard input", async () => {
    const request = JSON.stringify({
      isocortex: 1,
      model: "wilson-cowan",
      name: "mine",
      layers: ["nullclines"],
    });
    write(cwd, "plane.json", request);
    const [file, piped] = await Promise.all([
      ask("plane.json", "-o", "file", "--json"),
      isocortex(["phase-plane", "-", "-o", "piped", "--json"], { cwd, input: request }),
    ]);
    const [a, b] = [file, piped].map((one) => documentOf(one) as Record<string, unknown>);
    expect(a!.request).toMatchObject({ name: "mine", layers: ["nullclines"] });
    expect(a!.nullclines).toEqual(b!.nullclines);
  });

  it.concurrent.each([
    [["wilson-cowna"], /no model "wilson-cowna"; did you mean "wilson-cowan"\?/, 3],
    [["missing.json"], /missing.json is not there; check the path/, 3],
    [["wilson-cowan", "--x", "EE"], /no coordinate "EE"; did you mean "E"\?/, 3],
    [["wilson-cowan", "--x", "E", "--y", "E"], /x and y are both "E"; expected two different coordinates/, 3],
    [["wilson-cowan", "--y-from", "2", "--y-to", "1"], /y.from is 2 and y.to is 1; expected from < to/, 3],
    [["wilson-cowan", "--x-to", "far"], /'far' is invalid. Expected a number/, 2],
    [["wilson-cowan", "--rest", "sleep"], /'sleep' is invalid. Allowed choices are rest, frozen/, 2],
    [["wilson-cowan", "-s", "wEF=1"], /--set wEF: there is no such key; did you mean "wEE"\?/, 2],
    [["wilson-cowan", "-s", "wEE"], /expected key=value/, 2],
    [["wilson-cowan", "-s", "input.X=1"], /no "input.X"; did you mean "input\.\w"\?/, 3],
  ])("%j is refused in one line, and nothing is written", async (args, says, code) => {
    const told = await ask(...args, "-q", "-o", "never");
    expect(told).toMatchObject({ code, stdout: "" });
    expect(told.stderr).toMatch(/^isocortex: [^\n]+\n$/);
    expect(told.stderr).toMatch(says);
    expect(existsSync(join(cwd, "never"))).toBe(false);
  });
});
