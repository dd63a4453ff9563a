import { InputError, type RandomStream, uniformsOf } from "@isocortex/core-wasm";
import {
  type Channels,
  channelsOf,
  type Given,
  stepAt,
  type Task,
  type TaskParameterTable,
  type TaskValues,
  type Trial,
  taskValues,
} from "@isocortex/tasks";
import type { ResolvedTraining } from "./training.js";

type Values = TaskValues<TaskParameterTable>;

/** Trials of a training, by update and by number: a trial depends on nothing else. */
export interface TrialSource {
  readonly task: Task;
  readonly channels: Channels;
  /** Steps of the longest trial of all stages. */
  readonly steps: number;
  /** Steps of the longest trial of the stages that have a probability above 0. */
  stepsOf(probabilities: readonly number[]): number;
  /** Parameters of the task in each stage of the curriculum; one where there is none. */
  readonly stages: readonly Values[];
  /** Standard deviation of the noise of each input unit. */
  readonly noiseSd: Float64Array;
  /** Trials `from` .. `from + count - 1` of an update, their stages drawn with these probabilities. */
  trialsOf(update: number, from: number, count: number, probabilities: readonly number[]): readonly Trial[];
  /** The same trials at every call, or with `update` those of the validation after that update. */
  validationTrials(stage: number, count: number, update?: number): readonly Trial[];
  /** Trials that neither training nor validation has; `given` fixes conditions that would be drawn. */
  scoringTrials(stage: number, count: number, given?: Given): readonly Trial[];
}

function stageOf(draw: number, probabilities: readonly number[]): number {
  let sum = 0;
  let last = 0;
  for (const [i, probability] of probabilities.entries()) {
    if (probability > 0) last = i;
    sum += probability;
    if (draw < sum) return i;
  }
  return last;
}

function noiseOf(task: Task, values: Values, channels: Channels, dtMs: number): Float64Array {
  const byChannel = task.inputNoise(values, dtMs);
  return Float64Array.from(
    channels.inputs.flatMap(({ name, size }) => Array<number>(size).fill(byChannel[name] ?? 0)),
  );
}

/** @throws InputError when a parameter is wrong or the stages of a curriculum do not have the same channels */
export function trialSource(task: Task, resolved: ResolvedTraining, root: RandomStream): TrialSource {
  const { taskParameters, dtMs, training } = resolved;
  const overrides = training.curriculum?.stages.map((stage) => stage.task) ?? [{}];
  const stages = overrides.map((override) => taskValues(task, { ...taskParameters, ...override }));
  const channels = channelsOf(task, stages[0]!);
  stages.forEach((values, i) => {
    if (JSON.stringify(channelsOf(task, values)) === JSON.stringify(channels)) return;
    throw new InputError(
      `training.curriculum.stages[${i}] changes the task's inputs or outputs; expected the same in every stage.`,
      { path: `training.curriculum.stages[${i}]` },
    );
  });
  const noiseSd = stages.map((values) => noiseOf(task, values, channels, dtMs));
  noiseSd.forEach((sd, i) => {
    if (sd.join() === noiseSd[0]!.join()) return;
    throw new InputError(
      `training.curriculum.stages[${i}] changes the noise of the task's inputs; expected the same in every stage.`,
      { path: `training.curriculum.stages[${i}]` },
    );
  });
  const steps = stages.map((values) => Math.max(1, stepAt(task.durationMs(values), dtMs)));
  const trials = root.split("trials");
  const fixedTrials = (name: string, stage: number, count: number, given?: Given): readonly Trial[] => {
    const stream = root.split(name).split(`stage ${stage}`);
    return Array.from({ length: count }, (_, i) =>
      task.trial(stages[stage]!, uniformsOf(stream.split(`trial ${i}`)), given),
    );
  };
  const make = (stream: RandomStream, probabilities: readonly number[]): Trial => {
    const stage =
      probabilities.length === 1 ? 0 : stageOf(uniformsOf(stream.split("stage"))(), probabilities);
    return task.trial(stages[stage]!, uniformsOf(stream));
  };
  return {
    task,
    channels,
    steps: Math.max(...steps),
    stepsOf: (probabilities) => Math.max(...steps.filter((_, stage) => probabilities[stage]! > 0)),
    stages,
    noiseSd: noiseSd[0]!,
    trialsOf(update, from, count, probabilities) {
      const stream = trials.split(`update ${update}`);
      return Array.from({ length: count }, (_, i) => make(stream.split(`trial ${from + i}`), probabilities));
    },
    validationTrials: (stage, count, update) =>
      fixedTrials(update === undefined ? "validation" : `validation ${update}`, stage, count),
    scoringTrials: (stage, count, given) => fixedTrials("scoring", stage, count, given),
  };
}
