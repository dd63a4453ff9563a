import type { Attachments } from "./cortices.js";
import type { Host } from "./host.js";
import type { TrainOptions } from "./train/carry-out-training.js";
import type { GradientWorker } from "./train/gradient-worker.js";

/** What a training needs besides itself. */
export interface TrainingInputs {
  /** Address of a module whose default export is the task. */
  readonly taskUrl: string | undefined;
  readonly attached: Attachments;
}

/** What a training goes on from: a checkpoint, or weights to start from; nothing where they are drawn. */
export type TrainingStart = Pick<TrainOptions, "checkpoint" | "weights">;

/** A worker's share in the gradients of another worker's training. */
export interface Lender extends GradientWorker {
  /** Which shards of every batch are its own; asked for once, first. */
  take(shards: readonly number[]): void | Promise<void>;
}

/** What of the platform the verbs need. */
export interface Platform<P> extends Omit<Host, "onProgress"> {
  /** Imports a module of the user's own, such as a task. @throws InputError where that cannot be done */
  loadModule(url: string): Promise<unknown>;
  reach(port: P): Lender;
  offer(port: P, lender: Lender): void;
}
