import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import {
  type Connectome,
  didYouMean,
  experimentKeys,
  isOfTrained,
  meanFields,
  models,
  parseRunRecord,
  trainedExperimentKeys,
} from "@isocortex/lab";
import { setByPath } from "../set-by-path.js";
import { kindOf } from "./folder-kind.js";
import { parseObject, readText } from "./read-bytes.js";
import { readConnectome } from "./read-connectome.js";
import { openTrained, type TrainedNetwork } from "./trained-network.js";

const MOST_BYTES = 1_000_000;
const SUCH = ["an experiment", '{"isocortex": 1, "model": "chaudhuri-2015"}'] as const;

/** An experiment as read, and the connectomes of files that it names. */
export interface ReadExperiment {
  readonly experiment: Record<string, unknown>;
  readonly connectomes: Record<string, Connectome>;
  /** The trained network that the experiment is on, where it is on one. */
  readonly network: TrainedNetwork | undefined;
}

function setKey(experiment: Record<string, unknown>, assignment: string): void {
  const equals = assignment.indexOf("=");
  if (equals < 1) {
    throw new InputError(`--set ${assignment}; expected key=value, for example --set dopamine=1.2.`, {
      code: "usage",
    });
  }
  const keys = assignment.slice(0, equals).split(".");
  const text = assignment.slice(equals + 1);
  if (keys.length > 2 || keys.some((key) => ["", "__proto__", "constructor", "prototype"].includes(key))) {
    throw new InputError(
      `--set ${assignment}; expected key=value, parameters.key=value or options.key=value.`,
      { code: "usage" },
    );
  }
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // A text such as 20 ms stands for itself.
  }
  const [first, second] = keys as [string, string?];
  const place = second === undefined ? placeOf(first, value, experiment.model) : first;
  if (place === undefined) experiment[first] = value;
  else experiment[place] = { ...(experiment[place] as object | undefined), [second ?? first]: value };
}

/** Where a bare key belongs: undefined for the experiment itself. @throws InputError when nothing has that name */
function placeOf(key: string, value: unknown, modelName: unknown): "parameters" | "options" | undefined {
  const model = models.get(String(modelName)) ?? meanFields.get(String(modelName));
  // Parameters are numbers: `noise=true` switches the experiment's noise on, `noise=0.01` sets the model's.
  if (typeof value === "boolean" && experimentKeys.includes(key)) return undefined;
  if (model && Object.hasOwn(model.params, key)) return "parameters";
  if (model && Object.hasOwn(model.switches, key)) return "options";
  if (experimentKeys.includes(key)) return undefined;
  const known = [
    ...Object.keys(model?.params ?? {}),
    ...Object.keys(model?.switches ?? {}),
    ...experimentKeys,
  ];
  throw new InputError(`--set ${key}: there is no such key; ${didYouMean(key, known)}`, { code: "usage" });
}

/** Sets a key of an experiment on a trained network; one that it does not have is a parameter of the task. */
function setOfTrained(experiment: Record<string, unknown>, change: string): void {
  setByPath(experiment, change, (key) =>
    trainedExperimentKeys.includes(key) ? [key] : ["taskParameters", key],
  );
}

/** The experiment that a folder stands for: trials of a trained network, or once more what a run of one did. */
function ofFolder(folder: string): Record<string, unknown> {
  const usual = { isocortex: 1, model: "trained", training: "." };
  if (kindOf(folder) === "training") return usual;
  const { experiment } = parseRunRecord(readText(join(folder, "run.json")));
  return isOfTrained(experiment) ? { ...experiment } : usual;
}

function read(source: string): { readonly experiment: Record<string, unknown>; readonly base: string } {
  if (source === "-")
    return { experiment: parseObject(readText("-", MOST_BYTES), "standard input", ...SUCH), base: "." };
  if (existsSync(source) && statSync(source).isDirectory())
    return { experiment: ofFolder(source), base: source };
  if (existsSync(source))
    return { experiment: parseObject(readText(source, MOST_BYTES), source, ...SUCH), base: dirname(source) };
  // A mean field too: what is said of it comes from the lab.
  const known = [...models.keys(), ...meanFields.keys()];
  if (/^[\w-]+$/.test(source) && !known.includes(source)) {
    throw new InputError(`there is no file, folder or model "${source}"; ${didYouMean(source, known)}`, {
      code: "usage",
      path: source,
    });
  }
  if (known.includes(source)) return { experiment: { isocortex: 1, model: source }, base: "." };
  return { experiment: parseObject(readText(source, MOST_BYTES), source, ...SUCH), base: dirname(source) };
}

/** The network that an experiment names by its folder. @throws InputError when it names none */
function networkOf({ training }: Record<string, unknown>, base: string): TrainedNetwork {
  if (typeof training === "string" && training !== "")
    return openTrained(isAbsolute(training) ? training : join(base, training));
  throw new InputError(
    `training is ${training === undefined ? "missing" : JSON.stringify(training)}; expected the folder of a finished training, relative to the experiment.`,
    { path: "training" },
  );
}

/**
 * An experiment from a file, `-` for standard input, the name of a model for its published protocol, or the folder of a
 * finished training for trials of its network.
 * @param changes `key=value` texts; a key may be one of the experiment, or a parameter or option of its model
 * @throws InputError naming the file and the place
 */
export function readExperiment(
  source: string,
  changes: readonly string[],
  seed: number | undefined,
): ReadExperiment {
  const { experiment, base } = read(source);
  const set = isOfTrained(experiment) ? setOfTrained : setKey;
  for (const change of changes) set(experiment, change);
  if (seed !== undefined) experiment.seed = seed;
  const { connectome } = experiment;
  const file = typeof connectome === "string" && /\.(csv|npz)$/.test(connectome);
  return {
    experiment,
    connectomes: file ? { [connectome]: readConnectome(join(base, connectome), connectome) } : {},
    network: isOfTrained(experiment) ? networkOf(experiment, base) : undefined,
  };
}
