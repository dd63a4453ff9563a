import { InputError } from "@isocortex/core-wasm";
import { strToU8, Unzip, UnzipInflate, unzipSync, type Zippable, zipSync } from "fflate";
import type { NdArray } from "../nd-array.js";
import { decodeNpy, encodeNpy, holdsObjects } from "./npy.js";

/** A fixed time stamp, so that equal arrays give equal bytes. */
const TIME = new Date(1980, 0, 1, 0, 0, 0);
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 2 * 2 ** 30;
/** Deflate makes at most 258 bytes of 2 bits. */
const MOST_INFLATION = 1032;

/** Arrays as an .npz file, entries sorted by name: equal arrays give equal bytes. Texts are added as they are. */
export function encodeNpz(
  arrays: Readonly<Record<string, NdArray>>,
  texts: Readonly<Record<string, string>> = {},
): Uint8Array {
  const files: Zippable = {};
  for (const name of Object.keys(arrays).sort())
    files[`${name}.npy`] = [encodeNpy(arrays[name]!), { mtime: TIME, level: 6 }];
  for (const name of Object.keys(texts).sort())
    files[name] = [strToU8(texts[name]!), { mtime: TIME, level: 6 }];
  return zipSync(files);
}

function checkName(name: string, seen: Set<string>): void {
  const unsafe =
    name === "" ||
    name.length > 300 ||
    name.startsWith("/") ||
    /(^|[\\/])\.\.([\\/]|$)|[\0\\]|^[a-z]:/i.test(name);
  if (unsafe)
    throw new InputError(
      `the archive has an entry with the unsafe name ${JSON.stringify(name.slice(0, 60))}; make it with numpy.savez.`,
    );
  if (seen.has(name))
    throw new InputError(
      `the archive has two entries named ${JSON.stringify(name)}; make it with numpy.savez.`,
    );
  seen.add(name);
}

/** Compressed bytes that are looked at together: how far an entry that lies about its size can get ahead of being refused. */
const SLICE = 16_384;

/** Inflates entries to the sizes they claim and no further. @throws InputError when one holds another number of bytes */
function inflate(bytes: Uint8Array, sizes: ReadonlyMap<string, number>): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  const refuse = (name: string): never => {
    throw new InputError(
      `the archive's entry ${JSON.stringify(name.slice(0, 60))} is not of the size it claims; make it with numpy.savez.`,
    );
  };
  const begun = new Set<string>();
  const unzip = new Unzip((file) => {
    // An entry that the directory lists once may lie in the file many times.
    checkName(file.name, begun);
    const size = sizes.get(file.name) ?? refuse(file.name);
    const body = new Uint8Array(size);
    let at = 0;
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      if (at + chunk.length > size || (final && at + chunk.length < size)) refuse(file.name);
      body.set(chunk, at);
      at += chunk.length;
      if (final) files[file.name] = body;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += SLICE)
    unzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  for (const name of sizes.keys()) if (!Object.hasOwn(files, name)) refuse(name);
  return files;
}

/**
 * The entries of a zip archive, checked before anything is inflated and while it is.
 * @param mostBytes refuse an archive that claims more than this once inflated
 * @throws InputError for an archive that is cut short, too large, or has unsafe or repeated names
 */
export function unzipChecked(bytes: Uint8Array, mostBytes: number = MOST_BYTES): Record<string, Uint8Array> {
  const seen = new Set<string>();
  const sizes = new Map<string, number>();
  let total = 0;
  let packed = 0;
  try {
    unzipSync(bytes, {
      filter({ name, size, originalSize, compression }) {
        checkName(name, seen);
        sizes.set(name, originalSize);
        total += originalSize;
        packed += size;
        if (packed > bytes.length || originalSize > (compression === 0 ? size : size * MOST_INFLATION)) {
          throw new InputError(
            `the archive claims sizes that it cannot have (${JSON.stringify(name.slice(0, 60))}); make it with numpy.savez.`,
          );
        }
        if (seen.size > MOST_ENTRIES) {
          throw new InputError(`the archive has more than ${MOST_ENTRIES} entries.`, { code: "resources" });
        }
        if (!(total <= mostBytes)) {
          throw new InputError(`the archive claims more than ${mostBytes} bytes once inflated; split it.`, {
            code: "resources",
          });
        }
        return false;
      },
    });
    return inflate(bytes, sizes);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`the file is not a whole .npz archive (${reason}); make it with numpy.savez.`);
  }
}

/** The arrays of an .npz file, and the names of entries that hold pickled Python objects, which are never unpickled. */
export function decodeNpzLeavingObjects(bytes: Uint8Array): {
  arrays: Record<string, NdArray>;
  objects: readonly string[];
} {
  const files = Object.entries(unzipChecked(bytes)).map(
    ([name, body]) => [name.replace(/\.npy$/, ""), body] as const,
  );
  const objects = files.filter(([, body]) => holdsObjects(body)).map(([name]) => name);
  const arrays = files
    .filter(([name]) => !objects.includes(name))
    .map(([name, body]): [string, NdArray] => [name, decodeNpy(body, name)]);
  return { arrays: Object.fromEntries(arrays), objects };
}

/** The arrays of an .npz file. @throws InputError when it is not a whole archive of plain numeric arrays */
export function decodeNpz(bytes: Uint8Array, mostBytes: number = MOST_BYTES): Record<string, NdArray> {
  const arrays: [string, NdArray][] = Object.entries(unzipChecked(bytes, mostBytes)).map(([name, body]) => [
    name.replace(/\.npy$/, ""),
    decodeNpy(body, name),
  ]);
  return Object.fromEntries(arrays);
}
