import { setFlagsFromString } from "node:v8";

/**
 * Lets this process and the threads that it starts from now on use relaxed SIMD, which `fast` needs: newer engines have
 * it anyhow, Node 20 behind a flag.
 */
export function allowRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString("--experimental-wasm-relaxed-simd");
}
