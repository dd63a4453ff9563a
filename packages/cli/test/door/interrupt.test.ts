import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { json, scratch, shortRun, startIsocortex } from "../isocortex.js";

const long = ["run", "chaudhuri-2015", "-s", "durationMs=1e6", "-s", "audit=false", "-o", "out"];

describe.skipIf(process.platform === "win32")("a signal in the middle", () => {
  const reproduction = ["reproduce", "chaudhuri2015", "-o", "out"];

  it.each([
    ["SIGINT", 130, "of a run", long, 500],
    ["SIGTERM", 143, "of a run", long, 500],
    ["SIGINT", 130, "of a reproduction", reproduction, 500],
    ["SIGINT", 130, "of the start of the workers", reproduction, 0],
  ] as const)(
    "%s ends with %i within 1 s %s and leaves nothing",
    async (signal, wanted, _, args, afterMs) => {
      const cwd = scratch();
      const { child, ended, said } = startIsocortex(args, { cwd });
      await said(" 0 %");
      await sleep(afterMs);
      const sent = performance.now();
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect(performance.now() - sent).toBeLessThan(1000);
      expect(code).toBe(wanted);
      expect(stdout).toBe("");
      expect(stderr.endsWith("interrupted; nothing was written.\n")).toBe(true);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it("a run waiting for standard input ends with it", async () => {
    const { child, ended, said } = startIsocortex(["run", "-"], { cwd: scratch() });
    await said("running standard input");
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ signal: "SIGINT" });
  });

  it("with --json is told as a document", async () => {
    const { child, ended, said } = startIsocortex([...long, "--json"], { cwd: scratch() });
    await said(" 0 %");
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "interrupted" } });
  });

  it("at any moment of a short run leaves either a whole run and 0, or nothing and 130", async () => {
    const cwd = scratch();
    const moments = Array.from({ length: 8 }, (_, i) => 250 + 90 * i);
    for (const [i, ms] of moments.entries()) {
      const { child, ended } = startIsocortex([...shortRun, "-q", "-o", `run${i}`], { cwd });
      sleep(ms).then(() => child.kill("SIGINT"));
      const { code, signal } = await ended;
      const names = readdirSync(cwd);
      expect(names.filter((name) => name.startsWith("."))).toEqual([]);
      expect(names.includes(`run${i}`)).toBe(code === 0);
      if (code === 0) expect(json(join(cwd, `run${i}`), "run.json").format).toBe("isocortex.run/v1");
      else expect(signal ?? code).toBe(signal ? "SIGINT" : 130);
    }
  });

  it("sent twice ends it too", async () => {
    const { child, ended, said } = startIsocortex(long, { cwd: scratch() });
    await said(" 0 %");
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
  });
});
