import { describe, expect, it } from "vitest";
import { type Conditions, conditionGrid, type Given, tasks, taskValues } from "../../src/index.js";
import { trialsOf } from "../played.js";
import { tally, unevenness } from "../statistics.js";

const TRIALS = 2000;
/** Standard normal deviate that even counts exceed once in 30 000 tests. */
const LIMIT = 4;
const BINS = 10;

const drawnOf = [...tasks.values()].flatMap((task) => {
  const trials = trialsOf(task, TRIALS, 11);
  const conditions: Conditions = task.conditions(taskValues(task));
  const reported = Object.entries(conditions).filter(([name]) =>
    trials.every(({ condition }) => condition[name] !== undefined),
  );
  return reported.map(([name, condition]) => ({ label: `${task.name}: ${name}`, trials, name, condition }));
});

describe("what a trial draws", () => {
  it.each(drawnOf)(
    "$label comes with equal chances, whatever else is given",
    ({ trials, name, condition }) => {
      const listed = "from" in condition ? condition.values : condition;
      const inCondition = trials.map((trial) => trial.condition[name]);
      if (listed) {
        const counts = tally(inCondition);
        const shares = tally(listed);
        if (shares.size === 1) return;
        const values = [...shares.keys()];
        expect([...counts.keys()].filter((value) => !shares.has(value))).toEqual([]);
        const expected = values.map((value) => shares.get(value)! / listed.length);
        expect(
          unevenness(
            values.map((value) => counts.get(value) ?? 0),
            expected,
          ),
        ).toBeLessThan(LIMIT);
        return;
      }
      const { from, to } = condition as { from: number; to: number };
      if (from === to) return;
      const bins = (inCondition as number[]).map((value) =>
        Math.floor(((value - from) / (to - from)) * BINS),
      );
      const counts = tally(bins);
      expect(unevenness(Array.from({ length: BINS }, (_, i) => counts.get(i) ?? 0))).toBeLessThan(LIMIT);
    },
  );

  it("favours neither choice in any task with two", () => {
    for (const task of tasks.values()) {
      const choices = trialsOf(task, 1000, 12).map(({ condition }) => condition.choice);
      if (choices[0] === undefined) continue;
      const counts = tally(choices);
      expect(unevenness([counts.get(0)!, counts.get(1)!]), task.name).toBeLessThan(LIMIT);
    }
  });
});

describe("a given condition", () => {
  it("stays, and leaves what else is drawn as it was", () => {
    const odr = tasks.get("odr")!;
    const free = trialsOf(odr, 20);
    const given = trialsOf(odr, 20, 1, taskValues(odr), { cueDeg: 17.5 });
    expect(given.map(({ condition }) => condition.cueDeg)).toEqual(given.map(() => 17.5));
    expect(given.map(({ condition }) => condition.delayMs)).toEqual(
      free.map(({ condition }) => condition.delayMs),
    );
  });

  it("comes from a grid of every combination, each a trial", () => {
    const task = tasks.get("context-dependent-integration")!;
    const p = taskValues(task);
    const grid = conditionGrid(task.conditions(p));
    expect(grid.length).toBe(2 * 6 * 6);
    const trials = grid.map((given: Given) => trialsOf(task, 1, 1, p, given)[0]!);
    expect(new Set(trials.map(({ condition }) => JSON.stringify(condition))).size).toBe(72);
  });

  it("lists a value twice only to make it twice as likely", () => {
    const task = tasks.get("delayed-match-to-sample-distractor")!;
    const probes = conditionGrid(task.conditions(taskValues(task))).map(({ probe }) => probe);
    expect(tally(probes)).toEqual(
      new Map([
        ["target", 8 * 7 * 6],
        ["distractor", 8 * 7 * 6],
        ["other", 8 * 7 * 6],
      ]),
    );
  });
});
