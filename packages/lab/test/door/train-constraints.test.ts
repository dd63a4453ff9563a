import { isInputError, randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { areaMask, areaSigns } from "../../src/train/area-masks.js";
import { type CircuitConstraintOptions, circuitConstraints } from "../../src/train/circuit-constraints.js";
import { connectomeMask } from "../../src/train/connectome-mask.js";
import { type Curriculum, startCurriculum } from "../../src/train/curriculum.js";
import { type Initialiser, initialise } from "../../src/train/initialisers.js";

/** The message of the InputError that f throws, and its path. */
function complaint(f: () => unknown): readonly [string, string | undefined] {
  try {
    f();
  } catch (error) {
    if (isInputError(error)) return [error.message, error.path];
    throw error;
  }
  throw new Error("nothing was thrown");
}

const dims = { units: 3, inputs: 2, outputs: 1 };
const V1 = { name: "V1", units: 4, excitatory: 3 };
const V2 = { name: "V2", units: 4 };
const links = { areas: ["V1", "V2"], fln: [0, 0.5, 0.25, 0] };
const stage = { task: {}, metric: "accuracy", threshold: 0.9 };

describe("constraints refuse", () => {
  it.each<[string, CircuitConstraintOptions, string, RegExp]>([
    ["a ratio above 1", { dale: { ratio: 1.2 } }, "dale.ratio", /is 1.2; expected a number from 0 /],
    ["a ratio that is no number", { dale: { ratio: Number.NaN } }, "dale.ratio", /is NaN/],
    ["ratio and signs at once", { dale: { ratio: 1, signs: [1, 1, 1] } }, "dale", /both ratio and signs/],
    ["neither", { dale: {} }, "dale", /neither/],
    ["a sign of 0", { dale: { signs: [1, 0, -1] } }, "dale.signs", /has 0 at 1; expected 1 or -1/],
    ["too few signs", { dale: { signs: [1] } }, "dale.signs", /has 1 values/],
    [
      "a mask of another size",
      { masks: { input: [1, 1] } },
      "masks.input",
      /has 2 values; expected 3 x 2 values/,
    ],
    ["a mask of other values", { masks: { output: [1, 0.5, 0] } }, "masks.output", /has 0.5 at 1; .* 0 or 1/],
    [
      "fixed entries of another size",
      { trainable: { recurrent: [1] } },
      "trainable.recurrent",
      /expected 3 x 3/,
    ],
  ])("%s", (_, options, path, message) => {
    const [got, where] = complaint(() => circuitConstraints(dims, options));
    expect(got).toMatch(message);
    expect(where).toBe(path);
  });
});

describe("areas refuse", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["a name twice", () => areaMask([V1, V1], []), /area V1 is given twice/],
    ["no units", () => areaMask([{ name: "V1", units: 0 }], []), /has 0 units/],
    [
      "more excitatory units than there are",
      () => areaSigns([{ name: "V1", units: 2, excitatory: 3 }]),
      /3 of them excitatory/,
    ],
    [
      "a projection from nowhere",
      () => areaMask([V1, V2], [{ from: "V9", to: "V1" }]),
      /projections\[0\] names V9; expected one of V1, V2/,
    ],
    ["a projection to nowhere", () => areaMask([V1, V2], [{ from: "V1", to: "V9" }]), /names V9/],
    ["signs of an area that has none", () => areaSigns([V1, V2]), /area V2 does not say how many/],
    [
      "an area that the connectome lacks",
      () => connectomeMask([{ name: "M1", units: 1 }], links, { threshold: 0 }),
      /no area M1; expected some of V1, V2/,
    ],
    ["a density above 1", () => connectomeMask([V1, V2], links, { density: 2 }), /density is 2/],
  ])("%s", (_, f, message) => {
    expect(complaint(f)[0]).toMatch(message);
  });
});

describe("initial values refuse", () => {
  const start = (initialiser: Initialiser, rows: number, columns: number, mask?: Float64Array) => () =>
    initialise(new Float64Array(rows * columns), initialiser, randomStream(1), { rows, columns, mask });

  it("a radius for a matrix that is not square, or of 0", () => {
    expect(complaint(start({ kind: "normal", sd: 1, radius: 1 }, 2, 3))[0]).toMatch(
      /for a 2 x 3 matrix; expected a square/,
    );
    expect(complaint(start({ kind: "normal", sd: 1, radius: 0 }, 2, 2))[1]).toBe("radius");
  });

  it("a radius for a network without loops", () => {
    const mask = Float64Array.of(0, 0, 1, 0);
    expect(complaint(start({ kind: "normal", sd: 1, radius: 1 }, 2, 2, mask))[0]).toMatch(
      /spectral radius 0 and cannot be scaled/,
    );
  });

  it("a kind that there is not", () => {
    const unknown = JSON.parse('{"kind":"xavier"}') as Initialiser;
    expect(complaint(start(unknown, 2, 2))[0]).toMatch(/initialiser is "xavier"; expected constant, normal/);
  });
});

describe("a curriculum refuses", () => {
  it.each<[string, Curriculum, string]>([
    ["no stages", { stages: [], every: 1 }, "curriculum.stages"],
    ["half an update", { stages: [stage], every: 0.5 }, "curriculum.every"],
    ["no checks", { stages: [stage], every: 1, checks: 0 }, "curriculum.checks"],
    ["a negative weight", { stages: [stage], every: 1, mix: [-1] }, "curriculum.mix[0]"],
    [
      "a floor above the threshold",
      { stages: [{ ...stage, floor: 0.95 }], every: 1 },
      "curriculum.stages[0].floor",
    ],
    [
      "a threshold that is no number",
      { stages: [{ ...stage, threshold: Number.NaN }], every: 1 },
      "curriculum.stages[0].threshold",
    ],
  ])("%s", (_, curriculum, path) => {
    expect(complaint(() => startCurriculum(curriculum))[1]).toBe(path);
  });
});
