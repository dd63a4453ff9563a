import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveFolder } from "../packages/web-demo/scripts/static-server.mjs";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

const dist = join(root, "packages/web-demo/dist");
const { page: open } = inBrowser(() => dist);
const path = "/courses/lecture-7/";
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "isocortex-site-"));
  cpSync(dist, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm run demo", () => {
  const script = join(root, "packages/web-demo/scripts/serve.mjs");

  it("serves this machine alone, says where, and ends when told to", async () => {
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "pipe"] });
    const [told] = (await once(child.stdout, "data")) as [Buffer];
    const url = told.toString().trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const answer = await fetch(url);
    expect(answer.headers.get("content-security-policy")).toMatch(/'wasm-unsafe-eval'/);
    expect(await answer.text()).toContain("<title>Isocortex");
    expect((await fetch(`${url}..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${url}%E0%A4%A`)).status).toBe(404);
    expect((await fetch(url, { method: "POST" })).status).toBe(405);
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    if (process.platform !== "win32") expect(code).toBe(0);
  });

  it.each([["--port", "x"], ["--port", "99999"], ["--nope"]])(
    "refuses %s %s with one line",
    async (...args) => {
      const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
      const [[message], [code]] = (await Promise.all([once(child.stderr, "data"), once(child, "exit")])) as [
        [Buffer],
        [number],
      ];
      expect(code).toBe(2);
      expect(message.toString().trim().split("\n")).toHaveLength(1);
    },
  );
});

describe("the built site on a plain host", () => {
  browserTest(
    "works under a path, without headers, offline after a visit, and takes up a new build",
    async () => {
      // A context of its own, through a page that is already open.
      const { page, complaints } = await open();
      let host = await serveFolder(folder, { path, headers: {} });
      const port = Number(new URL(host.url).port);
      const outside: string[] = [];
      page.on("request", (request) => {
        if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(host.url))
          outside.push(request.url());
      });
      await page.goto(`${host.url}#/timescales?v=1&pulse=300`);
      await page.locator(".plot-summary").first().waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active!.state));
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      expect(outside).toEqual([]);

      await host.close();
      await page.reload();
      await page.locator(".plot-summary").first().waitFor();
      await page.goto("about:blank");
      await page.goto(`${host.url}?from=a-course#/working-memory?v=1&dopamine=0.9`);
      await page.locator(".hashes dd").first().waitFor({ timeout: 60_000 });
      const [svg] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "SVG", exact: true }).first().click(),
      ]);
      expect(svg.suggestedFilename()).toMatch(/\.svg$/);
      expect(complaints).toEqual([]);

      // Another build: other names, and with them another cache.
      const index = readFileSync(join(folder, "index.html"), "utf8");
      const entry = /assets\/(index-[\w-]+\.js)/.exec(index)![1]!;
      renameSync(join(folder, "assets", entry), join(folder, "assets/index-newbuild.js"));
      writeFileSync(
        join(folder, "index.html"),
        index.replaceAll(entry, "index-newbuild.js").replace("<title>", "<title>New: "),
      );
      const worker = readFileSync(join(folder, "service-worker.js"), "utf8");
      writeFileSync(
        join(folder, "service-worker.js"),
        worker.replaceAll(entry, "index-newbuild.js").replace(/isocortex-[0-9a-f]+/, "isocortex-newbuild"),
      );
      host = await serveFolder(folder, { path, headers: {}, port });
      await page.goto("about:blank");
      await page.goto(`${host.url}#/`);
      const upToDate = () =>
        page.evaluate(async () => {
          await (await navigator.serviceWorker.ready).update();
          const names = await caches.keys();
          return names.length === 1 && names[0] === "isocortex-newbuild";
        });
      for (let i = 0; i < 200 && !(await upToDate()); i++) await page.waitForTimeout(100);
      const entryNow = () => page.evaluate(() => document.querySelector("script[src]")!.getAttribute("src")!);
      await page.reload();
      expect(await entryNow()).toContain("index-newbuild.js");
      await host.close();
      await page.reload();
      await page.waitForSelector(".home");
      await page.close();
    },
  );
});
