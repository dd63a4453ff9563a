import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { type Cell, type Network, type NetworkArea, type Weights, weightShapes } from "../src/index.js";

export type Random = () => number;

export const seeded = (seed: number): Random => uniformsOf(randomStream(seed));
export const below = (random: Random, n: number): number => Math.floor(random() * n);
export const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)]!;

export interface AreaNetwork {
  readonly network: Network;
  readonly areas: readonly NetworkArea[];
  readonly weights: Weights;
}

export interface Wiring {
  readonly sizes: readonly number[];
  readonly inputs: number;
  readonly outputs: number;
  readonly lateral: boolean;
  readonly topDown: boolean;
  /** Areas connect to their neighbours alone and only the first sees the input, only the last the output. */
  readonly chain: boolean;
  /** Part of the input and recurrent connections that there are. */
  readonly density: number;
  readonly start: "weights" | "zero";
}

/** A wiring drawn at random. */
export function randomWiring(random: Random): Wiring {
  return {
    sizes: Array.from({ length: 1 + below(random, 4) }, () => 1 + below(random, 9)),
    inputs: 1 + below(random, 5),
    outputs: 1 + below(random, 3),
    lateral: random() < 0.7,
    topDown: random() < 0.6,
    chain: random() < 0.7,
    density: pick(random, [1, 0.6]),
    start: pick(random, ["weights", "zero"] as const),
  };
}

/** Areas of a cell of any kind with random weights, in the form of the wiring. */
export function areaNetwork(cell: Cell, wiring: Wiring, random: Random): AreaNetwork {
  const { sizes, inputs, outputs, lateral, topDown, chain, density, start } = wiring;
  const hidden = sizes.reduce((sum, units) => sum + units, 0);
  const areaOf = sizes.flatMap((units, area) => new Array<number>(units).fill(area));
  const network: Network = { cell, inputs, hidden, outputs };
  const last = sizes.length - 1;
  const isThere = (role: string, row: number, column: number): boolean => {
    if (role === "state") return start === "weights";
    if (role === "bias") return true;
    if (role === "input") return !chain || areaOf[row] === 0;
    if (role === "output") return !chain || areaOf[column] === last;
    const [post, pre] = [areaOf[row]!, areaOf[column]!];
    return (!chain || Math.abs(post - pre) <= 1) && (lateral || post !== pre) && (topDown || post >= pre);
  };
  const scale = 1.5 / Math.sqrt(hidden);
  const weights = Object.fromEntries(
    weightShapes(network).map(({ name, shape: [rows, columns], role }) => [
      name,
      Float64Array.from({ length: rows * columns }, (_, e) => {
        const value = (2 * random() - 1) * (role === "recurrent" ? scale : 1);
        const dense = (role !== "input" && role !== "recurrent") || random() < density;
        return dense && isThere(role, Math.floor(e / columns), e % columns) ? value : 0;
      }),
    ]),
  );
  return { network, areas: sizes.map((units, i) => ({ name: `area ${i + 1}`, units })), weights };
}
