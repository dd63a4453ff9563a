/** z of a two-sided 95 % interval. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's 95 % interval of a proportion, successes of trials: [low, high], inside [0, 1] at any count.
 * Wilson 1927, J Am Stat Assoc 22:209.
 */
export function binomialInterval(successes: number, trials: number): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const part = successes / trials;
  const share = (Z_95 * Z_95) / trials;
  const centre = (part + share / 2) / (1 + share);
  const half = (Z_95 * Math.sqrt((part * (1 - part)) / trials + share / (4 * trials))) / (1 + share);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
