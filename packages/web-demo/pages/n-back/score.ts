import { balancedAccuracy, type Detection, detectionDPrime } from "@isocortex/lab";
import { type Block, isMatch } from "./block.js";

/** How a block was answered. */
export interface Score extends Detection {
  /** Letters that count: all but the first n. */
  readonly judged: number;
  readonly dPrime: number;
  /**
   * Mean of the hit rate and the rate of correct rejections; where there is no match, or nothing else, the one of them
   * that there is. NaN before the first letter that counts.
   */
  readonly accuracy: number;
}

/** @param saysMatch whether the letter at a place was said to match @param seen letters that were shown, all when left out */
export function scoreOf(
  block: Block,
  saysMatch: (at: number) => boolean,
  seen = block.letters.length,
): Score {
  const counts = { hits: 0, misses: 0, falseAlarms: 0, correctRejections: 0 };
  for (let at = block.n; at < seen; at++) {
    const said = saysMatch(at);
    if (isMatch(block, at)) counts[said ? "hits" : "misses"]++;
    else counts[said ? "falseAlarms" : "correctRejections"]++;
  }
  const { hits, misses, falseAlarms, correctRejections } = counts;
  const both = balancedAccuracy(counts);
  return {
    ...counts,
    judged: hits + misses + falseAlarms + correctRejections,
    dPrime: detectionDPrime(counts),
    accuracy: Number.isFinite(both)
      ? both
      : (hits + correctRejections) / (hits + misses + falseAlarms + correctRejections),
  };
}

/** A person's presses: the place of the letter, and how long after it came. */
export type Presses = ReadonlyMap<number, number>;

/** Mean time of the hits, NaN without one. */
export function reactionMs(block: Block, presses: Presses): number {
  const times = [...presses].flatMap(([at, ms]) => (isMatch(block, at) ? [ms] : []));
  return times.reduce((sum, ms) => sum + ms, 0) / times.length;
}
