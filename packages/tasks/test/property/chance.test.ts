import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { nBack, type Task, tasks, taskValues } from "../../src/index.js";
import { answersTo, batchOf, shareOf, trialsOf } from "../played.js";
import { deviation } from "../statistics.js";

const TRIALS = 800;
const STANDARD_ERRORS = 4;
const twoChoices = [...tasks.values()].filter((task) => task.outputs(taskValues(task))[0]!.name === "choice");
const looks = ["odr", "memory-anti-saccade"].map((name) => tasks.get(name)!);

function constantGuesses(task: Task, length: number, steps: number): Float64Array {
  const uniform = uniformsOf(randomStream(7).split(task.name));
  const perStep = Float64Array.from({ length: length / steps }, () => uniform());
  return Float64Array.from({ length }, (_, i) => perStep[i % perStep.length]!);
}

describe("a random answer", () => {
  it.each(twoChoices)("to $name is right in half of the trials", (task) => {
    const short = "delayMaxMs" in task.params ? { delayMinMs: 200, delayMaxMs: 200 } : {};
    const given = task.name === "psychrnn-delayed-discrimination" ? { decisionMs: 200 } : undefined;
    const p = taskValues(task, short);
    const trials = trialsOf(task, TRIALS, 3, p, given);
    const batch = batchOf(task, trials, p, 50);
    const guesses = constantGuesses(task, batch.targets.length, batch.steps);
    const share = shareOf(answersTo(task, trials, batch, guesses, p));
    expect(deviation(share, 0.5, TRIALS)).toBeLessThan(STANDARD_ERRORS);
  });

  it.each(looks)("to $name, a look at any of eight places, is right in an eighth", (task) => {
    const p = taskValues(task, { delayMinMs: 200, delayMaxMs: 200 });
    const trials = trialsOf(task, TRIALS, 3, p);
    const batch = batchOf(task, trials, p, 50);
    const elsewhere = batchOf(task, trialsOf(task, TRIALS, 4, p), p, 50);
    const share = shareOf(answersTo(task, trials, batch, elsewhere.targets, p));
    expect(deviation(share, 1 / 8, TRIALS)).toBeLessThan(STANDARD_ERRORS);
  });

  it("to n-back hits half of the matches and rejects half of the others: balanced accuracy 0.5", () => {
    const trials = trialsOf(nBack as Task, 150);
    const batch = batchOf(nBack as Task, trials);
    const uniform = uniformsOf(randomStream(5));
    const guesses = batch.targets.map(() => uniform());
    const sum = { hits: 0, misses: 0, falseAlarms: 0, correctRejections: 0 };
    for (const { counts } of answersTo(nBack as Task, trials, batch, guesses))
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts![key]!;
    const matches = sum.hits + sum.misses;
    const others = sum.falseAlarms + sum.correctRejections;
    expect(deviation(sum.hits / matches, 0.5, matches)).toBeLessThan(STANDARD_ERRORS);
    expect(deviation(sum.correctRejections / others, 0.5, others)).toBeLessThan(STANDARD_ERRORS);
  });
});
