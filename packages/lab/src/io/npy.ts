import { InputError } from "@isocortex/core-wasm";
import type { NdArray } from "../nd-array.js";

// The .npy format 1.0: magic, header length, a Python dict as text padded so that the data begin at a multiple of 64.

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 10_000;
const MOST_DIMENSIONS = 32;

const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** An array's bytes, little-endian whatever the machine. */
export function littleEndianBytes(data: NdArray["data"]): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (little) return bytes;
  const swapped = new Uint8Array(bytes.length);
  const width = data.BYTES_PER_ELEMENT;
  bytes.forEach((byte, i) => {
    swapped[i - (i % width) + (width - 1 - (i % width))] = byte;
  });
  return swapped;
}

function descriptor(data: NdArray["data"]): string {
  if (data instanceof Float64Array) return "<f8";
  return data instanceof Float32Array ? "<f4" : "<i4";
}

/** One array as an .npy file. */
export function encodeNpy({ shape, data }: NdArray): Uint8Array {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descriptor(data)}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const body = littleEndianBytes(data);
  const out = new Uint8Array(10 + length + body.length);
  out.set([...MAGIC, 1, 0, length & 0xff, length >> 8]);
  out.set(
    Array.from(text.padEnd(length - 1), (character) => character.charCodeAt(0)),
    10,
  );
  out[10 + length - 1] = 0x0a;
  out.set(body, 10 + length);
  return out;
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  readonly dataAt: number;
}

function fail(name: string, what: string): never {
  throw new InputError(`${name}: ${what}`, { path: name });
}

function readHeader(bytes: Uint8Array, name: string): Header {
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte))
    fail(name, "it does not begin as an .npy array; save it with numpy.save.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6]!;
  if (version < 1 || version > 3) fail(name, `its .npy version is ${version}; expected 1 to 3.`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) fail(name, "its header is cut short.");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER)
    fail(name, `its header claims ${length} bytes; expected at most ${LONGEST_HEADER}.`);
  if (bytes.length < start + length) fail(name, "its header is cut short.");
  const text = String.fromCharCode(...bytes.subarray(start, start + length));
  const descr = /'descr'\s*:\s*'([^']{1,20})'/.exec(text)?.[1];
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined) {
    fail(
      name,
      /'descr'\s*:\s*\[/.test(text)
        ? "it is a structured array; expected plain numbers."
        : "its header cannot be read.",
    );
  }
  const sizes = shape
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
  if (sizes.length > MOST_DIMENSIONS || sizes.some((size) => !Number.isSafeInteger(size) || size < 0)) {
    fail(name, `its shape (${shape.slice(0, 60)}) is not one of whole numbers.`);
  }
  return { descr, fortran: fortran === "True", shape: sizes, dataAt: start + length };
}

/** Whether a file holds pickled Python objects. @throws InputError when it is no .npy file */
export function holdsObjects(bytes: Uint8Array): boolean {
  return /O/.test(readHeader(bytes, "an entry").descr);
}

type Reader = {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
  readonly kind: "f8" | "f4" | "i4";
};

const readers: Readonly<Record<string, Reader>> = {
  "<f8": { bytes: 8, kind: "f8", read: (view, at) => view.getFloat64(at, true) },
  ">f8": { bytes: 8, kind: "f8", read: (view, at) => view.getFloat64(at, false) },
  "<f4": { bytes: 4, kind: "f4", read: (view, at) => view.getFloat32(at, true) },
  "<i4": { bytes: 4, kind: "i4", read: (view, at) => view.getInt32(at, true) },
  "<i8": { bytes: 8, kind: "f8", read: (view, at) => Number(view.getBigInt64(at, true)) },
  "|b1": { bytes: 1, kind: "i4", read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  "|u1": { bytes: 1, kind: "i4", read: (view, at) => view.getUint8(at) },
};

const makers = { f8: Float64Array, f4: Float32Array, i4: Int32Array } as const;

/**
 * One array from the bytes of an .npy file; 64-bit integers become doubles.
 * @param name how errors call it
 * @throws InputError for anything but a whole, plain numeric array (pickled objects are refused, never run)
 */
export function decodeNpy(bytes: Uint8Array, name: string): NdArray {
  const { descr, fortran, shape, dataAt } = readHeader(bytes, name);
  if (descr.includes("O"))
    fail(name, "it holds pickled Python objects, which are never run; save plain numbers.");
  if (!Object.hasOwn(readers, descr))
    fail(name, `its type is ${descr}; expected one of ${Object.keys(readers).join(", ")}.`);
  if (fortran && shape.length > 1) fail(name, "it is in Fortran order; save numpy.ascontiguousarray(x).");
  const reader = readers[descr]!;
  const count = shape.reduce((total, size) => total * size, 1);
  const expected = count * reader.bytes;
  if (!Number.isSafeInteger(expected) || bytes.length - dataAt !== expected) {
    fail(
      name,
      `its data are ${bytes.length - dataAt} bytes; its shape (${shape.join(", ")}) needs ${expected}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataAt, expected);
  const data = new makers[reader.kind](count);
  for (let i = 0; i < count; i++) data[i] = reader.read(view, i * reader.bytes);
  return { shape, data };
}

const LONGEST_TEXT = 200;

/**
 * A one-dimensional array of texts (`<U` of numpy), such as area names.
 * @throws InputError for anything else
 */
export function decodeNpyTexts(bytes: Uint8Array, name: string): string[] {
  const { descr, shape, dataAt } = readHeader(bytes, name);
  const width = Number(/^<U(\d{1,4})$/.exec(descr)?.[1] ?? Number.NaN);
  if (!(width >= 1 && width <= LONGEST_TEXT) || shape.length !== 1) {
    fail(name, `its type is ${descr}; expected a list of texts, as numpy.array(["V1", "V2"]) makes.`);
  }
  const count = shape[0]!;
  if (bytes.length - dataAt !== count * width * 4) fail(name, "its data are cut short.");
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataAt);
  return Array.from({ length: count }, (_, i) => {
    const codes = Array.from({ length: width }, (_, k) => view.getUint32((i * width + k) * 4, true));
    if (codes.some((code) => code > 0x10ffff)) fail(name, "it holds a character that is none.");
    return String.fromCodePoint(...codes.filter((code) => code !== 0));
  });
}
