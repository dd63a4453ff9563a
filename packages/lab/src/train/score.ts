import type { Trial } from "@isocortex/tasks";
import type { Evaluation } from "./evaluate.js";
import type { ConditionScore, Score } from "./training-record.js";

/** More values than this are a continuum: its trials are put into as many groups of equal width. */
const MOST_VALUES = 16;

type Value = Trial["condition"][string];
type Answers = Evaluation["answers"];

function groupsOf(answers: Answers, condition: string): ReadonlyMap<string, Answers> {
  const values = answers.map((answer) => answer.condition[condition]);
  const known = [...new Set(values)].filter((value): value is Value => value !== undefined);
  if (known.length <= MOST_VALUES) {
    const sorted = known.sort((a, b) =>
      typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1,
    );
    return new Map(sorted.map((value) => [String(value), answers.filter((_, i) => values[i] === value)]));
  }
  const numbers = known.filter((value) => typeof value === "number");
  if (numbers.length < known.length) return new Map();
  const low = Math.min(...numbers);
  const width = (Math.max(...numbers) - low) / MOST_VALUES;
  const bin = (value: Value | undefined): number =>
    Math.min(MOST_VALUES - 1, Math.floor((Number(value) - low) / width));
  return new Map(
    Array.from({ length: MOST_VALUES }, (_, i): [string, Answers] => [
      `${Number((low + i * width).toPrecision(3))}..${Number((low + (i + 1) * width).toPrecision(3))}`,
      answers.filter((_answer, at) => bin(values[at]) === i),
    ]).filter(([, group]) => group.length > 0),
  );
}

function scoreOf(condition: string, value: string, group: Answers): ConditionScore {
  const errors = group
    .map(({ error }) => error)
    .filter((error) => error !== undefined && Number.isFinite(error)) as number[];
  return {
    condition,
    value,
    trials: group.length,
    accuracy: group.filter(({ correct }) => correct).length / group.length,
    ...(errors.length > 0
      ? { meanError: errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length }
      : {}),
  };
}

/** An evaluation by the values of every condition of its trials. */
export function score({ answers, trials, loss, accuracy, balancedAccuracy }: Evaluation): Score {
  const conditions = [...new Set(answers.flatMap((answer) => Object.keys(answer.condition)))];
  return {
    trials,
    loss,
    accuracy,
    balancedAccuracy,
    byCondition: conditions.flatMap((condition) =>
      [...groupsOf(answers, condition)].map(([value, group]) => scoreOf(condition, value, group)),
    ),
  };
}
