import { InputError } from "@isocortex/core-wasm";
import { activations, conventions } from "@isocortex/models";
import { type Task, tasks, taskValues } from "@isocortex/tasks";
import { z } from "zod";
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
  convention: z.enum(conventions).default("rate"),
  hidden: count(4096).default(100),
  activation: z.enum(Object.keys(activations) as [keyof typeof activations]).default("relu"),
  /** 100 ms when left out, or the step where that is longer. */
  tauMs: z.union([positive, z.array(positive).min(1).max(4096)]).optional(),
  /** Standard deviation of the recurrent noise averaged over one tau. */
  noise: z.number().min(0).max(100).default(0.05),
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
const adam = { beta1: fraction.optional(), beta2: fraction.optional(), epsilon: positive.optional() };
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
      z.strictObject({ kind: z.literal("momentum"), momentum: fraction.optional() }),
      z.strictObject({
        kind: z.literal("rmsprop"),
        decay: fraction.optional(),
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
export type ResolvedTraining = Omit<
  z.output<typeof schema>,
  "dtMs" | "name" | "task" | "network" | "training"
> & {
  readonly name: string;
  readonly task: string;
  readonly dtMs: number;
  readonly network: Omit<z.output<typeof network>, "tauMs"> & { readonly tauMs: number | readonly number[] };
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
    network: { ...form.network, tauMs: form.network.tauMs ?? Math.max(USUAL_TAU_MS, dtMs) },
    training: { ...given, loss: given.loss ?? naturalLoss[task.output] },
  };
}

/** What a training may say. */
export const trainingKeys: readonly string[] = Object.keys(schema.shape);

/** JSON Schema of the training format, for editors. */
export function trainingSchema(): unknown {
  return z.toJSONSchema(schema, { io: "input" });
}
