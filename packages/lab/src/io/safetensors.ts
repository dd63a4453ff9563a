import { InputError } from "@isocortex/core-wasm";
import { strFromU8, strToU8 } from "fflate";
import type { NdArray } from "../nd-array.js";
import { littleEndianBytes } from "./npy.js";

// The safetensors format: the header's length as 8 bytes, little-endian, a JSON header of names, types, shapes and places,
// and the numbers, row-major, one tensor behind the other.

const MOST_HEADER = 2 ** 20;
const MOST_TENSORS = 10_000;
const MOST_DIMENSIONS = 32;
const LENGTH = 8;
const METADATA = "__metadata__";

interface Kind {
  readonly bytes: number;
  readonly make: (length: number) => NdArray["data"];
  readonly read: (view: DataView, at: number) => number;
}

const kinds: Readonly<Record<string, Kind>> = {
  F64: { bytes: 8, make: (n) => new Float64Array(n), read: (view, at) => view.getFloat64(at, true) },
  F32: { bytes: 4, make: (n) => new Float32Array(n), read: (view, at) => view.getFloat32(at, true) },
  I32: { bytes: 4, make: (n) => new Int32Array(n), read: (view, at) => view.getInt32(at, true) },
};

function kindOf(data: NdArray["data"]): string {
  if (data instanceof Float64Array) return "F64";
  return data instanceof Float32Array ? "F32" : "I32";
}

/**
 * Arrays as a safetensors file, largest numbers first and then by name, as the reference writes them: every tensor is
 * aligned, and equal arrays give equal bytes.
 */
export function encodeSafetensors(
  arrays: Readonly<Record<string, NdArray>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const sorted = Object.entries(arrays).sort(
    ([a, x], [b, y]) => y.data.BYTES_PER_ELEMENT - x.data.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  );
  const texts = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  let end = 0;
  const header: [string, unknown][] = texts.length > 0 ? [[METADATA, Object.fromEntries(texts)]] : [];
  for (const [name, { shape, data }] of sorted) {
    header.push([
      name,
      { dtype: kindOf(data), shape: [...shape], data_offsets: [end, end + data.byteLength] },
    ]);
    end += data.byteLength;
  }
  const text = strToU8(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(text.length / LENGTH) * LENGTH;
  const out = new Uint8Array(LENGTH + length + end);
  new DataView(out.buffer).setBigUint64(0, BigInt(length), true);
  out.fill(0x20, LENGTH, LENGTH + length);
  out.set(text, LENGTH);
  let at = LENGTH + length;
  for (const [, { data }] of sorted) {
    out.set(littleEndianBytes(data), at);
    at += data.byteLength;
  }
  return out;
}

function fail(what: string): never {
  throw new InputError(`the file is not a safetensors file that can be read: ${what}.`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function headerOf(bytes: Uint8Array, view: DataView): { header: Record<string, unknown>; dataAt: number } {
  if (bytes.length < LENGTH) fail("it is shorter than 8 bytes");
  const length = view.getBigUint64(0, true);
  if (length > MOST_HEADER) fail(`its header claims ${length} bytes; expected at most ${MOST_HEADER}`);
  const dataAt = LENGTH + Number(length);
  if (bytes.length < dataAt) fail("its header is cut short");
  let header: unknown;
  try {
    header = JSON.parse(strFromU8(bytes.subarray(LENGTH, dataAt)));
  } catch {
    return fail("its header is not JSON");
  }
  if (!isObject(header)) return fail("its header is not an object");
  return { header, dataAt };
}

interface Tensor {
  readonly name: string;
  readonly kind: Kind;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function tensorOf(name: string, entry: unknown): Tensor {
  const shown = JSON.stringify(name.slice(0, 60));
  if (["", "__proto__", "constructor", "prototype"].includes(name))
    fail(`a tensor may not be named ${shown}`);
  if (!isObject(entry)) return fail(`${shown} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const kind = typeof dtype === "string" && Object.hasOwn(kinds, dtype) ? kinds[dtype] : undefined;
  if (!kind) {
    return fail(
      `${shown} is of type ${JSON.stringify(dtype)?.slice(0, 40)}; expected ${Object.keys(kinds).join(", ")}`,
    );
  }
  if (!Array.isArray(shape) || shape.length > MOST_DIMENSIONS || !shape.every(isSize))
    return fail(`the shape of ${shown} is not one of whole numbers`);
  const [from, to, ...more] = Array.isArray(offsets) ? (offsets as unknown[]) : [];
  if (!isSize(from) || !isSize(to) || more.length > 0)
    return fail(`the offsets of ${shown} are not two whole numbers`);
  const length = shape.reduce((product, size) => product * size, kind.bytes);
  if (!Number.isSafeInteger(length) || to - from !== length)
    return fail(`${shown} has ${to - from} bytes; its shape (${shape.join(", ")}) needs ${length}`);
  return { name, kind, shape, from, to };
}

/**
 * The arrays of a safetensors file.
 * @throws InputError for a header over 1 MiB, over 10 000 tensors, places with gaps or overlaps, a type that is not F64, F32 or I32
 */
export function decodeSafetensors(bytes: Uint8Array): {
  arrays: Record<string, NdArray>;
  metadata: Record<string, string>;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, dataAt } = headerOf(bytes, view);
  const { [METADATA]: metadata = {}, ...entries } = header;
  if (!isObject(metadata) || !Object.values(metadata).every((text) => typeof text === "string"))
    return fail(`${METADATA} is not an object of texts`);
  if (Object.keys(entries).length > MOST_TENSORS) fail(`it has more than ${MOST_TENSORS} tensors`);
  const tensors = Object.entries(entries).map(([name, entry]) => tensorOf(name, entry));
  tensors.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { name, from, to } of tensors) {
    if (from !== end)
      fail(
        `${JSON.stringify(name.slice(0, 60))} begins at byte ${from} of the data; expected ${end}, without gap or overlap`,
      );
    end = to;
  }
  if (bytes.length - dataAt !== end)
    fail(`its data are ${bytes.length - dataAt} bytes; its tensors need ${end}`);
  const arrays = tensors.map(({ name, kind, shape, from, to }): [string, NdArray] => {
    const data = kind.make((to - from) / kind.bytes);
    for (let i = 0; i < data.length; i++) data[i] = kind.read(view, dataAt + from + i * kind.bytes);
    return [name, { shape, data }];
  });
  return { arrays: Object.fromEntries(arrays), metadata: metadata as Record<string, string> };
}
