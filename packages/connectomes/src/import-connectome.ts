import { canonicalArea } from "./area-names.js";
import type { Connectome } from "./connectome.js";

/** A user's matrices, already numbers. */
export interface ConnectomeInput {
  readonly name: string;
  readonly areas: readonly string[];
  /** Row = target area, column = source area. */
  readonly fln: readonly ArrayLike<number>[];
  readonly sln?: readonly ArrayLike<number>[] | undefined;
  /** Per-area numbers by measure, each keyed by area name. */
  readonly measures?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined;
  readonly citations?: readonly string[] | undefined;
  readonly licence?: string | undefined;
  readonly source?: string | undefined;
}

export interface ImportOptions {
  /** Divide each row by its sum; rows whose sum exceeds 1 are refused otherwise. */
  readonly normalise?: boolean | undefined;
}

const MOST_AREAS = 2000;
const ROW_SUM_SLACK = 1e-6;

function fail(message: string): never {
  throw new RangeError(message);
}

function checkAreas(areas: readonly string[]): void {
  if (areas.length < 2 || areas.length > MOST_AREAS) {
    fail(`the connectome has ${areas.length} areas; expected 2 to ${MOST_AREAS}.`);
  }
  const seen = new Map<string, string>();
  for (const area of areas) {
    const key = canonicalArea(area).toLowerCase();
    if (key === "") fail("an area has no name; give every row and column one.");
    const twin = seen.get(key);
    if (twin !== undefined)
      fail(`area "${area}" appears twice (also as "${twin}"); give each area one row and column.`);
    seen.set(key, area);
  }
}

/** Flattens a matrix once it is known to be square, finite and in range. */
function matrix(
  rows: readonly ArrayLike<number>[],
  areas: readonly string[],
  what: string,
  most: number,
): Float64Array {
  const n = areas.length;
  if (rows.length !== n) fail(`${what} has ${rows.length} rows; expected ${n}, one per area.`);
  const flat = new Float64Array(n * n);
  rows.forEach((row, i) => {
    if (row.length !== n)
      fail(`${what} row ${areas[i]} has ${row.length} values; expected ${n}: the matrix must be square.`);
    for (let j = 0; j < n; j++) {
      const value = row[j]!;
      const cell = `${what} from ${areas[j]} to ${areas[i]} is ${value}`;
      if (!Number.isFinite(value)) fail(`${cell}; expected a finite number, 0 for no link.`);
      if (value < 0) fail(`${cell}; expected 0 or more: weights are fractions of labelled neurons.`);
      if (value > most) fail(`${cell}; expected at most ${most}.`);
      flat[i * n + j] = value;
    }
  });
  return flat;
}

function checkRows(fln: Float64Array, areas: readonly string[], normalise: boolean): Float64Array {
  const n = areas.length;
  const scaled = fln.slice();
  areas.forEach((area, i) => {
    if (fln[i * n + i] !== 0) {
      fail(
        `FLN of ${area} onto itself is ${fln[i * n + i]}; expected 0: links within an area belong to the local circuit.`,
      );
    }
    const sum = fln.subarray(i * n, (i + 1) * n).reduce((total, value) => total + value, 0);
    if (normalise && sum > 0) for (let j = 0; j < n; j++) scaled[i * n + j]! /= sum;
    if (!normalise && sum > 1 + ROW_SUM_SLACK) {
      fail(
        `FLN into ${area} sums to ${Number(sum.toPrecision(6))}; expected at most 1; divide rows by their sum or import with normalise.`,
      );
    }
  });
  return scaled;
}

function joinMeasures(input: ConnectomeInput): Record<string, Float64Array> {
  const keys = new Map(input.areas.map((area, i) => [canonicalArea(area).toLowerCase(), i]));
  const joined = Object.entries(input.measures ?? {}).map(([measure, byArea]): [string, Float64Array] => {
    const values = new Float64Array(input.areas.length).fill(Number.NaN);
    for (const [area, value] of Object.entries(byArea)) {
      const at = keys.get(canonicalArea(area).toLowerCase());
      if (at === undefined) {
        fail(
          `measure ${measure} has area "${area}", which the matrix does not have; names must match (${input.areas.slice(0, 8).join(", ")}, ...).`,
        );
      }
      if (!Number.isFinite(value))
        fail(
          `measure ${measure} of area ${area} is ${value}; expected a finite number, or leave the area out.`,
        );
      values[at] = value;
    }
    return [measure, values];
  });
  return Object.fromEntries(joined);
}

/**
 * A connectome from a user's matrices.
 * @throws RangeError with one line that names the area, what was got and what to do: names that are missing, repeated or
 *   do not match; a matrix that is not square; weights that are negative, not finite or over 1; a diagonal that is not 0;
 *   rows that sum to more than 1
 */
export function importConnectome(
  input: ConnectomeInput,
  { normalise = false }: ImportOptions = {},
): Connectome {
  checkAreas(input.areas);
  const fln = checkRows(
    matrix(input.fln, input.areas, "FLN", normalise ? Number.POSITIVE_INFINITY : 1),
    input.areas,
    normalise,
  );
  const sln = input.sln && matrix(input.sln, input.areas, "SLN", 1);
  const measures = joinMeasures(input);
  const source = input.source ?? "given by the user";
  return {
    name: input.name,
    title: input.name,
    species: "",
    areas: [...input.areas],
    fln,
    sln,
    measures,
    about: Object.fromEntries(
      Object.keys(measures).map((name) => [name, { unit: "as given", meaning: "as given", source }]),
    ),
    citations: input.citations ?? [],
    licence: input.licence ?? "unknown",
    source,
    sha256: "",
  };
}
