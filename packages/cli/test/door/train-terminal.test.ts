import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { bin, scratch, start } from "../isocortex.js";
import { endless } from "../training.js";

const REDRAW = "\r\u001b[2K";
const hasTerminal = /util-linux/.test(spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "");

it.skipIf(!hasTerminal)(
  "in a terminal of 80 columns a training draws one line with a curve, waits at p, goes on at space, and Ctrl-C saves",
  async () => {
    const words = [process.execPath, bin, ...endless, "-o", "run"].map((word) => `'${word}'`).join(" ");
    const { child, ended } = start("script", ["-qec", `stty cols 80 rows 24; exec ${words}`, "/dev/null"], {
      cwd: scratch(),
      env: { TERM: "xterm", SHELL: "/bin/sh" },
    });
    let shown = "";
    child.stdout!.on("data", (part: string) => {
      shown += part;
    });
    const until = async (text: RegExp, from = 0): Promise<void> => {
      while (!text.test(shown.slice(from))) await sleep(10);
    };
    await until(/ left +[▁-█]+ {2}p pauses/);
    child.stdin!.write("p");
    await until(/paused at update \d+; p goes on/);
    const at = shown.length;
    await sleep(500);
    expect(shown.slice(at)).not.toMatch(/update \d+\//);
    child.stdin!.write(" ");
    await until(/update \d+\/1000000, loss/, at);
    const sent = performance.now();
    child.stdin!.write("\u0003");
    const { code, stdout } = await ended;
    expect(performance.now() - sent).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(stdout).toMatch(/stopped; update \d+ is saved\. Go on with\r\n {2}isocortex resume run\r\n$/);
    const drawings = stdout.split(REDRAW).slice(1, -1);
    expect(drawings.length).toBeGreaterThan(3);
    for (const drawing of drawings) expect([...drawing].length).toBeLessThanOrEqual(79);
  },
);
