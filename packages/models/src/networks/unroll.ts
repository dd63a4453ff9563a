import { InputError } from "@isocortex/core-wasm";
import type { Weights } from "./cell.js";
import { checkWeights, type Network, weightShapes } from "./network.js";
import { type AreaBlock, type AreaBlocks, blocksOf, type NetworkArea } from "./network-areas.js";
import type {
  AreaCopy,
  ConnectionType,
  CopyConnection,
  UnrolledGraph,
  UnrollOptions,
} from "./unrolled-graph.js";
import { type NetworkSize, recurrentSize, type UnrolledSize, unrolledSize } from "./unrolled-size.js";

/** The feedforward network that a recurrent one is over a number of steps, without its numbers. */
export interface Unrolling extends UnrolledGraph {
  /** Blocks of weights that it was made of. */
  readonly blocks: AreaBlocks;
  /** Which areas see the input, and which the output sees. */
  readonly seeInput: readonly boolean[];
  readonly seenByOutput: readonly boolean[];
  readonly size: UnrolledSize;
  readonly recurrentSize: NetworkSize;
}

const restsAtZero = new Set(["linear", "relu", "tanh", "retanh", "power"]);

/** @throws InputError when the network sends something before its first step */
function checkZeroStart({ cell }: Network, weights: Weights): void {
  const moved = cell.states.find((name) => weights[name]!.some((value) => value !== 0));
  if (moved !== undefined)
    throw new InputError(`start is "zero" but ${moved} is not 0; use start: "weights".`, { path: "start" });
  if (cell.leak?.convention !== "state" || restsAtZero.has(cell.leak.activation)) return;
  throw new InputError(
    `start is "zero" but ${cell.leak.activation} sends more than 0 from a state of 0; use start: "weights".`,
    { path: "start" },
  );
}

/** @throws InputError for a network that does not recur, or cannot be cut into areas */
function checkCell({ cell }: Network, areas: readonly NetworkArea[]): void {
  if (cell.projections.some(({ recurrent }) => recurrent === undefined))
    throw new InputError(
      `a ${cell.name} network has no loops to unroll; expected a recurrent one, such as leaky or elman.`,
      { path: "network.cell" },
    );
  if (areas.length > 1 && cell.projections.some(({ ownGradient }) => ownGradient))
    throw new InputError(
      `a ${cell.name} network gates what its units send to each other; it is unrolled as one area, got ${areas.length}.`,
      { path: "areas" },
    );
}

const typeOf = (from: number, to: number): ConnectionType =>
  from < to ? "bottom-up" : from === to ? "lateral" : "top-down";

type Draft = Pick<AreaCopy, "area" | "step">;

function draftCopies(areas: number, { steps, start }: Required<UnrollOptions>): Draft[] {
  const first = start === "weights" ? 0 : 1;
  return Array.from({ length: (steps + 1 - first) * areas }, (_, i) => ({
    area: i % areas,
    step: first + Math.floor(i / areas),
  }));
}

function connect(
  copies: readonly Draft[],
  blocks: readonly AreaBlock[],
  keeps: boolean,
  { bottomUp }: Required<UnrollOptions>,
): CopyConnection[] {
  const placeOf = new Map(copies.map(({ area, step }, i) => [`${area} ${step}`, i]));
  return copies.flatMap(({ area: post, step }, to) => {
    if (step === 0) return [];
    const incoming = blocks
      .filter((block) => block.post === post)
      .flatMap(({ pre }) => {
        const late = bottomUp === "instantaneous" && pre < post ? 0 : 1;
        const from = placeOf.get(`${pre} ${step - late}`);
        return from === undefined ? [] : [{ from, to, type: typeOf(pre, post) }];
      });
    const own = placeOf.get(`${post} ${step - 1}`);
    const leak = keeps && own !== undefined ? [{ from: own, to, type: "leak" as const }] : [];
    return [...incoming, ...leak].sort((a, b) => a.from - b.from);
  });
}

/** Which copies a read copy depends on. */
function reaching(length: number, connections: readonly CopyConnection[], read: ReadonlySet<number>) {
  const reaches = Array.from({ length }, (_, i) => read.has(i));
  for (const { from, to } of [...connections].reverse()) if (reaches[to]) reaches[from] = true;
  return reaches;
}

function depthsOf(copies: readonly Draft[], connections: readonly CopyConnection[]): number[] {
  const depths: number[] = copies.map(({ step }) => (step === 0 ? 0 : 1));
  for (const { from, to } of connections) depths[to] = Math.max(depths[to]!, depths[from]! + 1);
  return depths;
}

/**
 * A recurrent network as the feedforward one that does the same over a number of steps. Blocks between areas are there where
 * a weight is not 0.                                                                    van Bergen & Kriegeskorte 2020
 * @throws InputError for a network without loops, areas that do not add up, or an output that sees nothing
 */
export function unroll(network: Network, weights: Weights, given: UnrollOptions): Unrolling {
  const { steps, areas = [{ name: "hidden", units: network.hidden }] } = given;
  const options = {
    ...{ steps, in: given.in, areas },
    bottomUp: given.bottomUp ?? ("delayed" as const),
    read: given.read ?? ("every" as const),
    start: given.start ?? ("weights" as const),
  };
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new InputError(`steps is ${steps}; expected a whole number of at least 1.`, { path: "steps" });
  checkCell(network, areas);
  checkWeights(weightShapes(network), weights);
  if (options.start === "zero") checkZeroStart(network, weights);
  const blocks = blocksOf(network, weights, areas);
  const { input, recurrent, output } = blocks;
  const { leak, gain } = network.cell;
  const drafts = draftCopies(areas.length, options);
  const wires = connect(drafts, recurrent, !(leak && gain === 1), options);
  const readSteps = options.read === "last" ? [steps] : Array.from({ length: steps }, (_, i) => i + 1);
  const isRead = ({ area, step }: Draft): boolean => output[area]! > 0 && readSteps.includes(step);
  const read = new Set(drafts.flatMap((copy, i) => (isRead(copy) ? [i] : [])));
  if (read.size === 0)
    throw new InputError("every weight of W_out is 0; expected an output that sees an area.", {
      path: "W_out",
    });
  const reaches = reaching(drafts.length, wires, read);
  const kept = drafts.flatMap((_, i) => (options.in === "time" || reaches[i] ? [i] : []));
  const newPlace = new Map(kept.map((old, i) => [old, i]));
  const connections = wires.flatMap(({ from, to, type }) => {
    const [a, b] = [newPlace.get(from), newPlace.get(to)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b, type }];
  });
  const drawn = kept.map((i) => drafts[i]!);
  const depths = depthsOf(drawn, connections);
  const copies = drawn.map((copy, i): AreaCopy => ({ ...copy, depth: depths[i]! }));

  const graph = { network, areas, options, copies, connections, readSteps };
  return {
    ...{ ...graph, blocks },
    seeInput: input.map((count) => count > 0),
    seenByOutput: output.map((count) => count > 0),
    size: unrolledSize(graph, blocks),
    recurrentSize: recurrentSize(graph, blocks),
  };
}

/** @throws InputError when weights have a connection that the unrolled network has not */
export function checkBlocks({ network, areas, options, blocks }: Unrolling, weights: Weights): void {
  if (options.start === "zero") checkZeroStart(network, weights);
  const given = blocksOf(network, weights, areas);
  const known = new Set(blocks.recurrent.map(({ post, pre }) => `${pre} ${post}`));
  const more = given.recurrent.find(({ post, pre }) => !known.has(`${pre} ${post}`));
  const beyond = (count: number, area: number, counts: readonly number[]): boolean =>
    count > 0 && counts[area] === 0;
  const [fed, read] = [
    given.input.findIndex((count, area) => beyond(count, area, blocks.input)),
    given.output.findIndex((count, area) => beyond(count, area, blocks.output)),
  ];
  const nameOf = (area: number): string => areas[area]!.name;
  const wire =
    (more && `from ${nameOf(more.pre)} to ${nameOf(more.post)}`) ??
    (fed >= 0 ? `from the input to ${nameOf(fed)}` : undefined) ??
    (read >= 0 ? `from ${nameOf(read)} to the output` : undefined);
  if (wire !== undefined)
    throw new InputError(
      `the weights connect ${wire}, which the unrolled network does not; unroll them anew.`,
      {
        path: "weights",
      },
    );
}
