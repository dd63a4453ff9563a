import { describe, expect, it } from "vitest";
import { type Channels, render, responseOf, stepAt, type Trial } from "../../src/index.js";

const channels: Channels = {
  inputs: [
    { name: "fixation", size: 1 },
    { name: "ring", size: 3 },
  ],
  outputs: [
    { name: "eye", size: 2 },
    { name: "hand", size: 1 },
  ],
};

const trial = (cueMs: number): Trial => ({
  epochs: [
    ["fixation", 20],
    ["cue", cueMs],
    ["response", 30],
  ],
  inputs: [
    { channel: "fixation", during: "fixation..cue", value: 1 },
    { channel: "ring", during: "cue", value: [1, 2, 3] },
    { channel: "ring", during: "fixation..cue", value: 0.5 },
  ],
  targets: [{ channel: "hand", during: "response", value: 7 }],
  scored: [{ during: "cue..response" }, { during: "response", channel: "hand", weight: 5 }],
  condition: { cueMs },
});

/** The row of one step of one trial in (steps, trials, units). */
const row = (values: ArrayLike<number>, trials: number, units: number, step: number, at: number): number[] =>
  Array.from({ length: units }, (_, i) => values[(step * trials + at) * units + i]!);

describe("milliseconds as steps", () => {
  it("put step k, at k dt, into the epoch that holds its time", () => {
    expect([0, 1, 9.99, 10, 10.01, 20].map((ms) => stepAt(ms, 10))).toEqual([0, 1, 1, 1, 2, 2]);
  });

  it("forgive what sums of decimal fractions lose", () => {
    expect(stepAt(0.1 + 0.2, 0.1)).toBe(3);
    expect(stepAt(0.7 + 0.1, 0.1)).toBe(8);
  });

  it("leave every step in one epoch: ends meet starts", () => {
    const { epochs, steps } = render([trial(33.3)], channels, { dtMs: 7 });
    expect(epochs[0]!.map(([, from]) => from).slice(1)).toEqual(
      epochs[0]!.map(([, , to]) => to).slice(0, -1),
    );
    expect(epochs[0]!.at(-1)![2]).toBe(steps);
  });
});

describe("a batch", () => {
  const batch = render([trial(20), trial(40)], channels, { dtMs: 10, steps: 10 });

  it("adds drives, channel by channel, in their epochs", () => {
    expect(row(batch.inputs, 2, 4, 1, 0)).toEqual([1, 0.5, 0.5, 0.5]);
    expect(row(batch.inputs, 2, 4, 2, 0)).toEqual([1, 1.5, 2.5, 3.5]);
    expect(row(batch.inputs, 2, 4, 4, 0)).toEqual([0, 0, 0, 0]);
    expect(row(batch.inputs, 2, 4, 4, 1)).toEqual([1, 1.5, 2.5, 3.5]);
    expect(row(batch.targets, 2, 3, 4, 0)).toEqual([0, 0, 7]);
  });

  it("scores all channels or one, the last entry holding", () => {
    expect(row(batch.weights, 2, 3, 1, 0)).toEqual([0, 0, 0]);
    expect(row(batch.weights, 2, 3, 2, 0)).toEqual([1, 1, 1]);
    expect(row(batch.weights, 2, 3, 5, 0)).toEqual([1, 1, 5]);
  });

  it("is silent and unscored behind the end of a shorter trial", () => {
    expect(row(batch.weights, 2, 3, 7, 0)).toEqual([0, 0, 0]);
    expect(row(batch.targets, 2, 3, 7, 0)).toEqual([0, 0, 0]);
    expect(row(batch.targets, 2, 3, 8, 1)).toEqual([0, 0, 7]);
  });

  it("renders each trial as it would alone", () => {
    const alone = render([trial(40)], channels, { dtMs: 10, steps: 10 });
    for (let step = 0; step < 10; step++)
      expect(row(batch.inputs, 2, 4, step, 1)).toEqual(row(alone.inputs, 1, 4, step, 0));
  });

  it("written into the arrays of another leaves nothing of it", () => {
    const into = render([trial(40), trial(40)], channels, { dtMs: 10, steps: 10 });
    const again = render([trial(20), trial(40)], channels, { dtMs: 10, steps: 10, into });
    expect(again.inputs).toBe(into.inputs);
    expect([again.inputs, again.targets, again.weights]).toEqual([
      batch.inputs,
      batch.targets,
      batch.weights,
    ]);
  });

  it("has the precision asked for", () => {
    expect(render([trial(20)], channels, { dtMs: 10, precision: "f64" }).inputs).toBeInstanceOf(Float64Array);
    expect(batch.inputs).toBeInstanceOf(Float32Array);
  });
});

describe("a response", () => {
  const batch = render([trial(20), trial(40)], channels, { dtMs: 10, steps: 10 });
  const outputs = Float64Array.from({ length: 10 * 2 * 3 }, (_, i) => i);
  const response = responseOf(batch, 1, outputs);

  it("reads one trial's channel by epoch", () => {
    expect(response.over("eye", "fixation")).toEqual([
      [3, 4],
      [9, 10],
    ]);
    expect(response.mean("eye", "fixation")).toEqual([6, 7]);
    expect(response.last("hand", "fixation..cue")).toEqual([5 * 6 + 5]);
  });

  it("has no mean and no last step where no step is", () => {
    const short = render([trial(0)], channels, { dtMs: 10 });
    const empty = responseOf(short, 0, new Float64Array(short.targets.length));
    expect(empty.over("eye", "cue")).toEqual([]);
    expect([...empty.mean("eye", "cue"), ...empty.last("hand", "cue")]).toEqual([NaN, NaN, NaN]);
  });
});
