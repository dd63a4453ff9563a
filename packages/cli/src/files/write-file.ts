import { existsSync } from "node:fs";
import { InputError } from "@isocortex/core-wasm";
import { refusal } from "./check-folder.js";
import { writeAtomically } from "./write-atomically.js";

/** Writes one file, whole or not at all; `-` is standard output. @throws InputError when it is there already or cannot be written */
export function writeFile(path: string, body: Uint8Array | string, force: boolean): void {
  if (path === "-") {
    process.stdout.write(body);
    return;
  }
  if (!force && existsSync(path)) {
    throw new InputError(`${path} is there already; choose another --out, or replace it with --force.`, {
      code: "usage",
      path,
    });
  }
  try {
    writeAtomically(path, body);
  } catch (error) {
    throw refusal(path, error, Buffer.byteLength(body));
  }
}
