import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

/** Under Dale's law this task is not learned soon: there is time to disturb it. */
const LONG = "#/train-one?v=1&task=odr&dale=1&updates=20000";
const KEPT = /Kept in this browser at update [1-9]/;
const STOPPED = /stopped at update [1-9]/;

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 30_000 });

/** How many trainings the browser keeps. */
const entries = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open("isocortex-trainings").onsuccess = ({ target }) => {
          const { result } = target as IDBOpenDBRequest;
          const count = result.transaction("entries").objectStore("entries").count();
          count.onsuccess = () => {
            result.close();
            resolve(count.result);
          };
        };
      }),
  );

describe("a training in the browser", () => {
  const { page: open } = inBrowser(() => join(root, "packages/web-demo/dist"));

  async function training(): Promise<Page> {
    const { page } = await open({ width: 1280, height: 800 }, LONG);
    await press(page, "Train");
    await sees(page, KEPT);
    return page;
  }

  browserTest("says so when its worker dies, and goes on from the last checkpoint", async () => {
    const page = await training();
    for (const worker of page.workers())
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error("no memory left");
        });
      });
    await sees(page, /the worker died: .*no memory left.* Go on from update [1-9]/);
    await press(page, "Go on");
    await sees(page, /^Training: .* Update [1-9]/);
    expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
    // At once: what was cancelled must not come back.
    await press(page, "Cancel");
    await page.reload();
    await sees(page, /^To be trained/);
    expect(await page.getByText(STOPPED).filter({ visible: true }).count()).toBe(0);
    await page.close();
  });

  browserTest("is offered after a reload, unless what was kept of it has changed", async () => {
    const page = await training();
    await page.reload();
    await sees(page, STOPPED);
    await page.evaluate(async () => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await settled(indexedDB.open("isocortex-trainings"));
      const store = database.transaction("entries", "readwrite").objectStore("entries");
      const [entry] = await settled(store.getAll());
      entry.kept.bytes[100] ^= 1;
      await settled(store.put(entry));
      database.close();
    });
    await page.reload();
    await sees(page, /^To be trained/);
    await expect.poll(() => entries(page)).toBe(0);
    expect(await page.getByText(STOPPED).filter({ visible: true }).count()).toBe(0);
    await page.close();
  });
});
