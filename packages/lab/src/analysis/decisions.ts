import { stepsIn } from "@isocortex/models";
import type { SampledRates } from "./persistence.js";

/** When a decision is taken: published models differ by this in reaction times by 250 ms and more. */
export type DecisionRule = "instantaneous" | "boxcar";

export interface DecisionOptions {
  readonly thresholdHz: number;
  /** On the rate at an instant, or on its mean over the last `windowMs`, as rates of spike trains are counted. */
  readonly rule: DecisionRule;
  /** Of the boxcar. */
  readonly windowMs: number;
  /** Decisions count, and reaction times begin, here. */
  readonly onsetMs: number;
  /** Time between samples. */
  readonly everyMs: number;
}

/** What a trial came to. */
export interface Decision {
  /** Which of the alternatives; undefined without a decision. */
  readonly choice: number | undefined;
  /** NaN without a decision. */
  readonly reactionMs: number;
}

/** Watches rates go by and keeps each trial's first decision; memory does not grow with time. */
export interface Decider {
  /** Looks at the rates (trials, alternatives) of a sample, at time sample·everyMs; samples come in order, from 0. */
  see(rates: ArrayLike<number>, sample: number): void;
  readonly undecided: number;
  /** One per trial. */
  decisions(): readonly Decision[];
}

const UNDECIDED = -1;

/**
 * Decides for the alternative whose rate is first above the threshold, the highest where several are in one sample. A
 * boxcar waits until it is full; it may reach back to before the onset.
 */
export function createDecider(trials: number, alternatives: number, options: DecisionOptions): Decider {
  const { thresholdHz, everyMs } = options;
  const size = trials * alternatives;
  const onset = stepsIn(options.onsetMs, everyMs);
  const boxcar = options.rule === "boxcar";
  const window = boxcar ? Math.max(1, stepsIn(options.windowMs, everyMs)) : 1;
  const choices = new Int32Array(trials).fill(UNDECIDED);
  const samples = new Int32Array(trials);
  const open = Int32Array.from({ length: trials }, (_, trial) => trial);
  const past = new Float64Array(boxcar ? window * size : 0);
  const sums = new Float64Array(boxcar ? size : 0);
  let undecided = trials;

  /** Sums over the window, the oldest sample giving way to this one. */
  function slide(rates: ArrayLike<number>, sample: number): Float64Array {
    const oldest = (sample % window) * size;
    for (let o = 0; o < undecided; o++) {
      const first = open[o]! * alternatives;
      for (let i = first; i < first + alternatives; i++) {
        sums[i]! += rates[i]! - past[oldest + i]!;
        past[oldest + i] = rates[i]!;
      }
    }
    return sums;
  }

  function decide(values: ArrayLike<number>, threshold: number, sample: number): void {
    let left = 0;
    for (let o = 0; o < undecided; o++) {
      const trial = open[o]!;
      let choice = UNDECIDED;
      let highest = threshold;
      for (let a = 0; a < alternatives; a++) {
        const value = values[trial * alternatives + a]!;
        if (value > highest) {
          highest = value;
          choice = a;
        }
      }
      if (choice === UNDECIDED) open[left++] = trial;
      else {
        choices[trial] = choice;
        samples[trial] = sample;
      }
    }
    undecided = left;
  }

  return {
    see(rates, sample) {
      const values = boxcar ? slide(rates, sample) : rates;
      if (sample >= onset && sample + 1 >= window) decide(values, thresholdHz * window, sample);
    },
    get undecided() {
      return undecided;
    },
    decisions: () =>
      Array.from(choices, (choice, trial) =>
        choice === UNDECIDED
          ? { choice: undefined, reactionMs: Number.NaN }
          : { choice, reactionMs: (samples[trial]! - onset) * everyMs },
      ),
  };
}

/** Decisions of recorded rates (samples, trials, alternatives), one area each. */
export function decisions(
  { data, shape: [samples, trials, areas] }: SampledRates,
  options: DecisionOptions,
): readonly Decision[] {
  const decider = createDecider(trials, areas, options);
  const size = trials * areas;
  const rates = new Float64Array(size);
  for (let sample = 0; sample < samples && decider.undecided > 0; sample++) {
    for (let i = 0; i < size; i++) rates[i] = data[sample * size + i]!;
    decider.see(rates, sample);
  }
  return decider.decisions();
}
