import { describe, expect, it } from "vitest";
import {
  type Answer,
  bump,
  conditionGrid,
  contextDependentIntegration,
  delayedMatchToSampleDistractor,
  flipFlop,
  goNoGo,
  nBack,
  odr,
  type Response,
  type Task,
  taskValues,
} from "../../src/index.js";
import { answersTo, batchOf, trialsOf } from "../played.js";
import { deviation } from "../statistics.js";

const giving = (values: Readonly<Record<string, readonly number[]>>): Response => ({
  mean: (channel) => values[channel]!,
  last: (channel) => values[channel]!,
  over: (channel) => [values[channel]!],
});

describe("n-back", () => {
  const lettersOf = (task: Task, n: number): { matches: number; judged: number; right: boolean } => {
    const p = taskValues(task, { n });
    const trials = trialsOf(task, 500, 6, p);
    let [matches, judged, right] = [0, 0, true];
    for (const { inputs, targets } of trials) {
      const letters = inputs.map(({ value }) => (value as number[]).indexOf(1));
      judged += targets.length;
      targets.forEach(({ value, during }, i) => {
        const isMatch = letters[i] === letters[i + n];
        right &&= during === `letter ${i + n + 1}` && (value as number[])[1] === (isMatch ? 1 : 0);
        matches += isMatch ? 1 : 0;
      });
    }
    return { matches, judged, right };
  };

  it.each([1, 2, 3, 4])("with n = %i asks for the letter n before, a match in 41 %", (n) => {
    const { matches, judged, right } = lettersOf(nBack as Task, n);
    expect(right).toBe(true);
    expect(judged).toBe(500 * (24 - n));
    expect(deviation(matches / judged, 0.33 + 0.67 / 8, judged)).toBeLessThan(4);
  });

  it("takes the letters that are given, asks for their matches, and draws the others as before", () => {
    const task = nBack as Task;
    const p = taskValues(task, { n: 2, length: 60 });
    const slide = [4, 2, 0, 1, 6, 1, 0];
    const given = Object.fromEntries(slide.map((letter, i) => [`letter ${i + 1}`, letter]));
    const [free, played] = [{}, given].map((set) => trialsOf(task, 1, 3, p, set)[0]!);
    const lettersIn = ({ inputs }: typeof played) =>
      inputs!.map(({ value }) => (value as number[]).indexOf(1));
    expect(lettersIn(played!).slice(0, 7)).toEqual(slide);
    const asked = played!.targets.map(({ value }) => (value as number[])[1]);
    expect(asked.slice(0, 5)).toEqual([0, 0, 0, 1, 0]);
    const isDrawn = (_: number, i: number): boolean => i > 8 && asked[i - 2] === 0;
    expect(lettersIn(played!).filter(isDrawn)).toEqual(lettersIn(free!).filter(isDrawn));
    for (const wrong of [8, -1, 2.5, "B"]) {
      expect(() => task.trial(p, () => 0.5, { "letter 3": wrong })).toThrow(
        `condition letter 3 is ${JSON.stringify(wrong)}; expected a whole number from 0 to 7.`,
      );
    }
    expect(conditionGrid(task.conditions(p))).toEqual([{}]);
  });

  it("leaves the first n letters unscored", () => {
    const p = taskValues(nBack as Task, { n: 3 });
    const batch = batchOf(nBack as Task, trialsOf(nBack as Task, 1, 1, p), p);
    expect([batch.steps, Array.from(batch.weights).indexOf(1)]).toEqual([24, 6]);
  });

  it("counts an observer that always says no match at 59 %, though its hits are none", () => {
    const task = nBack as Task;
    const trials = trialsOf(task, 300);
    const batch = batchOf(task, trials);
    const never = batch.targets.map((_, i) => (i % 2 === 0 ? 1 : 0));
    const answers = answersTo(task, trials, batch, never);
    const sum = (key: string): number => answers.reduce((total, { counts }) => total + counts![key]!, 0);
    expect([sum("hits"), sum("falseAlarms")]).toEqual([0, 0]);
    const judged = sum("misses") + sum("correctRejections");
    expect(deviation(sum("correctRejections") / judged, 0.67 * (7 / 8), judged)).toBeLessThan(4);
  });
});

describe("odr", () => {
  const p = taskValues(odr);
  const trial = odr.trial(p, () => 0.4, { cueDeg: 90 });
  const look = (angle: number, fixation: readonly [number, number] = [0.85, 0.05]): Answer =>
    odr.answer(p, trial, {
      ...giving({ ring: bump(32, angle, 22.5, 0.8) }),
      mean: (channel, during) =>
        channel === "ring" ? bump(32, angle, 22.5, 0.8) : [fixation[during === "response" ? 1 : 0]!],
    });

  it("takes a look within half the distance of two cues, and gives its signed error", () => {
    expect([look(112), look(68), look(113)].map(({ correct }) => correct)).toEqual([true, true, false]);
    expect(look(112).error).toBeCloseTo(22, 6);
    expect(look(68).error).toBeCloseTo(-22, 6);
  });

  it("is wrong when fixation is broken before the go signal, or never left", () => {
    expect(look(90, [0.1, 0.05]).correct).toBe(false);
    expect(look(90, [0.85, 0.85]).correct).toBe(false);
  });

  it("takes any number of cues at even distances", () => {
    const twelve = taskValues(odr, { cues: 12 });
    const trials = trialsOf(odr as Task, 400, 1, twelve as Record<string, number>);
    const cues = [...new Set(trials.map(({ condition }) => condition.cueDeg as number))].sort(
      (a, b) => a - b,
    );
    expect(cues).toEqual(Array.from({ length: 12 }, (_, i) => 30 * i));
  });
});

describe("the delayed match to sample with a distractor", () => {
  const task = delayedMatchToSampleDistractor;
  const p = taskValues(task);
  const outcome = (probe: string, says: "match" | "other"): unknown =>
    Object.keys(
      task.answer(
        p,
        task.trial(p, () => 0.3, { probe }),
        giving({ choice: says === "match" ? [0, 1] : [1, 0] }),
      ).counts!,
    )[0];

  it("tells resisted from distracted by the probe", () => {
    expect(outcome("target", "match")).toBe("resisted");
    expect(outcome("target", "other")).toBe("missed");
    expect(outcome("distractor", "match")).toBe("distracted");
    expect(outcome("distractor", "other")).toBe("resisted");
    expect(outcome("other", "match")).toBe("falseAlarm");
    expect(outcome("other", "other")).toBe("rejected");
  });

  it("never puts distractor or other probe where the target was, nor the probe at both", () => {
    for (const { condition } of trialsOf(task as Task, 1000)) {
      const { targetDeg, distractorDeg, probeDeg, probe } = condition;
      expect(distractorDeg).not.toBe(targetDeg);
      expect(probeDeg === targetDeg).toBe(probe === "target");
      expect(probeDeg === distractorDeg).toBe(probe === "distractor");
    }
  });
});

describe("context-dependent integration", () => {
  it("goes by the attended evidence, also where the other says the opposite", () => {
    const p = taskValues(contextDependentIntegration);
    const given = { context: "colour", motion: 0.5, colour: -0.05 };
    const { condition, inputs } = contextDependentIntegration.trial(p, () => 0.5, given);
    expect([condition.evidence, condition.choice, condition.congruent]).toEqual([-0.05, 0, false]);
    expect(inputs.find(({ channel }) => channel === "context")!.value).toEqual([0, 1]);
  });
});

describe("go/no-go", () => {
  it.each([
    ["go", 0.9, "hits", true],
    ["go", 0.1, "misses", false],
    ["no-go", 0.9, "falseAlarms", false],
    ["no-go", 0.1, "correctRejections", true],
  ])("counts %s answered by %f among the %s", (stimulus, output, kind, correct) => {
    const p = taskValues(goNoGo);
    const trial = goNoGo.trial(p, () => 0.5, { stimulus });
    const answer = goNoGo.answer(p, trial, giving({ go: [output] }));
    expect(answer).toMatchObject({ correct, counts: { [kind]: 1 } });
  });
});

describe("the flip-flop", () => {
  it("asks for the sign of the last pulse on each bit", () => {
    const p = taskValues(flipFlop);
    for (const { inputs, targets } of trialsOf(flipFlop as Task, 50)) {
      let state = [0, 0, 0];
      targets.forEach(({ value }, slot) => {
        const pulses = inputs[slot]!.value as number[];
        state = state.map((bit, i) => (pulses[i] === 0 ? bit : pulses[i]!));
        expect(value).toEqual(state);
      });
      expect(targets.length).toBe(p.slots);
      expect(targets[0]!.value).not.toContain(0);
    }
  });
});
