import { InputError } from "@isocortex/core-wasm";
import type { Channel } from "@isocortex/tasks";
import { didYouMean } from "../io/did-you-mean.js";
import type { Trained } from "../train/analyses-trained.js";
import { unitAreas, unitTypes } from "../train/analyses-unit-types.js";

/** What can be told apart in an array of a network, such as its units, and names for some of it together. */
export interface Named {
  /** Of each place, in order. */
  readonly names: readonly string[];
  /** The places of each name, groups included. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function named(names: readonly string[], groups: Iterable<readonly [string, readonly number[]]>): Named {
  const single = names.map((name, i): [string, number[]] => [name, [i]]);
  return { names, places: new Map([...groups, ...single]) };
}

const WORDS: Readonly<Record<string, string>> = { E: "excitatory", I: "inhibitory" };

/** Hidden units: "unit 0", ...; "excitatory" and "inhibitory" (E and I) under Dale's law; areas. */
export function namedUnits(trained: Trained): Named {
  const { hidden } = trained.setup.built.network;
  const types = unitTypes(trained);
  return named(
    Array.from({ length: hidden }, (_, i) => `unit ${i}`),
    [
      ...unitAreas(trained),
      ...types,
      ...types.map(({ name, units }) => ({ name: WORDS[name] ?? name, units })),
    ].map(({ name, units }) => [name, units]),
  );
}

/** Input or output channels: "ring" as a whole, and its units "ring 0", ... where it has several. */
export function namedChannels(channels: readonly Channel[]): Named {
  const names = channels.flatMap(({ name, size }) =>
    size === 1 ? [name] : Array.from({ length: size }, (_, i) => `${name} ${i}`),
  );
  let from = 0;
  const groups = channels.map(({ name, size }): [string, number[]] => {
    from += size;
    return [name, Array.from({ length: size }, (_, i) => from - size + i)];
  });
  return named(names, groups);
}

/** @throws InputError for a name that is not there */
export function placesOf({ places }: Named, names: readonly string[], what: string, path: string): number[] {
  const all = names.flatMap((name, i) => {
    const found = places.get(name);
    if (found) return found;
    const range = /^unit (\d+)$/.exec(name) ? unitsSay(places) : undefined;
    throw new InputError(
      `${path}[${i}] is ${JSON.stringify(name)}, which is no ${what}; ${range ?? didYouMean(name, [...places.keys()])}`,
      { path: `${path}[${i}]` },
    );
  });
  return [...new Set(all)];
}

/** The range of units in words, of more use than the nearest name where a number is too large. */
function unitsSay(places: Named["places"]): string | undefined {
  const units = [...places.keys()].filter((name) => /^unit \d+$/.test(name));
  return units.length > 0 ? `expected "unit 0" to "${units[units.length - 1]}".` : undefined;
}
