import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import {
  type Connectome,
  checkpointHistory,
  type Files,
  type HistoryEntry,
  type ResolvedTraining,
  sha256OfBytes,
} from "@isocortex/lab";
import { codeOf, isOutOfSpace } from "../exit-codes.js";
import { COPY, encodeConnectome } from "./connectome-copy.js";
import { keptConnectome, withConnectome, withoutConnectome } from "./kept-connectome.js";
import { lockFolder } from "./lock.js";
import { keptTask, readKept } from "./own-task.js";
import { parseObject, readBytes, readText } from "./read-bytes.js";
import type { ReadTraining } from "./read-training.js";
import { openLog, type TrainingLog } from "./training-log.js";
import { sweepAside, writeAtomically } from "./write-atomically.js";
import { writeResults } from "./write-folder.js";

const MOST_BYTES = 100_000_000;
const SETTINGS = "training.json";

/** The folder of a training that goes on. */
export interface TrainingFolder {
  readonly path: string;
  /** The checkpoint to go on from. */
  readonly checkpoint: Uint8Array | undefined;
  /** The last checkpoint that is safe. */
  readonly saved: TrainingLog["saved"];
  /** Keeps a checkpoint, then says so in the log, with the validations that led to it. @throws InputError (code `resources`) without room */
  save(update: number, bytes: Uint8Array, validations: readonly HistoryEntry[]): void;
  /** Writes what a finished training leaves, each file whole, in order. */
  finish(files: Files): void;
  /** Lets other processes work in it. */
  release(): void;
}

/** What is needed to carry a training on. */
export interface TrainingInputs {
  readonly training: ResolvedTraining;
  readonly taskUrl: string | undefined;
  readonly connectomes: Record<string, Connectome>;
  readonly start: Uint8Array | undefined;
}

function notWritten(path: string, error: unknown, bytes: number, rest: string): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  const code = isOutOfSpace(codeOf(error)) ? "resources" : "usage";
  return new InputError(
    `${path} cannot be written (${error.message.split(",")[0]}). It takes ${bytes} bytes. ${rest}`,
    {
      code,
      path,
    },
  );
}

function opened(
  path: string,
  checkpoint: Uint8Array | undefined,
  log: TrainingLog,
  release: () => void,
): TrainingFolder {
  const kept = (): string =>
    log.saved ? `The checkpoint of update ${log.saved.update} is kept` : "There is no checkpoint yet";
  return {
    path,
    checkpoint,
    get saved() {
      return log.saved;
    },
    save(update, bytes, validations) {
      const file = join(path, "checkpoint.npz");
      try {
        writeAtomically(file, bytes);
        log.append(validations, { update, sha256: sha256OfBytes(bytes) });
      } catch (error) {
        throw notWritten(file, error, bytes.length, `${kept()}; make room, then isocortex resume ${path}.`);
      }
    },
    finish(files) {
      for (const [name, body] of Object.entries(files)) {
        const file = join(path, name);
        try {
          writeAtomically(file, body);
        } catch (error) {
          throw notWritten(
            file,
            error,
            Buffer.byteLength(body),
            `${kept()}; make room, then isocortex resume ${path}.`,
          );
        }
      }
    },
    release,
  };
}

/** The settings of a training and what they name, as files of its folder. */
export function settingsFiles(
  training: ResolvedTraining,
  { files, connectomes }: Pick<ReadTraining, "files" | "connectomes">,
): Files {
  const attached = connectomes[training.network.connectome?.name ?? ""];
  const copy = attached && encodeConnectome(attached);
  return {
    [SETTINGS]: `${JSON.stringify(withConnectome(training, copy), null, 2)}\n`,
    ...files,
    ...(copy === undefined ? {} : { [COPY]: copy }),
  };
}

/** Makes the folder of a training: its settings and what they name, whole or not at all. @throws InputError when it may not be written */
export function createTrainingFolder(
  out: string | undefined,
  force: boolean,
  training: ResolvedTraining,
  read: Pick<ReadTraining, "files" | "connectomes">,
): TrainingFolder {
  const path = writeResults(out, force, training.name, settingsFiles(training, read));
  return opened(path, undefined, openLog(join(path, "log.jsonl")), lockFolder(path));
}

function readSettings(path: string): Record<string, unknown> {
  return parseObject(readText(path, MOST_BYTES), path, "a training", '{"isocortex": 1, "task": "odr"}');
}

/** What a network was trained with and is beside it: task and connectome. @throws InputError (code `mismatch`) when a file has changed */
export function namedInputs(
  folder: string,
  { taskFile, network }: ResolvedTraining,
): Pick<TrainingInputs, "taskUrl" | "connectomes"> {
  const name = network?.connectome?.name;
  const settings = join(folder, SETTINGS);
  const { kept } = existsSync(settings) ? withoutConnectome(readSettings(settings)) : {};
  const connectome = name === undefined ? undefined : keptConnectome(folder, kept);
  return {
    taskUrl: taskFile && keptTask(folder, taskFile).url,
    connectomes: connectome ? { [name!]: connectome } : {},
  };
}

/** What a training's folder keeps to carry it on. @throws InputError (code `mismatch`) when a file has changed */
export function inputsOf(folder: string, training: ResolvedTraining): TrainingInputs {
  const { startFrom } = training;
  return {
    training,
    ...namedInputs(folder, training),
    start: startFrom && readKept(folder, startFrom.file, startFrom.sha256),
  };
}

/** The settings of a training's folder. @throws InputError when there are none */
export function settingsOf(folder: string): ResolvedTraining {
  return withoutConnectome(readSettings(join(folder, SETTINGS))).training as object as ResolvedTraining;
}

function refuseCheckpoint(message: string, code: "mismatch" | "invalid-input"): never {
  throw new InputError(message, { code, path: "checkpoint.npz" });
}

/** The checkpoint of a folder, which may be one ahead of its log but never behind. */
function checkpointOf(folder: string, { saved }: TrainingLog): Uint8Array | undefined {
  const path = join(folder, "checkpoint.npz");
  if (!existsSync(path)) {
    if (!saved) return undefined;
    return refuseCheckpoint(
      `${path} is not there, but log.jsonl says that update ${saved.update} was saved; put it back.`,
      "invalid-input",
    );
  }
  const bytes = readBytes(path);
  if (!saved || sha256OfBytes(bytes) === saved.sha256) return bytes;
  const { update } = checkpointHistory(bytes);
  if (update > saved.update) return bytes;
  return refuseCheckpoint(
    update < saved.update
      ? `${path} is of update ${update}, but log.jsonl says that update ${saved.update} was saved; put that one back.`
      : `${path} is not the checkpoint of update ${saved.update} that log.jsonl tells of (another SHA-256); put that one back.`,
    update < saved.update ? "mismatch" : "invalid-input",
  );
}

/** Opens the folder of a training that was interrupted. @throws InputError when its checkpoint is not the one that was saved */
export function openTrainingFolder(folder: string): TrainingFolder {
  const release = lockFolder(folder);
  try {
    sweepAside(folder);
    const log = openLog(join(folder, "log.jsonl"));
    const checkpoint = checkpointOf(folder, log);
    if (checkpoint) {
      const { update, history } = checkpointHistory(checkpoint);
      if (update !== log.saved?.update) log.append(history, { update, sha256: sha256OfBytes(checkpoint) });
    }
    return opened(folder, checkpoint, log, release);
  } catch (error) {
    release();
    throw error;
  }
}
