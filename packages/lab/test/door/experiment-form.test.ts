import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { experimentKeys, parseExperiment } from "../../src/io/experiment.js";
import { experimentSchema } from "../../src/io/experiment-schema.js";
import { trainedExperimentKeys } from "../../src/io/trained-experiment.js";
import { trainingKeys, trainingSchema } from "../../src/train/training.js";

const base = { isocortex: 1, model: "chaudhuri-2015" };
const stimulus = { input: "E", areas: ["V1"], startMs: 0, endMs: 10, amplitude: 1 };

function refusal(value: unknown): { message: string; path: string | undefined } {
  try {
    parseExperiment(value);
  } catch (error) {
    if (isInputError(error)) return { message: error.message, path: error.path };
    throw error;
  }
  throw new Error("it was not refused");
}

describe("an experiment that is not one", () => {
  it.each([
    ["a text", "chaudhuri-2015"],
    ["null", null],
    ["nothing", undefined],
    ["a list", [base]],
    ["a number", 7],
  ])("is refused when it is %s", (_, value) => {
    expect(refusal(value).message).toMatch(/^the experiment is .*; expected object\.$/);
  });

  it("is refused with the version it claims and the one expected", () => {
    expect(refusal({ ...base, isocortex: 2 })).toEqual({
      message: '"isocortex" is 2; expected 1, the version of the format.',
      path: "isocortex",
    });
    expect(refusal({ model: "chaudhuri-2015" }).message).toBe(
      '"isocortex" is missing; expected 1, the version of the format.',
    );
  });
});

describe("a key that an experiment does not have", () => {
  it.each([
    [{ duration: 5 }, "duration", /"duration" is not a key of an experiment; did you mean "durationMs"\?/],
    [
      { weights: 5 },
      "weights",
      /"weights" is not a key of an experiment; expected one of isocortex, name, model/,
    ],
    [{ stimuli: [{ ...stimulus, starMs: 1 }] }, "stimuli[0].starMs", /did you mean "startMs"\?/],
    [
      { record: [{ variable: "rE" }, { variable: "rI", how: 2 }] },
      "record[1].how",
      /expected one of variable, everyMs, areas/,
    ],
    [{ constructor: 1 }, "constructor", /"constructor" is not a key/],
  ])("is refused: %j", (change, path, message) => {
    const refused = refusal({ ...base, ...change });
    expect(refused.path).toBe(path);
    expect(refused.message).toMatch(message);
  });

  it.each([
    ['{"__proto__": {"polluted": 1}}', "__proto__"],
    ['{"parameters": {"__proto__": 5}}', "parameters.__proto__"],
    ['{"options": {"__proto__": true}}', "options.__proto__"],
    ['{"stimuli": [{"__proto__": {"polluted": 1}}]}', "stimuli[0].__proto__"],
    ['{"analyses": [{"name": "persistence", "__proto__": {"polluted": 1}}]}', "analyses[0].__proto__"],
  ])("is refused and pollutes nothing: %s", (json, path) => {
    const refused = refusal(JSON.parse(`{"isocortex": 1, "model": "chaudhuri-2015", ${json.slice(1)}`));
    expect(refused).toMatchObject({ path, message: expect.stringContaining(`"${path}" is not a key`) });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe("a value of the wrong type", () => {
  it.each([
    [{ model: 5 }, "model", "model is 5; expected string."],
    [{ name: ["a"] }, "name", 'name is ["a"]; expected string.'],
    [{ parameters: [1] }, "parameters", "parameters is [1]; expected record."],
    [
      { parameters: { tauE: true } },
      "parameters.tauE",
      "parameters.tauE is true; expected a number, or a text with a unit.",
    ],
    [
      { options: { feedback: 1 } },
      "options.feedback",
      "options.feedback is 1; expected a number, or a text with a unit.",
    ],
    [{ stimuli: stimulus }, "stimuli", /^stimuli is \{"input":"E".*\.\.\.; expected array\.$/],
    [
      { stimuli: [{ ...stimulus, areas: "V1" }] },
      "stimuli[0].areas",
      'stimuli[0].areas is "V1"; expected array.',
    ],
    [
      { stimuli: [{ ...stimulus, amplitude: undefined }] },
      "stimuli[0].amplitude",
      /is missing; expected a number, or a text/,
    ],
    [{ record: [{}] }, "record[0].variable", "record[0].variable is missing; expected string."],
    [{ dtMs: "0.2" }, "dtMs", 'dtMs is "0.2"; expected number.'],
    [{ noise: "yes" }, "noise", 'noise is "yes"; expected boolean.'],
    [{ trials: 1.5 }, "trials", "trials is 1.5; expected a whole number."],
    [{ durationMs: Number.POSITIVE_INFINITY }, "durationMs", "durationMs is Infinity; expected number."],
    [{ dtMs: Number.NaN }, "dtMs", "dtMs is NaN; expected number."],
    [{ precision: "f16" }, "precision", 'precision is "f16"; expected "f64" or "f32".'],
    [
      { integrator: "leapfrog" },
      "integrator",
      'integrator is "leapfrog"; expected "euler" or "heun" or "rk4".',
    ],
    [{ analyses: [{}] }, "analyses[0].name", "analyses[0].name is missing; expected string."],
  ])("is refused with its path, what was got and what is expected: %j", (change, path, message) => {
    const refused = refusal({ ...base, ...change });
    expect(refused.path).toBe(path);
    expect(refused.message).toMatch(message);
  });
});

it("refuses a seed given as a BigInt: JSON has none", () => {
  expect(refusal({ ...base, seed: 1n })).toEqual({ path: "seed", message: "seed is 1; expected number." });
});

describe("a value out of range", () => {
  it.each([
    [{ dtMs: 0 }, "dtMs is 0; expected a number > 0."],
    [{ dtMs: -1 }, "dtMs is -1; expected a number > 0."],
    [{ dtMs: 1001 }, "dtMs is 1001; expected a number <= 1000."],
    [{ durationMs: 1e8 }, "durationMs is 100000000; expected a number <= 10000000."],
    [{ trials: 0 }, "trials is 0; expected a number >= 1."],
    [{ trials: 100_001 }, "trials is 100001; expected a number <= 100000."],
    [{ seed: -1 }, "seed is -1; expected a number >= 0."],
    [{ seed: 2 ** 53 }, "seed is 9007199254740992; expected"],
    [{ record: [] }, "record is []; expected array of size >= 1."],
    [{ name: "" }, 'name is ""; expected string of size >= 1.'],
    [{ name: "x".repeat(201) }, "expected string of size <= 200."],
    [{ stimuli: [{ ...stimulus, amplitude: 2e6 }] }, "stimuli[0].amplitude is 2000000; expected"],
    [{ stimuli: [{ ...stimulus, startMs: -5 }] }, "stimuli[0].startMs is -5; expected a number >= 0."],
    [{ stimuli: [{ ...stimulus, areas: [] }] }, "stimuli[0].areas is []; expected array of size >= 1."],
    [{ record: [{ variable: "rE", everyMs: 0 }] }, "record[0].everyMs is 0; expected a number > 0."],
    [{ analyses: Array.from({ length: 51 }, () => ({ name: "a" })) }, "expected array of size <= 50."],
  ])("is refused with the allowed range: %j", (change, message) => {
    expect(refusal({ ...base, ...change }).message).toContain(message);
  });

  it.each(["model", "analyses", "parameters"])(
    "is refused when %s is nested a hundred thousand deep",
    (key) => {
      const deep = `${"[".repeat(1e5)}${"]".repeat(1e5)}`;
      const { message } = refusal(
        JSON.parse(`{"isocortex": 1, "model": "chaudhuri-2015", "${key}": ${deep}}`),
      );
      expect(message).toMatch(/is nested more than 16 deep/);
    },
  );
});

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: unknown;
  readonly description?: string;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Keys of a schema and of what it holds that nothing is said of, but for those that tell variants and numbers apart. */
function silentKeys({ properties = {}, items, anyOf = [] }: JsonSchema, path = ""): string[] {
  const own = Object.entries(properties).flatMap(([key, inner]) => [
    ...(inner.description ? [] : [`${path}${key}`]),
    ...silentKeys(inner, `${path}${key}.`),
  ]);
  return [...own, ...[...(items ? [items] : []), ...anyOf].flatMap((inner) => silentKeys(inner, path))];
}

describe("the JSON Schemas of the formats", () => {
  const forms = [
    ...(experimentSchema() as { anyOf: JsonSchema[] }).anyOf,
    trainingSchema() as JsonSchema,
  ] as const;

  it.each([
    ["an experiment", 0, experimentKeys],
    ["an experiment on a trained network", 1, trainedExperimentKeys],
    ["a training", 2, trainingKeys],
  ] as const)("%s: names the same keys as the reader, forbids others, says what each is", (_, at, keys) => {
    expect(Object.keys(forms[at]!.properties!)).toEqual(keys);
    expect(forms[at]!.additionalProperties).toBe(false);
    expect(silentKeys(forms[at]!)).toEqual([]);
  });
});
