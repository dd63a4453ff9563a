import type { Host } from "../host.js";
import type { NdArray } from "../nd-array.js";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.js";
import { type GradientWorker, gradientWorker } from "./gradient-worker.js";
import type { Setup } from "./setup.js";
import { startWeights } from "./start-weights.js";
import { createTrainer, type Ending, type HistoryEntry, startState, type TrainingState } from "./trainer.js";

/** What a training tells while it goes on. */
export type TrainingEvent =
  | {
      readonly kind: "progress";
      readonly update: number;
      /** Most updates there can be. */
      readonly updates: number;
      readonly loss: number;
      readonly stage: number;
    }
  | { readonly kind: "validation"; readonly entry: HistoryEntry }
  /** The state, to be kept; training waits until it is. */
  | { readonly kind: "checkpoint"; readonly update: number; readonly bytes: Uint8Array };

export type OnTraining = (event: TrainingEvent) => undefined | "stop" | Promise<undefined | "stop">;

export interface TrainOutcome {
  /** Why it is over; `stopped` by whoever listened, after a last checkpoint. */
  readonly ending: Ending | "stopped";
  readonly state: TrainingState;
}

const TELL_EVERY_MS = 40;

/**
 * Trains to the end, from the start or from a checkpoint.
 * @param workers compute the gradients of all shards, in order; this thread when left out
 * @throws InputError (code `numerical`) when the gradient stops being finite, (`mismatch`) for a checkpoint of another training
 */
export async function train(
  host: Pick<Host, "now">,
  setup: Setup,
  onTraining: OnTraining,
  options: {
    readonly checkpoint?: Uint8Array | undefined;
    /** Effective weights to start from instead of drawn ones, where there is no checkpoint. */
    readonly weights?: Readonly<Record<string, NdArray>> | undefined;
    readonly workers?: readonly GradientWorker[] | undefined;
  } = {},
): Promise<TrainOutcome> {
  const { training } = setup.resolved;
  const workers = options.workers ?? [gradientWorker(setup, [...setup.shards.keys()])];
  const from = options.checkpoint
    ? decodeCheckpoint(setup, options.checkpoint)
    : startState(setup, startWeights(setup, options.weights));
  const trainer = createTrainer(setup, workers, from);
  let told = Number.NEGATIVE_INFINITY;

  const save = async (): Promise<boolean> =>
    (await onTraining({
      kind: "checkpoint",
      update: trainer.state.update,
      bytes: encodeCheckpoint(setup, trainer.state),
    })) === "stop";

  for (let ending = trainer.ending(); ; ending = trainer.ending()) {
    if (ending !== undefined) {
      await save();
      return { ending, state: trainer.state };
    }
    const { update, loss } = await trainer.update();
    let stop = false;
    if (trainer.isValidationDue()) {
      const entry = trainer.validate();
      stop = (await onTraining({ kind: "validation", entry })) === "stop";
    }
    if (host.now() - told > TELL_EVERY_MS) {
      told = host.now();
      const stage = trainer.state.curriculum?.stage ?? 0;
      const answer = await onTraining({ kind: "progress", update, updates: training.updates, loss, stage });
      stop ||= answer === "stop";
    }
    if (stop || (update % training.checkpointEvery === 0 && trainer.ending() === undefined)) {
      stop = (await save()) || stop;
    }
    if (stop) return { ending: trainer.ending() ?? "stopped", state: trainer.state };
  }
}
