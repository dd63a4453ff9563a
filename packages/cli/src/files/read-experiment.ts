import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import {
  type Connectome,
  connectomeFromCsv,
  connectomeFromNpz,
  didYouMean,
  experimentKeys,
  meanFields,
  models,
} from "@isocortex/lab";

const MOST_BYTES = 1_000_000;
const MOST_MATRIX_BYTES = 500_000_000;

/** An experiment as read, and the connectomes of files that it names. */
export interface ReadExperiment {
  readonly experiment: Record<string, unknown>;
  readonly connectomes: Record<string, Connectome>;
}

/** @param path or `-` for standard input */
export function readBytes(path: string, most = MOST_MATRIX_BYTES): Uint8Array {
  const [source, named] = path === "-" ? ([0, "standard input"] as const) : ([path, path] as const);
  try {
    const size = source === 0 ? 0 : statSync(path).size;
    const bytes = size > most ? undefined : readFileSync(source);
    if (bytes && bytes.length <= most) return bytes;
    throw new InputError(`${named} has ${bytes?.length ?? size} bytes; expected at most ${most}.`, {
      path: named,
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : "";
    const what =
      code === "ENOENT" ? "is not there" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new InputError(`${named} ${what}; check the path.`, { path: named });
  }
}

export function readText(path: string, most?: number): string {
  return new TextDecoder().decode(readBytes(path, most));
}

/** Line and column of the place that a JSON error message names. */
function place(text: string, message: string): string {
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  if (Number.isNaN(at)) return "";
  const before = text.slice(0, at).split("\n");
  return ` at line ${before.length}, column ${before[before.length - 1]!.length + 1}`;
}

/** The object of a JSON text. @throws InputError naming the place where it is none */
export function parseObject(
  text: string,
  source: string,
  what: string,
  such: string,
): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    throw new InputError(
      `${source} is not JSON${place(text, message)} (${message.replace(/ in JSON at position.*/, "")}); mend it there.`,
      { path: source },
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(`${source} is not ${what}; expected an object such as ${such}.`, { path: source });
  }
  return value as Record<string, unknown>;
}

/** A connectome file and, beside x.csv, x.sln.csv and x.areas.csv where they are there. */
export function readConnectome(path: string, name: string): Connectome {
  if (path.endsWith(".npz")) return connectomeFromNpz(name, readBytes(path));
  const beside = (suffix: string): string | undefined => {
    const other = path.replace(/\.csv$/, suffix);
    return existsSync(other) ? readText(other, MOST_MATRIX_BYTES) : undefined;
  };
  return connectomeFromCsv(name, {
    fln: readText(path, MOST_MATRIX_BYTES),
    sln: beside(".sln.csv"),
    measures: beside(".areas.csv"),
  });
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

/**
 * An experiment from a file, `-` for standard input, or the name of a model for its published protocol.
 * @param changes `key=value` texts; a key may be one of the experiment, or a parameter or option of its model
 * @throws InputError naming the file and the place
 */
export function readExperiment(
  source: string,
  changes: readonly string[],
  seed: number | undefined,
): ReadExperiment {
  const named = source !== "-" && !existsSync(source) && (models.has(source) || meanFields.has(source));
  const experiment = named
    ? { isocortex: 1, model: source }
    : parseObject(
        readText(source, MOST_BYTES),
        source === "-" ? "standard input" : source,
        "an experiment",
        '{"isocortex": 1, "model": "chaudhuri-2015"}',
      );
  for (const change of changes) setKey(experiment, change);
  if (seed !== undefined) experiment.seed = seed;
  const { connectome } = experiment;
  const file = typeof connectome === "string" && /\.(csv|npz)$/.test(connectome);
  const base = source === "-" || named ? "." : dirname(source);
  return {
    experiment,
    connectomes: file ? { [connectome]: readConnectome(join(base, connectome), connectome) } : {},
  };
}
