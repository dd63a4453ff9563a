import { describe, expect, it } from "vitest";
import { channelsOf, checkTask, tasks, taskValues, unitsIn } from "../../src/index.js";
import { answersTo, batchOf, shareOf, trialsOf } from "../played.js";

const all = [...tasks.values()];
const TRIALS = 60;
const UNITS = /^(1|ms|Hz|deg|√ms)$/;

describe.each(all)("$name", (task) => {
  const p = taskValues(task);
  const channels = channelsOf(task, p);
  const trials = trialsOf(task, TRIALS);
  const batch = batchOf(task, trials);

  it("passes the check that a user's task has to pass", () => expect(checkTask(task)).toBe(task));

  it("gives a unit, a source and a range that holds its value for every parameter, and cites a paper", () => {
    expect(task.cite.length).toBeGreaterThan(0);
    for (const { unit, from, range, value } of Object.values(task.params)) {
      expect(unit).toMatch(UNITS);
      expect(from.length).toBeGreaterThan(8);
      for (const one of [value].flat()) {
        expect(one).toBeGreaterThanOrEqual(range[0]);
        expect(one).toBeLessThanOrEqual(range[1]);
      }
    }
  });

  it("repeats its trials from the stream and varies them", () => {
    expect(trialsOf(task, TRIALS)).toEqual(trials);
    expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBeGreaterThan(1);
  });

  it("stays within its longest trial, with arrays of its channels' sizes", () => {
    const longest = Math.max(...trials.map(({ epochs }) => epochs.reduce((sum, [, ms]) => sum + ms, 0)));
    expect(longest).toBeLessThanOrEqual(task.durationMs(p) + 1e-9);
    expect(batch.inputs.length).toBe(batch.steps * TRIALS * unitsIn(channels.inputs));
    expect(batch.targets.length).toBe(batch.steps * TRIALS * unitsIn(channels.outputs));
  });

  it("scores something in every trial, and nothing behind its end", () => {
    const units = unitsIn(channels.outputs);
    batch.epochs.forEach((epochs, trial) => {
      const end = epochs.at(-1)![2];
      const weights = Array.from({ length: batch.steps }, (_, step) =>
        batch.weights.subarray((step * TRIALS + trial) * units, (step * TRIALS + trial + 1) * units),
      );
      const isScored = weights.map((row) => row.some((weight) => weight > 0));
      const decision = epochs.find(([name]) => name === "decision");
      const isEmpty = decision !== undefined && decision[1] === decision[2];
      expect(isScored.includes(true) || isEmpty).toBe(true);
      expect(isScored.slice(end).includes(true)).toBe(false);
    });
  });

  it("calls an observer right that gives the targets, and wrong that gives their opposite", () => {
    expect(shareOf(answersTo(task, trials, batch, batch.targets))).toBe(1);
    const opposite = batch.targets.map((target) => 0.9 - target);
    const wrong = answersTo(task, trials, batch, opposite).filter(({ correct }) => correct);
    const undecided = batch.epochs.filter((epochs) =>
      epochs.some(([name, from, to]) => name === "decision" && from === to),
    );
    expect(wrong.length).toBe(undecided.length);
  });

  it("keeps its epochs within one step when the step is halved", () => {
    const finer = batchOf(task, trials, p, task.dtMs / 2);
    batch.epochs.forEach((epochs, trial) => {
      epochs.forEach(([name, from, to], i) => {
        const [sameName, finerFrom, finerTo] = finer.epochs[trial]![i]!;
        expect(sameName).toBe(name);
        expect(Math.abs(finerFrom / 2 - from)).toBeLessThan(1);
        expect(Math.abs(finerTo / 2 - to)).toBeLessThan(1);
      });
    });
  });

  it("has noise of the same power in any step, unless it repeats PsychRNN's", () => {
    const [coarse, fine] = [task.inputNoise(p, 20), task.inputNoise(p, 5)];
    expect(Object.keys(fine)).toEqual(Object.keys(coarse));
    if (task.name.startsWith("psychrnn-")) return;
    for (const [name, sd] of Object.entries(coarse))
      expect(fine[name]! ** 2 * 5).toBeCloseTo(sd ** 2 * 20, 12);
  });

  it("has a stimulus strength that favours choice 1 above zero, where it names one", () => {
    if (task.psychometric === undefined) return;
    for (const { condition } of trials) {
      expect(condition.choice).toBe((condition[task.psychometric] as number) > 0 ? 1 : 0);
    }
  });
});
