import { z } from "zod";
import { checkForm } from "./check-form.js";
import { MOST_AMPLITUDE, modelShape, recordShape } from "./experiment.js";

const name = z.string().min(1).max(200);
const ms = z.number().min(0).max(1e9);
const units = z
  .array(name)
  .min(1)
  .max(5000)
  .describe('Units ("unit 0", ...), "excitatory", "inhibitory" under Dale\'s law, or areas of the network.');

const current = z.strictObject({
  name: name.optional().describe("What it is called in figures."),
  input: name.describe(
    'What it adds to: "current", the input of a unit\'s nonlinearity; for gated cells the drive of a gate, by its letter.',
  ),
  areas: units,
  startMs: ms.describe("First moment, from the start of the trial."),
  endMs: ms.describe("End, not included."),
  amplitude: z
    .number()
    .min(-MOST_AMPLITUDE)
    .max(MOST_AMPLITUDE)
    .describe("Added at every step, in the dimensionless unit of W u + b."),
});

const silence = z.strictObject({
  name: name.optional().describe("What it is called in figures."),
  areas: units,
  startMs: ms
    .optional()
    .describe("First moment: the start of the trial, initial state and all, when left out."),
  endMs: ms.optional().describe("End, not included: the end of the longest trial when left out."),
});

const schema = z.strictObject({
  isocortex: modelShape.isocortex,
  name: modelShape.name,
  model: z.literal("trained").describe("A trained network."),
  training: name
    .optional()
    .describe("Folder of the finished training, or of a run of it, relative to this file."),
  taskParameters: z
    .record(name, z.union([z.number(), z.array(z.number()).min(1).max(1000)]))
    .optional()
    .describe("Parameters of the task that are not those of the training."),
  conditions: z
    .record(name, z.union([z.string().max(200), z.number(), z.boolean()]))
    .optional()
    .describe("Conditions of the trials that are set instead of drawn."),
  dtMs: z.number().positive().max(60_000).optional().describe("The step of the training when left out."),
  trials: z.number().int().min(1).max(65_536).optional().describe("64 when left out."),
  noise: z
    .boolean()
    .optional()
    .describe(
      "False switches off the noise of the network and of the task's inputs; as in training when left out.",
    ),
  seed: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe(
      "Of trials and noise: the training's when left out, whose trials are those that its report scores.",
    ),
  stimuli: z.array(current).max(1000).optional().describe("Currents into units."),
  silence: z.array(silence).max(1000).optional().describe("Units whose rates are held at 0 in a window."),
  lesions: z
    .array(name)
    .max(1000)
    .optional()
    .describe(
      'Weights that are 0 for the whole run: pathways by the names of the analysis "lesions" ("recurrent", "E->I", "input cue"), or what units send.',
    ),
  record: z
    .array(
      z.strictObject({
        ...recordShape,
        areas: recordShape.areas.describe("Units, groups of units, or channels; all when left out."),
      }),
    )
    .min(1)
    .max(200)
    .optional()
    .describe("inputs, outputs, rates, and state where the cell has one besides its rate."),
  analyses: z
    .array(z.looseObject({ name: name.describe("An analysis by its name; its options stand beside it.") }))
    .max(50)
    .optional()
    .describe("Analyses of the network with its lesions, as of isocortex analyse."),
});

/** An experiment on a trained network as a user writes it. */
export type TrainedExperiment = z.infer<typeof schema>;

/** What an experiment on a trained network may say. */
export const trainedExperimentKeys: readonly string[] = Object.keys(schema.shape);

/** The form of such an experiment. */
export const trainedExperimentForm: z.ZodType = schema;

/** Whether an experiment is of a trained network; everything else about it may be wrong. */
export function isOfTrained(experiment: unknown): boolean {
  return (
    typeof experiment === "object" &&
    experiment !== null &&
    "model" in experiment &&
    experiment.model === "trained"
  );
}

/** @throws InputError naming the path, what was got and what is allowed */
export function parseTrainedExperiment(value: unknown): TrainedExperiment {
  return checkForm(schema, value, {
    what: "an experiment",
    alternatives: "expected a number, or a list of numbers",
  });
}
