import { describe, expect, it } from "vitest";
import { documentOf, isocortex, scratch, shortRun, write } from "../isocortex.js";

const cwd = scratch();
write(cwd, "unit.json", '{"isocortex": 1, "model": "chaudhuri-2015", "parameters": {"tauE": "20 Hz"}}');

interface Fault {
  readonly error: Readonly<Record<string, unknown>>;
}

describe("--json is one document on standard output", () => {
  it.concurrent.each([
    [
      ["list"],
      { models: expect.anything(), connectomes: expect.anything(), reproductions: expect.anything() },
    ],
    [
      ["list", "models"],
      { models: expect.arrayContaining([expect.objectContaining({ name: "chaudhuri-2015" })]) },
    ],
    [["show", "chaudhuri-2015"], { kind: "model", params: { tauE: { value: 20, unit: "ms" } } }],
    [["show", "brunel-2000"], { kind: "mean field", unknowns: [{ name: "rate", unit: "Hz" }] }],
    [["show", "macaque-29"], { kind: "connectome", areas: expect.arrayContaining(["V1", "24c"]) }],
    [["show", "distance-rule"], { kind: "reproduction", flagship: false }],
    [
      ["show", "experiment"],
      { anyOf: [{ type: "object", properties: { isocortex: { const: 1 } } }, { type: "object" }] },
    ],
    [
      ["cite", "chaudhuri-2015"],
      [{ key: "isocortex" }, { key: "chaudhuri2015" }, {}, {}],
    ],
    [[...shortRun, "-o", "run"], { folder: "run", format: "isocortex.run/v1", seed: 1 }],
  ])("%j", async (args, wanted) => {
    const ended = await isocortex([...args, "--json"], { cwd });
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject(wanted);
  });

  it("reproduce gives each number with unit, published value, tolerance and source", async () => {
    const ended = await isocortex(["reproduce", "distance-rule", "--json", "-o", "rule"], { cwd });
    expect(ended.code).toBe(0);
    const outcomes = documentOf(ended) as { name: string; checks: Record<string, unknown>[] }[];
    expect(outcomes.map(({ name }) => name)).toEqual(["distance-rule"]);
    expect(outcomes[0]!.checks).toHaveLength(3);
    for (const { quantity, unit, published, got, tolerance, pass, source } of outcomes[0]!.checks) {
      expect([quantity, unit, source].every((text) => typeof text === "string" && text !== "")).toBe(true);
      expect(Math.abs(Number(got) - Number(published)) <= Number(tolerance)).toBe(pass);
    }
    expect(Object.keys(outcomes[0]!.checks[0]!).sort()).toEqual([
      "got",
      "pass",
      "published",
      "quantity",
      "source",
      "tolerance",
      "unit",
    ]);
  });
});

describe("--json of an error is one document with code, message, hint, doc and path", () => {
  it.concurrent.each([
    [["rnu"], 2, { code: "usage", doc: "isocortex --help", path: null }],
    [["run"], 2, { code: "usage", doc: "isocortex help run", path: null }],
    [["show", "nothing"], 2, { code: "usage", doc: "isocortex help show" }],
    [["reproduce", "nothing"], 2, { code: "usage", doc: "isocortex help reproduce" }],
    [["cite", "nothing"], 2, { code: "usage", doc: "isocortex help cite" }],
    [["list", "nothing"], 2, { code: "usage", doc: "isocortex help list" }],
    [["bench", "nothing"], 2, { code: "usage", doc: "isocortex help bench" }],
    [["verify", "nothing"], 3, { code: "invalid-input", doc: "isocortex help verify", path: "nothing" }],
    [["run", "unit.json"], 3, { code: "invalid-input", path: "parameters.tauE" }],
    [["run", "chaudhuri-2015", "-s", "dtMs=5"], 4, { code: "numerical", hint: "dtMs 0.46", path: "dtMs" }],
  ])("%j", async (args, code, wanted) => {
    const ended = await isocortex([...args, "--json"], { cwd });
    expect(ended.code).toBe(code);
    const { error } = documentOf(ended) as Fault;
    expect(Object.keys(error).sort()).toEqual(["code", "doc", "hint", "message", "path"]);
    expect(error).toMatchObject({ ...wanted, message: expect.stringMatching(/^[^\n]{10,}$/) });
    expect(ended.stderr).not.toMatch(/ {4}at /);
  });
});
