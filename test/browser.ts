import { type Browser, chromium } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, it } from "vitest";
import { browserFlags, findBrowser, installHint } from "../scripts/find-browser.mjs";

const path = findBrowser();

/** A test in a real browser: skipped where there is none, failed where there is none and CI is set. */
export const browserTest = it.skipIf(!path && !process.env.CI);

/** Serves a folder of static files and opens a browser for the tests of a file. */
export function inBrowser(folder: () => string): {
  page: (size?: { width: number; height: number }, hash?: string) => Promise<Visit>;
} {
  let browser: Browser | undefined;
  let server: PreviewServer | undefined;
  beforeAll(async () => {
    if (!path) return;
    browser = await chromium.launch({ executablePath: path, args: browserFlags });
    server = await preview({ root: folder(), logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    async page(size = { width: 1280, height: 800 }, hash = "") {
      if (!browser || !server) throw new Error(installHint);
      const page = await browser.newPage({ viewport: size });
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        complaints.push(message.text());
      });
      await page.goto(server.resolvedUrls!.local[0]! + hash);
      return { page, complaints };
    },
  };
}

type Page = Awaited<ReturnType<Browser["newPage"]>>;

/** An opened page and everything it complained about. */
export interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
}
