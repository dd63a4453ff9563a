import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { lockFolder } from "../../src/files/lock.js";
import { sweepAside } from "../../src/files/write-atomically.js";
import { scratch } from "../isocortex.js";

const DEAD = 2 ** 30;

/** The lock of a process that runs: the one that started this one. */
function livingLock(): string {
  let started = "";
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    started = stat.slice(stat.lastIndexOf(")")).split(" ")[20]!;
  } catch {
    // The system does not tell.
  }
  return JSON.stringify({ pid: process.ppid, started });
}

afterEach(() => void vi.restoreAllMocks());

it("a rival that takes a stale lock's place while it is looked at keeps it", () => {
  const folder = scratch();
  const lock = join(folder, ".lock");
  writeFileSync(lock, JSON.stringify({ pid: DEAD, started: "" }));
  const kill = process.kill.bind(process);
  vi.spyOn(process, "kill").mockImplementation((pid, signal) => {
    if (pid === DEAD) writeFileSync(lock, livingLock());
    return kill(pid, signal);
  });
  expect(() => lockFolder(folder)).toThrow(`is being trained by process ${process.ppid}`);
  expect(readFileSync(lock, "utf8")).toBe(livingLock());
  expect(readdirSync(folder)).toEqual([".lock"]);
});

it("a lock that a dead process left is replaced, also where it died while it replaced one", () => {
  const folder = scratch();
  for (const name of [".lock", ".lock-stale", ".lock-stale-stale"])
    writeFileSync(join(folder, name), JSON.stringify({ pid: DEAD, started: "" }));
  const release = lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, ".lock"), "utf8"))).toMatchObject({ pid: process.pid });
  expect(readdirSync(folder)).toEqual([".lock"]);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it("letting go leaves another's lock alone, and sweeping leaves what a rival is about to lock with", () => {
  const folder = scratch();
  const release = lockFolder(folder);
  writeFileSync(join(folder, ".lock"), livingLock());
  release();
  const rivals = `.isocortex-${process.ppid}.lock`;
  for (const name of [rivals, `.isocortex-${DEAD}.lock`, ".isocortex-1-checkpoint.npz"])
    writeFileSync(join(folder, name), "");
  sweepAside(folder);
  expect(readdirSync(folder).sort()).toEqual([rivals, ".lock"].sort());
});
