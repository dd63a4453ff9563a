import type { Connectome } from "@isocortex/connectomes";
import type { Circuit, Save, SimulationOptions, Stimulus } from "@isocortex/models";
import { type Attachments, findConnectome } from "./cortices.js";
import { findModel, type ResolvedExperiment } from "./io/resolve-experiment.js";

/** The model of an experiment with parameters and anatomy filled in, and the options that step it. */
export interface Built {
  readonly circuit: Circuit;
  readonly connectome: Connectome | undefined;
  readonly simulation: SimulationOptions;
}

/** @throws InputError when the connectome is unknown or lacks what the model needs */
export function buildCircuit(
  experiment: ResolvedExperiment,
  attached?: Attachments,
  noise = experiment.noise,
): Built {
  const model = findModel(experiment.model);
  const connectome =
    experiment.connectome === undefined ? undefined : findConnectome(experiment.connectome, attached);
  const circuit = model.circuit(experiment.parameters, experiment.options, connectome, noise);
  return {
    circuit,
    connectome,
    simulation: {
      dtMs: experiment.dtMs,
      durationMs: experiment.durationMs,
      integrator: experiment.integrator,
      trials: experiment.trials,
      precision: experiment.precision,
      stimuli: experiment.stimuli satisfies readonly Stimulus[],
      save: experiment.record satisfies readonly Save[],
      initial: startsOf(experiment, circuit),
    },
  };
}

function startsOf(
  { initial = {}, trials }: ResolvedExperiment,
  { areas }: Circuit,
): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(
    Object.entries(initial).map(([variable, value]) => [
      variable,
      new Float64Array(trials * areas.length).fill(value),
    ]),
  );
}
