import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Files } from "@isocortex/lab";
import { ASIDE } from "./aside.js";
import { checkFolder, RUNS, refusal } from "./check-folder.js";

const STALE_MS = 3_600_000;

/** Writes a new file and waits until it is on the disk. */
export function writeSynced(path: string, body: Uint8Array | string): void {
  const file = openSync(path, "wx");
  try {
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** isocortex-runs/<time>-<name>, with a number when that is taken. */
function freeFolder(name: string): string {
  const time = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  const stem = name.replace(/[^\w-]+/g, "-").slice(0, 60);
  const folder = `${RUNS}/${time}-${stem}`;
  let free = folder;
  for (let again = 2; existsSync(free); again++) free = `${folder}-${again}`;
  return free;
}

/** Takes away what killed processes left beside a folder; an old run whose replacement never took its place stays. */
function sweep(parent: string): void {
  for (const entry of readdirSync(parent).filter((name) => name.startsWith(ASIDE))) {
    const aside = join(parent, entry);
    const changed = statSync(aside, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    const interrupted = existsSync(join(aside, "old")) && existsSync(join(aside, "new"));
    if (Date.now() - changed > STALE_MS && !interrupted) rmSync(aside, { recursive: true, force: true });
  }
}

/** Puts files together in a folder beside the target, then renames it into place. */
function putInPlace(target: string, files: Files, force: boolean): void {
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  try {
    sweep(parent);
  } catch {
    // What another user left is theirs to take away.
  }
  const aside = mkdtempSync(join(parent, ASIDE));
  const [fresh, old] = [join(aside, "new"), join(aside, "old")];
  try {
    for (const [path, body] of Object.entries(files)) {
      const file = join(fresh, path);
      mkdirSync(dirname(file), { recursive: true });
      writeSynced(file, body);
    }
    if (existsSync(target)) force ? renameSync(target, old) : rmdirSync(target);
    try {
      renameSync(fresh, target);
    } catch (error) {
      if (existsSync(old)) renameSync(old, target);
      throw error;
    }
  } finally {
    if (!existsSync(old) || existsSync(target)) rmSync(aside, { recursive: true, force: true });
  }
}

/** Writes files as a folder, all or none. @throws InputError when it may not or cannot be written */
function writeFolder(folder: string, files: Files, force: boolean): void {
  checkFolder(folder, force);
  try {
    putInPlace(resolve(folder), files, force);
  } catch (error) {
    const bytes = Object.values(files).reduce((sum, body) => sum + Buffer.byteLength(body), 0);
    throw refusal(folder, error, bytes);
  }
}

/**
 * Writes results to the folder that was asked for, or to a new one named by the time, and returns which.
 * @throws InputError when it may not or cannot be written
 */
export function writeResults(out: string | undefined, force: boolean, name: string, files: Files): string {
  for (;;) {
    const folder = out ?? freeFolder(name);
    try {
      writeFolder(folder, files, force && out !== undefined);
      return folder;
    } catch (error) {
      const taken = out === undefined && existsSync(folder);
      if (!taken) throw error;
    }
  }
}
