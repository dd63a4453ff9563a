import type { AreaBlocks } from "./network-areas.js";
import type { CopyConnection, UnrolledGraph } from "./unrolled-graph.js";

/** How large a network is. */
export interface NetworkSize {
  readonly units: number;
  /** Connections of the hidden units, from the input and between them, that are not 0. */
  readonly weights: number;
  /** Connections from the hidden units to the output that are not 0. */
  readonly readOut: number;
  /** Numbers that can differ: connections that are not 0, biases, initial states. */
  readonly parameters: number;
}

export interface UnrolledSize extends NetworkSize {
  /** Connections from a unit to its next copy by which it keeps some of its state, 1 - alpha of it or what a gate lets. */
  readonly leaks: number;
  /** `parameters` once copies need no longer be equal. */
  readonly untiedParameters: number;
  /** Layers of weights from the first copy to the output, the read-out's among them. */
  readonly layers: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Biases of a unit, and initial states that are part of the network. */
function perUnit({ network: { cell }, options }: UnrolledGraph) {
  return {
    biases: cell.projections.length + cell.vectors.length,
    states: options.start === "weights" ? cell.states.length : 0,
  };
}

export function recurrentSize(graph: UnrolledGraph, { input, recurrent, output }: AreaBlocks): NetworkSize {
  const { hidden: units, outputs } = graph.network;
  const { biases, states } = perUnit(graph);
  const weights = sum(input) + sum(recurrent.map((block) => block.weights));
  const readOut = sum(output);
  return { units, weights, readOut, parameters: weights + (biases + states) * units + readOut + outputs };
}

export function unrolledSize(graph: UnrolledGraph, { input, recurrent, output }: AreaBlocks): UnrolledSize {
  const { network, areas, copies, connections, readSteps } = graph;
  const { biases, states } = perUnit(graph);
  const unitsOf = (place: number): number => areas[copies[place]!.area]!.units;
  const places = copies.map((_, place) => place);
  const later = places.filter((place) => copies[place]!.step > 0);
  const initial = states * sum(places.filter((place) => copies[place]!.step === 0).map(unitsOf));
  const blocks = new Map(recurrent.map((block) => [`${block.post} ${block.pre}`, block]));
  const blockOf = ({ from, to }: CopyConnection) => blocks.get(`${copies[to]!.area} ${copies[from]!.area}`)!;
  const wired = connections.filter(({ type }) => type !== "leak").map(blockOf);
  const used = [...new Set(later.map((place) => copies[place]!.area))];
  const read = copies.filter(({ area, step }) => output[area]! > 0 && readSteps.includes(step));
  const units = sum(later.map(unitsOf));
  const weights =
    sum(later.map((place) => input[copies[place]!.area]!)) + sum(wired.map((block) => block.weights));
  const readOut = readSteps.length * sum(output);
  return {
    ...{ units, weights, readOut },
    leaks: sum(connections.filter(({ type }) => type === "leak").map(({ to }) => unitsOf(to))),
    parameters:
      sum(used.map((area) => input[area]! + biases * areas[area]!.units)) +
      sum([...new Set(wired)].map((block) => block.weights)) +
      initial +
      sum(output) +
      network.outputs,
    untiedParameters: weights + biases * units + initial + readOut + readSteps.length * network.outputs,
    layers: 1 + read.reduce((most, { depth }) => Math.max(most, depth), 0),
  };
}
