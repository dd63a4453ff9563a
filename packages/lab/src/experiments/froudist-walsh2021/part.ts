import type { Trace } from "@isocortex/models";
import { type AreaPersistence, persistence } from "../../analysis/index.js";
import { type Check, check } from "../../check.js";
import type { Experiment, StimulusSpec } from "../../io/experiment.js";
import type { RunResult } from "../../run-record.js";

export const paper = "Froudist-Walsh et al. 2021, Neuron 109:3500";
export const reference = "independent implementation of Froudist-Walsh et al. 2021, STAR Methods";

export const target: StimulusSpec = {
  name: "target",
  input: "dendrite-E1",
  areas: ["V1"],
  startMs: 1000,
  endMs: 1400,
  amplitude: 0.1,
};
export const distractor: StimulusSpec = {
  name: "distractor",
  input: "dendrite-E2",
  areas: ["V1"],
  startMs: 2000,
  endMs: 2400,
  amplitude: 0.1,
};

/** The trial of the paper: 5 s, dt 0.5 ms; rates kept every `everyMs`. */
export function trial(name: string, change: Partial<Experiment>, everyMs = 5): Omit<Experiment, "isocortex"> {
  return {
    name,
    model: "froudist-walsh-2021",
    connectome: "macaque-40",
    stimuli: [target],
    record: [
      { variable: "rE1", everyMs },
      { variable: "rE2", everyMs },
    ],
    audit: false,
    ...change,
  };
}

/** Delay activity (4.5-5 s against 0.5-1 s) of both excitatory populations in one trial of a run. */
export function memories(
  result: RunResult,
  trialIndex = 0,
): { E1: readonly AreaPersistence[]; E2: readonly AreaPersistence[] } {
  const of = (variable: string): readonly AreaPersistence[] => {
    const { data, shape } = result.arrays[variable]!;
    const rates = { data, shape: shape as Trace["shape"], areas: result.record.areas };
    const everyMs = result.record.experiment.durationMs / shape[0]!;
    // As published: the means begin one sample of 0.5 ms before 0.5 and 4.5 s.
    const at = (ms: number): number => Math.round((ms - 0.5) / everyMs);
    return persistence(rates, {
      baseline: [at(500), at(1000)],
      delay: [at(4500), shape[0]!],
      trial: trialIndex,
    });
  };
  return { E1: of("rE1"), E2: of("rE2") };
}

export const held = (areas: readonly AreaPersistence[]): string[] =>
  areas.filter(({ persistent }) => persistent).map(({ area }) => area);

/** A check against the independent implementation. */
export function agrees(
  quantity: string,
  unit: string,
  published: number,
  got: number,
  tolerance: number,
): Check {
  return check({ quantity, unit, published, got, tolerance, source: reference, origin: "reference" });
}
