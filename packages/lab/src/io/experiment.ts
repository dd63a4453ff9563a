import { InputError } from "@isocortex/core-wasm";
import { z } from "zod";
import { didYouMean } from "./did-you-mean.js";

const name = z.string().min(1).max(200);
const ms = z.number().min(0).max(1e9);

/** Largest size of a stimulus, in the unit of its channel. */
export const MOST_AMPLITUDE = 1e6;

const stimulus = z.strictObject({
  name: name.optional(),
  /** An input channel of the model, such as `E` or `dendrite-E1`. */
  input: name,
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

const schema = z.strictObject({
  isocortex: z.literal(1),
  name: name.optional(),
  model: name,
  preset: name.optional(),
  connectome: name.optional(),
  parameters: z.record(name, z.union([z.number(), z.string().max(40)])).optional(),
  options: z.record(name, z.union([z.string(), z.boolean()])).optional(),
  stimuli: z.array(stimulus).max(1000).optional(),
  integrator: z.enum(["euler", "heun", "rk4"]).optional(),
  dtMs: z.number().positive().max(1000).optional(),
  durationMs: z.number().positive().max(1e7).optional(),
  trials: z.number().int().min(1).max(100_000).optional(),
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

const keysAt: Readonly<Record<string, readonly string[]>> = {
  "": experimentKeys,
  stimuli: Object.keys(stimulus.shape),
  record: Object.keys(record.shape),
};

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    "",
  );
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key as string],
    value,
  );
}

function shown(value: unknown): string {
  const number = typeof value === "number" || typeof value === "bigint";
  const text =
    value === undefined ? "missing" : number ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return `expected ${issue.origin === "number" ? "a number" : `${issue.origin} of size`} ${issue.inclusive ? ">=" : ">"} ${issue.minimum}`;
    case "too_big":
      return `expected ${issue.origin === "number" ? "a number" : `${issue.origin} of size`} ${issue.inclusive ? "<=" : "<"} ${issue.maximum}`;
    case "invalid_value":
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "invalid_type":
      return `expected ${issue.expected === "int" ? "a whole number" : issue.expected}`;
    case "invalid_union":
      return "expected a number, or a text with a unit";
    default:
      return issue.message;
  }
}

function toInputError(issue: z.core.$ZodIssue, value: unknown): InputError {
  const path = pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const known = keysAt[issue.path.length === 0 ? "" : String(issue.path[0])] ?? [];
    const full = path ? `${path}.${key}` : key;
    return new InputError(`"${full}" is not a key of an experiment; ${didYouMean(key, known)}`, {
      path: full,
    });
  }
  if (path === "isocortex") {
    return new InputError(
      `"isocortex" is ${shown(at(value, issue.path))}; expected 1, the version of the format.`,
      { path },
    );
  }
  const where = path === "" ? "the experiment" : path;
  return new InputError(`${where} is ${shown(at(value, issue.path))}; ${expectation(issue)}.`, { path });
}

const DEEPEST = 16;

/** Refuses what would make later walks recurse without end, and keys that mean something to JavaScript. @throws InputError */
function refuseHostile(experiment: unknown): void {
  const left: { value: unknown; path: readonly PropertyKey[] }[] = [{ value: experiment, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (value === null || typeof value !== "object") continue;
    if (path.length > DEEPEST) {
      const at = pathText(path.slice(0, 3));
      throw new InputError(`${at} is nested more than ${DEEPEST} deep; an experiment is flatter.`, {
        path: at,
      });
    }
    if (Object.hasOwn(value, "__proto__")) {
      const full = pathText([...path, "__proto__"]);
      throw new InputError(`"${full}" is not a key of an experiment; take it out.`, { path: full });
    }
    const list = Array.isArray(value);
    for (const [key, inner] of Object.entries(value))
      left.push({ value: inner, path: [...path, list ? Number(key) : key] });
  }
}

/**
 * The experiment, once its form is known to be right; names are checked against the model by `resolveExperiment`.
 * @throws InputError naming the path, what was got and what is allowed
 */
export function parseExperiment(value: unknown): Experiment {
  refuseHostile(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw toInputError(parsed.error.issues[0]!, value);
}

/** JSON Schema of the experiment format, for editors. */
export function experimentSchema(): unknown {
  return z.toJSONSchema(schema);
}
