import { macaque29 } from "./data/macaque-29.js";
import { macaque40 } from "./data/macaque-40.js";
import { measures as described, type Measure } from "./measures.js";
import type { Table } from "./table.js";

/** Areas, their links and what was measured in each. Matrices are row-major; row = target area, column = source area. */
export interface Connectome {
  readonly name: string;
  readonly title: string;
  readonly species: string;
  readonly areas: readonly string[];
  /** Fraction of labelled neurons (n, n); 0 where there is no link. */
  readonly fln: Float64Array;
  /** Fraction of them in supragranular layers (n, n). */
  readonly sln: Float64Array | undefined;
  /** Per-area numbers (n), NaN where not measured. */
  readonly measures: Readonly<Record<string, Float64Array>>;
  readonly about: Readonly<Record<string, Measure>>;
  readonly citations: readonly string[];
  readonly licence: string;
  readonly source: string;
  /** SHA-256 of the packaged table; empty for a connectome that is not packaged. */
  readonly sha256: string;
}

const tables: readonly Table[] = [macaque29, macaque40];

/** Names of the packaged connectomes. */
export const connectomeNames: readonly string[] = tables.map(({ name }) => name);

function fromTable(table: Table): Connectome {
  const areas = table.areas.map(({ name }) => String(name));
  const n = areas.length;
  const at = new Map(areas.map((area, i) => [area, i]));
  const fln = new Float64Array(n * n);
  const sln = new Float64Array(n * n);
  for (const [target, source, fraction, supragranular] of table.links) {
    const cell = at.get(target)! * n + at.get(source)!;
    fln[cell] = fraction;
    sln[cell] = supragranular;
  }
  const names = Object.keys(table.areas[0]!).filter((name) => name !== "name");
  const measures = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(table.areas, (area) => Number(area[name] ?? Number.NaN))]),
  );
  return {
    name: table.name,
    title: table.title,
    species: table.species,
    areas,
    fln,
    sln,
    measures,
    about: Object.fromEntries(names.map((name) => [name, described[name]!])),
    citations: table.citations,
    licence: table.licence,
    source: table.source,
    sha256: table.sha256,
  };
}

/**
 * A packaged connectome, fresh arrays at each call.
 * @throws RangeError when there is none of that name
 */
export function connectome(name: string): Connectome {
  const table = tables.find((candidate) => candidate.name === name);
  if (table) return fromTable(table);
  throw new RangeError(`there is no connectome "${name}"; expected one of ${connectomeNames.join(", ")}.`);
}

/** The packaged table itself: records and links with their checksum. @throws RangeError when there is none */
export function connectomeTable(name: string): Table {
  connectome(name);
  return tables.find((candidate) => candidate.name === name)!;
}
