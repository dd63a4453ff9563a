import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { meanFields, models } from "@isocortex/models";
import { describe, expect, it } from "vitest";
import { type Manifest, manifestOf, packageNames, read, root, type Source, sourcesOf } from "./sources.js";

/** What each package may use of the others. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  "core-wasm": [],
  models: ["core-wasm"],
  tasks: ["core-wasm"],
  connectomes: [],
  lab: ["core-wasm", "models", "tasks", "connectomes"],
  cli: ["core-wasm", "lab"],
  "web-demo": ["lab"],
};
const inner = ["core-wasm", "models", "tasks", "connectomes", "lab"];
const MOST_LINES = 400;

const all = packageNames.flatMap(sourcesOf);
const isPlatform = ({ path }: Source): boolean => path.includes("/platform/");
const isDrawing = ({ path }: Source): boolean => /lab\/src\/(figures|report)\//.test(path);
const isData = ({ path }: Source): boolean => path.includes("connectomes/src/data/");
/** The code alone: neither comments nor texts. */
const code = ({ text }: Source): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
const where = (sources: readonly Source[], wrong: RegExp): string[] =>
  sources.flatMap((source) => {
    const found = wrong.exec(code(source));
    return found ? [`${source.path}: ${found[0]}`] : [];
  });

describe("the packages", () => {
  it.each(packageNames)("%s uses only those that the arrows allow", (name) => {
    const allowed = arrows[name]!.map((other) => manifestOf(other).name);
    const declared = Object.keys(manifestOf(name).dependencies ?? {}).filter((one) =>
      one.startsWith("@isocortex/"),
    );
    const imported = sourcesOf(name).flatMap(({ imports }) =>
      imports.filter((one) => one.startsWith("@isocortex/")),
    );
    const used = imported.map((one) => one.split("/").slice(0, 2).join("/"));
    expect([...declared, ...used].filter((one) => !allowed.includes(one))).toEqual([]);
    expect([...new Set(used)].filter((one) => !declared.includes(one))).toEqual([]);
  });

  it.each(packageNames)("%s has no import cycle", (name) => {
    const sources = new Map(sourcesOf(name).map((source) => [source.path, source]));
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" > "));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of sources.get(path)?.imports ?? [])
        if (sources.has(next)) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of sources.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it("cli reaches the numbers only through the lab, except to measure them", () => {
    const direct = sourcesOf("cli").filter(({ path }) => !path.includes("/bench/"));
    expect(where(direct, /createSimulation|initSync|\.allocate\(/)).toEqual([]);
  });
});

describe("the sources", () => {
  const pure = inner.flatMap(sourcesOf).filter((source) => !isPlatform(source));

  it("inner packages know neither clock, console, process, page nor global randomness", () => {
    const forbidden =
      /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bconsole\.|\bprocess\.|\bwindow\.|\bdocument\.(?:body|getElement|query)|\bperformance\.|\beval\(|\bnew Function\b/;
    expect(where(pure, forbidden)).toEqual([]);
  });

  it("numbers come from arithmetic and our own functions: engines differ in most of Math, and in **", () => {
    const numeric = pure.filter((source) => !isDrawing(source));
    const foreign =
      /\bMath\.(?!(?:sqrt|abs|min|max|floor|ceil|round|trunc|sign|fround|imul|clz32|PI|LN2|LOG2E)\b)\w+|(?<!\b2) \*\* | \*\* (?!-?\d)/;
    expect(where(numeric, foreign)).toEqual([]);
  });

  it("nothing switches the type checker off", () => {
    expect(where(all, /\bas unknown as\b|\bas any\b|: any\b|<any>/)).toEqual([]);
    expect(
      all.filter(({ text }) => /@ts-(ignore|nocheck|expect-error)/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it("an index is a table of contents", () => {
    const lists = all.filter(
      ({ path }) => /src\/(\w+\/)?index\.ts$/.test(path) && !/experiments|commands/.test(path),
    );
    const rest = lists.map((source) => [
      source.path,
      code(source).replace(/export (type )?(\{[^}]*\}|\*)( from "")?;|\s/g, ""),
    ]);
    expect(rest.filter(([, left]) => left !== "")).toEqual([]);
  });

  it(`no file is longer than ${MOST_LINES} lines`, () => {
    const long = all.filter((source) => !isData(source) && source.text.split("\n").length > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe("every parameter", () => {
  const parameters = [...models.values(), ...meanFields.values()].flatMap(({ name, params }) =>
    Object.entries(params).map(([key, parameter]) => ({ key: `${name} ${key}`, ...parameter })),
  );

  it.each(parameters)(
    "$key has a unit, a source and a range that holds its value",
    ({ unit, from, range, value }) => {
      expect(unit).toMatch(
        /^(1|%|ms|s|1\/ms|rad\/ms|1\/√ms|Hz|nA|pA|nS|nF|mV|1\/mV|mM|mm|Hz\/nA|Hz\/pA|nA\/Hz|pA\/Hz)$/,
      );
      expect(from.length).toBeGreaterThan(8);
      expect(value).toBeGreaterThanOrEqual(range[0]);
      expect(value).toBeLessThanOrEqual(range[1]);
    },
  );
});

describe("what is installed", () => {
  const store = join(root, "node_modules/.pnpm");
  const installed = readdirSync(store).flatMap((entry) => {
    const modules = join(store, entry, "node_modules");
    if (!existsSync(modules)) return [];
    const names = readdirSync(modules).flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(modules, name)).map((inScope) => `${name}/${inScope}`) : [name],
    );
    return names
      .map((name) => realpathSync(join(modules, name)))
      .filter((path) => path.startsWith(join(store, entry)))
      .map((path) => JSON.parse(read(join(path, "package.json").slice(root.length + 1))) as Manifest);
  });
  const byName = new Map(installed.map((manifest) => [manifest.name, manifest]));

  it("has exact versions and a lockfile", () => {
    const manifests = [JSON.parse(read("package.json")) as Manifest, ...packageNames.map(manifestOf)];
    const versions = manifests.flatMap(({ dependencies = {}, devDependencies = {} }) =>
      Object.entries({ ...dependencies, ...devDependencies }),
    );
    expect(versions.filter(([, version]) => !/^(\d+\.\d+\.\d+|workspace:\*)$/.test(version))).toEqual([]);
    expect(existsSync(join(root, "pnpm-lock.yaml"))).toBe(true);
  });

  it("runs no script while it is installed", () => {
    const scripted = installed.filter(({ scripts = {} }) =>
      ["preinstall", "install", "postinstall"].some((stage) => stage in scripts),
    );
    expect(scripted.map(({ name }) => name)).toEqual([]);
  });

  it("has free licences in everything that is shipped", () => {
    const shipped = new Set<string>();
    const add = (name: string): void => {
      const manifest = byName.get(name);
      if (!manifest || shipped.has(name)) return;
      shipped.add(name);
      for (const next of Object.keys(manifest.dependencies ?? {})) add(next);
    };
    for (const name of packageNames)
      for (const one of Object.keys(manifestOf(name).dependencies ?? {})) add(one);
    expect(shipped.size).toBeGreaterThan(10);
    const odd = [...shipped].filter(
      (name) => !/^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|Unlicense)$/.test(byName.get(name)!.license),
    );
    expect(odd).toEqual([]);
  });

  it("is one release: every package, the citation file and the lab have the same version", () => {
    const { version } = JSON.parse(read("package.json")) as Manifest;
    expect(packageNames.map((name) => manifestOf(name).version)).toEqual(packageNames.map(() => version));
    expect(read("CITATION.cff")).toContain(`version: ${version}`);
    expect(read("packages/lab/src/version.ts")).toContain(`"${version}"`);
    expect(read("CHANGELOG.md")).toContain(`## ${version}`);
  });
});
