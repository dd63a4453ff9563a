import { InputError } from "./input-error.js";
import type { Kernels, Pointer, Precision } from "./kernels.js";
import { float32, float64, pack, packedLength } from "./twins/index.js";
import { type CompiledModule, type Instance, instantiate, kernelsOf } from "./wasm-module.js";

/** A block of floats by its shape, a packed matrix by its (rows, columns), or integers. */
export type Block =
  | readonly number[]
  | { readonly packed: readonly [number, number] }
  | { readonly u16: readonly number[] }
  | { readonly u32: readonly number[] };

export type Layout = Readonly<Record<string, Block>>;

type ViewOf<B extends Block, P extends Precision> = B extends { u16: readonly number[] }
  ? Uint16Array
  : B extends { u32: readonly number[] }
    ? Uint32Array
    : P extends "f32"
      ? Float32Array
      : Float64Array;

/**
 * Named typed blocks in one WebAssembly memory, asked for once and never grown; drop the object to free them.
 * `at` gives pointers for kernels, `view` typed arrays over the same bytes (borrowed: copy what must outlive the arena).
 */
export interface Arena<L extends Layout, P extends Precision = Precision> {
  readonly precision: P;
  readonly k: Kernels;
  readonly at: { readonly [N in keyof L]: Pointer };
  readonly view: { readonly [N in keyof L]: ViewOf<L[N], P> };
  /** Bytes of the memory. */
  readonly bytes: number;
  /** Writes W, row-major in the block's declared (rows, columns), into a `packed` block. */
  pack(name: keyof L & string, W: ArrayLike<number>): void;
  /** Philox words of four counters: (4, 4), row = word, column = counter. */
  readonly randomWords: (out: Pointer, ...countersThenKey: number[]) => void;
}

const ALIGNMENT = 64;
const MAX_BYTES = 4 * 2 ** 30 - 65536;
const product = (shape: readonly number[]): number => shape.reduce((total, size) => total * size, 1);

function elements(block: Block, bytes: 4 | 8): { count: number; bytes: number } {
  if ("packed" in block) {
    const [n, m] = block.packed;
    return { count: packedLength(n, m, bytes), bytes };
  }
  if ("u16" in block) return { count: product(block.u16), bytes: 2 };
  if ("u32" in block) return { count: product(block.u32), bytes: 4 };
  return { count: product(block), bytes };
}

interface Place {
  readonly offset: number;
  readonly count: number;
}

function place(layout: Layout, width: 4 | 8): { places: Map<string, Place>; bytes: number } {
  const places = new Map<string, Place>();
  let offset = 0;
  for (const [name, block] of Object.entries(layout)) {
    const { count, bytes } = elements(block, width);
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new InputError(
        `block "${name}" has ${count} elements; expected sizes that are whole numbers >= 0; check its shape.`,
      );
    }
    places.set(name, { offset, count });
    offset += Math.ceil((count * bytes) / ALIGNMENT) * ALIGNMENT;
  }
  return { places, bytes: offset };
}

/** Bytes that `allocate` would take for the layout. */
export function arenaBytes(layout: Layout, precision: Precision): number {
  return place(layout, precision === "f64" ? 8 : 4).bytes;
}

function viewOf(block: Block, buffer: ArrayBuffer, at: number, count: number, precision: Precision) {
  if ("u16" in block) return new Uint16Array(buffer, at, count);
  if ("u32" in block) return new Uint32Array(buffer, at, count);
  return precision === "f64" ? new Float64Array(buffer, at, count) : new Float32Array(buffer, at, count);
}

/**
 * @param heapBase first byte of a fresh instance that blocks may use
 * @throws InputError (code `resources`) when the memory cannot be had
 */
export function allocateArena<const L extends Layout, P extends Precision>(
  module: CompiledModule,
  heapBase: number,
  layout: L,
  precision: P,
): Arena<L, P> {
  const { places, bytes } = place(layout, precision === "f64" ? 8 : 4);
  const start = Math.ceil(heapBase / ALIGNMENT) * ALIGNMENT;
  const instance = instanceOf(module, start + bytes);
  const at: Record<string, Pointer> = {};
  const view: Record<string, ReturnType<typeof viewOf>> = {};
  for (const [name, { offset, count }] of places) {
    at[name] = start + offset;
    view[name] = viewOf(layout[name]!, instance.buffer, start + offset, count, precision);
  }
  return Object.freeze({
    precision,
    k: kernelsOf(instance, precision),
    at: at as Arena<L, P>["at"],
    view: view as Arena<L, P>["view"],
    bytes: instance.buffer.byteLength,
    pack(name: keyof L & string, W: ArrayLike<number>): void {
      const block = layout[name]!;
      if (!("packed" in block)) {
        throw new InputError(`block "${name}" is not packed; declare it as { packed: [rows, columns] }.`);
      }
      const [n, m] = block.packed;
      if (W.length !== n * m) {
        throw new InputError(
          `matrix for "${name}" has ${W.length} elements; expected ${n} x ${m} = ${n * m}.`,
        );
      }
      pack(precision === "f64" ? float64 : float32, view[name] as Float64Array, W, n, m);
    },
    randomWords: instance.exports.randomWords!,
  });
}

function instanceOf(module: CompiledModule, bytes: number): Instance {
  const megabytes = `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  if (bytes > MAX_BYTES) {
    throw new InputError(
      `the run needs ${megabytes}; one WebAssembly memory holds at most 4095 MiB; record less (fewer variables, ` +
        "a larger everyMs) or run fewer trials at a time.",
      { code: "resources" },
    );
  }
  try {
    return instantiate(module, bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `no memory of ${megabytes} could be had; close other programs, record less or run fewer trials at a time.`,
      { code: "resources" },
    );
  }
}
