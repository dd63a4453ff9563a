import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { bin, type Ended, type Started, scratch, start } from "../isocortex.js";

const WIDTH = 80;
const REDRAW = "\r\u001b[2K";
const hasTerminal = /util-linux/.test(spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "");

/** `isocortex ...args` in a terminal of 80 columns, by the script of util-linux; both its streams come as stdout. */
function inTerminal(args: readonly string[], cwd: string, env: Record<string, string> = {}): Started {
  const words = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
  const command = `stty cols ${WIDTH} rows 24; exec ${words}`;
  return start("script", ["-qec", command, "/dev/null"], {
    cwd,
    env: { TERM: "xterm", SHELL: "/bin/sh", ...env },
  });
}

const toEnd = (...given: Parameters<typeof inTerminal>): Promise<Ended> => inTerminal(...given).ended;

/** The width of the widest line as drawn. */
const drawn = (text: string): number =>
  Math.max(
    ...stripVTControlCharacters(text)
      .split(/[\r\n]+/)
      .map((line) => [...line].length),
  );

describe.skipIf(!hasTerminal)("in a terminal of 80 columns (needs script of util-linux)", () => {
  it.each([
    ["help"],
    ["list"],
    ["show", "froudist-walsh-2021"],
    ["show", "macaque-40"],
    ["reproduce", "distance-rule", "-v"],
    ["reproduce", "chaudhuri2015"],
    ["run", "froudist-walsh-2021", "-s", "durationMs=50", "-q"],
  ])("%s %s draws no line wider than that", async (...args) => {
    const { stdout, code } = await toEnd(args, scratch());
    expect([0, 4]).toContain(code);
    expect(stdout.length).toBeGreaterThan(200);
    const lines = stdout.split("\n").filter((line) => !line.startsWith("isocortex: "));
    expect(drawn(lines.join("\n"))).toBeLessThanOrEqual(WIDTH);
  });

  it("the progress line is drawn again and again on one line, and wiped at the end", async () => {
    const args = ["run", "chaudhuri-2015", "-s", "durationMs=2e5", "-s", "audit=false", "-o", "run"];
    const { stdout, code } = await toEnd(args, scratch());
    expect(code).toBe(0);
    expect(drawn(stdout)).toBeLessThanOrEqual(WIDTH);
    const drawings = stdout.split(REDRAW).slice(1);
    expect(drawings.length).toBeGreaterThan(3);
    for (const drawing of drawings.slice(0, -1))
      expect(drawing).toMatch(/^ *\d+ %[^\n]* {2}chaudhuri-2015: \w+$/);
    expect(drawings.at(-1)).toMatch(/^array +shape/);
    const shares = drawings.slice(0, -1).map((drawing) => Number.parseInt(drawing, 10));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it.each([
    ["TERM=dumb", { TERM: "dumb" }],
    ["NO_COLOR and CI", { NO_COLOR: "1", CI: "true" }],
  ])("%s: neither colours nor a redrawn line", async (_, env) => {
    const { stdout, code } = await toEnd(["reproduce", "distance-rule"], scratch(), env);
    expect(code).toBe(0);
    expect(stdout).not.toContain("\u001b");
  });

  it("colours are used otherwise, and no progress is drawn with --quiet", async () => {
    const { stdout } = await toEnd(["reproduce", "distance-rule", "--quiet"], scratch());
    expect(stdout).toContain("\u001b[1mdistance-rule: ");
    expect(stdout).toContain("\u001b[0m");
    expect(stdout).not.toContain(REDRAW);
  });

  it("Ctrl-C ends a run within 1 s with 130, wipes the line and leaves nothing", async () => {
    const cwd = scratch();
    const { child, ended } = inTerminal(["run", "chaudhuri-2015", "-s", "durationMs=1e6", "-o", "run"], cwd);
    let shown = "";
    child.stdout!.on("data", (part: string) => {
      shown += part;
    });
    while (!shown.includes("simulate")) await sleep(10);
    const sent = performance.now();
    child.stdin!.write("\u0003");
    const { code, stdout } = await ended;
    expect(performance.now() - sent).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(stdout.endsWith(`${REDRAW}interrupted; nothing was written.\r\n`)).toBe(true);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
