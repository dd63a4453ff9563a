import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, type Ended, filesOf, isocortex, json, scratch, widest, write } from "../isocortex.js";

const cwd = scratch();
const bistable = ["bifurcate", "wilson-cowan", "-s", "preset=multistable-1972", "-p", "P", "--no-cycles"];
const range = ["--from", "-1", "--to", "1"];

describe("bifurcate", () => {
  let first: Ended;
  beforeAll(async () => {
    first = await isocortex([...bistable, ...range, "--out", "first"], { cwd });
  });

  it("leaves the files of the README, with folds where they are", () => {
    expect(first.code).toBe(0);
    expect(filesOf(join(cwd, "first"))).toEqual(
      ["branches.csv", "diagram.json", "figures/diagram.svg", "points.csv"].sort(),
    );
    const [head, ...rows] = readFileSync(join(cwd, "first/points.csv"), "utf8").trim().split("\r\n");
    expect(head).toBe("label,kind,of,branch,P,type,omega,period,lyapunov,E,I");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["LP1", "LP2", "EP1", "EP2"]);
    expect(Number(rows[0]!.split(",")[4])).toBeCloseTo(0.304752864, 8);
    expect(readFileSync(join(cwd, "first/branches.csv"), "utf8")).toMatch(
      /^kind,branch,P,unstable,period,E,I,/,
    );
  });

  it("draws the diagram and lists its points within 80 columns", () => {
    expect(first.stdout).toMatch(/^LP1 +0\.3047529 +0\.06120357$/m);
    expect(first.stdout).toMatch(/\* stable equilibria {3}\. unstable equilibria/);
    expect(first.stdout).toMatch(/^ +-1 +P +1$/m);
    expect(widest(first.stdout)).toBeLessThanOrEqual(80);
    expect(first.stdout).toContain("diagram first/diagram.json");
  });

  it("follows a request from a file in a second parameter, and prints one document", async () => {
    const request = {
      ...{ isocortex: 1, model: "wilson-cowan", preset: "multistable-1972", parameter: "P", from: -1, to: 1 },
      ...{ second: { parameter: "Q", from: -2, to: 2 }, cycles: false, variable: "I" },
    };
    write(cwd, "request.json", JSON.stringify(request));
    const ended = await isocortex(["bifurcate", "request.json", "--json", "-q", "-o", "two"], { cwd });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const { format, diagram } = documentOf(ended) as {
      format: string;
      diagram: { curves: { kind: string }[]; points: { kind: string }[] };
    };
    expect(format).toBe("isocortex.bifurcation/v1");
    expect(diagram.curves.map(({ kind }) => kind)).toContain("fold");
    expect(json(join(cwd, "two"), "diagram.json")).toMatchObject({ request, diagram });
    expect(filesOf(join(cwd, "two"))).toContain("figures/two-parameters.svg");
  });

  it("takes an experiment, whose stimuli and steps say nothing of its equilibria", async () => {
    const experiment = { isocortex: 1, model: "excitatory-inhibitory", durationMs: 10, noise: true };
    write(cwd, "experiment.json", JSON.stringify(experiment));
    const args = [
      "bifurcate",
      "experiment.json",
      "-p",
      "input.E",
      "--from",
      "0",
      "--to",
      "5",
      "-o",
      "driven",
    ];
    const { code, stdout } = await isocortex([...args, "--json", "-q"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ diagram: { parameter: { name: "input.E", unit: "Hz" } } });
  });

  it("keeps what a diagram that is not finished has, says why, and ends with 4", async () => {
    const args = [...bistable, ...range, "--max-points", "10", "--out", "short"];
    const { code, stderr, stdout } = await isocortex(args, { cwd });
    expect(code).toBe(4);
    expect(stderr).toMatch(/branch 1 stops at .*: 10 points are the most allowed\./);
    expect(stdout).toMatch(/^MX1/m);
    expect(filesOf(join(cwd, "short"))).toContain("diagram.json");
  });

  it.each([
    [[...bistable, ...range, "--out", "first"], 2, /first is there already; choose another --out/],
    [
      ["bifurcate", "wilson-cowan", "-p", "PP", ...range],
      3,
      /wilson-cowan has no parameter "PP"; did you mean "P"\?/,
    ],
    [
      ["bifurcate", "wilson-cowan", "--from", "0"],
      2,
      /--parameter, --to are missing; .* --parameter P --from -1/,
    ],
    [[...bistable, ...range, "--second", "Q"], 2, /--second-from, --second-to are missing; .* --second Q/],
    [["bifurcate", "wilson-cowan", "-p", "P", "--from", "low", "--to", "1"], 2, /Expected a number/],
  ] as const)("refuses %j", async (args, code, says) => {
    const ended = await isocortex([...args, "-q"], { cwd });
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it("replaces an earlier diagram with --force", async () => {
    const { code } = await isocortex([...bistable, ...range, "--out", "first", "--force", "-q"], { cwd });
    expect(code).toBe(0);
  });
});
