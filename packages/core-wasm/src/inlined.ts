import { base64 } from "./generated/strict.js";

declare const atob: (base64: string) => string;

export function decode(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Bytes of the strict module. A site's build may put a file in the place of the inlined text, which is twice as large. */
export async function strictBytes(): Promise<Uint8Array> {
  return decode(base64);
}
