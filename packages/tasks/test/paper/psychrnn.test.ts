import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Given, type Task, tasks, taskValues } from "../../src/index.js";
import { batchOf, trialsOf } from "../played.js";

// Inputs, targets and masks of the tasks of PsychRNN 1.0 with their noise off, float64.
type Rows = readonly (readonly number[])[];
interface Arrays {
  readonly params: Readonly<Record<string, number>>;
  readonly x: Rows;
  readonly y: Rows;
  readonly m: Rows;
}

const fixture = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/psychrnn-tasks-zero-noise.json"), "utf8"),
);
const perceptual: Arrays = fixture.perceptual_discrimination;
const delayed: Arrays = fixture.delayed_discrimination;
const category: Arrays = fixture.match_to_category;
const from = ({ params }: Arrays, name: string): number => params[name]!;

const cases: readonly (readonly [string, Arrays, Given])[] = [
  [
    "psychrnn-perceptual-discrimination",
    perceptual,
    {
      coherence: from(perceptual, "coherence"),
      direction: from(perceptual, "direction"),
      onsetMs: from(perceptual, "onset_time"),
      stimulusMs: from(perceptual, "stim_duration"),
    },
  ],
  [
    "psychrnn-delayed-discrimination",
    delayed,
    {
      lowerHz: Math.min(from(delayed, "f1"), from(delayed, "f2")),
      direction: from(delayed, "choice"),
      onsetMs: from(delayed, "stimulus_1"),
      firstMs: from(delayed, "delay") - from(delayed, "stimulus_1"),
      delayMs: from(delayed, "stimulus_2") - from(delayed, "delay"),
      secondMs: from(delayed, "decision") - from(delayed, "stimulus_2"),
      decisionMs: from(delayed, "end") - from(delayed, "decision"),
    },
  ],
  ["psychrnn-match-to-category", category, { angleRad: from(category, "angle") }],
];

function rendered(task: Task, expected: Arrays, given: Given) {
  const p = { ...taskValues(task), durationMs: from(expected, "T") };
  return batchOf(task, trialsOf(task, 1, 1, p, given), p, fixture.dt);
}

describe.each(cases)("%s, beside PsychRNN 1.0", (name, expected, given) => {
  const task = tasks.get(name)!;
  const batch = rendered(task, expected, given);

  it("has its inputs, targets and mask to the last bit", () => {
    expect(batch.steps).toBe(expected.x.length);
    expect(Array.from(batch.inputs)).toEqual(expected.x.flat());
    expect(Array.from(batch.targets)).toEqual(expected.y.flat());
    expect(Array.from(batch.weights)).toEqual(expected.m.flat());
  });
});

describe("PsychRNN's noise", () => {
  const sd = (name: string, dtMs: number): number => {
    const task = tasks.get(name)!;
    return task.inputNoise(taskValues(task), dtMs).stimulus!;
  };

  it("has its standard deviations at a step of 10 ms", () => {
    expect(sd("psychrnn-perceptual-discrimination", 10)).toBe(fixture.noise_sd.pd_and_dd);
    expect(sd("psychrnn-delayed-discrimination", 10)).toBe(fixture.noise_sd.pd_and_dd);
    expect(sd("psychrnn-match-to-category", 10)).toBe(fixture.noise_sd.match_to_category);
  });

  it("grows with the step in the discriminations and falls with it in the categorisation, as published", () => {
    expect(sd("psychrnn-perceptual-discrimination", 40)).toBeCloseTo(Math.SQRT2 * 0.0447213595, 9);
    expect(sd("psychrnn-match-to-category", 40)).toBeCloseTo(0.00125, 12);
  });
});

describe("PsychRNN's edges", () => {
  const task = tasks.get("psychrnn-perceptual-discrimination")!;
  const p = taskValues(task);
  const given = { coherence: 0.3, direction: 0, onsetMs: 400, stimulusMs: 300 };
  const batch = batchOf(task, trialsOf(task, 1, 1, p, given), p, 10);
  const firstStep = (values: ArrayLike<number>): number => Array.from(values).findIndex((v) => v !== 0) / 2;

  it("leave a step at the very onset without stimulus, and count from the very offset", () => {
    expect(firstStep(batch.inputs)).toBe(41);
    expect(firstStep(batch.weights)).toBe(70);
    expect(firstStep(batch.targets)).toBe(73);
  });

  it("count a decision shorter than a step as choice 0 and right", () => {
    const romo = tasks.get("psychrnn-delayed-discrimination")!;
    const values = taskValues(romo);
    const shortest = { onsetMs: 5, firstMs: 500, delayMs: 500, secondMs: 500, decisionMs: 1, direction: 1 };
    const trials = trialsOf(romo, 1, 1, values, shortest);
    const rendered = batchOf(romo, trials, values);
    expect(rendered.weights.every((weight) => weight === 0)).toBe(true);
    const response = { mean: () => [], last: () => [], over: () => [] };
    expect(romo.answer(values, trials[0]!, response)).toEqual({ correct: true, choice: 0 });
  });
});
