import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { serveFolder, strictHeaders } from "../packages/web-demo/scripts/static-server.mjs";
import { browserTest, inBrowser, settled } from "./browser.js";
import { root } from "./sources.js";

const dist = join(root, "packages/web-demo/dist");
const { page: open } = inBrowser(() => dist);
const reports: string[] = [];
const inbox = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  request.on("end", () => {
    if (request.method === "POST") reports.push(text);
    response
      .writeHead(204, { "access-control-allow-origin": "*", "access-control-allow-headers": "*" })
      .end();
  });
});

let host: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  await new Promise<void>((resolve) => inbox.listen(0, "127.0.0.1", resolve));
  const { port } = inbox.address() as AddressInfo;
  const policy = `${strictHeaders["content-security-policy"]}; report-uri http://127.0.0.1:${port}/`;
  host = await serveFolder(dist, { headers: { ...strictHeaders, "content-security-policy": policy } });
});
afterAll(async () => {
  inbox.close();
  await host.close();
});

describe("a policy sent as a header, to pages and workers", () => {
  browserTest("is broken by nothing, and would be seen to be", async () => {
    const { page, complaints } = await open();
    await page.goto(`${host.url}#/timescales?v=1&pulse=300`);
    await page.locator(".plot-summary").first().waitFor();
    await settled(page);
    await page.getByRole("button", { name: "SVG", exact: true }).first().click();
    await page.getByRole("button", { name: "Save the run (npz)" }).click();
    await page.evaluate(() => {
      location.hash = "#/working-memory?v=1&dopamine=0.9";
    });
    await page.locator("#control-dopamine").waitFor();
    await page.locator(".hashes dd").first().waitFor({ timeout: 60_000 });
    expect(complaints).toEqual([]);
    expect(reports).toEqual([]);
    await page.workers()[0]!.evaluate(() => {
      setTimeout(() => {
        try {
          new Function("return 1");
        } catch {
          // Refused, and reported.
        }
      });
    });
    for (let i = 0; i < 100 && reports.length === 0; i++) await page.waitForTimeout(50);
    expect(reports.join()).toContain("eval");
    await page.close();
  });
});
