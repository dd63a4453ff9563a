import type { Core, RandomStream } from "@isocortex/core-wasm";
import { type Circuit, createSimulation, type SimulationOptions, stepsIn } from "@isocortex/models";
import { createDecider, type Decider, type DecisionOptions } from "./analysis/index.js";

export interface DecisionRun {
  readonly circuit: Circuit;
  /** How it is stepped; nothing needs to be saved. */
  readonly simulation: SimulationOptions;
  readonly noise?: RandomStream | undefined;
  /** The variable or readout, in Hz, that decisions are read from, an alternative in each area. */
  readonly variable: string;
}

/** How many steps go by between two looks at whether every trial has decided. */
const LOOK_EVERY = 64;

/**
 * Simulates trials and decides as they go by each of the rules, until all have decided by all rules or time is up: what the
 * analysis `decisions` gives of a run that recorded every step, in memory that does not grow with time.
 * @throws InputError when the options do not fit the circuit
 */
export function simulateDecisions(
  core: Core,
  { circuit, simulation, noise, variable }: DecisionRun,
  rules: readonly Omit<DecisionOptions, "everyMs">[],
): readonly Decider[] {
  const { dtMs, trials = 1 } = simulation;
  const deciders = rules.map((rule) =>
    createDecider(trials, circuit.areas.length, { ...rule, everyMs: dtMs }),
  );
  const see = (rates: ArrayLike<number>, sample: number): void => {
    for (const decider of deciders) if (decider.undecided > 0) decider.see(rates, sample);
  };
  const watch = [...(simulation.watch ?? []), { variable, see }];
  const stepping = createSimulation(core, circuit, { ...simulation, watch }, noise);
  let left = stepsIn(simulation.durationMs, dtMs);
  while (left > 0 && deciders.some(({ undecided }) => undecided > 0)) left = stepping.advance(LOOK_EVERY);
  return deciders;
}
