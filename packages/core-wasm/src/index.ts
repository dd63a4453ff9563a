export { type Arena, arenaBytes, type Block, type Layout } from "./arena.js";
export { type Core, type InitOptions, init, initSync, type WasmSource } from "./core.js";
export { type ErrorCode, InputError, isInputError } from "./input-error.js";
export { type Argument, type KernelEntry, kernelNames, kernelTable, type Size } from "./kernel-table.js";
export type { KernelName, Kernels, Pointer, Precision } from "./kernels.js";
export { type RandomStream, randomStream, uniformsOf } from "./random-stream.js";
export { scalar } from "./scalar.js";
export { float32, float64, packedLength, philox } from "./twins/index.js";
export type { CompiledModule } from "./wasm-module.js";
