import { randomStream, uniformsOf } from "@isocortex/core-wasm";

/** Seeded random numbers for tests: uniform, whole below a bound, standard normal, one of a list. */
export function seeded(seed: number) {
  const uniform = uniformsOf(randomStream(seed));
  const below = (n: number): number => Math.floor(uniform() * n);
  return {
    uniform,
    below,
    normal: (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    pick: <T>(items: readonly T[]): T => items[below(items.length)]!,
  };
}

export type Seeded = ReturnType<typeof seeded>;
