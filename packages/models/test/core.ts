import { type Core, initSync } from "@isocortex/core-wasm";

export const core: Core = initSync();
