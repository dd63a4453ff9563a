import { wholeTurn } from "./angle.js";
import { draw } from "./conditions.js";
import { count, duration, OURS, whiteNoise, whiteOn, width } from "./parameters.js";
import { anglesAround, bump } from "./ring.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "Freedman & Assad 2006, Nature 443:85";
const yang = "Yang et al. 2019, Nat Neurosci 22:297";

const params = {
  fixationMs: duration(500, source),
  sampleMs: duration(650, source),
  delayMs: duration(1000, source),
  testMs: duration(650, source),
  decisionMs: duration(300, OURS),
  directions: count(12, source, [2, 360]),
  ringSize: count(32, yang, [4, 512]),
  widthDeg: width(22.5, `${yang}, bump of width pi/8`),
  inputNoise: whiteNoise(0.1414, `${yang}, 0.01 sqrt(2 x 100 ms)`),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

type P = TaskValues<typeof params>;

const inputs = (p: P) => [
  { name: "fixation", size: 1 },
  { name: "motion", size: p.ringSize },
];

/** No direction lies on the boundary at 0 and 180 degrees, where their number is even. */
const conditions = (p: P) => {
  const values = anglesAround(p.directions, 180 / p.directions);
  return { sampleDeg: { from: 0, to: 360, values }, testDeg: { from: 0, to: 360, values } };
};

const categoryOf = (degrees: number): 0 | 1 => (wholeTurn(degrees) < 180 ? 0 : 1);

/** Whether two directions of motion are on the same side of a boundary that has to be learnt. Choice 1 says they are. */
export const matchToCategory = defineTask({
  name: "match-to-category",
  title: "Do two directions, apart in time, belong to the same category",
  cite: ["freedman2006"],
  params,
  dtMs: 20,
  output: "linear",
  inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs(p), p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + p.sampleMs + p.delayMs + p.testMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { sampleDeg, testDeg } = draw(conditions(p), random, given);
    const [sampleCategory, testCategory] = [categoryOf(sampleDeg), categoryOf(testDeg)];
    const choice = sampleCategory === testCategory ? 1 : 0;
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["sample", p.sampleMs],
        ["delay", p.delayMs],
        ["test", p.testMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..test", value: 1 },
        { channel: "motion", during: "sample", value: bump(p.ringSize, sampleDeg, p.widthDeg) },
        { channel: "motion", during: "test", value: bump(p.ringSize, testDeg, p.widthDeg) },
      ],
      ...choose(p, choice),
      condition: { sampleDeg, testDeg, sampleCategory, testCategory, choice },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
});
