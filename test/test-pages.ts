import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { violations } from "./axe.js";
import { browserTest, inBrowser, settled } from "./browser.js";
import { root } from "./sources.js";
import { visitorOf, walkOf } from "./visitor.js";

const { page: open } = inBrowser(() => join(root, "packages/web-demo/dist"));
const pictures = process.env.ISOCORTEX_SCREENSHOTS;

/** What a page shows, in words and numbers. */
function shownBy(page: Page) {
  return page.evaluate(() => ({
    controls: [
      ...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".controls input, .controls select"),
    ].map((field) =>
      field instanceof HTMLInputElement && field.type === "checkbox" ? String(field.checked) : field.value,
    ),
    plots: [...document.querySelectorAll(".plot-summary")].map(({ textContent }) => textContent),
    hashes: [...document.querySelectorAll(".hashes dd")].map(({ textContent }) => textContent),
  }));
}

/** Writes pictures of the whole page in both schemes, for people to look at. */
async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(pictures!, { recursive: true });
  await settled(page);
  // On a phone the first plot floats over the controls, except from the foot of the page.
  await page.evaluate(() => window.scrollTo(0, innerWidth < 600 ? document.body.scrollHeight : 0));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(pictures!, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

const visited = (slug: string) => ({
  async open(query = "", size?: { width: number; height: number }) {
    const visit = await open(size, `#/${slug}${query}`);
    await visit.page.waitForSelector("h1");
    return visit;
  },
});

/** The tests of some pages. */
export function testPages(some: readonly string[]): void {
  describe.each(some)("the page %s", testPage);
}

function testPage(slug: string): void {
  const there = visited(slug);

  browserTest("lets a visitor do its tasks, without a complaint and within axe's rules", async () => {
    const { page, complaints } = await there.open();
    const walk = await walkOf(slug);
    await walk(visitorOf(page));
    await settled(page);
    expect(await violations(page)).toEqual([]);
    const address = page.url();
    const before = await shownBy(page);
    expect(complaints).toEqual([]);
    await page.close();
    if (!address.includes("&")) return;
    const again = await there.open(address.slice(address.indexOf("?")));
    await settled(again.page);
    if (before.hashes.length > 0) {
      const run = again.page.getByRole("button", { name: /^(Run|Train)$/ });
      if (await run.isVisible()) await run.click();
      await again.page.waitForSelector(".hashes dd");
      await settled(again.page);
    }
    // Plots may come one after the other.
    await expect.poll(() => shownBy(again.page), { timeout: 30_000 }).toEqual(before);
    expect(again.complaints).toEqual([]);
    await again.page.close();
  });

  browserTest("leaves its defaults and says so when a link makes no sense", async () => {
    const { page, complaints } = await there.open(
      "?v=9&__proto__=1&constructor=2&%3Cimg%20src=x%20onerror=alert(1)%3E=3&" +
        "hide=%22%3E%3Cscript%3E&lock=<b>&toString=4",
    );
    await page.waitForSelector(".notice:not([hidden])");
    const visit = await there.open();
    expect((await shownBy(page)).controls).toEqual((await shownBy(visit.page)).controls);
    expect(complaints).toEqual([]);
    await Promise.all([page.close(), visit.page.close()]);
  });

  browserTest("fits screens of 360, 1280 and 1920 px", async () => {
    const { page, complaints } = await there.open();
    const skip = page.getByRole("button", { name: "Skip the question" });
    if (await skip.isVisible()) await skip.click();
    for (const width of [360, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (pictures) await photograph(page, `${slug}-${width}`);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
}
