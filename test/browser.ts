import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { serveFolder, strictHeaders } from "../packages/web-demo/scripts/static-server.mjs";
import { browserFlags, findBrowser, installHint } from "../scripts/find-browser.mjs";

const path = findBrowser();

/** A test in a real browser: skipped where there is none, failed where there is none and CI is set. */
export const browserTest = it.skipIf(!path && !process.env.CI);

/** Serves a folder of static files, under the strictest policy unless said, and opens a browser for the tests of a file. */
export function inBrowser(
  folder: () => string,
  headers: Readonly<Record<string, string>> = strictHeaders,
): {
  page: (size?: { width: number; height: number }, hash?: string) => Promise<Visit>;
} {
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;
  beforeAll(async () => {
    if (!path) return;
    browser = await chromium.launch({ executablePath: path, args: browserFlags });
    server = await serveFolder(folder(), { headers });
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
      await page.goto(server.url + hash);
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

const BUSY_MS = 20_000;

/** Keeps every worker of a page busy for long, as a long computation would. */
export async function keepBusy(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    const busy = worker.evaluate((ms) => {
      for (const end = performance.now() + ms; performance.now() < end; );
    }, BUSY_MS);
    // The worker may be ended meanwhile, and that ends the call.
    busy.catch(() => undefined);
  }
}

/** Waits until a page shows what its controls are set to. */
export async function settled(page: Page): Promise<void> {
  await page.locator(".bench:not([inert]):not([aria-busy=true])").waitFor({ timeout: 60_000 });
}
