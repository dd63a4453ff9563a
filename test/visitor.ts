import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import type { Visitor, Walk } from "../packages/web-demo/walk.js";
import { root } from "./sources.js";

const folder = join(root, "packages/web-demo/pages");
const PATIENCE_MS = 30_000;

/** Every page of the site. */
export const slugs: readonly string[] = readdirSync(folder).sort();

/** The walk of a page. */
export async function walkOf(slug: string): Promise<Walk> {
  const { walk } = (await import(pathToFileURL(join(folder, slug, "walk.ts")).href)) as { walk: Walk };
  return walk;
}

/** A visitor with mouse and keyboard. */
export function visitorOf(page: Page): Visitor {
  page.setDefaultTimeout(PATIENCE_MS);
  const bench = page.locator(".bench");
  return {
    browserPage: page,
    async predict(answer) {
      await page.getByRole("button", { name: answer, exact: true }).click();
      await page.locator(".bench:not([inert])").waitFor();
    },
    async type(label, value) {
      const box = bench.getByRole("spinbutton", { name: label, exact: true });
      await box.fill(String(value));
      await box.press("Enter");
      await box.blur();
    },
    async pick(label, option) {
      await bench.getByLabel(label, { exact: true }).selectOption(option);
    },
    async tick(label, on) {
      await bench.getByLabel(label, { exact: true }).setChecked(on);
    },
    async press(button) {
      await page.getByRole("button", { name: button, exact: true }).click();
    },
    async taskDone(task) {
      await page.locator(`.tasks li:nth-child(${task}).done`).waitFor();
    },
    async sees(text) {
      await page.getByText(text).first().waitFor();
    },
  };
}
