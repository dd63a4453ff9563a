import { draw } from "./conditions.js";
import { duration, whiteNoise, whiteOn } from "./parameters.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "Song et al. 2016, PLoS Comput Biol 12:e1004792, task examples";
const flutter = "Romo et al. 1999, Nature 399:470, flutter of 10 to 34 Hz in pairs 8 Hz apart";

const params = {
  fixationMs: duration(100, source),
  stimulusMs: duration(500, "Romo et al. 1999, Nature 399:470"),
  delayMinMs: duration(2500, "Song et al. 2016, delay of 2500 to 3500 ms"),
  delayMaxMs: duration(3500, "Song et al. 2016, delay of 2500 to 3500 ms"),
  decisionMs: duration(300, source),
  lowerHz: { value: [10, 14, 18, 22, 26], unit: "Hz", from: flutter, range: [1, 100] },
  separationsHz: { value: [8], unit: "Hz", from: flutter, range: [0.1, 100] },
  inputNoise: whiteNoise(0.1414, "Ehrlich et al. 2021 (PsychRNN), its noise at a step of 10 ms"),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

const inputs = [
  { name: "fixation", size: 1 },
  { name: "flutter", size: 2 },
] as const;

const conditions = (p: TaskValues<typeof params>) => ({
  lowerHz: { from: 1, to: 100, values: p.lowerHz },
  separationHz: { from: 0.1, to: 100, values: p.separationsHz },
  higher: ["first", "second"] as const,
  delayMs: { from: p.delayMinMs, to: p.delayMaxMs },
});

/** One input grows with the frequency and one falls, from 0.4 to 1.2 over 10 to 34 Hz. */
function flutterOf(hz: number): readonly [number, number] {
  return [0.4 + (0.8 * (hz - 10)) / 24, 0.4 + (0.8 * (34 - hz)) / 24];
}

/** Parametric working memory: whether the first or the second vibration is faster. Choice 1 says the first. */
export const delayedDiscrimination = defineTask({
  name: "delayed-discrimination",
  title: "Parametric working memory: which of two vibrations was faster",
  cite: ["romo1999", "song2016"],
  params,
  dtMs: 20,
  output: "linear",
  inputs: () => inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs, p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + 2 * p.stimulusMs + p.delayMaxMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { lowerHz, separationHz, higher, delayMs } = draw(conditions(p), random, given);
    const first = higher === "first" ? lowerHz + separationHz : lowerHz;
    const second = higher === "first" ? lowerHz : lowerHz + separationHz;
    const choice = higher === "first" ? 1 : 0;
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["first", p.stimulusMs],
        ["delay", delayMs],
        ["second", p.stimulusMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..second", value: 1 },
        { channel: "flutter", during: "first", value: flutterOf(first) },
        { channel: "flutter", during: "second", value: flutterOf(second) },
      ],
      ...choose(p, choice),
      condition: { lowerHz, separationHz, higher, delayMs, differenceHz: first - second, choice },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
  psychometric: "differenceHz",
});
