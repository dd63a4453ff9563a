import { draw } from "./conditions.js";
import { coherences, duration, whiteNoise, whiteOn } from "./parameters.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, favoured, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "Song et al. 2016, PLoS Comput Biol 12:e1004792, task examples";
const mante = "Mante et al. 2013, Nature 503:78, Fig 1 (5, 15 and 50 % in steps as used by Song et al. 2016)";

const params = {
  fixationMs: duration(100, source),
  stimulusMs: duration(800, source),
  decisionMs: duration(300, source),
  motionCoherences: coherences([0.05, 0.15, 0.5], mante),
  colourCoherences: coherences([0.05, 0.15, 0.5], mante),
  inputNoise: whiteNoise(1, "chosen by us: an ideal observer is right at coherence 0.05 in 84 %"),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

const inputs = [
  { name: "fixation", size: 1 },
  { name: "context", size: 2 },
  { name: "motion", size: 2 },
  { name: "colour", size: 2 },
] as const;

const bothWays = (values: readonly number[]): readonly number[] => [
  ...values.map((value) => -value).reverse(),
  ...values,
];

const conditions = (p: TaskValues<typeof params>) => ({
  context: ["motion", "colour"] as const,
  motion: { from: -1, to: 1, values: bothWays(p.motionCoherences) },
  colour: { from: -1, to: 1, values: bothWays(p.colourCoherences) },
});

const pair = (evidence: number): readonly [number, number] => [(1 - evidence) / 2, (1 + evidence) / 2];

/** Two kinds of evidence at once, of which the context says which one to integrate. */
export const contextDependentIntegration = defineTask({
  name: "context-dependent-integration",
  title: "Integrate motion or colour, as the context says",
  cite: ["mante2013", "song2016"],
  params,
  dtMs: 20,
  output: "linear",
  inputs: () => inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs, p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + p.stimulusMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { context, motion, colour } = draw(conditions(p), random, given);
    const [evidence, distraction] = context === "motion" ? [motion, colour] : [colour, motion];
    const choice = favoured(evidence, random);
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["stimulus", p.stimulusMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..stimulus", value: 1 },
        { channel: "context", during: "stimulus", value: context === "motion" ? [1, 0] : [0, 1] },
        { channel: "motion", during: "stimulus", value: pair(motion) },
        { channel: "colour", during: "stimulus", value: pair(colour) },
      ],
      ...choose(p, choice),
      condition: { context, motion, colour, evidence, congruent: evidence * distraction > 0, choice },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
  psychometric: "evidence",
});
