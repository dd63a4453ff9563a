import { InputError } from "@isocortex/core-wasm";
import { checkGiven, type Given, stepAt } from "@isocortex/tasks";
import { didYouMean } from "../io/did-you-mean.js";
import type { AnalysisSpec } from "../io/experiment.js";
import type { TrainedExperiment } from "../io/trained-experiment.js";
import { checkTrainedAnalyses } from "../train/analyses.js";
import type { Trained } from "../train/analyses-trained.js";
import type { ResolvedTraining } from "../train/training.js";
import { lesionNamed } from "./named-lesions.js";
import { type Named, namedChannels, namedUnits, placesOf } from "./network-names.js";

interface Window {
  readonly name?: string | undefined;
  readonly areas: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

/** An experiment on a trained network with nothing left out but the network itself. */
export interface ResolvedTrainedExperiment {
  readonly isocortex: 1;
  readonly name: string;
  readonly model: "trained";
  /** The folder that `run.json` lies in keeps the training and its weights. */
  readonly training: ".";
  readonly taskParameters: ResolvedTraining["taskParameters"];
  readonly conditions: Given;
  readonly dtMs: number;
  readonly trials: number;
  readonly noise: boolean;
  readonly seed: number;
  readonly stimuli: readonly (Window & { readonly input: string; readonly amplitude: number })[];
  readonly silence: readonly Window[];
  readonly lesions: readonly string[];
  readonly record: readonly {
    readonly variable: string;
    readonly everyMs: number;
    readonly areas: readonly string[];
  }[];
  readonly analyses: readonly AnalysisSpec[];
}

/** Inputs that a current may go into, in the order of the cell's projections. */
export function currentInputs({ setup }: Trained): readonly string[] {
  const { projections } = setup.built.network.cell;
  return projections.length === 1 ? ["current"] : projections.map(({ bias }) => bias.replace(/^b_/, ""));
}

/** What can be recorded of a network, and what the places of each are called. */
export function recordable(trained: Trained): ReadonlyMap<string, Named> {
  const { source, built } = trained.setup;
  const units = namedUnits(trained);
  return new Map([
    ["inputs", namedChannels(source.channels.inputs)],
    ["outputs", namedChannels(source.channels.outputs)],
    ["rates", units],
    ...(built.network.cell.leak?.convention === "state" && built.network.cell.states.length > 0
      ? ([["state", units]] as const)
      : []),
  ]);
}

function refuse(path: string, message: string): never {
  throw new InputError(message, { path });
}

/** @throws InputError for a window that is not inside the longest trial or holds no step */
function checkWindow({ startMs, endMs }: Window, lastMs: number, dtMs: number, path: string): void {
  if (!(endMs > startMs))
    refuse(
      `${path}.endMs`,
      `${path} ends at ${endMs} ms, not after its start at ${startMs} ms; swap or change them.`,
    );
  if (endMs > lastMs)
    refuse(
      `${path}.endMs`,
      `${path} is from ${startMs} to ${endMs} ms; expected a window inside the longest trial, 0 to ${lastMs} ms.`,
    );
  if (stepAt(startMs, dtMs) === stepAt(endMs, dtMs))
    refuse(
      `${path}.endMs`,
      `${path} from ${startMs} to ${endMs} ms holds no step of ${dtMs} ms; make it longer.`,
    );
}

function stimuliOf(
  { stimuli = [] }: TrainedExperiment,
  trained: Trained,
  lastMs: number,
): ResolvedTrainedExperiment["stimuli"] {
  const inputs = currentInputs(trained);
  const units = namedUnits(trained);
  return stimuli.map((stimulus, i) => {
    const path = `stimuli[${i}]`;
    if (!inputs.includes(stimulus.input)) {
      const { cell } = trained.setup.resolved.network;
      const several =
        inputs.length > 1 && stimulus.input === "current"
          ? `a unit of cell "${cell}" has ${inputs.length} drives; name the gate that the current goes to: ${inputs.join(", ")}.`
          : `a network of cell "${cell}" has no such input; ${didYouMean(stimulus.input, inputs)}`;
      refuse(`${path}.input`, `${path}.input is ${JSON.stringify(stimulus.input)}, but ${several}`);
    }
    placesOf(units, stimulus.areas, "unit or group of units of this network", `${path}.areas`);
    checkWindow(stimulus, lastMs, trained.setup.resolved.dtMs, path);
    return stimulus;
  });
}

function silenceOf(
  { silence = [] }: TrainedExperiment,
  trained: Trained,
  lastMs: number,
): ResolvedTrainedExperiment["silence"] {
  const units = namedUnits(trained);
  return silence.map(({ startMs = 0, endMs = lastMs, ...rest }, i) => {
    const path = `silence[${i}]`;
    const window = { ...rest, startMs, endMs };
    placesOf(units, rest.areas, "unit or group of units of this network", `${path}.areas`);
    checkWindow(window, lastMs, trained.setup.resolved.dtMs, path);
    return window;
  });
}

/** Each variable keeps about this many samples when the experiment does not say how often. */
const DEFAULT_SAMPLES = 1000;

function recordOf(
  given: TrainedExperiment["record"],
  trained: Trained,
  steps: number,
): ResolvedTrainedExperiment["record"] {
  const { dtMs } = trained.setup.resolved;
  const known = recordable(trained);
  const usual = Math.max(1, Math.floor(steps / DEFAULT_SAMPLES)) * dtMs;
  const record = given ?? ["inputs", "outputs", "rates"].map((variable) => ({ variable }));
  return record.map(
    ({ variable, everyMs = usual, areas }: NonNullable<TrainedExperiment["record"]>[number], i) => {
      const path = `record[${i}]`;
      const names = known.get(variable);
      if (!names)
        return refuse(
          `${path}.variable`,
          `${path}.variable is ${JSON.stringify(variable)}, which this network does not have; ${didYouMean(variable, [...known.keys()])}`,
        );
      if (record.findIndex((one) => one.variable === variable) < i)
        refuse(
          `${path}.variable`,
          `${path}.variable is "${variable}", as in an earlier entry; name each once.`,
        );
      if (!(Math.round(everyMs / dtMs) >= 1))
        refuse(
          `${path}.everyMs`,
          `${path}.everyMs is ${everyMs}; expected at least one step, dtMs = ${dtMs}.`,
        );
      const what =
        variable === "inputs" || variable === "outputs" ? "channel of them" : "unit or group of units";
      if (areas) placesOf(names, areas, what, `${path}.areas`);
      return { variable, everyMs, areas: areas ?? names.names };
    },
  );
}

/**
 * Fills in everything that the experiment leaves out, and checks every name against the network and its task.
 * @param steps of the longest trial
 * @throws InputError naming what is not there or out of its range
 */
export function resolveTrainedExperiment(
  experiment: TrainedExperiment,
  trained: Trained,
  steps: number,
): ResolvedTrainedExperiment {
  const { resolved, source } = trained.setup;
  const [values] = source.stages;
  const lastMs = steps * resolved.dtMs;
  const { conditions = {}, lesions = [], analyses = [], trials = 64, noise = true } = experiment;
  checkGiven(source.task.conditions(values!), conditions, "conditions");
  lesions.forEach((name, i) => {
    lesionNamed(trained, name, `lesions[${i}]`);
  });
  checkTrainedAnalyses(analyses);
  return {
    isocortex: 1,
    name: experiment.name ?? resolved.name,
    model: "trained",
    training: ".",
    taskParameters: values as ResolvedTraining["taskParameters"],
    conditions,
    dtMs: resolved.dtMs,
    trials,
    noise,
    seed: resolved.seed,
    stimuli: stimuliOf(experiment, trained, lastMs),
    silence: silenceOf(experiment, trained, lastMs),
    lesions,
    record: recordOf(experiment.record, trained, steps),
    analyses,
  };
}
