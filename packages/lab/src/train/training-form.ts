import { activations, conventions } from "@isocortex/models";
import { z } from "zod";

const name = z.string().min(1).max(200);
const positive = z.number().positive().max(1e6);
const fraction = z.number().min(0).max(1);
const count = (most: number) => z.number().int().min(1).max(most);
const bits = z.array(z.array(z.union([z.literal(0), z.literal(1)])).max(4096)).max(4096);
const taskParameters = z.record(name, z.union([z.number(), z.array(z.number()).min(1).max(1000)]));

const balanced = {
  balance: z.boolean().optional().describe("Whether excitation of each unit is scaled to its inhibition."),
  radius: positive.optional().describe("Spectral radius that the effective matrix is scaled to."),
};
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
  input: bits.optional().describe("(hidden, inputs)."),
  recurrent: bits.optional().describe("(hidden, hidden), [post][pre]."),
  output: bits.optional().describe("(outputs, hidden)."),
});

const area = z.strictObject({
  name: name.describe("As projections and a connectome have it."),
  units: count(4096).describe("Number of its units."),
  excitatory: z.number().int().min(0).optional().describe("How many of them, the first ones, excite."),
});
const only = z.literal("excitatory").optional().describe("Whether excitatory units alone send.");

/** A network as a training describes it. */
export const networkForm = z.strictObject({
  cell: z
    .enum(["leaky", "elman", "lstm", "gru", "leaky-gru", "feedforward"])
    .default("leaky")
    .describe("The cell."),
  convention: z
    .enum(conventions)
    .optional()
    .describe("Of a leaky network, where leak and nonlinearity stand: rate when left out."),
  hidden: count(4096).default(100).describe("Hidden units."),
  activation: z
    .enum(Object.keys(activations) as [keyof typeof activations])
    .optional()
    .describe("Of leaky, Elman and feedforward networks: relu when left out."),
  tauMs: z
    .union([positive, z.array(positive).min(1).max(4096)])
    .optional()
    .describe(
      "Of leaky networks, one or one per unit, and of the leaky GRU: 100 ms when left out, or the step where that is longer.",
    ),
  noise: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      "Of a leaky network: standard deviation of the recurrent noise averaged over one tau, 0.05 when left out.",
    ),
  window: count(64).default(1).describe("Steps of input that a feedforward network sees at once."),
  dale: z
    .strictObject({
      ratio: fraction.optional().describe("Part of the units that excite, the first ones."),
      signs: z
        .array(z.union([z.literal(1), z.literal(-1)]))
        .optional()
        .describe("Of each unit, instead of a ratio."),
      form: z.enum(["abs", "rectify"]).default("abs").describe("How weights keep their sign."),
      positiveInput: z.boolean().default(true).describe("Whether inputs excite alone."),
      excitatoryOutput: z.boolean().default(true).describe("Whether excitatory units alone are read out."),
    })
    .optional()
    .describe("Dale's law: each unit excites or inhibits; none when left out."),
  autapses: z.boolean().default(true).describe("Whether units connect to themselves."),
  masks: masks.default({}).describe("0 where there is no connection."),
  trainable: masks.default({}).describe("0 where an entry keeps the value it starts from."),
  areas: z.array(area).min(1).max(500).optional().describe("Areas, each a run of the hidden units."),
  projections: z
    .array(
      z.strictObject({
        from: name.describe("Area that sends."),
        to: name.describe("Area that receives."),
        only,
      }),
    )
    .max(100_000)
    .optional()
    .describe("Connections between areas."),
  connectome: z
    .strictObject({
      name: name.describe("By its name, or a .csv or .npz beside the training."),
      threshold: z.number().min(0).optional().describe("Weakest link that is kept."),
      density: fraction.optional().describe("Part of the links that is kept, the strongest, instead."),
      only,
      weights: z
        .boolean()
        .default(false)
        .describe("Start from the connectome's weights instead of the initialiser."),
    })
    .optional()
    .describe("Links between areas from a connectome by area names."),
  initialise: z.record(name, initialiser).default({}).describe("What weights start from, by their names."),
  fixed: z.array(name).max(50).default([]).describe("Weights that stay as they start."),
});

const penalty = z.strictObject({
  l1: z.number().min(0).default(0).describe("Coefficient of the mean of |weight|."),
  l2: z.number().min(0).default(0).describe("Coefficient of the mean of weight²."),
});
const belowOne = z.number().min(0).lt(1);
const adam = { beta1: belowOne.optional(), beta2: belowOne.optional(), epsilon: positive.optional() };
const rate = {
  rate: positive.default(1e-3),
  warmUp: z.number().int().min(0).max(1e6).default(0).describe("Updates in which the rate rises to it."),
};

/** How a network is trained. */
export const learningForm = z.strictObject({
  batch: count(65_536).default(64).describe("Trials of an update."),
  shards: count(256)
    .default(4)
    .describe(
      "A batch is computed in this many parts, summed in order: the bits do not depend on the number of workers.",
    ),
  updates: count(10_000_000).default(5000).describe("Most updates of the weights."),
  loss: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.enum(["mse", "mse-all"]), output: z.enum(["linear", "sigmoid"]).optional() }),
      z.strictObject({ kind: z.literal("lsq") }),
      z.strictObject({ kind: z.literal("bce"), clip: fraction.optional() }),
      z.strictObject({ kind: z.literal("softmax") }),
    ])
    .optional()
    .describe("What is made small: what suits the task's outputs when left out."),
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
    .default({ kind: "adam" })
    .describe("How a gradient becomes a step."),
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
    .default({ kind: "constant", rate: 1e-3, warmUp: 0 })
    .describe("Size of a step over updates."),
  clip: z
    .union([
      z.literal("none"),
      z.strictObject({
        by: z
          .enum(["variable", "global", "entry"])
          .describe("Of what: of each weight, of all together, of each number."),
        limit: positive.describe("Largest norm, or largest size of a number."),
      }),
    ])
    .default({ by: "global", limit: 1 })
    .describe("Largest gradient."),
  truncateAfter: count(1e6)
    .optional()
    .describe("Steps after which gradients flow no further back: all when left out."),
  penalties: z
    .strictObject({
      input: penalty.optional().describe("Of input weights."),
      recurrent: penalty.optional().describe("Of recurrent weights."),
      output: penalty.optional().describe("Of output weights."),
      rates: z.number().min(0).optional().describe("Coefficient of the mean of rate²."),
      vanishing: z
        .number()
        .min(0)
        .optional()
        .describe(
          "Coefficient of the term that keeps gradients of a leaky network from vanishing; pycog's is 2.",
        ),
    })
    .default({})
    .describe("What is added to the loss."),
  validation: z
    .strictObject({
      every: count(1e6).default(50).describe("Updates from one to the next."),
      trials: count(65_536).default(256).describe("How many it is tested on."),
      fresh: z
        .boolean()
        .default(false)
        .describe("New trials at every validation, as PsychRNN does, instead of the same ones."),
    })
    .prefault({})
    .describe("When and on how many trials the network is tested; the weights of the best one are kept."),
  metric: z
    .enum(["accuracy", "balancedAccuracy"])
    .default("accuracy")
    .describe("What decides which validation is best, and whether a stage is passed."),
  stop: z
    .strictObject({
      target: z.number().min(0).max(1).default(0.9).describe("Part of correct trials."),
      passes: count(1000).default(3).describe("Validations in a row that must reach it."),
    })
    .optional()
    .describe("When to stop before the last update: never when left out."),
  curriculum: z
    .strictObject({
      stages: z
        .array(
          z.strictObject({
            task: taskParameters.describe("Parameters of the task that differ in this stage."),
            threshold: z.number().describe("The stage is passed at this value of the metric or above."),
            floor: z.number().optional().describe("Below this value training goes back a stage."),
          }),
        )
        .min(1)
        .max(100)
        .describe("From easy to hard."),
      every: count(1e6).default(10).describe("Updates from one check to the next."),
      checks: count(1000).default(1).describe("Checks in a row that must pass."),
      mix: z
        .array(z.number().min(0))
        .max(100)
        .optional()
        .describe("How often trials of the stages before are mixed in; the current stage counts 1."),
    })
    .optional()
    .describe("Stages of the task; its checks are the validations."),
  checkpointEvery: count(1e6).default(100).describe("Updates from one checkpoint to the next."),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const keptFile = z.strictObject({
  file: name.describe("Its name, beside the training."),
  sha256: sha256.describe("Its SHA-256."),
});

/** A training. */
export const trainingForm = z.strictObject({
  isocortex: z.literal(1).describe("Version of the format."),
  name: name.optional().describe("What it is called in reports and folders."),
  task: name
    .optional()
    .describe(
      "A task by its name, see isocortex list tasks; left out where a task of one's own comes with it.",
    ),
  taskFile: keptFile
    .extend({
      imports: z.record(name, sha256).optional().describe("SHA-256 of the modules that it imports."),
    })
    .optional()
    .describe(
      "Module of the user's own that holds the task, beside the training, with the modules that it imports.",
    ),
  startFrom: keptFile
    .optional()
    .describe("Weights to start from instead of drawn ones, an .npz beside the training."),
  taskParameters: taskParameters.default({}).describe("Parameters of the task that are not its usual ones."),
  dtMs: z.number().positive().max(60_000).optional().describe("The step: the task's when left out."),
  network: networkForm.prefault({}).describe("What is trained."),
  training: learningForm.prefault({}).describe("How it is trained."),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe("Root of all randomness."),
  precision: z.enum(["f32", "f64"]).default("f32").describe("Of all numbers."),
  fast: z.boolean().default(false).describe("Relaxed SIMD: faster, its bits not promised."),
});
