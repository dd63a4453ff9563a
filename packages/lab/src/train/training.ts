import { InputError } from "@isocortex/core-wasm";
import { activations, conventions } from "@isocortex/models";
import { type Task, tasks, taskValues } from "@isocortex/tasks";
import * as z from "zod";
import { checkForm } from "../io/check-form.js";
import { didYouMean } from "../io/did-you-mean.js";
import { startCurriculum } from "./curriculum.js";
import type { LossSpec } from "./losses.js";

const name = z.string().min(1).max(200);
const positive = z.number().positive().max(1e6);
const fraction = z.number().min(0).max(1);
const count = (most: number) => z.number().int().min(1).max(most);
const bits = z.array(z.array(z.union([z.literal(0), z.literal(1)])).max(4096)).max(4096);
const taskParameters = z.record(name, z.union([z.number(), z.array(z.number()).min(1).max(1000)]));

const balanced = { balance: z.boolean().optional(), radius: positive.optional() };
const initialiser = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), value: z.number(), ...balanced }),
  z.strictObject({
    kind: z.literal("normal"),
    mean: z.number().optional(),
    sd: z.number().min(0),
    ...balanced,
  }),
  z.strictObject({ kind: z.literal("uniform"), low: z.number(), high: z.number(), ...balanced }),
  z.strictObject({ kind: z.enum(["glorot-normal", "glorot-uniform"]), ...balanced }),
  z.strictObject({ kind: z.enum(["orthogonal", "identity"]), gain: z.number().optional(), ...balanced }),
  z.strictObject({ kind: z.literal("gamma"), mean: positive.optional(), ...balanced }),
]);

const masks = z.strictObject({
  input: bits.optional(),
  recurrent: bits.optional(),
  output: bits.optional(),
});

const area = z.strictObject({ name, units: count(4096), excitatory: z.number().int().min(0).optional() });
const only = z.literal("excitatory").optional();

const network = z.strictObject({
  cell: z.enum(["leaky", "elman", "lstm", "gru", "leaky-gru", "feedforward"]).default("leaky"),
  /** Of a leaky network: `rate` when left out. */
  convention: z.enum(conventions).optional(),
  hidden: count(4096).default(100),
  /** Of leaky, Elman and feedforward networks: `relu` when left out. */
  activation: z.enum(Object.keys(activations) as [keyof typeof activations]).optional(),
  /** Of leaky networks and the leaky GRU: 100 ms when left out, or the step where that is longer. */
  tauMs: z.union([positive, z.array(positive).min(1).max(4096)]).optional(),
  /** Of a leaky network: standard deviation of the recurrent noise averaged over one tau, 0.05 when left out. */
  noise: z.number().min(0).max(100).optional(),
  /** Steps of input that a feedforward network sees at once. */
  window: count(64).default(1),
  dale: z
    .strictObject({
      ratio: fraction.optional(),
      signs: z.array(z.union([z.literal(1), z.literal(-1)])).optional(),
      form: z.enum(["abs", "rectify"]).default("abs"),
      positiveInput: z.boolean().default(true),
      excitatoryOutput: z.boolean().default(true),
    })
    .optional(),
  autapses: z.boolean().default(true),
  masks: masks.default({}),
  /** 0 where an entry keeps the value it starts from. */
  trainable: masks.default({}),
  areas: z.array(area).min(1).max(500).optional(),
  projections: z
    .array(z.strictObject({ from: name, to: name, only }))
    .max(100_000)
    .optional(),
  /** Links between areas from a connectome by area names. */
  connectome: z
    .strictObject({
      name,
      threshold: z.number().min(0).optional(),
      density: fraction.optional(),
      only,
      /** Start from the connectome's weights instead of the initialiser. */
      weights: z.boolean().default(false),
    })
    .optional(),
  initialise: z.record(name, initialiser).default({}),
  /** Weights that stay as they start. */
  fixed: z.array(name).max(50).default([]),
});

const penalty = z.strictObject({ l1: z.number().min(0).default(0), l2: z.number().min(0).default(0) });
const belowOne = z.number().min(0).lt(1);
const adam = { beta1: belowOne.optional(), beta2: belowOne.optional(), epsilon: positive.optional() };
const rate = { rate: positive.default(1e-3), warmUp: z.number().int().min(0).max(1e6).default(0) };

const training = z.strictObject({
  batch: count(65_536).default(64),
  /** A batch is computed in this many parts, summed in order: the bits do not depend on the number of workers. */
  shards: count(256).default(4),
  /** Most updates of the weights. */
  updates: count(10_000_000).default(5000),
  loss: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.enum(["mse", "mse-all"]), output: z.enum(["linear", "sigmoid"]).optional() }),
      z.strictObject({ kind: z.literal("lsq") }),
      z.strictObject({ kind: z.literal("bce"), clip: fraction.optional() }),
      z.strictObject({ kind: z.literal("softmax") }),
    ])
    .optional(),
  optimiser: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("sgd") }),
      z.strictObject({ kind: z.literal("momentum"), momentum: belowOne.optional() }),
      z.strictObject({
        kind: z.literal("rmsprop"),
        decay: belowOne.optional(),
        epsilon: positive.optional(),
      }),
      z.strictObject({ kind: z.enum(["adam", "adam-tf1"]), ...adam }),
      z.strictObject({ kind: z.literal("adamw"), weightDecay: z.number().min(0).optional(), ...adam }),
    ])
    .default({ kind: "adam" }),
  learningRate: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("constant"), ...rate }),
      z.strictObject({ kind: z.enum(["step", "exponential"]), factor: positive, every: count(1e7), ...rate }),
      z.strictObject({
        kind: z.literal("cosine"),
        updates: count(1e7),
        last: z.number().min(0).default(0),
        ...rate,
      }),
    ])
    .default({ kind: "constant", rate: 1e-3, warmUp: 0 }),
  clip: z
    .union([
      z.literal("none"),
      z.strictObject({ by: z.enum(["variable", "global", "entry"]), limit: positive }),
    ])
    .default({ by: "global", limit: 1 }),
  truncateAfter: count(1e6).optional(),
  penalties: z
    .strictObject({
      input: penalty.optional(),
      recurrent: penalty.optional(),
      output: penalty.optional(),
      /** Coefficient of the mean of rate². */
      rates: z.number().min(0).optional(),
      /** Coefficient of the term that keeps gradients of a leaky network from vanishing; pycog's is 2. */
      vanishing: z.number().min(0).optional(),
    })
    .default({}),
  validation: z
    .strictObject({
      every: count(1e6).default(50),
      trials: count(65_536).default(256),
      /** New trials at every validation, as PsychRNN does, instead of the same ones. */
      fresh: z.boolean().default(false),
    })
    .prefault({}),
  metric: z.enum(["accuracy", "balancedAccuracy"]).default("accuracy"),
  stop: z
    .strictObject({ target: z.number().min(0).max(1).default(0.9), passes: count(1000).default(3) })
    .optional(),
  /** Its checks are the validations. */
  curriculum: z
    .strictObject({
      stages: z
        .array(
          z.strictObject({
            task: taskParameters,
            threshold: z.number(),
            floor: z.number().optional(),
          }),
        )
        .min(1)
        .max(100),
      every: count(1e6).default(10),
      checks: count(1000).default(1),
      mix: z.array(z.number().min(0)).max(100).optional(),
    })
    .optional(),
  checkpointEvery: count(1e6).default(100),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const keptFile = z.strictObject({ file: name, sha256 });

const schema = z.strictObject({
  isocortex: z.literal(1),
  name: name.optional(),
  /** May be left out where a task of the user's own comes with the training. */
  task: name.optional(),
  /** Module of the user's own that holds the task, beside the training, with the modules that it imports. */
  taskFile: keptFile.extend({ imports: z.record(name, sha256).optional() }).optional(),
  /** Weights to start from instead of drawn ones, an .npz beside the training. */
  startFrom: keptFile.optional(),
  taskParameters: taskParameters.default({}),
  dtMs: z.number().positive().max(60_000).optional(),
  network: network.prefault({}),
  training: training.prefault({}),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  precision: z.enum(["f32", "f64"]).default("f32"),
  fast: z.boolean().default(false),
});

/** A training as a user writes it, version 1. */
export type Training = z.input<typeof schema>;
/** A training with nothing left out. */
export type ResolvedTraining = Omit<z.output<typeof schema>, "dtMs" | "name" | "task" | "training"> & {
  readonly name: string;
  readonly task: string;
  readonly dtMs: number;
  readonly training: Omit<z.output<typeof training>, "loss"> & { readonly loss: LossSpec };
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
function settingsOf(cell: z.output<typeof network>["cell"], dtMs: number) {
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
function resolveNetwork(given: z.output<typeof network>, dtMs: number): z.output<typeof network> {
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
  const form = checkForm(schema, value, {
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
export const trainingKeys: readonly string[] = Object.keys(schema.shape);

/** JSON Schema of the training format, for editors. */
export function trainingSchema(): unknown {
  return z.toJSONSchema(schema, { io: "input" });
}
