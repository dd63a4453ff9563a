import { type RandomStream, uniformsOf } from "@isocortex/core-wasm";
import { type Cell, type Network, type NetworkArea, type Weights, weightShapes } from "@isocortex/models";

/** A recurrent network of areas in a chain: input into the first, output from the last. */
export interface AreaChain {
  readonly network: Network;
  readonly areas: readonly NetworkArea[];
  readonly weights: Weights;
}

export interface ChainOptions {
  readonly sizes: readonly number[];
  readonly inputs: number;
  readonly outputs: number;
  readonly topDown: boolean;
  /** Whether units of an area are connected; they are when left out. */
  readonly lateral?: boolean | undefined;
}

/** Uniform weights: neighbouring areas connected, upward and if wanted downward, units within an area too if wanted; starts from 0. */
export function areaChain(cell: Cell, options: ChainOptions, stream: RandomStream): AreaChain {
  const { sizes, inputs, outputs, topDown, lateral = true } = options;
  const uniform = uniformsOf(stream);
  const areaOf = sizes.flatMap((units, area) => new Array<number>(units).fill(area));
  const hidden = areaOf.length;
  const network: Network = { cell, inputs, hidden, outputs };
  const isThere = (role: string, row: number, column: number): boolean => {
    if (role === "input") return areaOf[row] === 0;
    if (role === "output") return areaOf[column] === sizes.length - 1;
    if (role !== "recurrent") return role === "bias";
    const up = areaOf[row]! - areaOf[column]!;
    return (lateral && up === 0) || up === 1 || (topDown && up === -1);
  };
  const scale = 2 / Math.sqrt(hidden);
  const weights = Object.fromEntries(
    weightShapes(network).map(({ name, shape: [rows, columns], role }) => [
      name,
      Float64Array.from({ length: rows * columns }, (_, e) => {
        const value = (2 * uniform() - 1) * (role === "recurrent" ? scale : 1);
        return isThere(role, Math.floor(e / columns), e % columns) ? value : 0;
      }),
    ]),
  );
  return { network, areas: sizes.map((units, i) => ({ name: `area ${i + 1}`, units })), weights };
}
