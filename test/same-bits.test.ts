import { join } from "node:path";
import { connect, models } from "@isocortex/lab";
import { afterAll, describe, expect } from "vitest";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

const { page: open } = inBrowser(() => join(root, "packages/web-demo"));
const lab = connect({ workers: 1 });
afterAll(() => lab.close());

const runs = [...models.keys()].flatMap((model) => [
  { model, noise: false },
  { model, noise: true },
]);

async function hashesInNode(model: string, noise: boolean): Promise<Record<string, string>> {
  const { record } = await lab.run({ isocortex: 1, model, noise });
  return Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256]));
}

describe("a run in a browser worker", () => {
  browserTest.each(runs)(
    "of $model, noise $noise, has the SHA-256 of the same run in Node",
    async ({ model, noise }) => {
      const { page, complaints } = await open();
      await page.selectOption("#model", model);
      if (noise) await page.check("#noise");
      await page.click("#run");
      await page.waitForSelector("#arrays:not([hidden])", { timeout: 60_000 });
      const rows = await page.$$eval("#arrays tbody tr", (all) =>
        all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
      );
      const hashes = Object.fromEntries(rows.map((cells) => [cells[0], cells[3]]));
      expect(hashes).toEqual(await hashesInNode(model, noise));
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  browserTest("is started and cancelled from the keyboard", async () => {
    const { page } = await open();
    await page.selectOption("#model", "froudist-walsh-2021");
    await page.focus("#run");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#cancel:not([disabled])");
    await page.focus("#cancel");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("status")?.textContent === "Cancelled.");
    await page.close();
  });

  browserTest("fits a phone of 360 px", async () => {
    const { page } = await open({ width: 360, height: 640 });
    await page.click("#run");
    await page.waitForSelector("#arrays:not([hidden])");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    await page.close();
  });
});
