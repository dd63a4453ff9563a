import { join } from "node:path";
import { connect, models } from "@isocortex/lab";
import { afterAll, describe, expect } from "vitest";
import { browserTest, inBrowser, keepBusy } from "./browser.js";
import { root } from "./sources.js";

const { page: open } = inBrowser(() => join(root, "packages/web-demo/dist"));
const lab = connect({ workers: 1 });
afterAll(() => lab.close());

// A noisy run takes every step of a quiet one and random numbers besides; models of the cortex are run both ways.
const runs = [...models.values()].flatMap(({ name: model, needs }) =>
  (needs.anatomy ? [false, true] : [true]).map((noise) => ({ model, noise })),
);

async function hashesInNode(model: string, noise: boolean): Promise<Record<string, string>> {
  const { record } = await lab.run({ isocortex: 1, model, noise });
  return Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256]));
}

describe("a run in a browser worker", () => {
  browserTest.each(runs)(
    "of $model, noise $noise, has the SHA-256 of the same run in Node",
    async ({ model, noise }) => {
      const { page, complaints } = await open(
        undefined,
        `#/any-model?v=1&model=${model}&noise=${noise ? 1 : 0}`,
      );
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.waitForSelector(".hashes dd", { timeout: 60_000 });
      const hashes = await page.evaluate(() =>
        Object.fromEntries(
          [...document.querySelectorAll(".hashes dt")].map((name) => [
            name.textContent,
            name.nextElementSibling!.textContent,
          ]),
        ),
      );
      expect(hashes).toEqual(await hashesInNode(model, noise));
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  browserTest("is started and cancelled from the keyboard", async () => {
    const { page } = await open(undefined, "#/any-model?v=1&model=wong-wang-2006&noise=0");
    const run = page.getByRole("button", { name: "Run", exact: true });
    await run.click();
    await page.waitForSelector(".hashes dd");
    await keepBusy(page);
    await page.getByLabel("Noise").check();
    await run.focus();
    await page.keyboard.press("Enter");
    const cancel = page.getByRole("button", { name: "Cancel", exact: true });
    await cancel.waitFor();
    await cancel.focus();
    const pressed = performance.now();
    await page.keyboard.press("Enter");
    await cancel.waitFor({ state: "hidden" });
    expect(performance.now() - pressed).toBeLessThan(1000);
    await run.click();
    await page.locator(".tasks li.done").waitFor();
    await page.close();
  });
});
