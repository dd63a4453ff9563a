import { describe, expect, it } from "vitest";
import { channelsOf, odr, render, responseOf, taskValues } from "../../src/index.js";

const p = taskValues(odr);
const channels = channelsOf(odr, p);
const trial = odr.trial(p, () => 0.5);

describe("rendering refuses", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a step of %d ms", (dtMs) => {
    expect(() => render([trial], channels, { dtMs })).toThrow(/dtMs is .*; expected a step above 0 ms/);
  });

  it("no trials", () =>
    expect(() => render([], channels, { dtMs: 20 })).toThrow(/no trials; expected at least one/));

  it("a batch shorter than a trial", () => {
    expect(() => render([trial], channels, { dtMs: 20, steps: 10 })).toThrow(
      /takes 175 steps .* batch has 10/,
    );
  });

  it("a batch that no memory holds", () => {
    expect(() => render([trial], channels, { dtMs: 1e-6 })).toThrow(/use a larger dtMs or fewer trials/);
  });

  it("arrays of another length", () => {
    const into = render([trial], channels, { dtMs: 10 });
    expect(() => render([trial], channels, { dtMs: 20, into })).toThrow(
      /into.inputs holds 11550 numbers; expected 5775/,
    );
  });

  it("a trial for other channels", () => {
    const eyes = { ...channels, outputs: [{ name: "eye", size: 1 }] };
    expect(() => render([trial], eyes, { dtMs: 20 })).toThrow(
      /targets names channel "fixation"; expected one of eye/,
    );
  });
});

describe("a response refuses", () => {
  const batch = render([trial], channels, { dtMs: 20 });

  it("a trial that is not there", () => {
    expect(() => responseOf(batch, 1, batch.targets)).toThrow(/no trial 1; expected 0 to 0/);
  });

  it("outputs of another length", () => {
    expect(() => responseOf(batch, 0, new Float64Array(3))).toThrow(/outputs holds 3 numbers; expected 5775/);
  });

  it("unknown channels and epochs", () => {
    const response = responseOf(batch, 0, batch.targets);
    expect(() => response.mean("eye", "cue")).toThrow(/no output "eye"; expected one of fixation, ring/);
    expect(() => response.last("ring", "test")).toThrow(/no epoch "test"; expected one of fixation, cue/);
  });
});
