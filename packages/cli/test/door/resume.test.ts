import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf, isocortex, scratch, startIsocortex, write } from "../isocortex.js";
import { bytesOf, endless, logOf, trainTiny } from "../training.js";

const cwd = scratch();
const resume = (...args: string[]) => isocortex(["resume", ...args, "-q"], { cwd });

describe.skipIf(process.platform === "win32")("Ctrl-C", () => {
  it("saves, says how to go on and ends with 130 within 1 s; SIGTERM with 143", async () => {
    for (const [signal, wanted] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const args = signal === "SIGINT" ? [...endless, "-o", "stopped"] : ["resume", "stopped"];
      const { child, ended, said } = startIsocortex(args, { cwd });
      await said("update ");
      await sleep(200);
      const sent = performance.now();
      child.kill(signal);
      const { code, stderr, stdout } = await ended;
      expect(performance.now() - sent).toBeLessThan(1000);
      expect({ code, stdout }).toEqual({ code: wanted, stdout: "" });
      expect(stderr).toMatch(/stopped; update \d+ is saved\. Go on with\n {2}isocortex resume stopped\n$/);
      const saved = Number(/update (\d+) is saved/.exec(stderr)![1]);
      expect(logOf(join(cwd, "stopped")).at(-1)).toMatchObject({ checkpoint: saved });
      expect(readdirSync(join(cwd, "stopped")).sort()).toEqual([
        "checkpoint.npz",
        "log.jsonl",
        "training.json",
      ]);
    }
  });

  it("twice ends at once, and with --json tells what to go on with as a document", async () => {
    const { child, ended, said } = startIsocortex(["resume", "stopped", "--json"], { cwd });
    await said("update ");
    child.kill("SIGINT");
    const end = await ended;
    expect(documentOf(end)).toMatchObject({
      error: { code: "interrupted", hint: "isocortex resume stopped" },
    });
    const again = startIsocortex(["resume", "stopped"], { cwd });
    await again.said("update ");
    again.child.kill("SIGINT");
    again.child.kill("SIGINT");
    expect((await again.ended).code).toBe(130);
  });

  it("a folder that is being trained is left to the one that trains it", async () => {
    const { child, ended, said } = startIsocortex(["resume", "stopped"], { cwd });
    await said("update ");
    const [second, replaced] = await Promise.all([resume("stopped"), trainTiny(cwd, "stopped", "--force")]);
    child.kill("SIGKILL");
    await ended;
    for (const { code, stderr } of [second, replaced]) {
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /^isocortex: stopped is being trained by process \d+; wait for it, or end it first\.\n$/,
      );
    }
  });
});

describe("resume", () => {
  beforeAll(async () => {
    await Promise.all([trainTiny(cwd, "done"), trainTiny(cwd, "other", "--seed", "2")]);
    rmSync(join(cwd, "other/run.json"));
    for (const name of ["damaged", "gone", "older", "unlogged", "elsewhere"])
      cpSync(join(cwd, "other"), join(cwd, name), { recursive: true });
  });

  it("of a finished folder says so and ends with 0", async () => {
    const before = bytesOf(cwd, "done/run.json");
    const { code, stdout } = await resume("done");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^done is finished: go-no-go made all its updates after 20 updates/);
    expect(bytesOf(cwd, "done/run.json").equals(before)).toBe(true);
  });

  it("writes what a killed process had yet to write, and takes away what it left half", async () => {
    const wanted = bytesOf(cwd, "other/weights.npz");
    write(cwd, "other/.isocortex-1-checkpoint.npz", "half");
    write(cwd, "other/weights.npz", "half");
    writeFileSync(join(cwd, "other/log.jsonl"), '{"update":30,"lo', { flag: "a" });
    expect((await resume("other")).code).toBe(0);
    expect(bytesOf(cwd, "other/weights.npz").equals(wanted)).toBe(true);
    expect(readdirSync(join(cwd, "other")).filter((name) => name.startsWith("."))).toEqual([]);
    expect(logOf(join(cwd, "other")).map(({ update, checkpoint }) => update ?? checkpoint)).toEqual([
      10, 20, 20,
    ]);
  });

  it.each([
    ["damaged", 3, /damaged\/checkpoint.npz is not the checkpoint of update 20 that log.jsonl tells of/],
    ["unlogged", 3, /the checkpoint is damaged|not a whole \.npz archive/],
    ["gone", 3, /gone\/checkpoint.npz is not there, but log.jsonl says that update 20 was saved/],
    ["older", 6, /older\/checkpoint.npz is of update 5, but log.jsonl says that update 20 was saved/],
    ["elsewhere", 6, /the checkpoint belongs to another training/],
  ] as const)(
    "a checkpoint that is %s ends with %i and one line, and nothing is begun anew",
    async (name, code, wanted) => {
      const path = join(cwd, name, "checkpoint.npz");
      const bytes = readFileSync(path);
      const middle = bytes.indexOf("raw/W_rec.npy") + 200;
      bytes[middle]! ^= 1;
      if (name === "damaged" || name === "unlogged") writeFileSync(path, bytes);
      if (name === "unlogged" || name === "elsewhere") rmSync(join(cwd, name, "log.jsonl"));
      if (name === "gone") rmSync(path);
      if (name === "older") {
        await trainTiny(cwd, "short", "--seed", "2", "--updates", "5");
        cpSync(join(cwd, "short/checkpoint.npz"), path);
      }
      if (name === "elsewhere") cpSync(join(cwd, "done/checkpoint.npz"), path);
      const ended = await resume(name);
      expect(ended.stderr).toMatch(/^isocortex: [^\n]+\n$/);
      expect(ended.stderr).toMatch(wanted);
      expect(ended.code).toBe(code);
      expect(readdirSync(join(cwd, name))).not.toContain("run.json");
    },
  );
});

const disk = join(cwd, "disk");
mkdirSync(disk);
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=192k", "none", disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync("umount", [disk]);
});

describe.skipIf(!mounted)("a disk that gets full (needs the right to mount one)", () => {
  it("keeps the last checkpoint, says so and ends with 5; with room again it goes on to the same bits", async () => {
    const args = [...endless.slice(0, 7), "400", ...endless.slice(8), "-q"];
    const { child, ended } = startIsocortex([...args, "-o", "disk/run"], { cwd });
    while (!readdirSync(disk).includes("run") || !readdirSync(join(disk, "run")).includes("log.jsonl"))
      await sleep(5);
    for (let i = 0; i < 64; i++) {
      try {
        writeFileSync(join(disk, `filler${i}`), new Uint8Array(4096));
      } catch {
        break;
      }
    }
    const { code, stderr } = await ended;
    expect(child.exitCode).toBe(5);
    expect(code).toBe(5);
    expect(stderr).toMatch(
      /^isocortex: disk\/run\/checkpoint.npz cannot be written \(ENOSPC[^\n]*It takes \d+ bytes\. The checkpoint of update \d+ is kept; make room, then isocortex resume disk\/run\.\n$/,
    );
    const saved = logOf(join(disk, "run")).at(-1)!.checkpoint;
    expect(stderr).toContain(`update ${saved} is kept`);
    for (const name of readdirSync(disk)) if (name.startsWith("filler")) rmSync(join(disk, name));
    const [again, whole] = await Promise.all([
      resume("disk/run"),
      isocortex([...args, "-o", "whole"], { cwd }),
    ]);
    expect([again.code, whole.code]).toEqual([0, 0]);
    expect(bytesOf(disk, "run/weights.npz").equals(bytesOf(cwd, "whole/weights.npz"))).toBe(true);
  });
});
