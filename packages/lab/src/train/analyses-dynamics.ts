import { InputError } from "@isocortex/core-wasm";
import { render, type Trial } from "@isocortex/tasks";
import { gruMap, lstmMap } from "../analysis/gated-system.js";
import { leakyMap } from "../analysis/leaky-system.js";
import type { NetworkMap } from "../analysis/network-system.js";
import { epochNames, groupTrials } from "./analyses-options.js";
import type { Trained } from "./analyses-trained.js";

/** A trained network without noise, as a system under any input. @throws InputError for a network without memory */
export function networkMapOf({ setup, weights }: Trained, path: string): NetworkMap {
  const { network, dtMs } = setup.resolved;
  const { leak, gain } = setup.built.network.cell;
  if (leak) return leakyMap(setup.core, weights, { ...leak, alpha: gain });
  if (network.cell === "lstm") return lstmMap(weights);
  if (network.cell === "gru") return gruMap(weights, { reset: "after", alpha: 1 });
  if (network.cell === "leaky-gru")
    return gruMap(weights, { reset: "before", alpha: dtMs / Number(network.tauMs) });
  throw new InputError(`${path}: a feedforward network has no state; use a recurrent one.`, { path });
}

/** What goes into the network without noise: trial i's inputs at step t, until its end. */
export interface CleanInputs {
  readonly lasts: readonly number[];
  at(trial: number, step: number): Float64Array;
  /** Steps of a trial in an epoch: [from, to). */
  epoch(trial: number, name: string): readonly [from: number, to: number];
}

export function cleanInputs({ setup }: Trained, trials: readonly Trial[]): CleanInputs {
  const { source, resolved, built } = setup;
  const batch = render(trials, source.channels, {
    dtMs: resolved.dtMs,
    steps: source.steps,
    precision: "f64",
  });
  const { inputs } = built.network;
  return {
    lasts: batch.epochs.map((epochs) => epochs.at(-1)![2]),
    at(trial, step) {
      const from = (step * trials.length + trial) * inputs;
      return Float64Array.from(batch.inputs.subarray(from, from + inputs));
    },
    epoch(trial, wanted) {
      const [, from, to] = batch.epochs[trial]!.find(([name]) => name === wanted) ?? ["", 0, 0];
      return [from, to];
    },
  };
}

/** States that the network passes through in trials without noise, trial by trial, the first after one step. */
export function visitedStates(map: NetworkMap, clean: CleanInputs): readonly (readonly Float64Array[])[] {
  return clean.lasts.map((last, trial) => {
    const states: Float64Array[] = [];
    let x = map.start;
    for (let t = 0; t < last; t++) {
      x = map.under(clean.at(trial, t)).next(x);
      states.push(x);
    }
    return states;
  });
}

/** A constant input with a name. */
export interface NamedInput {
  readonly name: string;
  readonly input: readonly number[];
}

/** Conditions that say what a trial asks for: inputs are averaged within each of their values. */
const CONTEXTS = ["context", "rule", "modality"];
/** More inputs than these say little each: their mean and none at all stand for them. */
const MOST_INPUTS = 12;
const MOST_CONTEXTS = 8;

function addTo(sum: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}

function meanInput(
  clean: CleanInputs,
  members: readonly number[],
  width: number,
  span: (trial: number) => readonly [number, number],
): readonly number[] | undefined {
  const sum = new Float64Array(width);
  let steps = 0;
  for (const trial of members) {
    const [from, to] = span(trial);
    for (let t = from; t < to; t++) addTo(sum, clean.at(trial, t));
    steps += to - from;
  }
  return steps > 0 ? Array.from(sum, (value) => value / steps) : undefined;
}

function mergeEqual(inputs: readonly NamedInput[]): readonly NamedInput[] {
  const merged: { name: string; input: readonly number[] }[] = [];
  for (const { name, input } of inputs) {
    const same = merged.find((other) => other.input.every((value, i) => Math.abs(value - input[i]!) < 1e-12));
    if (same) same.name += `, ${name}`;
    else merged.push({ name, input });
  }
  return merged;
}

/**
 * The mean input of every epoch, in each context where the task has some; equal ones once. A task of many epochs gets
 * no input at all and the mean of whole trials instead.
 */
export function usualInputs(
  { setup }: Trained,
  trials: readonly Trial[],
  clean: CleanInputs,
): readonly NamedInput[] {
  const { inputs: width } = setup.built.network;
  const context = CONTEXTS.find((name) => trials.some(({ condition }) => Object.hasOwn(condition, name)));
  const everyone = { label: "", members: trials.map((_, i) => i) };
  const groups = context === undefined ? [everyone] : groupTrials(trials, context, MOST_CONTEXTS);
  const means = epochNames(trials).flatMap((epoch) =>
    groups.flatMap(({ label, members }): readonly NamedInput[] => {
      const input = meanInput(clean, members, width, (trial) => clean.epoch(trial, epoch));
      return input ? [{ name: label === "" ? epoch : `${epoch} (${context} ${label})`, input }] : [];
    }),
  );
  const merged = mergeEqual(means);
  if (merged.length <= MOST_INPUTS) return merged;
  return [
    { name: "no input", input: new Array<number>(width).fill(0) },
    {
      name: "whole trial",
      input: meanInput(clean, everyone.members, width, (trial) => [0, clean.lasts[trial]!])!,
    },
  ];
}
