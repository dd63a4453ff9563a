import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { type Connectome, type Files, tasks, trainingKeys } from "@isocortex/lab";
import { setByPath } from "../set-by-path.js";
import { requireTraining } from "./folder-kind.js";
import { keptConnectome, withoutConnectome } from "./kept-connectome.js";
import { isKept, type KeptFile, keptTask, type OwnTask, readKept, readOwnTask } from "./own-task.js";
import { parseObject, readText } from "./read-bytes.js";
import { readConnectome } from "./read-connectome.js";

const MOST_BYTES = 100_000_000;
const SUCH = '{"isocortex": 1, "task": "odr"}';

/** What can be the name of a task. */
const NAME = /^\w[\w-]*$/;

type Json = Record<string, unknown>;

/** A training as read, and what it names beside itself. */
export interface ReadTraining {
  readonly training: Json;
  readonly connectomes: Record<string, Connectome>;
  readonly ownTask: OwnTask | undefined;
  /** An .npz of weights to start from. */
  readonly start: Uint8Array | undefined;
  /** Everything that goes beside the training in its folder. */
  readonly files: Files;
}

/** What flags of the command line set, by path. */
export type Settings = readonly (readonly [path: string, value: unknown])[];

export interface TrainingSource {
  /** A task, a JSON file, the folder of a training, `-`; or nothing where a task module is given. */
  readonly source: string | undefined;
  /** A task module. */
  readonly task: string | undefined;
  readonly settings: Settings;
  readonly changes: readonly string[];
}

function read(source: string | undefined): { readonly training: Json; readonly base: string } {
  if (source === undefined) return { training: { isocortex: 1 }, base: "." };
  if (source !== "-" && !existsSync(source) && tasks.has(source)) {
    return { training: { isocortex: 1, task: source }, base: "." };
  }
  const folder = source !== "-" && existsSync(source) && statSync(source).isDirectory();
  const path = folder ? join(source, "training.json") : source;
  if (folder && !existsSync(path)) requireTraining(source);
  const isName = source !== "-" && !existsSync(source) && NAME.test(source);
  if (isName) {
    // The lab says which tasks there are.
    return { training: { isocortex: 1, task: source }, base: "." };
  }
  const named = source === "-" ? "standard input" : path;
  return {
    training: parseObject(readText(path, MOST_BYTES), named, "a training", SUCH),
    base: source === "-" ? "." : dirname(path),
  };
}

/** A key without dots is one of the training, else a parameter of its task. */
function placeIn(training: Json): (key: string) => readonly string[] {
  const params = tasks.get(String(training.task))?.params ?? {};
  return (key) =>
    !trainingKeys.includes(key) && Object.hasOwn(params, key) ? ["taskParameters", key] : [key];
}

/** A learning rate by its number alone is a constant one. */
function completeRate({ training }: Json): void {
  const how = training as { learningRate?: Json } | undefined;
  if (how?.learningRate && how.learningRate.kind === undefined) how.learningRate.kind = "constant";
}

const connectomeName = ({ network }: Json): unknown =>
  (network as { connectome?: { name?: unknown } } | undefined)?.connectome?.name;

/** The connectome of a file that a training names; where the training has not changed it, the one kept beside it. */
function connectomesOf(training: Json, base: string, had: unknown, kept: KeptFile | undefined) {
  const name = connectomeName(training);
  if (typeof name !== "string" || !/\.(csv|npz)$/.test(name)) return {};
  const path = join(base, name);
  const beside = name === had && (kept ?? !existsSync(path)) ? keptConnectome(base, kept) : undefined;
  return { [name]: beside ?? readConnectome(path, name) };
}

/**
 * A training from where it is named, with the flags, then the changes, of a command line.
 * @throws InputError naming the file and the place
 */
export function readTraining({ source, task, settings, changes }: TrainingSource): ReadTraining {
  if (source === undefined && task === undefined) {
    throw new InputError("what to train is missing; name a task, a training, or a module with --task.", {
      code: "usage",
    });
  }
  if (task !== undefined && source !== undefined && !existsSync(source) && NAME.test(source)) {
    throw new InputError(
      `two tasks are named, ${source} and ${task}; name one, or a training to go by beside --task.`,
      { code: "usage", path: "task" },
    );
  }
  const { training: found, base } = read(source);
  const { training, kept } = withoutConnectome(found);
  const had = connectomeName(training);
  let ownTask: OwnTask | undefined;
  if (task !== undefined) {
    ownTask = readOwnTask(task);
    delete training.task;
  } else if (isKept(training.taskFile)) ownTask = keptTask(base, training.taskFile);
  if (ownTask) training.taskFile = ownTask.taskFile;
  for (const [path, value] of settings)
    setByPath(training, `${path}=${typeof value === "string" ? value : JSON.stringify(value)}`, (key) => [
      key,
    ]);
  for (const change of changes) setByPath(training, change, placeIn(training));
  completeRate(training);
  const { startFrom } = training;
  const start = isKept(startFrom) ? readKept(base, startFrom.file, startFrom.sha256) : undefined;
  return {
    training,
    connectomes: connectomesOf(training, base, had, kept),
    ownTask,
    start,
    files: { ...ownTask?.files, ...(start && isKept(startFrom) ? { [startFrom.file]: start } : {}) },
  };
}
