import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { NdArray } from "../nd-array.js";
import { littleEndianBytes } from "./npy.js";

/** SHA-256 of bytes, hexadecimal. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** SHA-256 of a text in UTF-8. */
export function sha256OfText(text: string): string {
  return sha256OfBytes(utf8ToBytes(text));
}

/** SHA-256 of an array's numbers as little-endian bytes in row-major order. */
export function sha256OfArray({ data }: NdArray): string {
  return sha256OfBytes(littleEndianBytes(data));
}
