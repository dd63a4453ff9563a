import { erfc } from "./erfc.js";

/** Agreement of two yes-no lists over the same items. */
export interface Contingency {
  /** Counts: predicted and observed, predicted only, observed only, neither. */
  readonly both: number;
  readonly onlyPredicted: number;
  readonly onlyObserved: number;
  readonly neither: number;
  /** Items on which the lists agree. */
  readonly agree: number;
  readonly items: number;
  /** Pearson chi-squared (1 degree of freedom) without continuity correction; NaN when a row or column is empty. */
  readonly chi2: number;
  readonly p: number;
}

/** Survival function of chi-squared with one degree of freedom. */
export function chiSquaredP(chi2: number): number {
  return Number.isNaN(chi2) ? Number.NaN : erfc(Math.sqrt(chi2 / 2));
}

/** Pearson's test of a 2 x 2 table, as in Froudist-Walsh et al. 2021, Fig 3. */
export function contingencyTest(predicted: readonly boolean[], observed: readonly boolean[]): Contingency {
  const count = (p: boolean, o: boolean): number =>
    predicted.filter((value, i) => value === p && observed[i] === o).length;
  const [both, onlyPredicted, onlyObserved, neither] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  const items = predicted.length;
  const margins =
    (both + onlyPredicted) * (onlyObserved + neither) * (both + onlyObserved) * (onlyPredicted + neither);
  const determinant = both * neither - onlyPredicted * onlyObserved;
  const chi2 = margins === 0 ? Number.NaN : (items * determinant * determinant) / margins;
  return {
    both,
    onlyPredicted,
    onlyObserved,
    neither,
    agree: both + neither,
    items,
    chi2,
    p: chiSquaredP(chi2),
  };
}

/** Part of a null distribution, the value itself counted in, that is at least the value; NaN counts as 0. */
export function rankAmong(value: number, nullValues: readonly number[]): number {
  const number = (x: number): number => (Number.isNaN(x) ? 0 : x);
  const atLeast = nullValues.filter((other) => number(other) >= number(value) * (1 - 1e-12)).length;
  return (1 + atLeast) / (1 + nullValues.length);
}

/** Items in random order (Fisher-Yates), a new array. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

/** p of the agreement when the predictions are dealt to the items at random, `count` times. */
export function labelPermutationTest(
  predicted: readonly boolean[],
  observed: readonly boolean[],
  count: number,
  random: () => number,
): number {
  const { chi2 } = contingencyTest(predicted, observed);
  const nulls = Array.from(
    { length: count },
    () => contingencyTest(shuffled(predicted, random), observed).chi2,
  );
  return rankAmong(chi2, nulls);
}
