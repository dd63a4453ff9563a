import { Bench } from "tinybench";

/** Times of one contender: per unit of work, in ms. */
export interface Timing {
  readonly who: string;
  readonly medianMs: number;
  readonly minMs: number;
}

/** One contender: does its work `repeat` times per call. */
export type Contender =
  | { readonly who: string; readonly repeat: number; readonly call: () => unknown }
  | { readonly who: string; readonly samples: () => Promise<readonly number[]> };

export interface MeasureOptions {
  readonly rounds: number;
  /** Time given to each contender in each round. */
  readonly timeMs: number;
}

export const thorough: MeasureOptions = { rounds: 5, timeMs: 60 };
export const quick: MeasureOptions = { rounds: 2, timeMs: 10 };

const sink: { last: unknown } = { last: undefined };

/** Samples of one contender in one round, in ms per unit of work. */
async function sample(contender: Contender, { timeMs }: MeasureOptions): Promise<readonly number[]> {
  if ("samples" in contender) return contender.samples();
  const bench = new Bench({
    time: timeMs,
    iterations: 3,
    warmupTime: timeMs / 4,
    warmupIterations: 1,
    retainSamples: true,
  });
  bench.add(contender.who, () => {
    sink.last = contender.call();
  });
  bench.runSync();
  const result = bench.tasks[0]!.result;
  if (result.state !== "completed") throw new Error(`${contender.who} could not be timed: ${result.state}`);
  return (result.latency.samples ?? []).map((ms) => ms / contender.repeat);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Times contenders in turns, round after round, so that a change of the machine's speed meets them all. */
export async function measure(contenders: readonly Contender[], options: MeasureOptions): Promise<Timing[]> {
  const samples = contenders.map((): number[] => []);
  for (let round = 0; round < options.rounds; round++) {
    for (const [i, contender] of contenders.entries())
      samples[i]!.push(...(await sample(contender, options)));
  }
  return contenders.map(({ who }, i) => ({
    who,
    medianMs: median(samples[i]!),
    minMs: samples[i]!.reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY),
  }));
}
