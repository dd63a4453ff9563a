import { type RandomStream, scalar, uniformsOf } from "@isocortex/core-wasm";

/** Standard normal numbers, one after another, by the polar method.      Marsaglia & Bray 1964, SIAM Review 6:260 */
export function gaussiansOf(stream: RandomStream): () => number {
  const uniform = uniformsOf(stream);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * scalar.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
}
