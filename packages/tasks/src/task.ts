import type { Conditions, ConditionValue, Given } from "./conditions.js";

/** A number of a task with its unit and where it comes from, or a list of which every trial draws one. */
export interface TaskParameter {
  readonly value: number | readonly number[];
  readonly unit: string;
  readonly from: string;
  /** Values that an experiment may set; for a list, each of its numbers. */
  readonly range: readonly [number, number];
  /** True where only whole numbers make sense. */
  readonly whole?: boolean;
}

export type TaskParameterTable = Readonly<Record<string, TaskParameter>>;

type ValueOf<V> = V extends readonly number[] ? readonly number[] : number;
export type TaskValues<P extends TaskParameterTable> = { readonly [K in keyof P]: ValueOf<P[K]["value"]> };

/** A named group of input or output units. */
export interface Channel {
  readonly name: string;
  readonly size: number;
}

/** The channels of a task with its parameters filled in. */
export interface Channels {
  readonly inputs: readonly Channel[];
  readonly outputs: readonly Channel[];
}

/**
 * A value added to a channel in an epoch ("cue") or from one to another, both included ("fixation..delay"): one number
 * for all units, or one for each.
 */
export interface Drive {
  readonly channel: string;
  readonly during: string;
  readonly value: number | readonly number[];
}

/**
 * Elements that count in the loss: of one output channel, or of all. `weight` (1 when left out) multiplies the loss of
 * an element; where entries overlap, the last one holds.
 */
export interface Scored {
  readonly during: string;
  readonly weight?: number;
  readonly channel?: string;
}

/** One trial as a timeline: epochs in order, what goes in, what should come out, where it counts. */
export interface Trial {
  readonly epochs: readonly (readonly [name: string, ms: number])[];
  readonly inputs: readonly Drive[];
  readonly targets: readonly Drive[];
  readonly scored: readonly Scored[];
  /** What was drawn, and what follows from it, for scores to be grouped by. */
  readonly condition: Readonly<Record<string, ConditionValue>>;
}

/** How one trial was answered. */
export interface Answer {
  readonly correct: boolean;
  /** What was chosen: an index (-1 for none), an angle in degrees (NaN for none), a word. */
  readonly choice: number | string;
  /** Graded or signed error where the task has one, in the unit that the task states. */
  readonly error?: number;
  /** Outcomes to be summed over trials, such as hits and false alarms. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** What a network gave in one trial, read by epochs. Empty spans have no mean and no last step: NaN. */
export interface Response {
  mean(channel: string, during: string): readonly number[];
  last(channel: string, during: string): readonly number[];
  /** Every step of the span: (steps, size). */
  over(channel: string, during: string): readonly (readonly number[])[];
}

/** The read-out that suits the targets, with its loss: squares, binary or categorical cross-entropy. */
export type TaskOutput = "linear" | "sigmoid" | "softmax";

/** A task as data: what a trial consists of and how an answer is judged. It knows nothing of who solves it. */
export interface Task<P extends TaskParameterTable = TaskParameterTable> {
  readonly name: string;
  readonly title: string;
  /** Citation keys, the task's own paper first. */
  readonly cite: readonly string[];
  readonly params: P;
  /** The usual step. */
  readonly dtMs: number;
  readonly output: TaskOutput;
  inputs(p: TaskValues<P>): readonly Channel[];
  outputs(p: TaskValues<P>): readonly Channel[];
  /** Standard deviation of the white noise added at every step to input channels, by name, for a step of dtMs. */
  inputNoise(p: TaskValues<P>, dtMs: number): Readonly<Record<string, number>>;
  /** The longest possible trial; shorter ones are padded, unscored. */
  durationMs(p: TaskValues<P>): number;
  /** What differs between trials. */
  conditions(p: TaskValues<P>): Conditions;
  /** One trial; `given` fixes conditions that would be drawn. All randomness comes from `random`, uniform in [0, 1). */
  trial(p: TaskValues<P>, random: () => number, given?: Given): Trial;
  answer(p: TaskValues<P>, trial: Trial, response: Response): Answer;
  /** The condition that holds the signed strength of the stimulus; above 0 it favours choice 1. */
  readonly psychometric?: string;
}

/** Declares a task, keeping the names of its parameters in its type. */
export function defineTask<const P extends TaskParameterTable>(task: Task<P>): Task<P> {
  return Object.freeze(task);
}

/** The channels of a task for these values of its parameters. */
export function channelsOf<P extends TaskParameterTable>(task: Task<P>, p: TaskValues<P>): Channels {
  return { inputs: task.inputs(p), outputs: task.outputs(p) };
}
