import { InputError } from "@isocortex/core-wasm";
import { type Task, tasks, taskValues } from "@isocortex/tasks";
import * as z from "zod";
import { checkForm } from "../io/check-form.js";
import { didYouMean } from "../io/did-you-mean.js";
import { startCurriculum } from "./curriculum.js";
import type { LossSpec } from "./losses.js";
import { type learningForm, type networkForm, trainingForm } from "./training-form.js";

/** A training as a user writes it, version 1. */
export type Training = z.input<typeof trainingForm>;
/** A training with nothing left out. */
export type ResolvedTraining = Omit<z.output<typeof trainingForm>, "dtMs" | "name" | "task" | "training"> & {
  readonly name: string;
  readonly task: string;
  readonly dtMs: number;
  readonly training: Omit<z.output<typeof learningForm>, "loss"> & { readonly loss: LossSpec };
};
export type NetworkSpec = ResolvedTraining["network"];

/** Tasks of a user's own, by the name that a training uses for them. */
export type OwnTasks = Readonly<Record<string, Task>>;

/** @throws InputError when there is no such task */
export function findTask(wanted: string, own: OwnTasks = {}): Task {
  const found = Object.hasOwn(own, wanted) ? own[wanted] : tasks.get(wanted);
  if (found) return found;
  throw new InputError(`there is no task "${wanted}"; ${didYouMean(wanted, [...tasks.keys()])}`, {
    path: "task",
  });
}

function wantedTask(named: string | undefined, own: OwnTasks = {}): string {
  const wanted = named ?? Object.keys(own)[0];
  if (wanted !== undefined) return wanted;
  throw new InputError(`task is missing; expected the name of a task, such as "odr".`, { path: "task" });
}

const USUAL_TAU_MS = 100;

/** What a cell has of the settings that not every cell has, with their usual values. */
function settingsOf(cell: z.output<typeof networkForm>["cell"], dtMs: number) {
  const tauMs = Math.max(USUAL_TAU_MS, dtMs);
  switch (cell) {
    case "leaky":
      return { convention: "rate", activation: "relu", tauMs, noise: 0.05 } as const;
    case "leaky-gru":
      return { tauMs };
    case "lstm":
    case "gru":
      return {};
    default:
      return { activation: "relu" } as const;
  }
}

const settings = ["convention", "activation", "tauMs", "noise"] as const;

/** The network with the settings that its cell has filled in. @throws InputError for one that it does not have */
function resolveNetwork(given: z.output<typeof networkForm>, dtMs: number): z.output<typeof networkForm> {
  const usual = settingsOf(given.cell, dtMs);
  const foreign = settings.find((name) => given[name] !== undefined && !Object.hasOwn(usual, name));
  if (foreign !== undefined) {
    throw new InputError(
      `network.${foreign} is ${JSON.stringify(given[foreign])}, but a network of cell "${given.cell}" has none; leave it out.`,
      { path: `network.${foreign}` },
    );
  }
  return { ...usual, ...given };
}

const naturalLoss = {
  linear: { kind: "mse" },
  sigmoid: { kind: "bce" },
  softmax: { kind: "softmax" },
} as const;

/**
 * The training with everything filled in that it leaves out.
 * @throws InputError naming the path, what was got and what is allowed
 */
export function resolveTraining(value: unknown, own?: OwnTasks): ResolvedTraining {
  const form = checkForm(trainingForm, value, {
    what: "a training",
    alternatives: "expected another form (see `isocortex help train`)",
  });
  const task = findTask(wantedTask(form.task, own), own);
  const { training: given } = form;
  if (given.stop && given.curriculum) {
    throw new InputError(
      "training.stop and training.curriculum are both given; a curriculum ends when its last stage passes its threshold.",
      { path: "training.stop" },
    );
  }
  const stages = given.curriculum?.stages ?? [];
  for (const parameters of [
    form.taskParameters,
    ...stages.map((stage) => ({ ...form.taskParameters, ...stage.task })),
  ])
    taskValues(task, parameters);
  if (given.curriculum)
    startCurriculum({
      ...given.curriculum,
      stages: stages.map((stage) => ({ ...stage, metric: given.metric })),
    });
  const dtMs = form.dtMs ?? task.dtMs;
  return {
    ...form,
    task: task.name,
    name: form.name ?? task.name,
    dtMs,
    network: resolveNetwork(form.network, dtMs),
    training: { ...given, loss: given.loss ?? naturalLoss[task.output] },
  };
}

/** What a training may say. */
export const trainingKeys: readonly string[] = Object.keys(trainingForm.shape);

/** JSON Schema of the training format, for editors. */
export function trainingSchema(): unknown {
  return z.toJSONSchema(trainingForm, { io: "input" });
}
