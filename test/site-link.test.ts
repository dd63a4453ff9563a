import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { serveFolder } from "../packages/web-demo/scripts/static-server.mjs";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

const { page: open } = inBrowser(() => join(root, "packages/web-demo/dist"));

const numbers = ["pulse", "eta"];
const choices = ["area", "gradient", "lesion"];
const toggles = ["longRange", "feedback"];
const texts = [
  "NaN",
  "Infinity",
  "-Infinity",
  "1e999",
  "0x10zz",
  "",
  " ",
  "null",
  "[object Object]",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "'\"><img src=x onerror=alert(1)>",
  "__proto__",
  "constructor",
  "toString",
  "\u202e\u0000\ud83d\ude00\u0301",
  "a".repeat(7000),
  "%",
];
const names = ["v", "__proto__", "constructor", "hasOwnProperty", "x".repeat(200), "<b>", "\u0000"];
/** Every text in every control, and names that are no control's. */
const links: readonly string[] = [
  ...texts.map((text) =>
    [...numbers, ...choices, ...toggles]
      .map((name) => `${name}=${encodeURIComponent(text.slice(0, 1000))}`)
      .join("&"),
  ),
  ...names.map((name) => `${encodeURIComponent(name)}=7`),
  `pulse=${"9".repeat(10_000)}`,
  "pulse=%E0%A4%A&eta=%",
];
const clamped: readonly (readonly [string, string, string])[] = [
  ["pulse", "1e308", "1000"],
  ["pulse", "-5", "10"],
  ["pulse", "0x7fffffff", "1000"],
  ["eta", "99999999999999999999", "0.7"],
  ["eta", "-1e-300", "0"],
];

function fieldsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".controls [id^=control-]")].map(
      (field) =>
        field instanceof HTMLInputElement && field.type === "checkbox" ? String(field.checked) : field.value,
    ),
  );
}

/** Goes to a page anew, by way of the contents. */
async function visit(page: Page, query: string): Promise<void> {
  await page.evaluate(() => {
    location.hash = "#/";
  });
  await page.waitForSelector(".home");
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/timescales?${query}`);
  await page.waitForSelector("#control-pulse");
}

describe("a hostile link", () => {
  browserTest("leaves defaults or values in range, says so, and does nothing else", async () => {
    const { page, complaints } = await open();
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await visit(page, "v=1");
    const defaults = await fieldsOf(page);
    const notice = page.locator(".page > .notice");
    for (const query of links) {
      await visit(page, query);
      expect(await fieldsOf(page), query.slice(0, 80)).toEqual(defaults);
      expect(await notice.textContent(), query.slice(0, 80)).toMatch(/^Left at its default: /);
    }
    for (const [name, text, value] of clamped) {
      await visit(page, `v=1&${name}=${text}`);
      expect(await page.locator(`#control-${name}`).inputValue()).toBe(value);
      expect(await notice.textContent()).toMatch(/^Brought into its range: /);
    }
    expect(dialogs).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.querySelectorAll("script:not([src]), img").length)).toBe(0);
    await page.close();
  });

  browserTest("to no page leads to the contents", async () => {
    const { page, complaints } = await open(undefined, "#/__proto__/%3Cscript%3E?constructor=1");
    await page.waitForSelector(".home .notice");
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("the page in a frame", () => {
  let folder = "";
  let owner: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "isocortex-frame-"));
    writeFileSync(
      join(folder, "index.html"),
      "<!doctype html><link rel=icon href=data:,><title>course</title><script>heights=[];addEventListener('message',e=>heights.push(e.data))</script>",
    );
    owner = await serveFolder(folder, { headers: {} });
  });
  afterAll(async () => {
    await owner.close();
    rmSync(folder, { recursive: true, force: true });
  });

  browserTest("as copied works on another site, tells its height and listens to nobody", async () => {
    const { page, complaints } = await open(undefined, "#/timescales?v=1&pulse=300");
    await page.getByRole("button", { name: "Copy embed" }).click();
    const html = (await page.locator(".share-text").textContent())!;
    expect(html).toContain('sandbox="allow-scripts allow-same-origin');
    await page.goto(owner.url);
    await page.evaluate((text) => document.body.insertAdjacentHTML("beforeend", text), html);
    const frame = page.frameLocator("iframe");
    await frame.locator(".plot-summary").first().waitFor();
    expect(await frame.locator(".site-head").isVisible()).toBe(false);
    const heights = () =>
      page.evaluate(() => Reflect.get(globalThis, "heights") as { isocortex: string; height: number }[]);
    await page.waitForFunction(
      () => (Reflect.get(globalThis, "heights") as { height: number }[]).at(-1)!.height > 900,
    );
    for (const message of await heights()) {
      expect(message).toEqual({ isocortex: "height", height: expect.any(Number) });
    }
    const before = await frame.locator("#control-pulse").inputValue();
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector("iframe")!;
      for (const data of ["x", null, 7, { isocortex: "set", pulse: 10 }, { type: "RAW", id: 1 }, [1, 2]])
        contentWindow!.postMessage(data, "*");
    });
    await frame.locator("#control-eta").press("ArrowRight");
    expect(await frame.locator("#control-pulse").inputValue()).toBe(before);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
