import { InputError } from "@isocortex/core-wasm";
import { clipGradients } from "./clip.js";
import { effectiveInto, gradientInto } from "./constraints.js";
import {
  type Curriculum,
  type CurriculumState,
  checkStage,
  isCheck,
  stageProbabilities,
  startCurriculum,
} from "./curriculum.js";
import { checkStopping, type StoppingState, startStopping } from "./early-stopping.js";
import { type Evaluation, evaluator } from "./evaluate.js";
import type { Floats } from "./floats.js";
import type { GradientWorker, ShardGradient } from "./gradient-worker.js";
import { createSlots, type Slots, step, type Variables } from "./optimisers.js";
import { weightPenalty } from "./regularisers.js";
import { learningRate } from "./schedule.js";
import type { Setup } from "./setup.js";
import { addVanishingGradient } from "./vanishing-gradient.js";

/** Where a training is; with the training itself, all that is needed to go on bit for bit. */
export interface TrainingState {
  /** Updates made. */
  readonly update: number;
  /** What is trained, before constraints. */
  readonly raw: Variables;
  readonly slots: Slots;
  /** The weights of the best validation so far, before constraints. */
  readonly best: Variables;
  /** The update they are of; 0 before the first validation. */
  readonly bestUpdate: number;
  readonly stopping: StoppingState;
  readonly curriculum: CurriculumState | null;
  /** Training losses since the last validation. */
  readonly losses: { readonly sum: number; readonly count: number };
  readonly history: readonly HistoryEntry[];
}

/** A validation. */
export interface HistoryEntry {
  readonly update: number;
  /** Mean training loss since the validation before. */
  readonly loss: number;
  readonly validationLoss: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number | null;
  readonly stage: number;
}

export type Ending = "target" | "curriculum" | "updates";

export interface UpdateReport {
  readonly update: number;
  readonly loss: number;
  /** Norm of the whole gradient before clipping. */
  readonly gradientNorm: number;
}

export interface Trainer {
  readonly state: TrainingState;
  /** Why training is over; undefined while it is not. */
  ending(): Ending | undefined;
  update(): Promise<UpdateReport>;
  /** Whether a validation is due after the updates made. */
  isValidationDue(): boolean;
  validate(): HistoryEntry;
  /** Effective weights: those of the best validation (the present ones before the first), or the present ones. */
  weights(which: "best" | "present"): Record<string, Floats>;
}

const copies = (variables: Variables): Record<string, Floats> =>
  Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, values.slice()]));

/** The state before the first update. @param raw weights to start from; drawn when left out */
export function startState(
  { built, resolved, root }: Setup,
  raw: Variables = built.start(root.split("weights"), resolved.precision),
): TrainingState {
  const { optimiser, curriculum } = resolved.training;
  return {
    update: 0,
    raw,
    slots: createSlots(optimiser, raw),
    best: copies(raw),
    bestUpdate: 0,
    stopping: startStopping,
    curriculum: curriculum ? startCurriculum(curriculumOf(resolved.training)!) : null,
    losses: { sum: 0, count: 0 },
    history: [],
  };
}

function curriculumOf({ curriculum, metric }: Setup["resolved"]["training"]): Curriculum | undefined {
  return curriculum && { ...curriculum, stages: curriculum.stages.map((stage) => ({ ...stage, metric })) };
}

/**
 * Trains from a state on. @param workers compute the gradients of all shards between them, in their order
 */
export function createTrainer(
  setup: Setup,
  workers: readonly GradientWorker[],
  from: TrainingState,
): Trainer {
  const { built, resolved, source, root } = setup;
  const { training } = resolved;
  const { shapes, constraints, trained } = built;
  const curriculum = curriculumOf(training);
  const effective = copies(from.raw);
  const total = copies(from.raw);
  const trainable = Object.fromEntries(trained.map((name) => [name, constraints[name]!.trainable]));
  const grads = Object.fromEntries(trained.map((name) => [name, total[name]!]));
  const test = evaluator(setup);
  const validationNoise = root.split("validation noise");
  let state = from;

  function effectiveOf(out: Record<string, Floats>, raw: Variables): Record<string, Floats> {
    for (const { name } of shapes) effectiveInto(out[name]!, raw[name]!, constraints[name]!);
    return out;
  }

  /** Adds shards in their order, whoever computed them. */
  function sum(shards: readonly ShardGradient[]): number {
    let loss = 0;
    for (const { name } of shapes) total[name]!.fill(0);
    for (const shard of shards) {
      loss += shard.loss + shard.ratePenalty;
      for (const { name } of shapes) {
        const [to, part] = [total[name]!, shard.gradients[name]!];
        for (let i = 0; i < to.length; i++) to[i]! += part[i]!;
      }
    }
    return loss;
  }

  function addVanishing(shards: readonly ShardGradient[]): number {
    const coefficient = training.penalties.vanishing;
    if (coefficient === undefined) return 0;
    const sum = new Float64Array(total.W_rec!.length);
    const tally = new Float64Array(2);
    for (const { vanishing } of shards) {
      for (let i = 0; i < sum.length; i++) sum[i]! += vanishing!.sum[i]!;
      for (let i = 0; i < 2; i++) tally[i]! += vanishing!.tally[i]!;
    }
    return addVanishingGradient(total.W_rec!, sum, tally, coefficient);
  }

  function addPenalties(): number {
    let penalty = 0;
    for (const { name, role } of shapes) {
      const spec =
        role === "input" || role === "recurrent" || role === "output" ? training.penalties[role] : undefined;
      if (spec) penalty += weightPenalty(total[name]!, effective[name]!, spec);
    }
    return penalty;
  }

  function apply(): number {
    for (const { name } of shapes)
      gradientInto(total[name]!, total[name]!, state.raw[name]!, constraints[name]!);
    const norm = clipGradients(
      grads,
      training.clip === "none" ? { by: "global", limit: Number.POSITIVE_INFINITY } : training.clip,
    );
    if (!Number.isFinite(norm)) {
      throw new InputError(
        `the gradient stopped being finite at update ${state.update + 1}; use a smaller training.learningRate or clip.limit.`,
        { code: "numerical", path: "training" },
      );
    }
    const rate = learningRate(training.learningRate, state.update);
    step(training.optimiser, state.raw, grads, state.slots, state.update + 1, rate, trainable);
    return norm;
  }

  async function update(): Promise<UpdateReport> {
    const probabilities = curriculum ? stageProbabilities(curriculum, state.curriculum!) : [1];
    const denominators = await Promise.all(
      workers.map((worker) => worker.prepare(state.update, probabilities)),
    );
    const denominator = denominators.flat().reduce((all, part) => all + part, 0);
    effectiveOf(effective, state.raw);
    const parts = await Promise.all(workers.map((worker) => worker.gradients(effective, denominator)));
    const shards = parts.flat();
    const loss = sum(shards) + addPenalties() + addVanishing(shards);
    const gradientNorm = apply();
    const { sum: before, count } = state.losses;
    state = { ...state, update: state.update + 1, losses: { sum: before + loss, count: count + 1 } };
    return { update: state.update, loss, gradientNorm };
  }

  function measure(): Evaluation {
    const stage = state.curriculum?.stage ?? 0;
    const { trials: count, fresh } = training.validation;
    const trials = source.validationTrials(stage, count, fresh ? state.update : undefined);
    return test.evaluate(effectiveOf(effective, state.raw), trials, stage, validationNoise);
  }

  function validate(): HistoryEntry {
    const { loss, accuracy, balancedAccuracy } = measure();
    const entry: HistoryEntry = {
      update: state.update,
      loss: state.losses.count === 0 ? loss : state.losses.sum / state.losses.count,
      validationLoss: loss,
      accuracy,
      balancedAccuracy: balancedAccuracy ?? null,
      stage: state.curriculum?.stage ?? 0,
    };
    const value = training.metric === "accuracy" ? accuracy : balancedAccuracy;
    if (value === undefined) {
      throw new InputError(
        `training.metric is "balancedAccuracy", but task ${resolved.task} counts no hits and false alarms; use "accuracy".`,
        { path: "training.metric" },
      );
    }
    const rule = training.stop ?? { target: Number.POSITIVE_INFINITY };
    const stageBefore = state.curriculum?.stage ?? 0;
    const checked = curriculum && state.curriculum ? checkStage(curriculum, state.curriculum, value) : null;
    // A harder stage starts its own search for the best weights.
    const fresh = checked !== null && checked.stage !== stageBefore;
    const stopping = fresh ? startStopping : checkStopping(rule, state.stopping, value, state.update, loss);
    const isBest = fresh || stopping.best?.update === state.update;
    if (isBest) for (const { name } of shapes) (state.best[name] as Floats).set(state.raw[name]!);
    state = {
      ...state,
      bestUpdate: isBest ? state.update : state.bestUpdate,
      losses: { sum: 0, count: 0 },
      stopping,
      curriculum: checked,
      history: [...state.history, entry],
    };
    return entry;
  }

  return {
    get state() {
      return state;
    },
    ending() {
      if (state.curriculum?.done) return "curriculum";
      if (training.stop && state.stopping.stop && !curriculum) return "target";
      return state.update >= training.updates ? "updates" : undefined;
    },
    update,
    isValidationDue: () =>
      (curriculum ? isCheck(curriculum, state.update) : state.update % training.validation.every === 0) ||
      state.update >= training.updates,
    validate,
    weights: (which) =>
      effectiveOf(copies(state.raw), which === "best" && state.bestUpdate > 0 ? state.best : state.raw),
  };
}
