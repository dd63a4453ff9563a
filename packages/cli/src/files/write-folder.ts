import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import type { Files } from "@isocortex/lab";

/** Files by which a folder is known to be ours, so that --force replaces nothing else. */
const OURS = ["run.json", "reproduction.json"];

function writeSynced(path: string, body: Uint8Array | string): void {
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
export function defaultFolder(name: string): string {
  const time = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  const stem = name.replace(/[^\w-]+/g, "-").slice(0, 60);
  const folder = `isocortex-runs/${time}-${stem}`;
  let free = folder;
  for (let again = 2; existsSync(free); again++) free = `${folder}-${again}`;
  return free;
}

/** Refuses a folder that cannot be written to as asked, before any work is done. @throws InputError */
export function checkFolder(folder: string, force: boolean): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new InputError(`${folder} is a file; choose another --out.`, { code: "usage", path: folder });
  }
  const entries = readdirSync(folder);
  if (entries.length === 0) return;
  if (!force) {
    throw new InputError(`${folder} is there already; choose another --out, or replace it with --force.`, {
      code: "usage",
      path: folder,
    });
  }
  if (!OURS.some((name) => entries.includes(name))) {
    throw new InputError(
      `${folder} holds other things than a run; --force replaces runs only. Choose another --out.`,
      { code: "usage", path: folder },
    );
  }
}

/**
 * Writes files as a folder, all or none: into a folder beside it first, then renamed into place.
 * @throws InputError when the folder is there and may not be replaced
 */
export function writeFolder(folder: string, files: Files, force: boolean): void {
  checkFolder(folder, force);
  const target = resolve(folder);
  mkdirSync(dirname(target), { recursive: true });
  const aside = join(dirname(target), `.${basename(target)}.${process.pid}`);
  const [fresh, old] = [`${aside}.new`, `${aside}.old`];
  try {
    for (const [path, body] of Object.entries(files)) {
      const file = join(fresh, path);
      mkdirSync(dirname(file), { recursive: true });
      writeSynced(file, body);
    }
    if (existsSync(target)) renameSync(target, old);
    try {
      renameSync(fresh, target);
    } catch (error) {
      if (existsSync(old)) renameSync(old, target);
      throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}
