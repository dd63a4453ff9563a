import { beforeAll, describe, expect, it } from "vitest";
import { renderFigure } from "../../src/figures/render-figure.js";
import { analyseTrained, trainedAnalysisTable } from "../../src/train/analyses.js";
import type { Trained } from "../../src/train/analyses-trained.js";
import type { Training } from "../../src/train/training.js";
import { parseMarkup } from "../parse-markup.js";
import { trainSmall } from "../trained-small.js";

const training: Training = {
  isocortex: 1,
  task: "perceptual-discrimination",
  network: { hidden: 24, dale: { ratio: 0.75 } },
  training: {
    batch: 32,
    updates: 250,
    learningRate: { kind: "constant", rate: 5e-3 },
    validation: { trials: 128 },
  },
  seed: 4,
};

interface Fit {
  readonly bias: number;
  readonly threshold: number;
}
interface Point {
  readonly kind: string;
  readonly q: number;
  readonly unstable: number;
}
interface Numbers {
  readonly accuracy: number;
  readonly fit: Fit;
  readonly points: readonly { readonly strength: number; readonly trials: number }[];
  readonly explained: readonly number[];
  readonly trajectories: readonly {
    readonly value: string;
    readonly points: readonly (readonly number[])[];
  }[];
  readonly inputs: readonly {
    readonly name: string;
    readonly jacobian: string;
    readonly points: readonly Point[];
  }[];
  readonly intact: { readonly accuracy: number };
  readonly lesions: readonly { readonly kind: string; readonly name: string; readonly accuracy: number }[];
  readonly units: readonly { readonly dPrime: number; readonly type: string }[];
  readonly order: readonly number[];
  readonly steps: number;
  readonly largestDifference: number;
  readonly unrolled: { readonly units: number; readonly layers: number };
  readonly types: readonly { readonly type: string; readonly mean: number; readonly count: number }[];
  readonly recurrent: readonly {
    readonly spectralRadius: number;
    readonly eigenvalues: readonly unknown[];
  }[];
}

const specs = [
  { name: "psychometric", trials: 600 },
  { name: "trajectories", trials: 128 },
  { name: "fixedPoints", trials: 8, starts: 12 },
  { name: "lesions", trials: 64 },
  { name: "selectivity", trials: 256 },
  { name: "weights" },
  { name: "spectrum" },
  { name: "unrolling", trials: 70 },
];

describe("a small network trained to tell directions of motion", () => {
  let trained: Trained;
  let results: ReturnType<typeof analyseTrained>;
  const numbers = (name: string): Numbers => results.find((one) => one.name === name)!.numbers as Numbers;

  beforeAll(async () => {
    trained = await trainSmall(training);
    results = analyseTrained(trained, specs);
  });

  it("has every analysis of the table, in the order asked for", () => {
    expect(results.map(({ name }) => name)).toEqual(specs.map(({ name }) => name));
    expect(Object.keys(trainedAnalysisTable).sort()).toEqual(specs.map(({ name }) => name).sort());
  });

  it("gives the same numbers twice, and numbers that survive JSON", () => {
    const light = specs.filter(({ name }) => name !== "lesions");
    const again = analyseTrained(trained, light);
    for (const { name, numbers: got } of again) {
      expect(got).toEqual(numbers(name));
      expect(JSON.parse(JSON.stringify(got))).toEqual(got);
    }
  });

  it("has figures with names of their own that are drawn as whole markup", () => {
    const figures = results.flatMap((one) => one.figures);
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
    for (const figure of figures) expect(() => parseMarkup(renderFigure(figure))).not.toThrow();
  });

  it("chooses by the evidence: a rising curve without much bias", () => {
    const { fit, accuracy, points } = numbers("psychometric");
    expect(accuracy).toBeGreaterThan(0.8);
    expect(Math.abs(fit.bias)).toBeLessThan(fit.threshold);
    expect(fit.threshold).toBeLessThan(0.5);
    expect(points.reduce((sum, point) => sum + point.trials, 0)).toBe(600);
  });

  it("moves through few dimensions, evidence in order at the end of the stimulus", () => {
    const { explained, trajectories } = numbers("trajectories");
    expect(explained.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 10);
    expect(explained[0]! + explained[1]! + explained[2]!).toBeGreaterThan(0.9);
    expect(trajectories.length).toBe(8);
    const ends = [trajectories[0]!, trajectories[7]!].map(({ points }) => points[44]!);
    const apart = Math.sqrt(ends[0]!.reduce((sum, value, i) => sum + (value - ends[1]![i]!) ** 2, 0));
    expect(apart).toBeGreaterThan(0.5);
  });

  it("rests at one stable point while it waits, and has two wells and a saddle between them to decide", () => {
    const { inputs } = numbers("fixedPoints");
    expect(inputs.map(({ name }) => name)).toEqual(["fixation", "stimulus", "decision"]);
    expect(inputs.map(({ jacobian }) => jacobian)).toEqual(["exact", "exact", "exact"]);
    const [fixation, stimulus, decision] = inputs.map(({ points }) =>
      points.map(({ unstable }) => unstable).sort(),
    );
    expect(fixation).toEqual([0]);
    expect(stimulus).toEqual([0, 0, 1]);
    expect(decision).toEqual([0, 0, 1]);
    for (const { points } of inputs) for (const { kind } of points) expect(kind).toBe("fixed");
  });

  it("fails without its input, the motion channel of it or its excitatory cells, and has every pathway cut once", () => {
    const { intact, lesions } = numbers("lesions");
    const accuracy = (name: string): number => lesions.find((lesion) => lesion.name === name)!.accuracy;
    expect(accuracy("E")).toBeLessThan(0.7);
    expect(accuracy("input motion")).toBeLessThan(0.7);
    expect(accuracy("input")).toBeLessThan(0.7);
    expect(intact.accuracy).toBeGreaterThan(0.8);
    const names = lesions.filter(({ kind }) => kind === "pathway").map(({ name }) => name);
    expect(names).toEqual([
      "input",
      "input fixation",
      "input motion",
      "recurrent",
      "E->E",
      "E->I",
      "I->E",
      "I->I",
    ]);
    expect(lesions.filter(({ kind }) => kind === "unit").length).toBe(24);
  });

  it("has units for either side, sorted by type and by d'", () => {
    const { units, order } = numbers("selectivity");
    const values = units.map(({ dPrime }) => dPrime);
    expect(Math.max(...values)).toBeGreaterThan(1);
    expect(Math.min(...values)).toBeLessThan(-1);
    expect(order.slice(0, 18).every((unit) => units[unit]!.type === "E")).toBe(true);
    for (let i = 1; i < 18; i++) expect(values[order[i]!]!).toBeLessThanOrEqual(values[order[i - 1]!]!);
  });

  it("keeps Dale's law in its weights by type", () => {
    const { types } = numbers("weights");
    const of = (wanted: string) => types.find(({ type }) => type === wanted)!;
    expect(types.map(({ type }) => type)).toEqual(["input", "E->E", "E->I", "I->E", "I->I", "output"]);
    expect(of("E->E").count).toBe(18 * 18);
    expect(of("E->I").count).toBe(18 * 6);
    expect(of("E->I").mean).toBeGreaterThan(0);
    expect(of("I->E").mean).toBeLessThan(0);
  });

  it("has one eigenvalue for each unit, their trace that of the weights", () => {
    const { spectralRadius, eigenvalues } = numbers("spectrum").recurrent[0]!;
    expect(eigenvalues.length).toBe(24);
    expect(spectralRadius).toBeGreaterThan(0);
    const trace = (eigenvalues as { re: number }[]).reduce((sum, { re }) => sum + re, 0);
    const diagonal = Array.from({ length: 24 }, (_, i) => trained.weights.W_rec![i * 25]!);
    expect(trace).toBeCloseTo(
      diagonal.reduce((sum, value) => sum + value, 0),
      8,
    );
  });

  it("is a feedforward network of a layer per step and the read-out, without any difference", () => {
    const { steps, unrolled, largestDifference } = numbers("unrolling");
    expect(steps).toBeGreaterThan(20);
    expect(unrolled).toMatchObject({ units: 24 * steps, layers: steps + 1 });
    expect(largestDifference).toBe(0);
  });
});
