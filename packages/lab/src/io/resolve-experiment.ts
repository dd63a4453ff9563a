import { InputError } from "@isocortex/core-wasm";
import { type Model, meanFields, models, type Preset } from "@isocortex/models";
import { didYouMean } from "./did-you-mean.js";
import {
  type AnalysisSpec,
  type Experiment,
  MOST_AMPLITUDE,
  type RecordSpec,
  type StimulusSpec,
} from "./experiment.js";
import { inUnit } from "./units.js";

/** An experiment with nothing left out: what `run.json` keeps and what a run is made from. */
export interface ResolvedExperiment {
  readonly isocortex: 1;
  readonly name: string;
  readonly model: string;
  readonly connectome: string | undefined;
  readonly parameters: Readonly<Record<string, number>>;
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly stimuli: readonly (Omit<StimulusSpec, "amplitude"> & { readonly amplitude: number })[];
  readonly integrator: "euler" | "heun" | "rk4";
  readonly dtMs: number;
  readonly durationMs: number;
  readonly trials: number;
  /** Starting values by variable, the same in every trial and area; those of the model where left out. */
  readonly initial?: Readonly<Record<string, number>>;
  readonly noise: boolean;
  readonly seed: number;
  readonly precision: "f64" | "f32";
  readonly fast: boolean;
  readonly record: readonly (RecordSpec & { readonly everyMs: number })[];
  readonly audit: boolean;
  readonly analyses: readonly AnalysisSpec[];
}

/** @throws InputError when there is no such model, or one without a time course */
export function findModel(name: string): Model {
  const model = models.get(name);
  if (model) return model;
  if (meanFields.has(name)) {
    throw new InputError(
      `${name} is a mean field: rates that agree with themselves, without a time course to run; use isocortex bifurcate ` +
        "or isocortex phase-plane.",
      { path: "model" },
    );
  }
  throw new InputError(`there is no model "${name}"; ${didYouMean(name, [...models.keys()])}`, {
    path: "model",
  });
}

/** @throws InputError when the model has no preset of that name */
function presetOf({ name, presets = {} }: Pick<Model, "name" | "presets">, preset?: string): Preset {
  if (preset === undefined) return {};
  if (Object.hasOwn(presets, preset)) return presets[preset]!;
  throw new InputError(`${name} has no preset "${preset}"; ${didYouMean(preset, Object.keys(presets))}`, {
    path: "preset",
  });
}

/** @throws InputError for a preset or parameter that the model does not have, or a value out of its range */
export function parametersOf(
  model: Pick<Model, "name" | "params" | "presets">,
  { preset, parameters = {} }: Pick<Experiment, "preset" | "parameters">,
): Record<string, number> {
  const values = Object.fromEntries(Object.entries(model.params).map(([name, { value }]) => [name, value]));
  Object.assign(values, presetOf(model, preset).parameters);
  for (const [name, given] of Object.entries(parameters)) {
    const path = `parameters.${name}`;
    if (!Object.hasOwn(model.params, name)) {
      throw new InputError(
        `${model.name} has no parameter "${name}"; ${didYouMean(name, Object.keys(model.params))}`,
        {
          path,
        },
      );
    }
    const { unit, range } = model.params[name]!;
    const value = inUnit(given, unit, path);
    if (!(value >= range[0] && value <= range[1])) {
      const plain = unit === "1" ? "" : ` ${unit}`;
      throw new InputError(`${path} is ${given}; expected ${range[0]} to ${range[1]}${plain}.`, { path });
    }
    values[name] = value;
  }
  return values;
}

/** @throws InputError for a preset or option that the model does not have, or a value that it cannot take */
export function optionsOf(
  model: Pick<Model, "name" | "switches" | "presets">,
  { preset, options = {} }: Pick<Experiment, "preset" | "options">,
): Record<string, string | boolean> {
  const settings = Object.fromEntries(
    Object.entries(model.switches).map(([name, { values }]) => [name, values[0]!]),
  );
  Object.assign(settings, presetOf(model, preset).options);
  for (const [name, value] of Object.entries(options)) {
    const path = `options.${name}`;
    if (!Object.hasOwn(model.switches, name)) {
      throw new InputError(
        `${model.name} has no option "${name}"; ${didYouMean(name, Object.keys(model.switches))}`,
        {
          path,
        },
      );
    }
    const { values } = model.switches[name]!;
    if (!values.includes(value)) {
      throw new InputError(
        `${path} is ${JSON.stringify(value)}; expected ${values.map((v) => JSON.stringify(v)).join(" or ")}.`,
        {
          path,
        },
      );
    }
    settings[name] = value;
  }
  return settings;
}

/** The unit of each input channel is that of the model's state: Hz for rates, nA for currents. */
function stimuliOf(model: Model, given: Experiment["stimuli"]): ResolvedExperiment["stimuli"] {
  return (given ?? model.protocol.stimuli).map((stimulus, i) => {
    const path = `stimuli[${i}].amplitude`;
    const amplitude = inUnit(stimulus.amplitude, model.stimulusUnit, path);
    if (Math.abs(amplitude) > MOST_AMPLITUDE) {
      throw new InputError(
        `${path} is ${stimulus.amplitude}; expected ${-MOST_AMPLITUDE} to ${MOST_AMPLITUDE} ${model.stimulusUnit}.`,
        { path },
      );
    }
    return { ...stimulus, areas: [...stimulus.areas], amplitude };
  });
}

/** @throws InputError when a name comes twice, where the second would take the place of the first */
function refuseRepeats(names: readonly string[], list: string, key: string): void {
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (twice < 0) return;
  const path = `${list}[${twice}].${key}`;
  throw new InputError(`${path} is "${names[twice]}", as in an earlier entry; name each once.`, { path });
}

/** Records keep about this many samples of each variable when the experiment does not say how often. */
const DEFAULT_SAMPLES = 1000;

/**
 * Fills in everything the experiment leaves out from the model's published protocol.
 * @throws InputError for a name that the model does not have or a value out of its range
 */
export function resolveExperiment(experiment: Experiment): ResolvedExperiment {
  const model = findModel(experiment.model);
  const { protocol } = model;
  const dtMs = experiment.dtMs ?? protocol.dtMs;
  const durationMs = experiment.durationMs ?? protocol.durationMs;
  const every = Math.max(1, Math.floor(durationMs / dtMs / DEFAULT_SAMPLES)) * dtMs;
  const record: readonly RecordSpec[] =
    experiment.record ?? protocol.record.map((variable) => ({ variable }));
  const analyses = experiment.analyses ?? [];
  refuseRepeats(
    record.map(({ variable }) => variable),
    "record",
    "variable",
  );
  refuseRepeats(
    analyses.map(({ name }) => name),
    "analyses",
    "name",
  );
  if (experiment.connectome !== undefined && !model.needs.anatomy) {
    throw new InputError(
      `connectome is "${experiment.connectome}", but ${model.name} has no anatomy to take from one; leave it out.`,
      { path: "connectome" },
    );
  }
  return {
    isocortex: 1,
    name: experiment.name ?? model.name,
    model: model.name,
    connectome: model.needs.anatomy ? (experiment.connectome ?? protocol.connectome) : undefined,
    parameters: parametersOf(model, experiment),
    options: optionsOf(model, experiment),
    stimuli: stimuliOf(model, experiment.stimuli),
    integrator: experiment.integrator ?? "euler",
    dtMs,
    durationMs,
    trials: experiment.trials ?? 1,
    ...(experiment.initial ? { initial: experiment.initial } : {}),
    noise: experiment.noise ?? false,
    seed: experiment.seed ?? 1,
    precision: experiment.precision ?? "f64",
    fast: experiment.fast ?? false,
    record: record.map((entry) => ({ ...entry, everyMs: entry.everyMs ?? every })),
    audit: experiment.audit ?? true,
    analyses,
  };
}
