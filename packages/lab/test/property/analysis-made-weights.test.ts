import { describe, expect, it } from "vitest";
import { analyseTrained } from "../../src/train/analyses.js";
import { lesioned, lesionsOf } from "../../src/train/analyses-lesion-table.js";
import type { Trained } from "../../src/train/analyses-trained.js";
import type { Training } from "../../src/train/training.js";
import { untrained } from "../trained-small.js";

const training: Training = { isocortex: 1, task: "perceptual-discrimination", seed: 4 };

interface Numbers {
  readonly inputs: readonly { readonly name: string; readonly jacobian: string }[];
  readonly units: readonly { readonly dPrime: number }[];
}

interface Sizes {
  readonly steps: number;
  readonly unrolled: { readonly units: number };
  readonly lastOutput: { readonly units: number };
}

describe("selectivity of made weights", () => {
  it("is found in the units that the two motion inputs drive, with the sign of their side", () => {
    const made = untrained({ ...training, network: { hidden: 3, activation: "relu", noise: 0.05 } });
    made.weights.W_rec!.fill(0);
    made.weights.W_in!.set([0, 1, 0, 0, 0, 1, 1, 0, 0]);
    made.weights.b_rec!.fill(1);
    const [result] = analyseTrained(made, [{ name: "selectivity", trials: 512 }]);
    const { units } = result!.numbers as Numbers;
    // Inputs (1 ± c)/2 with c up to 0.512: the first unit has less of it on side 1, the second more, the third none.
    expect(units[0]!.dPrime).toBeLessThan(-0.7);
    expect(units[1]!.dPrime).toBeGreaterThan(0.7);
    expect(Math.abs(units[2]!.dPrime)).toBeLessThan(0.3);
  });
});

describe("lesions of made weights", () => {
  const areas = untrained({
    ...training,
    network: {
      hidden: 6,
      dale: {},
      areas: [
        { name: "A", units: 3, excitatory: 2 },
        { name: "B", units: 3, excitatory: 2 },
      ],
      projections: [{ from: "A", to: "B", only: "excitatory" }],
    },
  });
  const cut = (kind: string, name: string) =>
    lesioned(areas, lesionsOf(areas, true).find((one) => one.kind === kind && one.name === name)!);
  const zeroed = (name: string, before: Trained["weights"], after: Trained["weights"]): string[] =>
    [...before[name]!.keys()]
      .filter((at) => before[name]![at] !== 0 && after[name]![at] === 0)
      .map((at) => {
        const columns = name === "W_in" ? 3 : 6;
        return `${Math.floor(at / columns)}${at % columns}`;
      });
  areas.weights.W_rec!.fill(1);
  areas.weights.W_out!.fill(1);
  areas.weights.W_in!.fill(1);

  it("of a unit zero its column of the recurrent and of the output weights, and nothing else", () => {
    const after = cut("unit", "2");
    expect(zeroed("W_rec", areas.weights, after)).toEqual(["01", "11", "21", "31", "41", "51"]);
    expect(zeroed("W_out", areas.weights, after)).toEqual(["01", "11"]);
    expect(after.W_in).toEqual(areas.weights.W_in);
    expect(after.b_rec).toEqual(areas.weights.b_rec);
  });

  it("of a pathway zero what goes from one group to the other", () => {
    const after = cut("pathway", "A->B");
    expect(zeroed("W_rec", areas.weights, after)).toEqual([
      "30",
      "31",
      "32",
      "40",
      "41",
      "42",
      "50",
      "51",
      "52",
    ]);
    expect(after.W_out).toEqual(areas.weights.W_out);
    expect(zeroed("W_rec", areas.weights, cut("pathway", "I->E"))).toEqual([
      "02",
      "05",
      "12",
      "15",
      "32",
      "35",
      "42",
      "45",
    ]);
    expect(zeroed("W_in", areas.weights, cut("pathway", "input fixation"))).toEqual(
      ["0", "1", "2", "3", "4", "5"].map((row) => `${row}0`),
    );
  });
});

describe("other networks and tasks", () => {
  it.each([
    ["lstm", "differenced"],
    ["gru", "differenced"],
    ["elman", "exact"],
  ] as const)("an %s has fixed points by %s Jacobians and a spectrum at rest", (cell, jacobian) => {
    const network = untrained({ ...training, network: { cell, hidden: 5 } });
    const [points, spectrum] = analyseTrained(network, [
      { name: "fixedPoints", trials: 4, starts: 4, inputs: [[0, 0, 0]] },
      { name: "spectrum" },
    ]);
    expect((points!.numbers as Numbers).inputs[0]!.jacobian).toBe(jacobian);
    expect((spectrum!.numbers as { rest: { kind: string } }).rest.kind).toBe("fixed");
  });

  it.each(["lstm", "gru", "leaky-gru", "elman", "leaky"] as const)(
    "an %s unrolls over a trial into layers without any difference, in f32 too",
    (cell) => {
      for (const precision of ["f32", "f64"] as const) {
        const network = untrained({ ...training, precision, network: { cell, hidden: 5 } });
        const [result] = analyseTrained(network, [{ name: "unrolling", trials: 3 }]);
        expect(result!.numbers).toMatchObject({ largestDifference: 0, recurrent: { units: 5 } });
        expect(result!.figures.length).toBe(1);
      }
    },
  );

  it("areas unroll as areas: the output of the last step sees what leads to its own", () => {
    const areas = ["A", "B", "C"].map((name) => ({ name, units: 4, excitatory: 3 }));
    const projections = [
      { from: "A", to: "B" },
      { from: "B", to: "C" },
    ] as const;
    const network = untrained({ ...training, network: { hidden: 12, dale: {}, areas, projections } });
    const { W_rec, W_out } = network.weights;
    W_out!.forEach((_, i) => {
      W_out![i] = i % 12 < 8 ? 0 : 1;
    });
    W_rec!.forEach((_, i) => {
      const up = Math.floor(i / 12 / 4) - Math.floor((i % 12) / 4);
      if (up !== 0 && up !== 1) W_rec![i] = 0;
    });
    const [result] = analyseTrained(network, [{ name: "unrolling", trials: 3 }]);
    const { steps, unrolled, lastOutput } = result!.numbers as Sizes;
    expect(result!.numbers).toMatchObject({ largestDifference: 0 });
    expect(unrolled.units).toBe(12 * steps);
    // B misses the last step, A the last two; the initial states are no units.
    expect(lastOutput.units).toBe(12 * steps - 4 - 8);
  });

  it("a feedforward network has nothing to unroll", () => {
    const network = untrained({ ...training, network: { cell: "feedforward", hidden: 5 } });
    expect(() => analyseTrained(network, [{ name: "unrolling" }])).toThrow(
      /feedforward network has no loops/,
    );
  });

  it("a task with contexts has inputs by epoch and context, equal ones once", () => {
    const network = untrained({ ...training, task: "context-dependent-integration", network: { hidden: 5 } });
    const [result] = analyseTrained(network, [{ name: "fixedPoints", trials: 16, starts: 2 }]);
    expect((result!.numbers as Numbers).inputs.map(({ name }) => name)).toEqual([
      "fixation (context colour), fixation (context motion)",
      "stimulus (context colour)",
      "stimulus (context motion)",
      "decision (context colour), decision (context motion)",
    ]);
  });
});
