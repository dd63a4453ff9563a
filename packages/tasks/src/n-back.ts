import { type Conditions, checkGiven, type Given } from "./conditions.js";
import { count, duration, OURS } from "./parameters.js";
import { defineTask, type Response, type TaskParameterTable, type Trial } from "./task.js";
import { indexOfLargest } from "./two-choices.js";

const params = {
  n: count(2, "Kirchner 1958, J Exp Psychol 55:352", [1, 8]),
  letters: count(8, "chosen by us: eight letters, one input unit each", [2, 26]),
  length: count(24, OURS, [9, 500]),
  matchChance: {
    value: 0.33,
    unit: "1",
    from: "chosen by us: a letter is made to match; others match by chance, 41 % in all",
    range: [0, 1],
  },
  letterMs: duration(500, "Kirchner 1958, J Exp Psychol 55:352; here one step"),
} as const satisfies TaskParameterTable;

const epochOf = (position: number): string => `letter ${position + 1}`;

interface Shape {
  readonly n: number;
  readonly letters: number;
  readonly length: number;
  readonly matchChance: number;
}

/**
 * A sequence where each letter repeats the one n before with `matchChance`, and else is any letter; a given letter is
 * what it is, and leaves what else is drawn as it was.
 */
function sequence(p: Shape, random: () => number, given: Given): readonly number[] {
  const letters: number[] = [];
  for (let i = 0; i < p.length; i++) {
    const forced = random() < p.matchChance;
    const drawn = Math.floor(random() * p.letters);
    const free = forced && i >= p.n ? letters[i - p.n]! : drawn;
    letters.push(Number(given[epochOf(i)] ?? free));
  }
  return letters;
}

const oneHot = (size: number, at: number): readonly number[] =>
  Array.from({ length: size }, (_, i) => (i === at ? 1 : 0));

/** The letter at each place, by number from 0; far too many to list every sequence. */
function conditions({ letters, length }: Pick<Shape, "letters" | "length">): Conditions {
  const any = { from: 0, to: letters, given: [0, letters - 1], whole: true } as const;
  return Object.fromEntries(Array.from({ length }, (_, i) => [epochOf(i), any]));
}

/** Hits, misses, false alarms and correct rejections over the letters that count. */
function tally(n: number, trial: Trial, response: Response) {
  const counts = { hits: 0, misses: 0, falseAlarms: 0, correctRejections: 0 };
  const isMatch = new Map(
    trial.targets.map(({ during, value }) => [during, Array.isArray(value) && value[1] === 1]),
  );
  trial.epochs.slice(n).forEach(([epoch]) => {
    const saysMatch = indexOfLargest(response.last("match", epoch)) === 1;
    if (isMatch.get(epoch)) counts[saysMatch ? "hits" : "misses"]++;
    else counts[saysMatch ? "falseAlarms" : "correctRejections"]++;
  });
  return counts;
}

/**
 * Whether each letter is the one n before. A trial is correct when every letter is judged right; the counts are what
 * balanced accuracy, the mean of the hit rate and the rate of correct rejections, is made of. Saying "no match" to all
 * is right for 59 % of letters. `error` is the share of wrong ones, `choice` how many matches were reported. The letter at
 * any place may be given, so that others play the sequence that somebody played.
 */
export const nBack = defineTask({
  name: "n-back",
  title: "Is this letter the one n before",
  cite: ["kirchner1958"],
  params,
  dtMs: 500,
  output: "softmax",
  inputs: (p) => [{ name: "letter", size: p.letters }],
  outputs: () => [{ name: "match", size: 2 }],
  inputNoise: () => ({}),
  durationMs: (p) => p.length * p.letterMs,
  conditions,
  trial(p, random, given = {}) {
    checkGiven(conditions(p), given);
    const letters = sequence(p, random, given);
    const judged = letters.map((_, i) => i).slice(p.n);
    return {
      epochs: letters.map((_, i) => [epochOf(i), p.letterMs]),
      inputs: letters.map((letter, i) => ({
        channel: "letter",
        during: epochOf(i),
        value: oneHot(p.letters, letter),
      })),
      targets: judged.map((i) => ({
        channel: "match",
        during: epochOf(i),
        value: letters[i] === letters[i - p.n] ? [0, 1] : [1, 0],
      })),
      scored: [{ during: `${epochOf(p.n)}..${epochOf(p.length - 1)}` }],
      condition: { n: p.n },
    };
  },
  answer(p, trial, response) {
    const counts = tally(p.n, trial, response);
    const wrong = counts.misses + counts.falseAlarms;
    return {
      correct: wrong === 0,
      choice: counts.hits + counts.falseAlarms,
      error: wrong / (trial.epochs.length - p.n),
      counts,
    };
  },
});
