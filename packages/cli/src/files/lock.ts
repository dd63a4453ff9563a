import { constants, copyFileSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { codeOf } from "../exit-codes.js";
import { ASIDE } from "./aside.js";

const NAME = ".lock";

/** When a process began, in the system's own count: tells it from a later one with the same number; "" where that is not told. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")")).split(" ")[20] ?? "";
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** The process that holds a lock; undefined where none does. */
function holderOf(lock: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(lock, "utf8")) as Record<string, unknown>;
    const running = typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && isAlive(pid);
    return running && startOf(pid) === started ? pid : undefined;
  } catch {
    return undefined;
  }
}

function refuseHeld(lock: string, folder: string): void {
  const pid = holderOf(lock);
  if (pid === undefined || pid === process.pid) return;
  throw new InputError(`${folder} is being trained by process ${pid}; wait for it, or end it first.`, {
    code: "usage",
    path: folder,
  });
}

/** @throws InputError when another process works in the folder */
export function refuseBusy(folder: string): void {
  refuseHeld(join(folder, NAME), folder);
}

/** Whether a file is what a process that still runs is about to lock a folder with. */
export function isLockToBe(name: string): boolean {
  const pid = name.startsWith(ASIDE) && name.endsWith(NAME) && name.slice(ASIDE.length, -NAME.length);
  return pid !== false && /^\d+$/.test(pid) && isAlive(Number(pid));
}

/** Puts a whole file where none may be; false where one is. Some disks know no links: there it is copied. */
function takePlace(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
  }
  try {
    copyFileSync(own, lock, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes a lock. What a dead process left is taken away only under a second lock, and looked at again there: nobody else can
 * have put a live one in its place. A process that dies while it holds that one leaves the same work, a level further down.
 */
function take(own: string, lock: string, folder: string): void {
  while (!takePlace(own, lock)) {
    refuseHeld(lock, folder);
    const second = `${lock}-stale`;
    take(own, second, folder);
    try {
      refuseHeld(lock, folder);
      rmSync(lock, { force: true });
    } finally {
      rmSync(second, { force: true });
    }
  }
}

/** Keeps other processes out of a folder; the answer lets them in again. @throws InputError when another one works in it */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, NAME);
  const own = join(folder, `${ASIDE}${process.pid}${NAME}`);
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    take(own, lock, folder);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (holderOf(lock) === process.pid) rmSync(lock, { force: true });
  };
}
