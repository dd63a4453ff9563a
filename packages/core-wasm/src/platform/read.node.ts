import { readFile } from "node:fs/promises";

/** Bytes of a `file:` URL. */
export async function readFileUrl(url: string): Promise<Uint8Array> {
  return readFile(new URL(url));
}
