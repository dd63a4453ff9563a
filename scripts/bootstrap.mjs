/**
 * `npm start`, `npm run demo` and `npm test`: installs, builds, then runs the main job, serves the site or runs every test.
 * Needs Node 20.19 and npm, no more.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { countTests } from "./count-tests.mjs";
import { findBrowser, installHint } from "./find-browser.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [verb, ...rest] = process.argv.slice(2);
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const LAST_LINES = 40;
const TELL_EVERY_MS = 10_000;

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(message) {
  say(message);
  process.exit(1);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `isocortex needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and run this again.`,
  );
}
const doings = { start: "reproducing", demo: "serving the site", test: "testing" };
if (!Object.hasOwn(doings, verb)) stop("usage: node scripts/bootstrap.mjs start|demo|test");

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NO_COLOR: "1" };

/** Runs a command quietly, saying every ten seconds that it still does; resolves with its exit code and output. */
function quietly(what, command, args) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  say(`${what} ...`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const lines = [];
    const keep = (chunk) => lines.push(...chunk.toString().split(/\r?\n/));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const ticking = setInterval(() => say(`  ${what}: ${seconds()}`), TELL_EVERY_MS);
    child.on("error", (error) => lines.push(String(error)));
    child.on("close", (code) => {
      clearInterval(ticking);
      if (code === 0) say(`  done in ${seconds()}`);
      resolve({ code, lines });
    });
  });
}

/** The lines of an output that say what went wrong. */
function useful(lines) {
  return lines
    .filter((line) => line.trim() !== "" && !/nodedir|^Progress:|cache (hit|miss)/.test(line))
    .slice(-LAST_LINES);
}

async function must(what, command, args, remedy) {
  const { code, lines } = await quietly(what, command, args);
  if (code === 0) return;
  stop(`${useful(lines).join("\n")}\n\n${what} failed (exit code ${code}). ${remedy}`);
}

/** npm, started so that it works on every platform. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? [process.execPath, [script, ...args]] : ["npm", args];
}

function shown(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: process.env, stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.on("error", () => resolve(1));
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

const turbo = (...args) => [process.execPath, [join(root, "node_modules/turbo/bin/turbo"), "run", ...args]];

/** With pnpm on the path: everything but fetching pnpm itself. */
async function inside() {
  await must(
    "Installing",
    "pnpm",
    ["install", "--frozen-lockfile"],
    "Check the connection to the package registry and the space on the disk, then run the same command again.",
  );
  const all = verb === "demo" ? ["--filter=@isocortex/web-demo"] : [];
  await must(
    "Building",
    ...turbo("build", "--output-logs=errors-only", ...all),
    "The lines above name the file.",
  );
  if (verb === "demo") {
    return shown(process.execPath, [join(root, "packages/web-demo/scripts/serve.mjs"), ...rest]);
  }
  if (verb === "start") {
    return shown(process.execPath, [join(root, "packages/cli/bin/isocortex.js"), "reproduce", ...rest]);
  }
  const scriptsOf = (name) =>
    JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")).scripts;
  const results = readdirSync(join(root, "packages"))
    .filter((name) => "test" in scriptsOf(name))
    .map((name) => join(root, "packages", name, "test-results.json"))
    .concat(join(root, "test/test-results.json"));
  for (const file of results) rmSync(file, { force: true });
  const { code, lines } = await quietly(
    "Testing",
    ...turbo("test", "test:whole", "--continue", "--concurrency=1", "--output-logs=errors-only"),
  );
  const count = countTests(results);
  if (code !== 0) say(`${useful(lines).join("\n")}\n`);
  for (const { name, message } of count.failures) say(`FAILED ${name}\n  ${message}`);
  for (const file of count.missing) say(`${file} was not written: those tests did not run to their end.`);
  if (!findBrowser()) say(installHint);
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
  return code === 0 && count.failed === 0 && count.missing.length === 0 ? 0 : 1;
}

if (process.env.ISOCORTEX_INSIDE === packageManager) {
  process.exitCode = await inside();
} else {
  process.env.ISOCORTEX_INSIDE = packageManager;
  const self = [process.execPath, fileURLToPath(import.meta.url), verb, ...rest];
  say(`isocortex: fetching ${packageManager.replace("@", " ")}, then installing, building, ${doings[verb]}`);
  const code = await shown(...npm(["exec", "--yes", `--package=${packageManager}`, "--", ...self]));
  if (code === 1 && verb !== "test") {
    say(`The lines above say why; mend that and run npm ${verb === "demo" ? "run demo" : verb} again.`);
  }
  process.exitCode = code;
}
