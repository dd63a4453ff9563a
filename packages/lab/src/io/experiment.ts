import * as z from "zod";
import { checkForm } from "./check-form.js";

const name = z.string().min(1).max(200);
const ms = z.number().min(0).max(1e9);

/** Largest size of a stimulus, in the unit of its channel. */
export const MOST_AMPLITUDE = 1e6;

const stimulus = z.strictObject({
  name: name.optional(),
  /** An input channel of the model, such as `E` or `dendrite-E1`. */
  input: name,
  /** Names of areas, or "all". */
  areas: z.array(name).min(1).max(2000),
  startMs: ms,
  endMs: ms,
  /** In the unit of the channel; a text may give it in another ("100 pA"). */
  amplitude: z.union([z.number().min(-MOST_AMPLITUDE).max(MOST_AMPLITUDE), z.string().max(40)]),
});

const record = z.strictObject({
  variable: name,
  everyMs: z.number().positive().max(1e9).optional(),
  areas: z.array(name).min(1).max(2000).optional(),
});

const analysis = z.looseObject({ name });

/** How experiments and analyses of dynamics name a model. */
export const modelShape = {
  isocortex: z.literal(1),
  name: name.optional(),
  model: name,
  preset: name.optional(),
  connectome: name.optional(),
  parameters: z.record(name, z.union([z.number(), z.string().max(40)])).optional(),
  options: z.record(name, z.union([z.string(), z.boolean()])).optional(),
};

const schema = z.strictObject({
  ...modelShape,
  stimuli: z.array(stimulus).max(1000).optional(),
  integrator: z.enum(["euler", "heun", "rk4"]).optional(),
  dtMs: z.number().positive().max(1000).optional(),
  durationMs: z.number().positive().max(1e7).optional(),
  trials: z.number().int().min(1).max(100_000).optional(),
  /** Starting values by variable. */
  initial: z.record(name, z.number().min(-1e6).max(1e6)).optional(),
  noise: z.boolean().optional(),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  precision: z.enum(["f64", "f32"]).optional(),
  fast: z.boolean().optional(),
  record: z.array(record).min(1).max(200).optional(),
  audit: z.boolean().optional(),
  analyses: z.array(analysis).max(50).optional(),
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

/** JSON Schema of the experiment format, for editors. */
export function experimentSchema(): unknown {
  return z.toJSONSchema(schema);
}
