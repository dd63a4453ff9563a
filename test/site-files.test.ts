import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { decodeNpz } from "@isocortex/lab";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { browserTest, inBrowser, settled } from "./browser.js";
import { root } from "./sources.js";

const { page: open } = inBrowser(() => join(root, "packages/web-demo/dist"));
/** Inside the workspace, so that programs find its packages. */
const cache = join(root, "node_modules/.cache");
let folder = "";

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "site-files-"));
  const cli = join(root, "packages/cli/bin/isocortex.js");
  writeFileSync(join(folder, "isocortex"), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
  chmodSync(join(folder, "isocortex"), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Hashes = Record<string, string>;

function hashesOn(page: Page): Promise<Hashes> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll(".hashes dt")].map((name) => [
        name.textContent,
        name.nextElementSibling!.textContent,
      ]),
    ),
  );
}

/** Bytes of the file that a button saves. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const next = () => page.waitForEvent("download", { timeout: 10_000 });
  // A browser on a busy machine may drop one of many downloads: a person would press again.
  const once = () => Promise.all([next(), press()]);
  const [download] = await once().catch(once);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return { name: download.suggestedFilename(), bytes: readFileSync(path) };
}

async function copied(page: Page, what: string): Promise<string> {
  await page.getByRole("button", { name: `Copy ${what}`, exact: true }).click();
  return (await page.locator(".share-text").textContent())!;
}

async function opened(hash: string) {
  const visit = await open(undefined, hash);
  await visit.page.waitForSelector(".hashes dd", { timeout: 60_000 });
  await settled(visit.page);
  return visit;
}

const pages = ["#/timescales?v=1&pulse=260&feedback=0", "#/working-memory?v=1&dopamine=0.9"];

describe.each(pages)("what is taken away from %s", (hash) => {
  browserTest("is every plot as SVG, PNG and CSV, with the numbers of its table", async () => {
    const { page, complaints } = await opened(hash);
    const reader = await page.context().browser()!.newPage();
    const plots = page.locator(".plot");
    const count = await plots.count();
    expect(count).toBeGreaterThan(1);
    for (let i = 0; i < count; i++) {
      const plot = plots.nth(i);
      const press = (name: string) => () => plot.getByRole("button", { name, exact: true }).click();
      const title = (await plot.locator(".plot-title").textContent())!;
      const svg = await saved(page, press("SVG"));
      const read = await reader.evaluate((text) => {
        const { documentElement: top } = new DOMParser().parseFromString(text, "image/svg+xml");
        return {
          top: top.localName,
          wrong: top.querySelectorAll("parsererror, script, foreignObject").length,
          handlers: [...top.querySelectorAll("*")].filter((one) =>
            [...one.attributes].some(({ name }) => name.startsWith("on")),
          ).length,
          title: top.querySelector("title")?.textContent,
          texts: top.querySelectorAll("text").length,
        };
      }, svg.bytes.toString("utf8"));
      expect(read).toMatchObject({ top: "svg", wrong: 0, handlers: 0, title });
      expect(read.texts).toBeGreaterThan(2);
      const png = await saved(page, press("PNG"));
      const size = await reader.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        const { width, height } = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        return { width, height };
      }, png.bytes.toString("base64"));
      expect(size).toEqual(
        await plot.locator("canvas").evaluate((one: HTMLCanvasElement) => ({
          width: one.width,
          height: one.height,
        })),
      );
      const csv = (await saved(page, press("CSV"))).bytes.toString("utf8").trimEnd().split("\n");
      await press("Table")();
      const rows = await plot
        .locator("tr")
        .evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent!)));
      expect(rows.length).toBeGreaterThan(1);
      // No name in these tables has a comma.
      rows.slice(1).forEach((row, at) => {
        const cells = csv[at + 1]!.split(",").map((cell) =>
          cell === "" || Number.isNaN(Number(cell)) ? cell : String(Number(Number(cell).toPrecision(6))),
        );
        expect(cells).toEqual(
          row.map((cell) => (cell === "" || Number.isNaN(Number(cell)) ? cell : String(Number(cell)))),
        );
      });
    }
    expect(complaints).toEqual([]);
    await Promise.all([page.close(), reader.close()]);
  });

  browserTest("is the run: as npz, as a command and as a program, with the same SHA-256", async () => {
    const { page, complaints } = await opened(hash);
    const hashes = await hashesOn(page);
    expect(Object.keys(hashes).length).toBeGreaterThan(1);

    const { bytes } = await saved(page, () =>
      page.getByRole("button", { name: "Save the run (npz)" }).click(),
    );
    const arrays = Object.entries(decodeNpz(bytes)).map(([name, { data }]): [string, string] => [
      name,
      createHash("sha256")
        .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
        .digest("hex"),
    ]);
    expect(Object.fromEntries(arrays)).toEqual(hashes);

    const command = await copied(page, "the command");
    const out = join(folder, `run-${hash.slice(2, 8)}`);
    if (process.platform !== "win32") {
      execFileSync("sh", ["-c", `${command} --out "${out}" --quiet`], {
        env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
        stdio: "pipe",
      });
      const record = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as {
        arrays: Record<string, { sha256: string }>;
      };
      expect(
        Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256])),
      ).toEqual(hashes);
    }

    const program = join(folder, "program.mjs");
    writeFileSync(program, await copied(page, "TypeScript"));
    const told = execFileSync(process.execPath, [program], { encoding: "utf8" });
    expect(
      Object.fromEntries(
        told
          .trim()
          .split("\n")
          .map((line) => line.split(" ") as [string, string]),
      ),
    ).toEqual(hashes);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
