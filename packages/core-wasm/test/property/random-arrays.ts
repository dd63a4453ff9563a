import { randomStream, uniformsOf } from "../../src/index.js";

/** Seeded test data: mostly ordinary numbers, some zeros of both signs, subnormal, huge and not finite ones. */
export function sampler(seed: number, name: string) {
  const uniform = uniformsOf(randomStream(seed).split(name));
  const special = [
    ...[0, -0, 5e-324, -1e-310, 1e-45, 1.4e-39, 1e300, -1e308, 3e38, -3.4e38, 1, -1, 0.5, 710, -746],
    ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
  ];
  const number = (): number => {
    if (uniform() < 0.1) return special[Math.floor(uniform() * special.length)]!;
    return (uniform() - 0.5) * 10 ** Math.floor(uniform() * 6 - 3);
  };
  return {
    uniform,
    number,
    word: (): number => Math.floor(uniform() * 2 ** 32),
    /** A whole number from..to, both included. */
    integer: (from: number, to: number): number => from + Math.floor(uniform() * (to - from + 1)),
    into<T extends Float64Array | Float32Array>(out: T): T {
      for (let i = 0; i < out.length; i++) out[i] = number();
      return out;
    },
  };
}

/** The bits of an array, every NaN the same. */
export function bitsOf(x: Float64Array | Float32Array): string[] {
  return Array.from(x, (value) => (Object.is(value, -0) ? "-0" : value.toString()));
}
