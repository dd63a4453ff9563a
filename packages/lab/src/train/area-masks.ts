import { InputError } from "@isocortex/core-wasm";

/** An area of a network: a run of its units, areas one after another. */
export interface Area {
  readonly name: string;
  readonly units: number;
  /** How many of them, the first ones, excite. */
  readonly excitatory?: number | undefined;
}

/** A connection between two areas, from every unit (or every excitatory unit) of one to every unit of the other. */
export interface Projection {
  readonly from: string;
  readonly to: string;
  readonly only?: "excitatory" | undefined;
}

/** Where an area's units are: indices from `from` up to, not including, `to`. */
export interface UnitRange {
  readonly from: number;
  readonly to: number;
}

/** The ranges of all areas by name. @throws InputError when a name repeats or a count is none */
export function areaRanges(areas: readonly Area[]): ReadonlyMap<string, UnitRange> {
  const ranges = new Map<string, UnitRange>();
  let from = 0;
  areas.forEach(({ name, units, excitatory = units }, i) => {
    if (ranges.has(name))
      throw new InputError(`area ${name} is given twice; name each area once.`, { path: "areas" });
    if (!Number.isSafeInteger(units) || units < 1 || !(excitatory >= 0 && excitatory <= units)) {
      throw new InputError(
        `area ${name} has ${units} units, ${excitatory} of them excitatory; expected at least 1, and 0 to all excitatory.`,
        { path: `areas[${i}]` },
      );
    }
    ranges.set(name, { from, to: from + units });
    from += units;
  });
  return ranges;
}

/** The sign of every unit, for `DaleOptions.signs`. @throws InputError when an area lacks its number of excitatory units */
export function areaSigns(areas: readonly Area[]): Float64Array {
  areaRanges(areas);
  return Float64Array.from(
    areas.flatMap((area) =>
      Array.from({ length: area.units }, (_, unit) => (unit < excitatoryOf(area) ? 1 : -1)),
    ),
  );
}

/**
 * The recurrent mask (n, n) of areas: all within an area, and between areas what the projections say.
 * @throws InputError when a projection names an unknown area
 */
export function areaMask(areas: readonly Area[], projections: readonly Projection[]): Float64Array {
  const ranges = areaRanges(areas);
  const n = areas.reduce((sum, { units }) => sum + units, 0);
  const mask = new Float64Array(n * n);
  for (const { name } of areas) connect(mask, n, ranges.get(name)!, ranges.get(name)!);
  projections.forEach(({ from, to, only }, i) => {
    const source = areas.find(({ name }) => name === from);
    const target = ranges.get(to);
    if (!source || !target) {
      throw new InputError(
        `projections[${i}] names ${source ? to : from}; expected one of ${[...ranges.keys()].join(", ")}.`,
        { path: `projections[${i}]` },
      );
    }
    connect(mask, n, senders(source, ranges, only), target);
  });
  return mask;
}

/** The units of an area that a projection comes from. */
export function senders(
  area: Area,
  ranges: ReadonlyMap<string, UnitRange>,
  only: "excitatory" | undefined,
): UnitRange {
  const range = ranges.get(area.name)!;
  return only ? { from: range.from, to: range.from + excitatoryOf(area) } : range;
}

function connect(mask: Float64Array, n: number, source: UnitRange, target: UnitRange): void {
  for (let i = target.from; i < target.to; i++) mask.fill(1, i * n + source.from, i * n + source.to);
}

function excitatoryOf({ name, excitatory }: Area): number {
  if (excitatory !== undefined) return excitatory;
  throw new InputError(`area ${name} does not say how many of its units excite; give excitatory.`, {
    path: "areas",
  });
}
