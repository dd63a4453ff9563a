import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ASIDE } from "./aside.js";
import { isLockToBe } from "./lock.js";
import { writeSynced } from "./write-folder.js";

function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Replaces a file whole: whenever the process or the machine stops, the old one or the new one is there. */
export function writeAtomically(path: string, body: Uint8Array | string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, `${ASIDE}${process.pid}-${basename(path)}`);
  try {
    rmSync(aside, { force: true });
    writeSynced(aside, body);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Takes away what killed processes left of files that were being replaced. */
export function sweepAside(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(ASIDE) && !isLockToBe(name))
      rmSync(join(folder, name), { force: true, recursive: true });
}
