import { type RandomStream, scalar } from "@isocortex/core-wasm";
import { createSequence, type DuringForward, type Sequence } from "@isocortex/models";
import { type Answer, type Batch, render, responseOf, type TaskOutput, type Trial } from "@isocortex/tasks";
import { balancedAccuracy } from "../analysis/detection.js";
import type { Floats } from "./floats.js";
import { countsEverything, lossAndGradient, normaliser, rowWeightsInto, weightCount } from "./losses.js";
import type { Variables } from "./optimisers.js";
import { type Setup, VALIDATION_CHUNK } from "./setup.js";
import { squashedOutputs } from "./squashed-outputs.js";

/** How a network did on trials. */
export interface Evaluation {
  readonly trials: number;
  readonly loss: number;
  /** Part of the trials answered correctly. */
  readonly accuracy: number;
  /** Mean of the hit rate and the correct rejection rate, where the task counts them. */
  readonly balancedAccuracy?: number | undefined;
  readonly answers: readonly (Answer & { readonly condition: Trial["condition"] })[];
}

/** A stretch of trials as a network saw them. */
export interface Seen {
  readonly batch: Batch;
  /** Trials that are real; the rest of the batch fills it up. */
  readonly count: number;
  readonly sequence: Sequence;
  /** Outputs after the output nonlinearity (steps, trials, outputs). */
  readonly outputs: Floats;
}

/** The outputs after the output nonlinearity, as a copy. */
function squash(sequence: Sequence, output: TaskOutput, units: number): Floats {
  if (output === "sigmoid") return sequence.outputsThrough("sigmoid").slice();
  const out = sequence.outputs.slice();
  if (output === "linear") return out;
  for (let from = 0; from < out.length; from += units) {
    let largest = out[from]!;
    for (let k = 1; k < units; k++) largest = Math.max(largest, out[from + k]!);
    let total = 0;
    for (let k = 0; k < units; k++) {
      out[from + k] = scalar.exp(out[from + k]! - largest);
      total += out[from + k]!;
    }
    for (let k = 0; k < units; k++) out[from + k]! /= total;
  }
  return out;
}

export interface InChunks {
  /** None for a network and inputs without noise. */
  readonly noise: RandomStream | undefined;
  readonly seen?: ((chunk: Seen) => void) | undefined;
  /** What is done to the network, and read off it, while it goes through a chunk that begins with trial `first`. */
  readonly during?: ((sequence: Sequence, first: number, count: number) => DuringForward) | undefined;
}

/** Runs trials through the network without learning, a chunk at a time. */
export interface Evaluator {
  evaluate(
    weights: Variables,
    trials: readonly Trial[],
    /** Of the curriculum, which the trials are of. */
    stage: number,
    noise: RandomStream,
    seen?: (chunk: Seen) => void,
  ): Evaluation;
  /** The same, in the hands of the caller: yields the number of trials done after each chunk. */
  inChunks(
    weights: Variables,
    trials: readonly Trial[],
    stage: number,
    options: InChunks,
  ): Generator<number, Evaluation, void>;
}

/** What a generator returns at its end. */
function drained<T>(work: Generator<unknown, T, void>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
  }
}

/** Balanced accuracy of counted outcomes, undefined where a task does not count them. */
function balancedAccuracyOf(answers: readonly Answer[]): number | undefined {
  const sum = (key: string): number => answers.reduce((total, { counts }) => total + (counts?.[key] ?? 0), 0);
  const [hits, misses] = [sum("hits"), sum("misses")];
  const [alarms, rejections] = [sum("falseAlarms"), sum("correctRejections")];
  if (hits + misses === 0 || alarms + rejections === 0) return undefined;
  return balancedAccuracy({ hits, misses, falseAlarms: alarms, correctRejections: rejections });
}

/** Takes the memory of one chunk; evaluations reuse it. */
export function evaluator(setup: Setup): Evaluator {
  const { core, resolved, built, source } = setup;
  const { network } = built;
  const { task, channels, stages } = source;
  const { precision, dtMs, training } = resolved;
  const size = VALIDATION_CHUNK;
  let steps = 0;
  let sequence: Sequence | undefined;
  let scratch: Floats = new Float32Array(0);
  const dims = () => ({ steps, trials: size, outputs: network.outputs });

  function stretchTo(stage: number): void {
    const wanted = source.stepsOf(stages.map((_, i) => (i === stage ? 1 : 0)));
    if (wanted === steps) return;
    steps = wanted;
    sequence = undefined;
    scratch = new (precision === "f64" ? Float64Array : Float32Array)(steps * size * network.outputs);
  }

  function see(
    sequenceOf: Sequence,
    trials: readonly Trial[],
    first: number,
    { noise, during }: InChunks,
  ): Seen {
    const chunk = trials.slice(first, first + size);
    const filled = Array.from({ length: size }, (_, i) => chunk[i] ?? chunk[0]!);
    const batch = render(filled, channels, { dtMs, steps, precision });
    for (let i = chunk.length; i < size; i++) clearWeights(batch, i, network.outputs);
    sequenceOf.inputs.set(batch.inputs);
    const part = (name: string) => noise && { stream: noise.split(name), firstTrial: first };
    const inputNoise = part("input noise");
    if (inputNoise && source.noiseSd.some((sd) => sd > 0))
      sequenceOf.addInputNoise(source.noiseSd, inputNoise);
    sequenceOf.forward(part("recurrent noise"), during?.(sequenceOf, first, chunk.length));
    const outputs = squash(sequenceOf, task.output, network.outputs);
    return { batch, count: chunk.length, sequence: sequenceOf, outputs };
  }

  function lossOf({ batch, count, sequence }: Seen): readonly [loss: number, denominator: number] {
    let { weights } = batch;
    if (weightCount(training.loss, dims()) !== weights.length) {
      weights = batch.weights.slice(0, steps * size);
      rowWeightsInto(weights, batch.weights, dims());
    }
    const squashed = squashedOutputs(sequence, training.loss);
    const loss = lossAndGradient(
      scratch,
      sequence.outputs,
      batch.targets,
      weights,
      training.loss,
      dims(),
      1,
      squashed,
    );
    // Trials that only fill up the chunk have no weights, but where everything counts they would.
    const real = countsEverything(training.loss) ? count / size : 1;
    return [loss, real * normaliser(training.loss, weights, dims())];
  }

  function* inChunks(...[weights, trials, stage, options]: Parameters<Evaluator["inChunks"]>) {
    stretchTo(stage);
    sequence ??= createSequence(core, network, { steps, trials: size, precision, gradients: false });
    sequence.setWeights(weights);
    let [loss, denominator] = [0, 0];
    const answers: Evaluation["answers"][number][] = [];
    for (let first = 0; first < trials.length; first += size) {
      const chunk = see(sequence, trials, first, options);
      const [part, of] = lossOf(chunk);
      loss += part;
      denominator += of;
      for (let i = 0; i < chunk.count; i++) {
        const trial = trials[first + i]!;
        const answer = task.answer(stages[stage]!, trial, responseOf(chunk.batch, i, chunk.outputs));
        answers.push({ ...answer, condition: trial.condition });
      }
      options.seen?.(chunk);
      yield first + chunk.count;
    }
    return {
      trials: trials.length,
      loss: loss / denominator,
      accuracy: answers.filter(({ correct }) => correct).length / answers.length,
      balancedAccuracy: balancedAccuracyOf(answers),
      answers,
    };
  }

  return {
    evaluate: (weights, trials, stage, noise, seen) =>
      drained(inChunks(weights, trials, stage, { noise, seen })),
    inChunks,
  };
}

function clearWeights({ weights, steps, trials }: Batch, trial: number, outputs: number): void {
  for (let step = 0; step < steps; step++) {
    const at = (step * trials + trial) * outputs;
    weights.fill(0, at, at + outputs);
  }
}
