/**
 * Measures the built site against its budgets and prints a table: `budgets.mjs [page ...]`.
 * Bytes are what a first visit to a page loads until its first picture, compressed by gzip. Times are by the clock, and
 * hold for a machine that does nothing else; the CPU time of the main thread holds for a busy one too.
 */
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { browserFlags, findBrowser, installHint } from "../../../scripts/find-browser.mjs";
import { serveFolder } from "./static-server.mjs";

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");
const SLIDES = 20;
const PATIENCE_MS = 60_000;
const budgets = { kilobytes: 150, answersMs: 1000, slideMs: 50, taskMs: 50 };

const path = findBrowser();
if (!path) {
  process.stderr.write(`${installHint}\n`);
  process.exit(1);
}
const server = await serveFolder(dist);
const browser = await chromium.launch({ executablePath: path, args: browserFlags });

/** Runs in the page before anything of it: notes when it can be used, and long tasks. */
function watch() {
  globalThis.seen = { answers: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.seen.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".home, .prediction button")) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      globalThis.seen.answers = performance.now();
    });
  }).observe(document, { childList: true, subtree: true });
}

/** Moves the first slider so many times, each once the picture of the last is there; ms from move to picture. */
async function slide(count) {
  const slider = document.querySelector(".controls input[type=range]");
  const gallery = document.querySelector(".gallery");
  if (!slider || !gallery?.firstElementChild) return [];
  const drawn = () =>
    new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve(performance.now());
      }).observe(gallery, { attributes: true, attributeFilter: ["width"], subtree: true });
    });
  const times = [];
  for (let i = 0; i < count; i++) {
    const from = performance.now();
    const after = drawn();
    slider.value = String(
      Number(slider.min) + ((Number(slider.max) - Number(slider.min)) * (i + 1)) / (count + 1),
    );
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    // Some values have no picture, such as those that make a circuit run away.
    const at = await Promise.race([after, new Promise((resolve) => setTimeout(resolve, 2000))]);
    if (at !== undefined) times.push(at - from);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return times;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

async function measure(slug) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watch);
  const loaded = new Map();
  page.on("request", (request) => loaded.set(new URL(request.url()).pathname, 0));
  await page.goto(`${server.url}#/${slug}`);
  await page.waitForFunction(() => globalThis.seen.answers > 0);
  const answers = await page.evaluate(() => globalThis.seen.answers);
  const skip = page.getByRole("button", { name: "Skip the question" });
  let slides = [];
  let tasks = await page.evaluate(() => globalThis.seen.tasks);
  if (await skip.isVisible()) {
    await skip.click();
    const run = page.getByRole("button", { name: "Run", exact: true });
    if (await run.isVisible()) await run.click();
    await page
      .waitForFunction(() => document.querySelector(".picture canvas")?.width > 300, undefined, {
        timeout: 20_000,
      })
      .catch(() => undefined);
  }
  const files = [...loaded.keys()].filter((name) => /\.(js|wasm)$/.test(name));
  const bytes = files.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(dist, name)), { level: 9 }).length,
    0,
  );
  await page.waitForFunction(() => !document.querySelector(".bench[aria-busy=true]"));
  await page.evaluate(() => {
    globalThis.seen.tasks = [];
  });
  const client = await context.newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const busyMs = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  };
  let spentMs;
  if (!(await page.getByRole("button", { name: "Run", exact: true }).isVisible())) {
    const before = await busyMs();
    slides = await page.evaluate(`(${slide})(${SLIDES})`);
    await page.waitForTimeout(200);
    spentMs = ((await busyMs()) - before) / SLIDES;
    tasks = await page.evaluate(() => globalThis.seen.tasks);
  }
  await context.close();
  return {
    kilobytes: bytes / 1000,
    answersMs: answers,
    slideMs: slides.length > 0 ? median(slides) : undefined,
    spentMs: slides.length > 0 ? spentMs : undefined,
    taskMs: slides.length > 0 ? Math.max(0, ...tasks) : undefined,
  };
}

const asked = process.argv.slice(2);
const contents = await browser.newPage();
await contents.goto(server.url);
const slugs = await contents.$$eval(".entry a", (links) =>
  links.map((one) => one.getAttribute("href").slice(2)),
);
await contents.close();
const rows = [];
for (const slug of asked.length > 0 ? asked : ["", ...slugs]) {
  process.stderr.write(`${slug || "contents"} ...\n`);
  rows.push([slug || "contents", await measure(slug)]);
}
await browser.close();
await server.close();

const shown = (value, digits, budget) =>
  value === undefined ? "–" : `${value.toFixed(digits)}${value > budget ? " (!)" : ""}`;
const short = (value) => (value === 0 ? "< 50" : shown(value, 0, budgets.taskMs));
const lines = [
  "| page | JS + wasm, KB gzip | answers after, ms | slider to picture, ms | main thread per move, ms of CPU | longest task while sliding, ms |",
  "| ---- | -----------------: | ----------------: | --------------------: | -----------------------------: | -----------------------------: |",
  `| _budget_ | ${budgets.kilobytes} | ${budgets.answersMs} | ${budgets.slideMs} | ${budgets.taskMs} | ${budgets.taskMs} |`,
  ...rows.map(
    ([slug, { kilobytes, answersMs, slideMs, spentMs, taskMs }]) =>
      `| ${slug} | ${shown(kilobytes, 0, budgets.kilobytes)} | ${shown(answersMs, 0, budgets.answersMs)} | ` +
      `${shown(slideMs, 0, budgets.slideMs)} | ${shown(spentMs, 0, budgets.taskMs)} | ${taskMs === undefined ? "–" : short(taskMs)} |`,
  ),
];
const machine = `${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; ${browser.version()}`;
process.stdout.write(`${lines.join("\n")}\n\n${machine}\n`);
