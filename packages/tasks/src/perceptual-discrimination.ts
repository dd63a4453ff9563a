import { draw } from "./conditions.js";
import { coherences, duration, whiteNoise, whiteOn } from "./parameters.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "Song et al. 2016, PLoS Comput Biol 12:e1004792, task examples";

const params = {
  fixationMs: duration(100, source),
  stimulusMs: duration(800, source),
  decisionMs: duration(300, source),
  coherences: coherences(
    [0.032, 0.064, 0.128, 0.256, 0.512],
    "Britten et al. 1992, J Neurosci 12:4745, doubling steps of motion coherence",
  ),
  inputNoise: whiteNoise(1, "chosen by us: an ideal observer is right at coherence 0.032 in 74 %"),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

const inputs = [
  { name: "fixation", size: 1 },
  { name: "motion", size: 2 },
] as const;

const conditions = (p: TaskValues<typeof params>) => ({
  coherence: { from: 0, to: 1, values: p.coherences },
  direction: [0, 1] as const,
});

/** Random dots: which of two noisy inputs is the stronger on average. */
export const perceptualDiscrimination = defineTask({
  name: "perceptual-discrimination",
  title: "Random dots: which of two noisy inputs is stronger",
  cite: ["britten1992", "song2016"],
  params,
  dtMs: 20,
  output: "linear",
  inputs: () => inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs, p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + p.stimulusMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { coherence, direction } = draw(conditions(p), random, given);
    const evidence = direction === 1 ? coherence : -coherence;
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["stimulus", p.stimulusMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..stimulus", value: 1 },
        { channel: "motion", during: "stimulus", value: [(1 - evidence) / 2, (1 + evidence) / 2] },
      ],
      ...choose(p, direction),
      condition: { coherence, direction, evidence, choice: direction },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
  psychometric: "evidence",
});
