import { InputError, randomStream, uniformsOf } from "@isocortex/core-wasm";
import { checkTrial } from "./check-trial.js";
import { render } from "./render.js";
import { responseOf } from "./response.js";
import {
  type Answer,
  type Channel,
  type Channels,
  channelsOf,
  type Task,
  type TaskParameterTable,
  type TaskValues,
  type Trial,
} from "./task.js";
import { taskValues } from "./task-values.js";

const TRIALS = 8;
const METHODS = ["inputs", "outputs", "inputNoise", "durationMs", "conditions", "trial", "answer"] as const;

function refuse(path: string, message: string): never {
  throw new InputError(message, { path });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

const shown = (value: unknown): string =>
  typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value)).slice(0, 60);

function checkForm(task: Record<string, unknown>): void {
  const { name, title, cite, dtMs, output, psychometric } = task;
  if (typeof name !== "string" || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    refuse(
      "name",
      `the task's name is ${shown(name)}; expected small letters and digits with hyphens, as in "my-task".`,
    );
  if (!isText(title)) refuse("title", `title of task ${name} is ${shown(title)}; expected a line of text.`);
  if (!Array.isArray(cite) || !cite.every(isText))
    refuse(
      "cite",
      `cite of task ${name} is ${shown(cite)}; expected a list of texts; use [] for a task of your own.`,
    );
  if (!(typeof dtMs === "number" && dtMs > 0 && dtMs <= 60_000))
    refuse("dtMs", `dtMs of task ${name} is ${shown(dtMs)}; expected the usual step in ms, above 0.`);
  if (output !== "linear" && output !== "sigmoid" && output !== "softmax")
    refuse(
      "output",
      `output of task ${name} is ${shown(output)}; expected "linear", "sigmoid" or "softmax".`,
    );
  for (const method of METHODS)
    if (typeof task[method] !== "function")
      refuse(method, `${method} of task ${name} is ${shown(task[method])}; expected a function.`);
  if (psychometric !== undefined && !isText(psychometric))
    refuse(
      "psychometric",
      `psychometric of task ${name} is ${shown(psychometric)}; expected the name of a condition.`,
    );
}

function checkParams(task: unknown, params: unknown): void {
  if (!isRecord(params))
    refuse(
      "params",
      `params of task ${task} is ${shown(params)}; expected a table of parameters; use {} for none.`,
    );
  for (const [key, parameter] of Object.entries(params)) {
    const { value, unit, from, range } = isRecord(parameter) ? parameter : {};
    const path = `params.${key}`;
    const [low, high] = Array.isArray(range) ? range : [];
    if (!isText(unit) || !isText(from))
      refuse(
        path,
        `${path} of task ${task} has unit ${shown(unit)} and from ${shown(from)}; expected both as texts ("chosen by us" is an address).`,
      );
    if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
      refuse(path, `${path} of task ${task} has range ${shown(range)}; expected [lowest, highest].`);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.length === 0 || !values.every((one) => typeof one === "number" && one >= low && one <= high))
      refuse(path, `${path} of task ${task} is ${shown(value)}; expected numbers from ${low} to ${high}.`);
  }
}

function checkChannels(task: string, kind: "inputs" | "outputs", channels: readonly Channel[]): void {
  const names = Array.isArray(channels) ? channels.map((one: unknown) => (isRecord(one) ? one : {})) : [];
  const right = names.every(
    ({ name, size }) =>
      isText(name) && Number.isInteger(size) && (size as number) >= 1 && (size as number) <= 65_536,
  );
  if (names.length > 0 && right && new Set(names.map(({ name }) => name)).size === names.length) return;
  refuse(
    kind,
    `${kind} of task ${task} are ${shown(channels)}; expected a list of { name, size }, each name once, sizes from 1.`,
  );
}

function checkNoise(task: Task, channels: readonly Channel[], noise: Readonly<Record<string, number>>): void {
  if (!isRecord(noise))
    refuse("inputNoise", `inputNoise of task ${task.name} gives ${shown(noise)}; expected { channel: sd }.`);
  for (const [name, sd] of Object.entries(noise))
    if (
      !channels.some((one) => one.name === name) ||
      !(typeof sd === "number" && sd >= 0 && Number.isFinite(sd))
    )
      refuse(
        "inputNoise",
        `inputNoise of task ${task.name} gives ${shown(sd)} to "${name}"; expected a standard deviation of 0 or more for one of its input channels.`,
      );
}

/** What a task's answer gave, once it is known to say whether it is correct. @throws InputError when it does not */
export function checkAnswer(task: string, answer: unknown): Answer {
  const { correct, choice } = isRecord(answer) ? answer : {};
  if (typeof correct === "boolean" && ["number", "string"].includes(typeof choice)) return answer as Answer;
  const given = isRecord(answer) ? `correct: ${shown(correct)}, choice: ${shown(choice)}` : shown(answer);
  return refuse(
    "answer",
    `answer of task ${task} gives ${given}; expected { correct: true or false, choice: a number or a word }; mend the task.`,
  );
}

/** Plays a trial to silent outputs. @throws InputError when the answer fails or says nothing */
function checkPlayed(task: Task, p: TaskValues<TaskParameterTable>, trial: Trial, channels: Channels): void {
  const batch = render([trial], channels, { dtMs: task.dtMs, precision: "f64" });
  let answer: unknown;
  try {
    answer = task.answer(p, trial, responseOf(batch, 0, new Float64Array(batch.targets.length)));
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") throw error;
    refuse("answer", `answer of task ${task.name} failed: ${String(error)}; mend the task.`);
  }
  checkAnswer(task.name, answer);
}

function checkTrials(task: Task): void {
  const p = taskValues(task);
  const channels = channelsOf(task, p);
  checkChannels(task.name, "inputs", channels.inputs);
  checkChannels(task.name, "outputs", channels.outputs);
  checkNoise(task, channels.inputs, task.inputNoise(p, task.dtMs));
  const longest = task.durationMs(p);
  if (!(longest > 0 && longest < Number.POSITIVE_INFINITY))
    refuse(
      "durationMs",
      `durationMs of task ${task.name} gives ${shown(longest)}; expected the longest trial in ms.`,
    );
  if (!isRecord(task.conditions(p)))
    refuse(
      "conditions",
      `conditions of task ${task.name} gives ${shown(task.conditions(p))}; expected an object; use {} for none.`,
    );
  for (let i = 0; i < TRIALS; i++) {
    const stream = randomStream(0).split(`trial ${i}`);
    const trial = task.trial(p, uniformsOf(stream));
    checkTrial(trial, channels);
    checkPlayed(task, p, trial, channels);
    const total = trial.epochs.reduce((sum, [, ms]) => sum + ms, 0);
    if (total > longest * (1 + 1e-9))
      refuse(
        "durationMs",
        `a trial of task ${task.name} lasts ${total} ms but its durationMs is ${longest}; expected the longest.`,
      );
    if (JSON.stringify(trial) !== JSON.stringify(task.trial(p, uniformsOf(stream))))
      refuse(
        "trial",
        `two trials of task ${task.name} from the same random numbers differ; expected all randomness to come from the argument.`,
      );
    if (task.psychometric !== undefined && typeof trial.condition[task.psychometric] !== "number")
      refuse(
        "psychometric",
        `task ${task.name} names "${task.psychometric}" as strength of its stimulus, which is no number in its trials' conditions.`,
      );
  }
}

/**
 * A task made elsewhere, checked: its form, its parameters, and a few of its trials with the default parameters.
 * @throws InputError for the first thing that is wrong
 */
export function checkTask(value: unknown): Task {
  if (!isRecord(value))
    refuse(
      "task",
      `the task is ${shown(value)}; expected the object that defineTask gives; make it the default export.`,
    );
  checkForm(value);
  checkParams(value.name, value.params);
  const task = value as Record<string, unknown> & Task<TaskParameterTable>;
  try {
    checkTrials(task);
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") throw error;
    refuse(
      "task",
      `task ${task.name} fails with its default parameters: ${String(error)}; expected a trial.`,
    );
  }
  return task;
}
