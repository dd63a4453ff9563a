import { draw } from "./conditions.js";
import { duration, whiteNoise, whiteOn } from "./parameters.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, favoured, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "Song et al. 2016, PLoS Comput Biol 12:e1004792, task examples";
const raposo = "Raposo et al. 2014, Nat Neurosci 17:1784, rates as in Song et al. 2016";

const params = {
  fixationMs: duration(100, source),
  stimulusMs: duration(1000, source),
  decisionMs: duration(300, source),
  ratesHz: { value: [9, 10, 11, 12, 13, 14, 15, 16], unit: "Hz", from: raposo, range: [1, 50] },
  boundaryHz: { value: 12.5, unit: "Hz", from: raposo, range: [1, 50] },
  inputNoise: whiteNoise(
    2,
    "chosen by us: next to the boundary an ideal observer is right in 90 % with one sense, 96 % with both",
  ),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

const inputs = [
  { name: "fixation", size: 1 },
  { name: "visual", size: 2 },
  { name: "auditory", size: 2 },
] as const;

const conditions = (p: TaskValues<typeof params>) => ({
  modality: ["visual", "auditory", "both"] as const,
  rateHz: { from: 1, to: 50, values: p.ratesHz },
});

/** One input grows with the rate of events and one falls, from 0.4 to 1.2 over 9 to 16 Hz. */
function tuned(rateHz: number): readonly [number, number] {
  return [0.4 + (0.8 * (rateHz - 9)) / 7, 0.4 + (0.8 * (16 - rateHz)) / 7];
}

/** Whether events come faster than a boundary, seen, heard or both. Choice 1 says faster. */
export const multisensory = defineTask({
  name: "multisensory",
  title: "Are events, seen, heard or both, faster than a boundary",
  cite: ["raposo2014", "song2016"],
  params,
  dtMs: 20,
  output: "linear",
  inputs: () => inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs, p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + p.stimulusMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { modality, rateHz } = draw(conditions(p), random, given);
    const choice = favoured(rateHz - p.boundaryHz, random);
    const senses = modality === "both" ? ["visual", "auditory"] : [modality];
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["stimulus", p.stimulusMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..stimulus", value: 1 },
        ...senses.map((channel) => ({ channel, during: "stimulus", value: tuned(rateHz) })),
      ],
      ...choose(p, choice),
      condition: { modality, rateHz, excessHz: rateHz - p.boundaryHz, choice },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
  psychometric: "excessHz",
});
