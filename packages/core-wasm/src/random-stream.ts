import { InputError } from "./input-error.js";
import { philox } from "./twins/random.js";

/**
 * A named stream of random numbers: a 64-bit key. Streams split by name, so that adding one never moves another.
 * Kernels take the key; `uniformsOf` draws on the host.
 */
export interface RandomStream {
  readonly key0: number;
  readonly key1: number;
  split(name: string): RandomStream;
}

/** FNV-1a over the UTF-16 code units, 32 bits. */
function hash(name: string, basis: number): number {
  let h = basis;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

function stream(key0: number, key1: number): RandomStream {
  return Object.freeze({
    key0,
    key1,
    split(name: string): RandomStream {
      const [a, b] = philox(
        hash(name, 0x811c9dc5),
        hash(name, 0x9747b28c),
        name.length,
        0xffffffff,
        key0,
        key1,
      );
      return stream(a, b);
    },
  });
}

/** The root stream of a seed. @throws InputError unless the seed is a whole number in [0, 2^53) */
export function randomStream(seed: number): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InputError(`seed is ${seed}; expected a whole number from 0 to 2^53 - 1.`, { path: "seed" });
  }
  return stream(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
}

/** Uniform numbers in [0, 1) with 52 bits, one after another, on the host. */
export function uniformsOf({ key0, key1 }: RandomStream): () => number {
  let block = 0;
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const [a, b, c, d] = philox(block >>> 0, 0, Math.floor(block / 2 ** 32), 1, key0, key1);
    block++;
    spare = (c * 2 ** 20 + (d >>> 12)) / 2 ** 52;
    return (a * 2 ** 20 + (b >>> 12)) / 2 ** 52;
  };
}
