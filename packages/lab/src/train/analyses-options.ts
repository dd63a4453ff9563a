import { InputError } from "@isocortex/core-wasm";
import type { Trial } from "@isocortex/tasks";
import { didYouMean } from "../io/did-you-mean.js";

/** @throws InputError unless the value is a whole number between both ends, included */
export function wholeNumber(value: number, path: string, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InputError(`${path} is ${value}; expected a whole number from ${least} to ${most}.`, { path });
}

/** @throws InputError unless the value is above 0 */
export function positive(value: number, path: string): number {
  if (value > 0) return value;
  throw new InputError(`${path} is ${value}; expected a number above 0.`, { path });
}

/** @throws InputError for a number below 0 */
export function notNegative(value: number, path: string): number {
  if (value >= 0) return value;
  throw new InputError(`${path} is ${value}; expected 0 or more.`, { path });
}

/** Most trials of an analysis. */
export const MOST_TRIALS = 65_536;

/** @throws InputError for a name that is not one of those known */
export function knownName(name: string, known: readonly string[], what: string, path: string): string {
  if (known.includes(name)) return name;
  throw new InputError(
    `${path} is ${JSON.stringify(name)}, which is no ${what}; ${didYouMean(name, known)}`,
    {
      path,
    },
  );
}

/** Names of the conditions of trials. */
export function conditionNames(trials: readonly Trial[]): readonly string[] {
  return [...new Set(trials.flatMap(({ condition }) => Object.keys(condition)))];
}

/** Names of the epochs of trials, in the order in which they come up. */
export function epochNames(trials: readonly Trial[]): readonly string[] {
  return [...new Set(trials.flatMap(({ epochs }) => epochs.map(([name]) => name)))];
}

/** Trials that belong together, by their places in the list. */
export interface TrialGroup {
  readonly label: string;
  readonly members: readonly number[];
}

/** Numbers by size, words by letters. */
export const bySize = (a: Trial["condition"][string], b: Trial["condition"][string]): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;

const short = (value: Trial["condition"][string]): string =>
  typeof value === "number" ? String(Number(value.toPrecision(3))) : String(value);

/**
 * Places in a list by the value there, in its order. More values than `most` are a continuum, cut into `most` groups of
 * nearly equal size.
 */
export function groupValues(
  list: readonly (Trial["condition"][string] | undefined)[],
  most: number,
): readonly TrialGroup[] {
  const valued = list.flatMap((value, i) => (value === undefined ? [] : [{ i, value }]));
  const values = [...new Set(valued.map(({ value }) => value))].sort(bySize);
  if (values.length <= most)
    return values.map((value) => ({
      label: short(value),
      members: valued.filter((one) => one.value === value).map(({ i }) => i),
    }));
  const sorted = [...valued].sort((a, b) => bySize(a.value, b.value) || a.i - b.i);
  const edge = (part: number): number => Math.floor((sorted.length * part) / most);
  return Array.from({ length: most }, (_, part) => {
    const group = sorted.slice(edge(part), edge(part + 1));
    return {
      label: `${short(group[0]!.value)}..${short(group[group.length - 1]!.value)}`,
      members: group.map(({ i }) => i),
    };
  });
}

/** Trials by the value of a condition. */
export function groupTrials(
  trials: readonly Trial[],
  condition: string,
  most: number,
): readonly TrialGroup[] {
  return groupValues(
    trials.map((trial) => trial.condition[condition]),
    most,
  );
}
