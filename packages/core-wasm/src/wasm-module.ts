import { instantiateSync } from "@assemblyscript/loader";
import { kernelNames } from "./kernel-names.js";
import type { Kernels, Precision } from "./kernels.js";

/** A compiled WebAssembly module, whatever the host calls its type. */
export interface CompiledModule {
  readonly [Symbol.toStringTag]?: string;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => CompiledModule;
  Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
  compile(bytes: Uint8Array): Promise<CompiledModule>;
  validate(bytes: Uint8Array): boolean;
};

const PAGE = 65536;

/** One instance of the module with a memory of its own. */
export interface Instance {
  readonly buffer: ArrayBuffer;
  readonly exports: Readonly<Record<string, (...args: number[]) => number>>;
}

export function compileSync(bytes: Uint8Array): CompiledModule {
  return new WebAssembly.Module(bytes);
}

export function compile(bytes: Uint8Array): Promise<CompiledModule> {
  return WebAssembly.compile(bytes);
}

/** False where the engine lacks an instruction that the module uses. */
export function validates(bytes: Uint8Array): boolean {
  return WebAssembly.validate(bytes);
}

/**
 * Instantiates the module on a memory of exactly `bytes`, rounded up to a page.
 * @throws RangeError when the engine cannot provide the memory.
 */
export function instantiate(module: CompiledModule, bytes: number): Instance {
  const pages = Math.ceil(bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = instantiateSync(module as never, { env: { memory: memory as never } });
  return { buffer: memory.buffer, exports: instance.exports as Instance["exports"] };
}

/** First byte that blocks may use; undefined when the module is not a core with every kernel. */
export function heapBaseOf(module: CompiledModule): number | undefined {
  const exports = exportsOf(module);
  const complete = kernelNames.every((name) => exports[`${name}_f64`] && exports[`${name}_f32`]);
  return complete ? exports.heapBase?.() : undefined;
}

function exportsOf(module: CompiledModule): Instance["exports"] {
  try {
    return instantiate(module, PAGE).exports;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return {};
  }
}

/** The kernels of one precision, called directly on the instance's exports. */
export function kernelsOf(instance: Instance, precision: Precision): Kernels {
  const entries = kernelNames.map((name) => [name, instance.exports[`${name}_${precision}`]]);
  return Object.freeze(Object.fromEntries(entries)) as Kernels;
}
