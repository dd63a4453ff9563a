import { beforeAll, describe, expect, it } from "vitest";
import { isocortex, scratch, shortRun, widest } from "../isocortex.js";

const cwd = scratch();
const ask = (...args: string[]): ReturnType<typeof isocortex> => isocortex(args, { cwd });

describe("list and show", () => {
  it("list names models, connectomes and results, and each can be shown, within 80 columns", async () => {
    const { stdout } = await ask("list");
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    const names = [...stdout.matchAll(/^([a-z]+[\w-]*\d[\w-]*|excitatory-inhibitory|distance-rule) /gm)].map(
      ([, name]) => name!,
    );
    expect(names).toEqual(
      expect.arrayContaining(["chaudhuri-2015", "brunel-wang-2001", "macaque-40", "froudist-walsh2021"]),
    );
    for (const name of names) {
      const shown = await ask("show", name);
      expect(shown).toMatchObject({ code: 0, stderr: "" });
      expect(shown.stdout.startsWith(`${name}: `)).toBe(true);
      expect(widest(shown.stdout)).toBeLessThanOrEqual(80);
    }
  });

  it("list of one kind leaves the others out", async () => {
    const { stdout } = await ask("list", "connectomes");
    expect(stdout).toContain("macaque-29");
    expect(stdout).not.toContain("chaudhuri");
  });

  it("a model's parameters come with unit, range and source", async () => {
    const { stdout } = await ask("show", "chaudhuri-2015");
    expect(stdout).toMatch(/^tauI +10 +ms +1\.\.1000 +Chaudhuri et al\. 2015, Table 1$/m);
  });

  it("a mean field's parameters and unknowns, and that it has no time course", async () => {
    const { stdout } = await ask("show", "brunel-wang-2001");
    expect(stdout).toMatch(/^gNMDAE +0\.327 +nS +0\.\.5 +Brunel & Wang 2001 \(from memory of$/m);
    expect(stdout).toMatch(/^selective +Hz +0\.\.100$/m);
    expect(stdout).toMatch(/no time course: isocortex bifurcate/);
    const presets = await ask("show", "brunel-2000");
    expect(presets.stdout).toContain("preset fig-8b: relativeInhibition 6, externalDrive 4");
  });

  it("a connectome's licence, areas, density and checksum are shown", async () => {
    const { stdout } = await ask("show", "macaque-29");
    expect(stdout).toMatch(/29 areas, 536 links, density 0\.66/);
    expect(stdout).toMatch(/^licence: .*CC BY-NC/m);
    expect(stdout).toMatch(/^sha256 [0-9a-f]{64}$/m);
  });

  it("the protocol that show prints runs as an experiment", async () => {
    const { stdout } = await ask("show", "excitatory-inhibitory");
    const input = stdout.slice(stdout.indexOf("\n{") + 1);
    const dry = await isocortex(["run", "-", "--dry-run", "-q", "--json"], { cwd, input });
    expect(JSON.parse(dry.stdout)).toMatchObject({ steps: 5000 });
  });
});

describe("cite", () => {
  beforeAll(async () => {
    await ask(...shortRun, "-q", "-o", "run");
  });

  it.each([
    [undefined, ["isocortex"]],
    ["chaudhuri-2015", ["isocortex", "chaudhuri2015", "markov2014fln", "markov2014sln"]],
    ["brunel-wang-2001", ["isocortex", "brunelwang2001", "amitbrunel1997", "jahrstevens1990"]],
    ["brunel-2000", ["isocortex", "brunel2000"]],
    ["distance-rule", ["isocortex", "ercseyravasz2013", "markov2014fln"]],
    ["macaque-29", ["isocortex", "markov2014fln"]],
    ["run", ["isocortex", "chaudhuri2015"]],
    ["run/run.json", ["isocortex", "chaudhuri2015"]],
  ])("%s gives BibTeX of all that ran", async (what, keys) => {
    const { code, stdout, stderr } = await ask("cite", ...(what === undefined ? [] : [what]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const entries = stdout.trimEnd().split("\n\n");
    for (const entry of entries) {
      expect(entry).toMatch(/^@(article|software|book)\{\w+,\n( {2}\w+ = \{.+\},?\n)+\}$/);
      expect(entry.split("{").length).toBe(entry.split("}").length);
      for (const field of ["author", "title", "year"])
        expect(entry).toMatch(new RegExp(`^ {2}${field} = `, "m"));
    }
    const found = entries.map((entry) => /\{(\w+),/.exec(entry)![1]);
    expect(found).toEqual(expect.arrayContaining(keys));
    expect(new Set(found).size).toBe(found.length);
  });
});

it("list tells analyses of runs and of trained networks apart, and how each is asked for", async () => {
  const [text, document] = await Promise.all([ask("list", "analyses"), ask("list", "analyses", "--json")]);
  expect(text.stdout).toMatch(
    /^analyses of runs[\s\S]*^persistence [\s\S]*^asked for in an experiment: "analyses"/m,
  );
  expect(text.stdout).toMatch(
    /^analyses of trained networks[\s\S]*^fixedPoints [\s\S]*^asked for by isocortex analyse/m,
  );
  expect(JSON.parse(document.stdout).analyses).toEqual(
    expect.arrayContaining([
      { name: "timescales", title: expect.any(String), of: "runs" },
      { name: "lesions", title: expect.any(String), of: "trained networks" },
    ]),
  );
});

it("bench says how many times faster the first of each comparison is", async () => {
  const { code, stdout } = await ask(
    "bench",
    "kernels",
    "--quick",
    "--json",
    "-q",
    "--python",
    "no-such-python",
  );
  expect(code).toBe(0);
  const { numpy, comparisons } = JSON.parse(stdout);
  expect(numpy).toBe(null);
  expect(comparisons.length).toBeGreaterThan(3);
  for (const { timings, scale } of comparisons) {
    const [own, ...others] = timings;
    expect(own).toMatchObject({ who: "isocortex", slowerThanOurs: 1 });
    for (const { medianMs, minMs, rate, slowerThanOurs } of others) {
      expect(slowerThanOurs).toBeCloseTo(medianMs / own.medianMs, 12);
      expect(rate).toBeCloseTo(scale / minMs, 12);
    }
  }
});
