import { describe, expect, it } from "vitest";
import { analyseTrained } from "../../src/train/analyses.js";
import type { Training } from "../../src/train/training.js";
import { refusal } from "../refusal.js";
import { untrained } from "../trained-small.js";

const training: Training = { isocortex: 1, task: "perceptual-discrimination", seed: 4 };

describe("the door of analyses", () => {
  const network = untrained({ ...training, network: { hidden: 5 } });
  const refused = (...given: readonly { name: string; [option: string]: unknown }[]) => {
    try {
      analyseTrained(network, given);
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing";
  };

  it.each([
    [{ name: "psychometrc" }, /no analysis "psychometrc" of trained networks; did you mean "psychometric"\?/],
    [{ name: "lesions", trails: 3 }, /lesions has no option "trails"; did you mean "trials"\?/],
    [{ name: "lesions", trials: "3" }, /analyses\[0\]\.trials is "3"; expected a number such as 256\./],
    [{ name: "lesions", trials: 1.5 }, /trials is 1.5; expected a whole number from 1/],
    [{ name: "fixedPoints", inputs: [[1]] }, /inputs\[0\] is \[1\]; expected a list of 3 numbers/],
    [{ name: "fixedPoints", inputs: 3 }, /inputs is 3; expected a list/],
    [{ name: "fixedPoints", jitter: -1 }, /jitter is -1; expected 0 or more/],
    [{ name: "selectivity", epoch: "stimulos" }, /no epoch of the task; did you mean "stimulus"\?/],
    [{ name: "trajectories", condition: "colour" }, /no condition of the task; expected one of coherence/],
    [{ name: "selectivity", condition: "coherence" }, /no two sides; expected one with two values/],
  ])("refuses %j in one line", (spec, message) => {
    expect(refused(spec)).toMatch(message);
  });

  it.each(["trajectories", "fixedPoints"])("refuses %s of a network whose states overflow", (name) => {
    const weights = Object.entries(network.weights).map(([key, weight]) => [key, weight.map(() => 1e30)]);
    const diverged = untrained({ ...training, network: { hidden: 5 } }, Object.fromEntries(weights));
    expect(refusal(() => analyseTrained(diverged, [{ name }]))).toMatchObject({
      code: "numerical",
      message: expect.stringMatching(/^the states have no principal components: row \d+ has (NaN|Infinity)/),
    });
  });

  it("refuses the second before the first is carried out", () => {
    expect(refused({ name: "lesions" }, { name: "spectra" })).toMatch(/no analysis "spectra"/);
  });

  it("refuses weights of another size, and a psychometric curve without strengths", () => {
    expect(() => untrained({ ...training, network: { hidden: 24 } }, { W_in: new Float32Array(3) })).toThrow(
      /W_in has 3 numbers; expected 24 x 3/,
    );
    const odr = untrained({ ...training, task: "odr", network: { hidden: 5 } });
    expect(() => analyseTrained(odr, [{ name: "psychometric" }])).toThrow(/odr has no signed strength/);
    const flat = untrained({ ...training, network: { cell: "feedforward", hidden: 5 } });
    expect(() => analyseTrained(flat, [{ name: "fixedPoints" }])).toThrow(/feedforward network has no state/);
  });
});
