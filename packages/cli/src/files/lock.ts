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

/** The process that works in a folder; undefined where none does. */
function holderOf(folder: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(join(folder, NAME), "utf8")) as Record<string, unknown>;
    const running = typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && isAlive(pid);
    return running && startOf(pid) === started ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @throws InputError when another process works in the folder */
export function refuseBusy(folder: string): void {
  const pid = holderOf(folder);
  if (pid === undefined || pid === process.pid) return;
  throw new InputError(`${folder} is being trained by process ${pid}; wait for it, or end it first.`, {
    code: "usage",
    path: folder,
  });
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

/** Keeps other processes out of a folder; the answer lets them in again. @throws InputError when another one works in it */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, NAME);
  const own = join(folder, `${ASIDE}${process.pid}${NAME}`);
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    for (;;) {
      refuseBusy(folder);
      rmSync(lock, { force: true });
      if (takePlace(own, lock)) break;
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(lock, { force: true });
}
