import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { serveFolder } from "../packages/web-demo/scripts/static-server.mjs";
import { steps } from "../packages/web-demo/src/site/steps.js";
import { violations } from "./axe.js";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

const dist = join(root, "packages/web-demo/dist");
const { page: open } = inBrowser(() => dist);

async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator("main details > summary").all()) await summary.click();
}

describe("the contents", () => {
  browserTest("keep to axe's rules in both colour schemes, with menu and quizzes open", async () => {
    const { page, complaints } = await open();
    await page.waitForSelector(".home");
    await openAll(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(".menu summary").click();
      expect(await violations(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  browserTest("have a language, one h1, headings without gaps and a title", async () => {
    const { page } = await open();
    await page.waitForSelector(".home");
    await openAll(page);
    const found = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      title: document.title,
      described: document.querySelector('meta[name="description"]')?.getAttribute("content"),
      levels: [...document.querySelectorAll("h1, h2, h3, h4")].map(({ tagName }) => Number(tagName[1])),
    }));
    expect(found.lang).toBe("en");
    expect(found.title).toMatch(/Isocortex/);
    expect(found.described?.length).toBeGreaterThan(30);
    expect(found.levels.filter((level) => level === 1)).toHaveLength(1);
    found.levels.forEach((level, i) => {
      expect(level).toBeLessThanOrEqual((found.levels[i - 1] ?? 0) + 1);
    });
    await page.close();
  });

  browserTest("let the order quiz be done by keyboard alone, its focus seen", async () => {
    const { page, complaints } = await open();
    await page.waitForSelector(".home");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    for (let i = 0; i < 80 && !(await focused()).startsWith("Quiz 2"); i++) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).toBe("solid 3px");
    }
    await page.keyboard.press("Enter");
    const list = page.locator(".order").first();
    const now = () => list.locator("li").evaluateAll((all) => all.map((one) => one.textContent!.slice(3)));
    for (const [place, step] of steps.entries()) {
      for (let at = (await now()).indexOf(step); at > place; at = (await now()).indexOf(step)) {
        await page.getByRole("button", { name: `Earlier: ${step}` }).focus();
        await page.keyboard.press("Enter");
      }
    }
    expect(await now()).toEqual(steps);
    await page.getByRole("button", { name: "Check the order" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Right. Build, connect").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  browserTest(
    "are printed without what is for the screen, and say so when there is no JavaScript",
    async () => {
      const { page } = await open(undefined, "#/timescales?v=1&pulse=300");
      await page.locator(".plot-summary").first().waitFor();
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".dial").isVisible()).toBe(false);
      expect(await page.locator(".plot").first().isVisible()).toBe(true);
      await page.emulateMedia({ media: "screen", forcedColors: "active" });
      const keys = await page
        .locator(".plot")
        .first()
        .locator(".key")
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).borderTopColor));
      expect(new Set(keys).size).toBe(keys.length);
      const host = await serveFolder(dist);
      const plain = await page.context().browser()!.newContext({ javaScriptEnabled: false });
      const without = await plain.newPage();
      await without.goto(host.url);
      expect(await without.locator("body").innerText()).toContain("needs JavaScript");
      await Promise.all([plain.close(), page.close(), host.close()]);
    },
  );
});

describe("a page", () => {
  browserTest("keeps to axe's rules in both colour schemes with menu, drawer and tables open", async () => {
    const { page, complaints } = await open(undefined, "#/working-memory?v=1&dopamine=0.9");
    await page.locator(".hashes dd").first().waitFor({ timeout: 60_000 });
    const more = page.getByRole("button", { name: "More", exact: true });
    if (await more.isVisible()) await more.click();
    for (const table of await page.getByRole("button", { name: "Table", exact: true }).all())
      await table.click();
    await page.locator(".menu summary").click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});
