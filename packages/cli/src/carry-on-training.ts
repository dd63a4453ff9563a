import { decodeNpz, type HistoryEntry, type Lab, type TrainingResult } from "@isocortex/lab";
import type { TrainingFolder, TrainingInputs } from "./files/training-folder.js";
import { canReadKeys, readKeys } from "./terminal/keys.js";
import { trainingProgress } from "./terminal/training-progress.js";

/** A last checkpoint gets this long after Ctrl-C; one that is saved already has to do after it. */
const PATIENCE_MS = 700;

export interface CarryOnOptions {
  readonly workers: number;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** The training was interrupted; what is safe can be gone on with. */
function interrupted({ path, saved }: TrainingFolder): Error {
  const where = saved
    ? `stopped; update ${saved.update} is saved. Go on with`
    : "stopped before the first checkpoint. Start again with";
  return Object.assign(new Error(where), { name: "Cancelled", hint: `isocortex resume ${path}` });
}

/** A gate that training waits at while it is shut. */
function gate() {
  let open: (() => void) | undefined;
  let wait: Promise<void> | undefined;
  return {
    get shut() {
      return wait !== undefined;
    },
    get passed() {
      return wait;
    },
    shutIt() {
      wait = new Promise((resolve) => {
        open = resolve;
      });
    },
    openIt() {
      open?.();
      wait = undefined;
    },
  };
}

/**
 * Trains in a folder, from its checkpoint where there is one, saving as it goes; keys pause it on a terminal.
 * @throws Error named `Cancelled` with what to go on with once the signal says so; InputError when a checkpoint cannot be saved
 */
export async function carryOnTraining(
  lab: Lab,
  folder: TrainingFolder,
  { training, taskUrl, connectomes, start }: TrainingInputs,
  { workers, quiet, signal }: CarryOnOptions,
): Promise<TrainingResult> {
  const keys = !quiet && canReadKeys();
  const progress = trainingProgress(process.stderr, {
    quiet,
    target: training.training.stop?.target,
    stages: training.training.curriculum?.stages.length ?? 1,
    keys,
  });
  const paused = gate();
  let validations: HistoryEntry[] = [];
  let end: (error: unknown) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  ended.catch(() => undefined);
  const onAbort = (): void => {
    paused.openIt();
    setTimeout(() => end(interrupted(folder)), PATIENCE_MS).unref();
  };
  signal.addEventListener("abort", onAbort, { once: true });
  const stopKeys = keys
    ? readKeys((key) => {
        if (key !== "p" && key !== " ") return;
        if (paused.shut) {
          paused.openIt();
          progress.resumed();
        } else {
          paused.shutIt();
          progress.paused();
        }
      })
    : () => undefined;

  function save(update: number, bytes: Uint8Array): "stop" | undefined {
    try {
      folder.save(update, bytes, validations);
      validations = [];
    } catch (error) {
      end(error);
      return "stop";
    }
    if (!signal.aborted) return undefined;
    end(interrupted(folder));
    return "stop";
  }

  const trained = lab.train(training, {
    taskUrl,
    connectomes,
    workers,
    signal,
    checkpoint: folder.checkpoint,
    weights: start && decodeNpz(start),
    async onTraining(event) {
      switch (event.kind) {
        case "progress":
          progress.update(event);
          await paused.passed;
          return undefined;
        case "validation":
          validations.push(event.entry);
          progress.validation(event.entry);
          return undefined;
        case "checkpoint":
          return save(event.update, event.bytes);
      }
    },
  });
  trained.catch(() => undefined);
  try {
    const result = await Promise.race([trained, ended]);
    if (signal.aborted) throw interrupted(folder);
    return result;
  } catch (error) {
    throw error instanceof Error && error.name === "Cancelled" ? interrupted(folder) : error;
  } finally {
    signal.removeEventListener("abort", onAbort);
    stopKeys();
    progress.done();
  }
}
