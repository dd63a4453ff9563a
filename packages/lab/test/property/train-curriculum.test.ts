import { describe, expect, it } from "vitest";
import {
  type Curriculum,
  type CurriculumState,
  checkStage,
  isCheck,
  stageProbabilities,
  startCurriculum,
} from "../../src/train/curriculum.js";
import { checkStopping, type StoppingRule, startStopping } from "../../src/train/early-stopping.js";

const coherences = [0.7, 0.5, 0.3];
const stages = coherences.map((coherence) => ({ task: { coherence }, metric: "accuracy", threshold: 0.9 }));

/** The stage after each value. */
function stagesAfter(curriculum: Curriculum, values: readonly number[]): number[] {
  let state = startCurriculum(curriculum);
  return values.map((value) => {
    state = checkStage(curriculum, state, value);
    return state.stage;
  });
}

describe("a curriculum", () => {
  it("advances at the threshold, one stage per check at most, and ends after the last", () => {
    const curriculum: Curriculum = { stages, every: 10 };
    expect(stagesAfter(curriculum, [0.89, 0.9, 0.5, 1, 0.2, 0.95])).toEqual([0, 1, 1, 2, 2, 2]);
    let state = startCurriculum(curriculum);
    for (const value of [1, 1, 1]) state = checkStage(curriculum, state, value);
    expect(state).toEqual({ stage: 2, passes: 0, falls: 0, done: true });
    expect(checkStage(curriculum, state, 0)).toBe(state);
  });

  it("asks for passes in a row: one lucky batch does not advance", () => {
    expect(stagesAfter({ stages, every: 10, checks: 3 }, [1, 1, 0.5, 1, 1, 1, 1])).toEqual([
      0, 0, 0, 0, 0, 1, 1,
    ]);
  });

  it("goes back when performance stays below the floor, never before the first stage", () => {
    const floored = stages.map((stage) => ({ ...stage, floor: 0.6 }));
    const values = [1, 1, 0.5, 0.7, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
    expect(stagesAfter({ stages: floored, every: 10, checks: 2 }, values)).toEqual([
      0, 1, 1, 1, 1, 0, 0, 0, 0, 0,
    ]);
  });

  it("neither passes nor falls on a value that is no number", () => {
    const curriculum: Curriculum = { stages, every: 1, checks: 2 };
    expect(stagesAfter(curriculum, [1, Number.NaN, 1, 1])).toEqual([0, 0, 0, 1]);
  });

  it("is the same after its state went through JSON at any check", () => {
    const floored = stages.map((stage) => ({ ...stage, floor: 0.6 }));
    const curriculum: Curriculum = { stages: floored, every: 1, checks: 2 };
    const values = [1, 1, 0.5, 0.5, 1, 1, 1, 1, 1, 1];
    let [through, saved] = [startCurriculum(curriculum), startCurriculum(curriculum)];
    for (const value of values) {
      through = checkStage(curriculum, through, value);
      saved = checkStage(curriculum, JSON.parse(JSON.stringify(saved)) as CurriculumState, value);
    }
    expect(saved).toEqual(through);
    expect(through.done).toBe(true);
  });

  it("mixes earlier stages by their weights, the current one counting 1", () => {
    const curriculum: Curriculum = { stages, every: 1, mix: [0.5, 0.25] };
    const state = startCurriculum(curriculum);
    expect(stageProbabilities(curriculum, state)).toEqual([1, 0, 0]);
    expect(stageProbabilities(curriculum, { ...state, stage: 2 })).toEqual([
      0.25 / 1.75,
      0.5 / 1.75,
      1 / 1.75,
    ]);
    expect(stageProbabilities({ stages, every: 1 }, { ...state, stage: 2 })).toEqual([0, 0, 1]);
  });

  it("is checked every so many updates, not before the first", () => {
    const curriculum: Curriculum = { stages, every: 10 };
    expect([0, 5, 10, 15, 20].map((updates) => isCheck(curriculum, updates))).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });
});

describe("early stopping", () => {
  const run = (rule: StoppingRule, values: readonly number[]) =>
    values.reduce((state, value, i) => checkStopping(rule, state, value, 10 * i), startStopping);

  it("keeps the best value and when it was, the first of equals", () => {
    expect(run({ target: 2 }, [0.5, 0.8, 0.7, 0.8]).best).toEqual({ value: 0.8, loss: 0, update: 10 });
    expect(run({ target: 0, better: "smaller" }, [0.5, 0.1, 0.2]).best).toEqual({
      value: 0.1,
      loss: 0,
      update: 10,
    });
  });

  it("keeps of equal values that of the smallest loss", () => {
    const losses = [0.5, 0.2, 0.3];
    const state = losses.reduce(
      (before, loss, i) => checkStopping({ target: 2 }, before, 0.8, 10 * i, loss),
      startStopping,
    );
    expect(state.best).toEqual({ value: 0.8, loss: 0.2, update: 10 });
  });

  it("stops after passes in a row, on the right side of the target, and stays stopped", () => {
    expect(run({ target: 0.9, passes: 3 }, [0.9, 0.95, 0.8, 0.9, 0.9]).stop).toBe(false);
    expect(run({ target: 0.9, passes: 3 }, [0.9, 0.95, 0.9]).stop).toBe(true);
    expect(run({ target: 0.9, passes: 3 }, [0.9, 0.95, 0.9, 0.1]).stop).toBe(true);
    expect(run({ target: 0.1, better: "smaller" }, [0.2, 0.1]).stop).toBe(true);
  });

  it("takes no value that is not finite for the best, so that its state is JSON", () => {
    const state = run({ target: 2 }, [Number.NaN, 0.5, Number.NaN]);
    expect(state).toEqual({ best: { value: 0.5, loss: 0, update: 10 }, passes: 0, stop: false });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});
