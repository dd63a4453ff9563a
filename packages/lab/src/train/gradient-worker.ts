import { createSequence, type NoiseSource, type Sequence } from "@isocortex/models";
import { type Batch, render } from "@isocortex/tasks";
import { sumOfSquares } from "./activity.js";
import type { Floats } from "./floats.js";
import { lossAndGradient, normaliser, type OutputDims, rowWeightsInto, weightCount } from "./losses.js";
import type { Variables } from "./optimisers.js";
import type { Setup, Shard } from "./setup.js";
import { squashedOutputs } from "./squashed-outputs.js";
import { type VanishingShare, type VanishingTerm, vanishingTerm } from "./vanishing-term.js";

/** What a shard contributes to an update. */
export interface ShardGradient {
  /** Loss and penalty of the rates, over the whole batch's denominators. */
  readonly loss: number;
  readonly ratePenalty: number;
  readonly gradients: Variables;
  readonly vanishing?: VanishingShare | undefined;
}

/** Computes the gradients of some of the shards of every batch. */
export interface GradientWorker {
  /** Makes the shards' trials of an update; returns each one's part of the loss's denominator. */
  prepare(update: number, probabilities: readonly number[]): readonly number[] | Promise<readonly number[]>;
  /** Gradients of the prepared shards, in order, by effective weights. */
  gradients(
    weights: Variables,
    denominator: number,
  ): readonly ShardGradient[] | Promise<readonly ShardGradient[]>;
}

interface Prepared {
  readonly batch: Batch;
  /** As the loss reads them. */
  readonly weights: Floats;
  readonly noise: { readonly input: NoiseSource; readonly recurrent: NoiseSource };
}

/** A worker for the shards of the given numbers, on this thread. */
export function gradientWorker(setup: Setup, shardNumbers: readonly number[]): GradientWorker {
  const { core, resolved, built, source, root } = setup;
  const { training, precision } = resolved;
  const { network, shapes } = built;
  const outputs = network.outputs;
  const shards = shardNumbers.map((number) => setup.shards[number]!);
  const sequences = new Map<number, Sequence>();
  const prepared: Prepared[] = [];
  const vanishing = new Map<number, VanishingTerm>();
  /** Steps of the present stages' longest trial: sequences and batches are made anew when they change. */
  let steps = 0;

  const dimsOf = ({ trials }: Shard): OutputDims => ({ steps, trials, outputs });

  function sequenceFor({ trials }: Shard): Sequence {
    const known = sequences.get(trials);
    if (known) return known;
    const sequence = createSequence(core, network, { steps, trials, precision, gradients: true });
    sequences.set(trials, sequence);
    return sequence;
  }

  function stretchTo(wanted: number): void {
    if (wanted === steps) return;
    steps = wanted;
    sequences.clear();
    prepared.length = 0;
  }

  function vanishingFor({ trials }: Shard): VanishingTerm | undefined {
    if (training.penalties.vanishing === undefined) return undefined;
    const term = vanishing.get(trials) ?? vanishingTerm(core, network, trials, precision);
    vanishing.set(trials, term);
    return term;
  }

  function prepareShard(shard: Shard, at: number, update: number, probabilities: readonly number[]): number {
    const { first, trials } = shard;
    const dims = dimsOf(shard);
    const made = source.trialsOf(update, first, trials, probabilities);
    const before = prepared[at];
    const batch = render(made, source.channels, {
      dtMs: resolved.dtMs,
      steps,
      precision,
      ...(before ? { into: before.batch } : {}),
    });
    const byRow = weightCount(training.loss, dims) !== batch.weights.length;
    const weights = byRow ? (before?.weights ?? batch.weights.slice(0, steps * trials)) : batch.weights;
    if (byRow) rowWeightsInto(weights, batch.weights, dims);
    const stream = (name: string): NoiseSource => ({
      stream: root.split(name).split(`update ${update}`),
      firstTrial: first,
    });
    prepared[at] = {
      batch,
      weights,
      noise: { input: stream("input noise"), recurrent: stream("recurrent noise") },
    };
    return normaliser(training.loss, weights, dims);
  }

  function shardGradient(
    shard: Shard,
    { batch, weights, noise }: Prepared,
    denominator: number,
  ): ShardGradient {
    const sequence = sequenceFor(shard);
    sequence.inputs.set(batch.inputs);
    if (source.noiseSd.some((sd) => sd > 0)) sequence.addInputNoise(source.noiseSd, noise.input);
    sequence.forward(noise.recurrent);
    const loss = lossAndGradient(
      sequence.outputGradient,
      sequence.outputs,
      batch.targets,
      weights,
      training.loss,
      dimsOf(shard),
      denominator,
      squashedOutputs(sequence, training.loss),
    );
    const coefficient = training.penalties.rates ?? 0;
    const elements = steps * training.batch * network.hidden;
    const term = vanishingFor(shard);
    sequence.backward({
      truncateAfter: training.truncateAfter,
      ratePenalty: (2 * coefficient) / elements,
      observe: term?.observe(sequence),
    });
    return {
      loss,
      ratePenalty:
        coefficient === 0
          ? 0
          : (coefficient * sumOfSquares(sequence.rates, shard.trials * network.hidden)) / elements,
      gradients: Object.fromEntries(shapes.map(({ name }) => [name, sequence.gradient(name).slice()])),
      vanishing: term?.take(),
    };
  }

  return {
    prepare(update, probabilities) {
      stretchTo(source.stepsOf(probabilities));
      return shards.map((shard, at) => prepareShard(shard, at, update, probabilities));
    },
    gradients(weights, denominator) {
      for (const shard of shards) {
        sequenceFor(shard);
        vanishingFor(shard)?.setWeights(weights.W_rec!);
      }
      for (const sequence of sequences.values()) sequence.setWeights(weights);
      return shards.map((shard, at) => shardGradient(shard, prepared[at]!, denominator));
    },
  };
}
