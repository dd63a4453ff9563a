import * as z from "zod";
import { checkForm } from "./check-form.js";

const name = z.string().min(1).max(200);
const ms = z.number().min(0).max(1e9);

/** Largest size of a stimulus, in the unit of its channel. */
export const MOST_AMPLITUDE = 1e6;

const stimulus = z.strictObject({
  name: name.optional().describe("What it is called in figures."),
  input: name.describe("An input channel of the model, such as E or dendrite-E1."),
  areas: z.array(name).min(1).max(2000).describe('Areas that get it, or "all".'),
  startMs: ms.describe("First moment."),
  endMs: ms.describe("End, not included."),
  amplitude: z
    .union([z.number().min(-MOST_AMPLITUDE).max(MOST_AMPLITUDE), z.string().max(40)])
    .describe('In the unit of the channel; a text may give it in another ("100 pA").'),
});

/** How experiments say what is kept. */
export const recordShape = {
  variable: name.describe("A variable or readout of the model."),
  everyMs: z
    .number()
    .positive()
    .max(1e9)
    .optional()
    .describe("Time between samples: about 1000 samples of each variable when left out."),
  areas: z.array(name).min(1).max(2000).optional().describe("Areas that are kept: all when left out."),
};
const record = z.strictObject(recordShape);

const analysis = z.looseObject({
  name: name.describe("An analysis by its name; its options stand beside it."),
});

/** How experiments and analyses of dynamics name a model. */
export const modelShape = {
  isocortex: z.literal(1).describe("Version of the format."),
  name: name.optional().describe("What it is called in reports and folders."),
  model: name.describe("A model by its name, see isocortex list models."),
  preset: name.optional().describe("A set of parameters that the model has under a name."),
  connectome: name
    .optional()
    .describe(
      "A connectome by its name, or a .csv or .npz of one beside the experiment: the model's when left out.",
    ),
  parameters: z
    .record(name, z.union([z.number(), z.string().max(40)]))
    .optional()
    .describe('Parameters that are not as published; a text may have a unit ("20 ms").'),
  options: z
    .record(name, z.union([z.string(), z.boolean()]))
    .optional()
    .describe("Options that are not the model's first ones."),
};

const schema = z.strictObject({
  ...modelShape,
  stimuli: z
    .array(stimulus)
    .max(1000)
    .optional()
    .describe("What goes in, and when: the model's protocol when left out."),
  integrator: z.enum(["euler", "heun", "rk4"]).optional().describe("euler when left out."),
  dtMs: z.number().positive().max(1000).optional().describe("The step: the model's when left out."),
  durationMs: z.number().positive().max(1e7).optional().describe("The model's when left out."),
  trials: z.number().int().min(1).max(100_000).optional().describe("1 when left out."),
  initial: z
    .record(name, z.number().min(-1e6).max(1e6))
    .optional()
    .describe("Starting values by variable, the same in every trial and area."),
  noise: z.boolean().optional().describe("Whether the model's noise is on: off when left out."),
  seed: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe("Root of all randomness: 1 when left out."),
  precision: z.enum(["f64", "f32"]).optional().describe("f64 when left out."),
  fast: z.boolean().optional().describe("Relaxed SIMD: faster, its bits not promised."),
  record: z
    .array(record)
    .min(1)
    .max(200)
    .optional()
    .describe("What is kept: the variables of the model's protocol when left out."),
  audit: z
    .boolean()
    .optional()
    .describe("Whether a prefix is run with half the step, and compared: true when left out."),
  analyses: z.array(analysis).max(50).optional().describe("What is computed from what was kept."),
});

/** An experiment, version 1, as a user writes it; what is left out is the model's published protocol. */
export type Experiment = z.infer<typeof schema>;
export type StimulusSpec = z.infer<typeof stimulus>;
export type RecordSpec = z.infer<typeof record>;
export type AnalysisSpec = z.infer<typeof analysis>;

/** What an experiment may say. */
export const experimentKeys: readonly string[] = Object.keys(schema.shape);

/**
 * The experiment, once its form is known to be right; names are checked against the model by `resolveExperiment`.
 * @throws InputError naming the path, what was got and what is allowed
 */
export function parseExperiment(value: unknown): Experiment {
  return checkForm(schema, value, {
    what: "an experiment",
    alternatives: "expected a number, or a text with a unit",
  });
}

/** The form of an experiment. */
export const experimentForm: z.ZodType = schema;
