import type { Decision } from "./decisions.js";

export interface ReactionTimes {
  readonly trials: number;
  readonly meanMs: number;
  /** Of the sample, with n - 1; 0 for a single trial. */
  readonly sdMs: number;
  readonly medianMs: number;
}

export interface DecisionSummary {
  readonly trials: number;
  readonly undecided: number;
  /** Part of the decisions that are for the alternative called correct; undefined when there are none. */
  readonly accuracy: number | undefined;
  /** Of all decisions, and of correct ones and errors apart; undefined where there are none. */
  readonly reactionTimes: ReactionTimes | undefined;
  readonly correct: ReactionTimes | undefined;
  readonly error: ReactionTimes | undefined;
}

function reactionTimesOf(decided: readonly Decision[]): ReactionTimes | undefined {
  const times = Float64Array.from(decided, ({ reactionMs }) => reactionMs).sort();
  const n = times.length;
  if (n === 0) return undefined;
  const meanMs = times.reduce((sum, time) => sum + time, 0) / n;
  const squares = times.reduce((sum, time) => sum + (time - meanMs) * (time - meanMs), 0);
  const middle = n >> 1;
  return {
    trials: n,
    meanMs,
    sdMs: Math.sqrt(squares / Math.max(1, n - 1)),
    medianMs: n % 2 === 1 ? times[middle]! : (times[middle - 1]! + times[middle]!) / 2,
  };
}

/** Accuracy and reaction times of trials in which one alternative is correct. */
export function summariseDecisions(all: readonly Decision[], correct: number): DecisionSummary {
  const decided = all.filter(({ choice }) => choice !== undefined);
  const right = decided.filter(({ choice }) => choice === correct);
  const wrong = decided.filter(({ choice }) => choice !== correct);
  return {
    trials: all.length,
    undecided: all.length - decided.length,
    accuracy: decided.length === 0 ? undefined : right.length / decided.length,
    reactionTimes: reactionTimesOf(decided),
    correct: reactionTimesOf(right),
    error: reactionTimesOf(wrong),
  };
}
