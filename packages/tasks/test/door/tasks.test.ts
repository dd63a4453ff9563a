import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  checkTask,
  defineTask,
  draw,
  odr,
  type Task,
  type Trial,
  tasks,
  taskValues,
} from "../../src/index.js";

const trial: Trial = {
  epochs: [["wait", 100]],
  inputs: [{ channel: "in", during: "wait", value: 1 }],
  targets: [],
  scored: [{ during: "wait" }],
  condition: {},
};

const good = defineTask({
  name: "my-task",
  title: "Mine",
  cite: [],
  params: { gain: { value: 1, unit: "1", from: "chosen by me", range: [0, 2] } },
  dtMs: 10,
  output: "linear",
  inputs: () => [{ name: "in", size: 1 }],
  outputs: () => [{ name: "out", size: 2 }],
  inputNoise: () => ({ in: 0.1 }),
  durationMs: () => 100,
  conditions: () => ({}),
  trial: () => trial,
  answer: () => ({ correct: true, choice: 0 }),
});

let calls = 0;
const hostile: readonly (readonly [string, unknown, RegExp])[] = [
  ["nothing", undefined, /task is undefined; expected the object that defineTask gives/],
  ["a function", () => good, /task is a function/],
  ["a list", [good], /expected the object/],
  ["a name with spaces", { ...good, name: "My Task" }, /name is "My Task"; expected small letters/],
  ["no title", { ...good, title: "" }, /title of task my-task is ""/],
  ["a cite that is a text", { ...good, cite: "me" }, /cite of task my-task is "me"; expected a list/],
  ["a step of 0", { ...good, dtMs: 0 }, /dtMs of task my-task is 0/],
  ["an unknown read-out", { ...good, output: "relu" }, /output of task my-task is "relu"; expected "linear"/],
  ["no answer", { ...good, answer: undefined }, /answer of task my-task is undefined; expected a function/],
  ["no table of parameters", { ...good, params: 3 }, /params of task my-task is 3/],
  [
    "a parameter without source",
    { ...good, params: { gain: { value: 1, unit: "1", range: [0, 2] } } },
    /params\.gain .* from undefined; expected both as texts/,
  ],
  [
    "a parameter out of its range",
    { ...good, params: { gain: { ...good.params.gain, value: 3 } } },
    /params\.gain .* is 3; expected numbers from 0 to 2/,
  ],
  [
    "a range the wrong way round",
    { ...good, params: { gain: { ...good.params.gain, range: [2, 0] } } },
    /range \[2,0\]; expected \[lowest, highest\]/,
  ],
  ["no outputs", { ...good, outputs: () => [] }, /outputs of task my-task are \[\]/],
  ["half a unit", { ...good, inputs: () => [{ name: "in", size: 0.5 }] }, /sizes from 1/],
  [
    "two channels of one name",
    { ...good, inputs: () => [1, 2].map((size) => ({ name: "in", size })) },
    /each name once/,
  ],
  ["noise on no channel", { ...good, inputNoise: () => ({ on: 1 }) }, /gives 1 to "on"; expected a standard/],
  ["negative noise", { ...good, inputNoise: () => ({ in: -1 }) }, /gives -1 to "in"/],
  ["an endless trial", { ...good, durationMs: () => Infinity }, /durationMs of task my-task gives/],
  ["trials longer than it says", { ...good, durationMs: () => 50 }, /lasts 100 ms but its durationMs is 50/],
  [
    "a trial that throws",
    { ...good, trial: () => (undefined as never as Trial[])[0] },
    /fails with its default parameters: TypeError/,
  ],
  ["a trial that is nothing", { ...good, trial: () => undefined }, /a trial is undefined/],
  [
    "randomness of its own",
    { ...good, trial: () => ({ ...trial, condition: { call: calls++ } }) },
    /two trials of task my-task from the same random numbers differ/,
  ],
  ["a strength that is not there", { ...good, psychometric: "coherence" }, /names "coherence" as strength/],
  ["conditions that are none", { ...good, conditions: () => 3 }, /conditions of task my-task gives 3/],
];

const errorOf = (act: () => unknown): Error => {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && isInputError(error)) return error;
    throw error;
  }
  throw new Error("was not refused");
};

describe("a user's task", () => {
  it("is taken when it is one", () => expect(checkTask(good)).toBe(good));

  it.each(hostile)("is refused in one line when it is %s", (_, task, message) => {
    const error = errorOf(() => checkTask(task));
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
  });
});

describe("hostile trials", () => {
  const cases: readonly (readonly [string, object, RegExp])[] = [
    ["no epochs", { epochs: [] }, /epochs is empty/],
    ["epochs that are no list", { epochs: "wait" }, /epochs is string; expected a list/],
    [
      "a negative duration",
      { epochs: [["wait", -1]] },
      /epoch "wait" lasts -1 ms; expected a finite duration/,
    ],
    ["an endless epoch", { epochs: [["wait", Infinity]] }, /epoch "wait" lasts Infinity ms/],
    ["a duration that is none", { epochs: [["wait", "100"]] }, /epoch "wait" lasts 100 ms/],
    ["an epoch named as a range", { epochs: [["a..b", 1]] }, /without "\.\."/],
    [
      "two epochs of one name",
      {
        epochs: [
          ["wait", 1],
          ["wait", 1],
        ],
      },
      /two epochs of one name/,
    ],
    [
      "an unknown channel",
      { inputs: [{ channel: "on", during: "wait", value: 1 }] },
      /inputs names channel "on"; expected one of in/,
    ],
    [
      "an unknown epoch",
      { inputs: [{ channel: "in", during: "go", value: 1 }] },
      /inputs is during "go"; expected an epoch or a range/,
    ],
    [
      "a range backwards",
      {
        epochs: [
          ["a", 1],
          ["b", 1],
        ],
        inputs: [{ channel: "in", during: "b..a", value: 1 }],
      },
      /during "b\.\.a"/,
    ],
    [
      "a value of the wrong length",
      { targets: [{ channel: "out", during: "wait", value: [1] }] },
      /gives 1 numbers to channel "out"; expected one number, or 2/,
    ],
    [
      "a value that is not finite",
      { targets: [{ channel: "out", during: "wait", value: [0, NaN] }] },
      /has NaN on channel "out"/,
    ],
    [
      "a negative weight",
      { scored: [{ during: "wait", weight: -1 }] },
      /weight of all channels during "wait" is -1/,
    ],
    [
      "scores of no channel",
      { scored: [{ during: "wait", channel: "in" }] },
      /scored names channel "in"; expected one of out/,
    ],
    ["no condition", { condition: null }, /condition is object; expected an object of named values/],
  ];

  it.each(cases)("with %s are refused", (_, change, message) => {
    const task = { ...good, trial: () => ({ ...trial, ...change }) };
    expect(errorOf(() => checkTask(task)).message).toMatch(message);
  });
});

describe("parameters", () => {
  const anyOdr = odr as Task;

  it.each([
    [{ cues: 1 }, /cues of task odr is 1; expected a whole number from 2 to 360/],
    [{ cues: 2.5 }, /cues of task odr is 2.5; expected a whole number/],
    [{ cueMs: Number.NaN }, /cueMs of task odr is null; expected a number from 0 to 60000 ms/],
    [{ cue: 8 }, /task odr has no parameter "cue"; expected one of: fixationMs, cueMs/],
    [{ cues: [8] }, /cues of task odr is \[8\]/],
  ])("out of range or unknown are refused: %o", (given, message) => {
    expect(errorOf(() => taskValues(anyOdr, given)).message).toMatch(message);
  });

  it("that are lists take lists only, and no empty ones", () => {
    const task = tasks.get("perceptual-discrimination")!;
    expect(taskValues(task, { coherences: [0.5] }).coherences).toEqual([0.5]);
    for (const coherences of [[], 0.5, [2]])
      expect(errorOf(() => taskValues(task, { coherences })).message).toMatch(
        /expected a list of numbers from 0 to 1/,
      );
  });
});

describe("conditions", () => {
  const conditions = { side: ["left", "right"] as const, delayMs: { from: 0, to: 100 } };
  const given = (values: Readonly<Record<string, number | string>>) => () =>
    draw(conditions, () => 0, values);

  it("that are unknown or out of their values are refused", () => {
    expect(errorOf(given({ sid: "left" })).message).toMatch(
      /no condition "sid"; expected one of: side, delayMs/,
    );
    expect(errorOf(given({ side: "up" })).message).toMatch(/side is "up"; expected one of left, right/);
    expect(errorOf(given({ delayMs: 101 })).message).toMatch(
      /delayMs is 101; expected a number from 0 to 100/,
    );
    expect(errorOf(given({ delayMs: Number.NaN })).message).toMatch(/expected a number from 0 to 100/);
  });

  it("bounded the wrong way round by parameters are refused", () => {
    const p = taskValues(odr, { delayMinMs: 2000, delayMaxMs: 1000 });
    expect(errorOf(() => odr.trial(p, () => 0)).message).toMatch(/delayMs runs from 2000 to 1000/);
  });
});
