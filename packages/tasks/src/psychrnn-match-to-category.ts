import { scalar } from "@isocortex/core-wasm";
import { draw } from "./conditions.js";
import { epochsUntil } from "./epochs.js";
import { count, duration } from "./parameters.js";
import { psychrnnParams } from "./psychrnn.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { judgeChoice } from "./two-choices.js";

const source = "Ehrlich et al. 2021 (PsychRNN 1.0)";
const CIRCLE = 2 * Math.PI;

const params = {
  ...psychrnnParams,
  onsetMs: duration(200, source),
  stimulusMs: duration(1000, source),
  decisionMs: duration(800, source),
  inputUnits: count(16, source, [2, 512]),
  categories: count(2, source, [2, 64]),
} as const satisfies TaskParameterTable;

type P = TaskValues<typeof params>;

const conditions = () => ({ angleRad: { from: 0, to: CIRCLE } });

/** Normal density of width 1 rad around the angle. The first and the last unit prefer the same direction, 0 and 2π. */
function densityAround(angle: number, units: number): readonly number[] {
  return Array.from({ length: units }, (_, i) => {
    const away = i * (CIRCLE / (units - 1)) - angle;
    const d = away > Math.PI ? away - CIRCLE : away < -Math.PI ? away + CIRCLE : away;
    return scalar.exp((-d * d) / 2) / Math.sqrt(CIRCLE);
  });
}

const categoryOf = (angle: number, p: P): number =>
  Math.min(p.categories - 1, Math.floor(angle / (CIRCLE / p.categories)));

/** PsychRNN's categorisation of an angle, step for step; no second stimulus. Its noise per step is 0.05 ms/dt. */
export const psychrnnMatchToCategory = defineTask({
  name: "psychrnn-match-to-category",
  title: "The category of an angle as PsychRNN has it",
  cite: ["ehrlich2021", "freedman2006"],
  params,
  dtMs: 10,
  output: "linear",
  inputs: (p) => [{ name: "stimulus", size: p.inputUnits }],
  outputs: (p) => [{ name: "choice", size: p.categories }],
  inputNoise: (p, dtMs) => ({ stimulus: (1 / (2 * dtMs)) * p.stimulusNoise }),
  durationMs: (p) => p.durationMs,
  conditions,
  trial(p, random, given) {
    const { angleRad } = draw(conditions(), random, given);
    const choice = categoryOf(angleRad, p);
    const offset = p.onsetMs + p.stimulusMs;
    return {
      epochs: epochsUntil(p.durationMs, [
        ["fixation", p.onsetMs],
        ["stimulus", offset],
        ["decision", offset + p.decisionMs],
        ["rest", Number.POSITIVE_INFINITY],
      ]),
      inputs: [{ channel: "stimulus", during: "stimulus", value: densityAround(angleRad, p.inputUnits) }],
      targets: [
        {
          channel: "choice",
          during: "decision",
          value: Array.from({ length: p.categories }, (_, i) => (i === choice ? 1 : 0)),
        },
      ],
      scored: [{ during: "decision" }],
      condition: { angleRad, choice },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response),
});
