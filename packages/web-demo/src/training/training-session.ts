import {
  checkpointHistory,
  decodeNpz,
  type HistoryEntry,
  isCancelled,
  isInputError,
  type Lab,
  type TrainingResult,
} from "@isocortex/lab";
import type { State } from "../page.js";

/** What is trained: the training as the command line takes it, and what came before. */
export interface Work {
  /** In words. */
  readonly title: string;
  /** What the page was set to, and the same as one text: one training is kept for each. */
  readonly state: State;
  readonly settings: string;
  readonly training: Readonly<Record<string, unknown>>;
  /** An .npz of the weights to start from, where these are not drawn. */
  readonly start?: Uint8Array | undefined;
  /** Validations of the trainings whose weights were edited, updates counted on from one to the next. */
  readonly earlier: readonly HistoryEntry[];
  /** Weights edited by hand. */
  readonly edits: number;
}

/** A state to go on from. */
export interface Checkpoint {
  readonly update: number;
  readonly bytes: Uint8Array;
}

export type Phase = "idle" | "training" | "pausing" | "paused" | "finished";

/** Where a training is. */
export interface Standing {
  readonly phase: Phase;
  readonly work: Work | undefined;
  readonly update: number;
  /** Most updates there can be. */
  readonly updates: number;
  readonly history: readonly HistoryEntry[];
  readonly checkpoint: Checkpoint | undefined;
  /** Once paused or finished: the weights of the best validation, and their score. */
  readonly result: TrainingResult | undefined;
  /** Why it stopped, where nobody asked it to. */
  readonly trouble: string | undefined;
}

/** One training at a time, that can be paused and gone on with. */
export interface TrainingSession {
  readonly standing: Standing;
  /** Trains, from the start or from a checkpoint; what was under way before is forgotten. */
  start(work: Work, checkpoint?: Checkpoint): void;
  /** Stops within an update; `result` is then of what there is. */
  pause(): void;
  /** Goes on from the latest checkpoint, or starts again where there is none. */
  goOn(): void;
  /** Stops; the last state is still told of. */
  leave(): void;
  /** Stops and forgets: nothing more is told of it. */
  drop(): void;
}

interface SessionOptions {
  readonly lab: Lab;
  /** Called after every change of the standing. */
  onChange(standing: Standing): void;
  /** Called with every state to go on from. */
  onCheckpoint(work: Work, checkpoint: Checkpoint): void;
}

const idle: Standing = {
  phase: "idle",
  work: undefined,
  update: 0,
  updates: 0,
  history: [],
  checkpoint: undefined,
  result: undefined,
  trouble: undefined,
};

/** Makes a session on a lab. */
export function createTrainingSession({ lab, onChange, onCheckpoint }: SessionOptions): TrainingSession {
  let standing = idle;
  let controller: AbortController | undefined;
  const forgotten = new WeakSet<AbortController>();

  function stop(forget: boolean): void {
    if (forget && controller) forgotten.add(controller);
    controller?.abort();
    controller = undefined;
  }

  function set(changes: Partial<Standing>): void {
    standing = { ...standing, ...changes };
    onChange(standing);
  }

  async function train(work: Work, from: Checkpoint | undefined): Promise<void> {
    stop(true);
    const mine = new AbortController();
    controller = mine;
    const current = (): boolean => controller === mine;
    const { updates = 0 } = (work.training.training ?? {}) as { readonly updates?: number };
    try {
      const history = from ? checkpointHistory(from.bytes).history : [];
      set({
        ...idle,
        phase: "training",
        work,
        update: from?.update ?? 0,
        updates,
        history,
        checkpoint: from,
      });
      const result = await lab.train(work.training, {
        signal: mine.signal,
        checkpoint: from?.bytes,
        weights: work.start && decodeNpz(work.start),
        onTraining(event) {
          if (event.kind === "checkpoint") {
            const checkpoint = { update: event.update, bytes: event.bytes };
            if (!forgotten.has(mine)) onCheckpoint(work, checkpoint);
            if (current()) set({ checkpoint });
          } else if (current() && event.kind === "validation")
            set({ history: [...standing.history, event.entry], update: event.entry.update });
          else if (current() && event.kind === "progress")
            set({ update: event.update, updates: event.updates });
          return undefined;
        },
      });
      if (!current()) return;
      const { record } = result;
      const phase = record.ending === "stopped" ? "paused" : "finished";
      set({ phase, result, update: record.updates, history: record.history });
    } catch (error) {
      if (!current() || isCancelled(error)) return;
      const trouble = error instanceof Error ? error.message : String(error);
      // Where training itself, or what it should go on from, is at fault, going on would end the same way.
      const checkpoint = isInputError(error) ? undefined : standing.checkpoint;
      set({
        phase: checkpoint ? "paused" : "idle",
        update: checkpoint?.update ?? standing.update,
        checkpoint,
        trouble,
      });
    }
  }

  return {
    get standing() {
      return standing;
    },
    start(work, checkpoint) {
      void train(work, checkpoint);
    },
    pause() {
      if (standing.phase !== "training") return;
      controller?.abort();
      set({ phase: "pausing" });
    },
    goOn() {
      if (standing.work && standing.phase !== "training") void train(standing.work, standing.checkpoint);
    },
    leave() {
      stop(false);
      set(idle);
    },
    drop() {
      stop(true);
      set(idle);
    },
  };
}
