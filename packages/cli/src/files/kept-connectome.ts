import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Connectome, sha256OfBytes } from "@isocortex/lab";
import { COPY, decodeConnectome } from "./connectome-copy.js";
import { isKept, type KeptFile, readKept } from "./own-task.js";
import { readText } from "./read-bytes.js";

/** Key of training.json under which the connectome of the user's own stands; the lab does not know it. */
const KEY = "connectomeFile";

type Json = Readonly<Record<string, unknown>>;

/** The settings of a training with the hash of the connectome that is kept beside them. */
export function withConnectome<T extends object>(training: T, copy: string | undefined): T {
  if (copy === undefined) return training;
  return { ...training, [KEY]: { file: COPY, sha256: sha256OfBytes(new TextEncoder().encode(copy)) } };
}

/** The settings alone, and what they say of a connectome that is kept beside them. */
export function withoutConnectome(settings: Json): {
  readonly training: Record<string, unknown>;
  readonly kept: KeptFile | undefined;
} {
  const { [KEY]: kept, ...training } = settings;
  return isKept(kept) ? { training, kept } : { training: { ...settings }, kept: undefined };
}

/**
 * The connectome that a training keeps beside it; undefined where there is none.
 * @throws InputError (code `mismatch`) when it has changed
 */
export function keptConnectome(folder: string, kept: KeptFile | undefined): Connectome | undefined {
  const path = join(folder, kept?.file ?? COPY);
  if (kept) return decodeConnectome(new TextDecoder().decode(readKept(folder, kept.file, kept.sha256)), path);
  return existsSync(path) ? decodeConnectome(readText(path), path) : undefined;
}
