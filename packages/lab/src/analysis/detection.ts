import { normalQuantile } from "./normal-quantile.js";

/** How often signals were reported and missed, and how often something was reported where there was none. */
export interface Detection {
  readonly hits: number;
  readonly misses: number;
  readonly falseAlarms: number;
  readonly correctRejections: number;
}

/**
 * d' = z(hit rate) - z(false alarm rate) of yes-no judgements, with rates (hits + 1/2)/(signals + 1), so that it stays
 * finite for an observer that never errs. NaN where there was no signal or nothing else.
 *                                                  Hautus 1995, Behav Res Methods Instrum Comput 27:46 (log-linear rule)
 */
export function detectionDPrime({ hits, misses, falseAlarms, correctRejections }: Detection): number {
  const [signals, others] = [hits + misses, falseAlarms + correctRejections];
  if (signals === 0 || others === 0) return Number.NaN;
  return normalQuantile((hits + 0.5) / (signals + 1)) - normalQuantile((falseAlarms + 0.5) / (others + 1));
}

/** Mean of the hit rate and the rate of correct rejections: 1/2 for whoever goes by chance. NaN as for d'. */
export function balancedAccuracy({ hits, misses, falseAlarms, correctRejections }: Detection): number {
  return (hits / (hits + misses) + correctRejections / (falseAlarms + correctRejections)) / 2;
}
