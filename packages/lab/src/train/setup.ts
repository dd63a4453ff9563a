import { type Core, InputError, type RandomStream, randomStream } from "@isocortex/core-wasm";
import { sequenceBytes } from "@isocortex/models";
import { unitsIn } from "@isocortex/tasks";
import type { Attachments } from "../cortices.js";
import { type BuiltNetwork, buildNetwork } from "./build-network.js";
import { findTask, type OwnTasks, type ResolvedTraining } from "./training.js";
import { type TrialSource, trialSource } from "./trial-source.js";

/** Everything that a training is made of and that does not change while it goes on. */
export interface Setup {
  readonly core: Core;
  readonly resolved: ResolvedTraining;
  readonly built: BuiltNetwork;
  readonly source: TrialSource;
  readonly root: RandomStream;
  /** First trial and number of trials of each shard. */
  readonly shards: readonly Shard[];
}

export interface Shard {
  readonly first: number;
  readonly trials: number;
}

/** A batch in parts of nearly equal size; their number and order are all that the bits depend on. */
function shardsOf({ batch, shards }: ResolvedTraining["training"]): Shard[] {
  const parts = Math.min(shards, batch);
  const edge = (i: number): number => Math.floor((batch * i) / parts);
  return Array.from({ length: parts }, (_, i) => ({ first: edge(i), trials: edge(i + 1) - edge(i) }));
}

/** What a training is made of. @throws InputError when task, network and curriculum do not fit together */
export function prepareTraining(
  core: Core,
  resolved: ResolvedTraining,
  own?: OwnTasks,
  attached?: Attachments,
): Setup {
  const root = randomStream(resolved.seed);
  const source = trialSource(findTask(resolved.task, own), resolved, root);
  const built = buildNetwork(
    resolved,
    unitsIn(source.channels.inputs),
    unitsIn(source.channels.outputs),
    attached,
  );
  if (resolved.training.penalties.vanishing !== undefined && built.network.cell.leak === undefined) {
    throw new InputError(
      `training.penalties.vanishing is set but network.cell is "${resolved.network.cell}"; expected "leaky" or "elman".`,
      { path: "training.penalties.vanishing" },
    );
  }
  return { core, resolved, built, source, root, shards: shardsOf(resolved.training) };
}

/** Bytes that one worker takes: the network unrolled over shards of each size and over a stretch of validation, and trials. */
export function trainingBytes({ resolved, built, source, shards }: Setup): number {
  const { precision } = resolved;
  const options = { steps: source.steps, precision };
  const sizes = [...new Set(shards.map(({ trials }) => trials))];
  const perShardSize = sizes.map((trials) =>
    sequenceBytes(built.network, { ...options, trials, gradients: true }),
  );
  const rendered =
    source.steps * resolved.training.batch * (built.network.inputs + 2 * built.network.outputs);
  return (
    perShardSize.reduce((sum, bytes) => sum + bytes, 0) +
    sequenceBytes(built.network, { ...options, trials: VALIDATION_CHUNK, gradients: false }) +
    rendered * (precision === "f64" ? 8 : 4)
  );
}

/** Trials that are evaluated at once. */
export const VALIDATION_CHUNK = 64;
