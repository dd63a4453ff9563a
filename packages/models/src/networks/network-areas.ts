import { InputError } from "@isocortex/core-wasm";
import type { Weights } from "./cell.js";
import { type Network, weightShapes } from "./network.js";

/** A group of hidden units, one after another. */
export interface NetworkArea {
  readonly name: string;
  readonly units: number;
}

/** Units of an area: indices from `from` up to, not including, `to`. */
export interface UnitRange {
  readonly from: number;
  readonly to: number;
}

/** The units of each area. @throws InputError unless the areas have all hidden units between them */
export function unitRanges(areas: readonly NetworkArea[], hidden: number): readonly UnitRange[] {
  const bad = areas.findIndex(({ units }) => !Number.isSafeInteger(units) || units < 1);
  if (bad >= 0)
    throw new InputError(
      `area ${areas[bad]!.name} has ${areas[bad]!.units} units; expected a whole number of at least 1.`,
      { path: `areas[${bad}].units` },
    );
  const total = areas.reduce((sum, { units }) => sum + units, 0);
  if (total !== hidden)
    throw new InputError(
      `the areas have ${total} units but the network has ${hidden}; expected all hidden units, area after area.`,
      { path: "areas" },
    );
  let to = 0;
  return areas.map(({ units }) => {
    to += units;
    return { from: to - units, to };
  });
}

/** Connections from area `pre` to area `post`, how many are not 0. */
export interface AreaBlock {
  readonly post: number;
  readonly pre: number;
  readonly weights: number;
}

/** Which areas are connected. */
export interface AreaBlocks {
  /** Connections from the input to each area, and from each to the output, that are not 0. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Blocks between areas that are not all 0, by target, then by source. */
  readonly recurrent: readonly AreaBlock[];
}

function nonzero(W: ArrayLike<number>, columns: number, rows: UnitRange, from: number, to: number): number {
  let count = 0;
  for (let i = rows.from; i < rows.to; i++)
    for (let j = from; j < to; j++) if (W[i * columns + j] !== 0) count++;
  return count;
}

/** Which areas are connected, by how many weights. */
export function blocksOf(network: Network, weights: Weights, areas: readonly NetworkArea[]): AreaBlocks {
  const ranges = unitRanges(areas, network.hidden);
  const { hidden, outputs } = network;
  const shapes = weightShapes(network);
  const total = (role: string, count: (W: ArrayLike<number>, columns: number) => number): number =>
    shapes
      .filter((shape) => shape.role === role)
      .reduce((sum, { name, shape }) => sum + count(weights[name]!, shape[1]), 0);
  return {
    input: ranges.map((rows) => total("input", (W, columns) => nonzero(W, columns, rows, 0, columns))),
    output: ranges.map(({ from, to }) =>
      total("output", (W) => nonzero(W, hidden, { from: 0, to: outputs }, from, to)),
    ),
    recurrent: ranges
      .flatMap((rows, post) =>
        ranges.map(({ from, to }, pre) => ({
          ...{ post, pre },
          weights: total("recurrent", (W) => nonzero(W, hidden, rows, from, to)),
        })),
      )
      .filter((block) => block.weights > 0),
  };
}
