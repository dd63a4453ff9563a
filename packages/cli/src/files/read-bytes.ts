import { readFileSync, statSync } from "node:fs";
import { InputError } from "@isocortex/core-wasm";

/** Most bytes of a matrix or record. */
export const MOST_MATRIX_BYTES = 500_000_000;

/** @param path or `-` for standard input */
export function readBytes(path: string, most = MOST_MATRIX_BYTES): Uint8Array {
  const [source, named] = path === "-" ? ([0, "standard input"] as const) : ([path, path] as const);
  try {
    const size = source === 0 ? 0 : statSync(path).size;
    const bytes = size > most ? undefined : readFileSync(source);
    if (bytes && bytes.length <= most) return bytes;
    throw new InputError(`${named} has ${bytes?.length ?? size} bytes; expected at most ${most}.`, {
      path: named,
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : "";
    const what =
      code === "ENOENT" ? "is not there" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new InputError(`${named} ${what}; check the path.`, { path: named });
  }
}

export function readText(path: string, most?: number): string {
  return new TextDecoder().decode(readBytes(path, most));
}

/** Line and column of the place that a JSON error message names. */
function place(text: string, message: string): string {
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  if (Number.isNaN(at)) return "";
  const before = text.slice(0, at).split("\n");
  return ` at line ${before.length}, column ${before[before.length - 1]!.length + 1}`;
}

/** The object of a JSON text. @throws InputError naming the place where it is none */
export function parseObject(
  text: string,
  source: string,
  what: string,
  such: string,
): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    throw new InputError(
      `${source} is not JSON${place(text, message)} (${message.replace(/ in JSON at position.*/, "")}); mend it there.`,
      { path: source },
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(`${source} is not ${what}; expected an object such as ${such}.`, { path: source });
  }
  return value as Record<string, unknown>;
}
