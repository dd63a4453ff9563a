/** Uniform numbers in [0, 1) from a linear congruential generator, for tests. */
export function linearCongruential(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const high = state >>> 6;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (high * 2 ** 26 + (state >>> 6)) / 2 ** 52;
  };
}
