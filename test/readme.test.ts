import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { packageNames, read, root } from "./sources.js";

const folder = join(root, "test/.snippets");
const pages = ["README.md", ...packageNames.map((name) => `packages/${name}/README.md`)];
const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], i) => ({
    page,
    number: i + 1,
    code: code!,
  })),
);

/** What the comments behind console.log promise. */
const promised = (code: string): string[] =>
  [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text!);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the examples of the documentation", () => {
  it("are there", () => expect(examples.length).toBeGreaterThan(3));

  it.each(examples)(
    "$page, example $number, runs and prints what it says",
    async ({ page, number, code }) => {
      const printed: string[] = [];
      const log = vi.spyOn(console, "log").mockImplementation((...words) => {
        printed.push(words.join(" "));
      });
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${page.replaceAll("/", "-")}-${number}.ts`);
      writeFileSync(file, code);
      try {
        await import(pathToFileURL(file).href);
      } finally {
        log.mockRestore();
      }
      expect(printed).toEqual(promised(code));
    },
  );

  it("the first one has at most ten lines of code", () => {
    const lines = examples[0]!.code.split("\n").filter((line) => line.trim() !== "");
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});
