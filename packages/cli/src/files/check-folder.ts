import { existsSync, mkdtempSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { codeOf, isOutOfSpace } from "../exit-codes.js";
import { ASIDE } from "./aside.js";
import { refuseBusy } from "./lock.js";

/** Files by which a folder is known to be ours, so that --force replaces nothing else. */
const OURS = ["run.json", "reproduction.json", "training.json", "diagram.json", "phase-plane.json"];
/** Where folders go that nobody named. */
export const RUNS = "isocortex-runs";

function thereAlready(folder: string): InputError {
  return new InputError(`${folder} is there already; choose another --out, or replace it with --force.`, {
    code: "usage",
    path: folder,
  });
}

/** What the operating system said, as an error of the folder that was to be written. */
export function refusal(folder: string, error: unknown, bytes = 0): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  const code = codeOf(error);
  if (["ENOTEMPTY", "EEXIST"].includes(code)) return thereAlready(folder);
  const [reason] = error.message.split(",");
  const room = bytes > 0 ? ` It takes ${bytes} bytes.` : "";
  return new InputError(`${folder} cannot be written (${reason}); choose another --out.${room}`, {
    code: isOutOfSpace(code) ? "resources" : "usage",
    path: folder,
  });
}

/** @throws InputError when the folder would have to be made where nothing may be */
function checkPlace(folder: string): void {
  let place = dirname(resolve(folder));
  while (!existsSync(place)) place = dirname(place);
  if (!statSync(place).isDirectory()) {
    throw new InputError(`${folder} cannot be made, for ${place} is a file; choose another --out.`, {
      code: "usage",
      path: folder,
    });
  }
  // Whether a folder can be made is known by making one: rights do not tell of file systems that take none.
  try {
    rmdirSync(mkdtempSync(join(place, ASIDE)));
  } catch (error) {
    throw refusal(folder, error);
  }
}

/** Refuses a folder that cannot be written to as asked, before any work is done. @throws InputError */
export function checkFolder(out: string | undefined, force: boolean): void {
  const folder = out ?? `${RUNS}/new`;
  checkPlace(folder);
  if (out === undefined || !existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new InputError(`${folder} is a file; choose another --out.`, { code: "usage", path: folder });
  }
  const entries = readdirSync(folder);
  if (entries.length === 0) return;
  if (!force) throw thereAlready(folder);
  if (!OURS.some((name) => entries.includes(name))) {
    throw new InputError(
      `${folder} holds other things than a run; --force replaces runs only. Choose another --out.`,
      { code: "usage", path: folder },
    );
  }
  refuseBusy(folder);
}
