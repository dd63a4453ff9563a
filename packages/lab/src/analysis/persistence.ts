/** Delay activity of each area against its baseline. */
export interface AreaPersistence {
  readonly area: string;
  readonly baselineHz: number;
  readonly delayHz: number;
  readonly persistent: boolean;
}

/** Rates sampled evenly: data (samples, trials, areas), one trial looked at. */
export interface SampledRates {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [samples: number, trials: number, areas: number];
  readonly areas: readonly string[];
}

export interface PersistenceOptions {
  /** Samples [from, to) of the time before the stimulus. */
  readonly baseline: readonly [number, number];
  /** Samples [from, to) of the delay. */
  readonly delay: readonly [number, number];
  readonly thresholdHz?: number | undefined;
  readonly trial?: number | undefined;
}

function mean(
  { data, shape: [, trials, areas] }: SampledRates,
  trial: number,
  area: number,
  [from, to]: readonly [number, number],
): number {
  let sum = 0;
  for (let s = from; s < to; s++) sum += data[(s * trials + trial) * areas + area]!;
  return sum / (to - from);
}

/** Areas whose mean delay rate exceeds baseline by more than the threshold (5 Hz in Froudist-Walsh et al. 2021). */
export function persistence(
  rates: SampledRates,
  { baseline, delay, thresholdHz = 5, trial = 0 }: PersistenceOptions,
): readonly AreaPersistence[] {
  return rates.areas.map((area, i) => {
    const baselineHz = mean(rates, trial, i, baseline);
    const delayHz = mean(rates, trial, i, delay);
    return { area, baselineHz, delayHz, persistent: delayHz - baselineHz > thresholdHz };
  });
}
