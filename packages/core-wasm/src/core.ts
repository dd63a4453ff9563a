import { readFileUrl } from "#read";
import { type Arena, allocateArena, type Layout } from "./arena.js";
import * as strict from "./generated/strict.js";
import { decode, strictBytes } from "./inlined.js";
import { InputError } from "./input-error.js";
import type { Precision } from "./kernels.js";
import { type CompiledModule, compile, compileSync, heapBaseOf, validates } from "./wasm-module.js";

/** Where the module's bytes may come from besides the inlined ones. */
export type WasmSource =
  | Uint8Array
  | ArrayBuffer
  | string
  | { readonly href: string }
  | { arrayBuffer(): Promise<ArrayBuffer> }
  | CompiledModule;

export interface InitOptions {
  /** Relaxed SIMD: faster where the machine fuses multiply and add, and not the same bits on every machine. */
  readonly fast?: boolean | undefined;
  /** Bytes, a URL, a compiled Module or a Response instead of the inlined bytes. */
  readonly wasm?: WasmSource | Promise<WasmSource> | undefined;
}

/** A compiled core: makes arenas. One core serves any number of them. */
export interface Core {
  /** `strict`: the same bits on every engine; `fast`: relaxed SIMD. */
  readonly mode: "strict" | "fast";
  /** SHA-256 of the inlined module; undefined for a module given by the caller. */
  readonly sha256: string | undefined;
  /**
   * Blocks in a memory of their own, `f64` unless said.
   * @throws InputError when a shape is wrong, or (code `resources`) when the memory cannot be had
   */
  allocate<const L extends Layout, P extends Precision = "f64">(layout: L, precision?: P): Arena<L, P>;
}

declare const fetch: (
  url: string,
) => Promise<{ ok: boolean; status: number; arrayBuffer(): Promise<ArrayBuffer> }>;

/** @throws InputError (code `mismatch`) when the module is not a core of this version */
function coreOf(module: CompiledModule, mode: Core["mode"], sha256: string | undefined): Core {
  const heapBase = heapBaseOf(module);
  if (heapBase === undefined) {
    throw new InputError(
      "the module given is not this version's core; leave `wasm` out to use the one inside.",
      {
        code: "mismatch",
      },
    );
  }
  return Object.freeze({
    mode,
    sha256,
    allocate<const L extends Layout, P extends Precision = "f64">(layout: L, precision?: P): Arena<L, P> {
      return allocateArena(module, heapBase, layout, precision ?? ("f64" as P));
    },
  });
}

let strictModule: CompiledModule | undefined;

/** The strict core from the inlined bytes, at once: for workers and Node (a browser page may prefer `init`). */
export function initSync(): Core {
  strictModule ??= compileSync(decode(strict.base64));
  return coreOf(strictModule, "strict", strict.sha256);
}

/** @throws InputError when the URL cannot be read */
async function load(url: string): Promise<Uint8Array> {
  const failed = (what: string): InputError =>
    new InputError(`${url} ${what}; expected the core's WebAssembly module.`, { path: "wasm" });
  const reason = (error: unknown): InputError => failed(`cannot be read (${String(error)})`);
  if (url.startsWith("file:")) {
    return readFileUrl(url).catch((error: unknown) => {
      throw reason(error);
    });
  }
  const response = await fetch(url).catch((error: unknown) => {
    throw reason(error);
  });
  if (!response.ok) throw failed(`answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Bytes of a source, undefined for a compiled module. */
async function bytesOf(source: WasmSource): Promise<Uint8Array | undefined> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof source === "string") return load(source);
  if ("href" in source) return load(source.href);
  return "arrayBuffer" in source ? new Uint8Array(await source.arrayBuffer()) : undefined;
}

async function moduleFrom(source: WasmSource): Promise<CompiledModule> {
  const bytes = await bytesOf(source);
  if (bytes === undefined) return source as CompiledModule;
  return compile(bytes).catch((error: unknown) => {
    throw new InputError(
      `what was given as wasm does not compile (${String(error)}); expected the core's module.`,
      {
        path: "wasm",
      },
    );
  });
}

/**
 * The core, strict unless `fast: true`.
 * @throws InputError when the engine has no relaxed SIMD and `fast` was asked for, or `wasm` is not the core's module
 */
export async function init(options: InitOptions = {}): Promise<Core> {
  const mode = options.fast ? "fast" : "strict";
  if (options.wasm !== undefined) return coreOf(await moduleFrom(await options.wasm), mode, undefined);
  if (!options.fast) {
    strictModule ??= await compile(await strictBytes());
    return coreOf(strictModule, mode, strict.sha256);
  }
  const relaxed = await import("./generated/relaxed.js");
  const bytes = decode(relaxed.base64);
  if (!validates(bytes)) {
    throw new InputError(
      "fast mode needs relaxed SIMD, which this engine lacks; leave fast out, or use Node 22 or newer " +
        "(Node 20: node --experimental-wasm-relaxed-simd).",
      { code: "usage" },
    );
  }
  return coreOf(await compile(bytes), mode, relaxed.sha256);
}
