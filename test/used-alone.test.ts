import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

const MOST_BYTES = 40 * 1024;
const project = mkdtempSync(join(tmpdir(), "isocortex-alone-"));
const script = `
import { initSync } from "@isocortex/core-wasm";
const arena = initSync().allocate({ W: { packed: [2, 2] }, x: [2], y: [2] });
arena.pack("W", [1, 2, 3, 4]);
arena.view.x.set([1, 1]);
arena.k.matvec(arena.at.y, arena.at.W, arena.at.x, 2, 2);
arena.k.tanh(arena.at.y, arena.at.y, 2);
export const result = [...arena.view.y].join(" ");
`;
/** tanh(3) and tanh(7). */
const expected = [0.9950547536867305, 0.9999983369439447];

const npm = (args: string[], cwd: string): string =>
  execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

beforeAll(async () => {
  const core = join(root, "packages/core-wasm");
  const loader = realpathSync(join(core, "node_modules/@assemblyscript/loader"));
  const tarballs = [core, loader].map(
    (folder) =>
      npm(["pack", folder, "--pack-destination", project, "--silent"], project).trim().split("\n").pop()!,
  );
  writeFileSync(join(project, "package.json"), '{ "name": "alone", "private": true, "type": "module" }');
  npm(["install", "--offline", "--no-audit", "--no-fund", ...tarballs.map((file) => `./${file}`)], project);
  writeFileSync(join(project, "use.js"), script);
  writeFileSync(join(project, "print.js"), 'import { result } from "./use.js";\nconsole.log(result);\n');
  mkdirSync(join(project, "types"));
  writeFileSync(join(project, "types/use.ts"), script);
  writeFileSync(
    join(project, "index.html"),
    '<!doctype html><title>alone</title><link rel="icon" href="data:,"><p id="out"></p><script type="module" src="/page.js"></script>',
  );
  writeFileSync(
    join(project, "page.js"),
    'import { result } from "./use.js";\ndocument.getElementById("out").textContent = result;\n',
  );
  await build({ root: project, base: "./", logLevel: "error" });
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function check(text: string): void {
  const numbers = text.trim().split(" ").map(Number);
  expect(numbers).toHaveLength(expected.length);
  numbers.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-15);
  });
}

describe("core-wasm, packed and installed in an empty project", () => {
  const { page: open } = inBrowser(() => join(project, "dist"), {});

  it("works in Node", () => {
    check(execFileSync(process.execPath, ["print.js"], { cwd: project, encoding: "utf8" }));
  });

  it("is typed without the types of a browser or of Node", () => {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      lib: ["ES2022"],
      types: [],
      module: "nodenext",
      target: "es2022",
      skipLibCheck: false,
    };
    writeFileSync(
      join(project, "types/tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["use.ts"] }),
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    expect(() =>
      execFileSync(process.execPath, [tsc, "-p", "types"], { cwd: project, stdio: "pipe" }),
    ).not.toThrow();
  });

  it("is at most 40 KB gzip in a page, its WebAssembly included", () => {
    const folder = join(project, "dist/assets");
    const entry = readdirSync(folder).find((file) => file.startsWith("index") && file.endsWith(".js"))!;
    expect(gzipSync(readFileSync(join(folder, entry)), { level: 9 }).length).toBeLessThan(MOST_BYTES);
  });

  it("ships what it needs and no more", () => {
    const installed = join(project, "node_modules/@isocortex/core-wasm");
    expect(readdirSync(installed).sort()).toEqual(["LICENSE", "README.md", "dist", "package.json"]);
  });

  browserTest("works in a page that vite built", async () => {
    const { page, complaints } = await open();
    await page.waitForFunction(() => document.getElementById("out")?.textContent !== "");
    check((await page.textContent("#out"))!);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
