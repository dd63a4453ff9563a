import { wholeTurn } from "./angle.js";
import { draw } from "./conditions.js";
import { count, duration, whiteNoise, whiteOn, width } from "./parameters.js";
import { anglesAround, bump } from "./ring.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "NeuroGym, Molano-Mazon et al. 2022, DelayMatchSample after Miller et al. 1996";
const yang = "Yang et al. 2019, Nat Neurosci 22:297";

const params = {
  fixationMs: duration(300, source),
  sampleMs: duration(500, source),
  delayMinMs: duration(1000, source),
  delayMaxMs: duration(1000, source),
  testMs: duration(500, source),
  decisionMs: duration(900, source),
  samples: count(8, "chosen by us: the eight places of the oculomotor task", [2, 360]),
  ringSize: count(32, yang, [4, 512]),
  widthDeg: width(22.5, `${yang}, bump of width pi/8`),
  inputNoise: whiteNoise(0.1414, `${yang}, 0.01 sqrt(2 x 100 ms)`),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

type P = TaskValues<typeof params>;

const inputs = (p: P) => [
  { name: "fixation", size: 1 },
  { name: "ring", size: p.ringSize },
];

const conditions = (p: P) => ({
  sampleDeg: { from: 0, to: 360, values: anglesAround(p.samples) },
  match: [true, false] as const,
  /** Of a test that does not match, from the sample. */
  turnDeg: { from: 0, to: 360, values: anglesAround(p.samples).slice(1) },
  delayMs: { from: p.delayMinMs, to: p.delayMaxMs },
});

/** Whether a test after a delay is the sample. Choice 1 says it is. */
export const delayedMatchToSample = defineTask({
  name: "delayed-match-to-sample",
  title: "Is the test, after a delay, the sample",
  cite: ["miller1996", "molano2022"],
  params,
  dtMs: 20,
  output: "linear",
  inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs(p), p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + p.sampleMs + p.delayMaxMs + p.testMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { sampleDeg, match, turnDeg, delayMs } = draw(conditions(p), random, given);
    const testDeg = match ? sampleDeg : wholeTurn(sampleDeg + turnDeg);
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["sample", p.sampleMs],
        ["delay", delayMs],
        ["test", p.testMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..test", value: 1 },
        { channel: "ring", during: "sample", value: bump(p.ringSize, sampleDeg, p.widthDeg) },
        { channel: "ring", during: "test", value: bump(p.ringSize, testDeg, p.widthDeg) },
      ],
      ...choose(p, match ? 1 : 0),
      condition: { sampleDeg, testDeg, match, delayMs, choice: match ? 1 : 0 },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
});
