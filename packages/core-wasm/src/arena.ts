import { InputError } from "./input-error.js";
import type { Kernels, Pointer, Precision } from "./kernels.js";
import { float32, float64, pack, packedLength } from "./twins/index.js";
import { type CompiledModule, type Instance, instantiate, kernelsOf } from "./wasm-module.js";

/** A block: floats by their shape, a packed matrix by its (rows, columns), or integers by their shape. */
export type Block =
  | readonly number[]
  | { readonly packed: readonly [number, number] }
  | { readonly u16: readonly number[] }
  | { readonly u32: readonly number[] };

/** The blocks of an arena by name: `{ W: { packed: [n, m] }, r: [trials, n], columns: { u16: [nnz] } }`. */
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
  /** Bytes of the whole memory, fixed for good. */
  readonly bytes: number;
  /**
   * Writes W, row-major in the block's declared (rows, columns), into a `packed` block.
   * @throws InputError when the block is not `packed` or W has another number of elements
   */
  pack(name: keyof L & string, W: ArrayLike<number>): void;
  /** Philox words of counters (c0 .. c0+3, c1, c2, c3): out (4, 4) of u32, row = word, column = counter. */
  readonly randomWords: (
    out: Pointer,
    c0: number,
    c1: number,
    c2: number,
    c3: number,
    key0: number,
    key1: number,
  ) => void;
}

const ALIGNMENT = 64;
const MAX_BYTES = 4 * 2 ** 30 - 65536;
const product = (shape: readonly number[]): number => shape.reduce((total, size) => total * size, 1);

function shapeOf(block: Block): readonly number[] {
  if ("packed" in block) return block.packed;
  if ("u16" in block) return block.u16;
  return "u32" in block ? block.u32 : block;
}

/** @throws InputError when a size is not a whole number >= 0 */
function elements(name: string, block: Block, width: 4 | 8): { count: number; bytes: number } {
  const shape = shapeOf(block);
  const count = "packed" in block ? packedLength(block.packed[0], block.packed[1], width) : product(shape);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || !Number.isSafeInteger(count)) {
    throw new InputError(
      `block "${name}" has the shape [${shape.join(", ")}]; expected whole numbers >= 0; check its sizes.`,
      { path: name },
    );
  }
  return { count, bytes: "u16" in block ? 2 : "u32" in block ? 4 : width };
}

interface Place {
  readonly offset: number;
  readonly count: number;
}

function place(layout: Layout, width: 4 | 8): { places: Map<string, Place>; bytes: number } {
  const places = new Map<string, Place>();
  let offset = 0;
  for (const [name, block] of Object.entries(layout)) {
    const { count, bytes } = elements(name, block, width);
    places.set(name, { offset, count });
    offset += Math.ceil((count * bytes) / ALIGNMENT) * ALIGNMENT;
  }
  return { places, bytes: offset };
}

/** @throws InputError for a precision that there is none of */
function widthOf(precision: Precision): 4 | 8 {
  if (precision === "f64") return 8;
  if (precision === "f32") return 4;
  throw new InputError(`precision is ${String(precision)}; expected "f64" or "f32".`, { path: "precision" });
}

/** Bytes that the blocks of the layout take: what `allocate` asks for, less the module's own page. */
export function arenaBytes(layout: Layout, precision: Precision): number {
  return place(layout, widthOf(precision)).bytes;
}

function viewOf(block: Block, buffer: ArrayBuffer, at: number, count: number, precision: Precision) {
  if ("u16" in block) return new Uint16Array(buffer, at, count);
  if ("u32" in block) return new Uint32Array(buffer, at, count);
  return precision === "f64" ? new Float64Array(buffer, at, count) : new Float32Array(buffer, at, count);
}

/**
 * Lays the blocks out, each at a multiple of 64 bytes, in a fresh instance's memory.
 * @param heapBase first byte of an instance that blocks may use
 * @throws InputError when a shape is wrong, or (code `resources`) when the memory cannot be had
 */
export function allocateArena<const L extends Layout, P extends Precision>(
  module: CompiledModule,
  heapBase: number,
  layout: L,
  precision: P,
): Arena<L, P> {
  const { places, bytes } = place(layout, widthOf(precision));
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
      const block = layout[name];
      if (!block || !("packed" in block)) {
        throw new InputError(
          `block "${name}" is ${block ? "not packed" : "not in the layout"}; declare it as { packed: [rows, columns] }.`,
        );
      }
      const [n, m] = block.packed;
      if (W.length !== n * m) {
        throw new InputError(
          `matrix for "${name}" has ${W.length} elements; expected ${n} x ${m} = ${n * m}, row-major.`,
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
