import { draw } from "./conditions.js";
import { epochsUntil } from "./epochs.js";
import { coherences } from "./parameters.js";
import { discriminationNoise, OPEN_MS, psychrnnLevels, psychrnnParams } from "./psychrnn.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { judgeChoice } from "./two-choices.js";

const params = {
  ...psychrnnParams,
  ...psychrnnLevels,
  coherences: coherences([0.1, 0.3, 0.5, 0.7], "Ehrlich et al. 2021 (PsychRNN 1.0)"),
} as const satisfies TaskParameterTable;

const conditions = (p: TaskValues<typeof params>) => ({
  coherence: { from: 0, to: 1, values: p.coherences },
  direction: [0, 1] as const,
  onsetMs: { from: 0, to: p.durationMs / 2, given: [0, p.durationMs] as const },
  stimulusMs: { from: p.durationMs / 8, to: (3 * p.durationMs) / 8, given: [0, p.durationMs] as const },
});

/**
 * PsychRNN's random dots, step for step: the first 20 ms after the stimulus count with a target of 0. Its noise per step
 * grows with dt, unlike that of the other tasks here.
 */
export const psychrnnPerceptualDiscrimination = defineTask({
  name: "psychrnn-perceptual-discrimination",
  title: "Random dots as PsychRNN has them",
  cite: ["ehrlich2021", "britten1992"],
  params,
  dtMs: 10,
  output: "linear",
  inputs: () => [{ name: "stimulus", size: 2 }],
  outputs: () => [{ name: "choice", size: 2 }],
  inputNoise: (p, dtMs) => ({ stimulus: discriminationNoise(p.stimulusNoise, dtMs) }),
  durationMs: (p) => p.durationMs,
  conditions,
  trial(p, random, given) {
    const drawn = draw(conditions(p), random, given);
    const { coherence, direction, onsetMs, stimulusMs } = drawn;
    const offset = onsetMs + stimulusMs;
    const towards = (one: number, other: number): number[] => (direction === 0 ? [one, other] : [other, one]);
    return {
      epochs: epochsUntil(p.durationMs, [
        ["fixation", onsetMs + OPEN_MS],
        ["stimulus", offset],
        ["pause", offset + 20 + OPEN_MS],
        ["decision", Number.POSITIVE_INFINITY],
      ]),
      inputs: [{ channel: "stimulus", during: "stimulus", value: towards(1 + coherence, 1) }],
      targets: [{ channel: "choice", during: "decision", value: towards(p.high, p.low) }],
      scored: [{ during: "pause..decision" }],
      condition: { ...drawn, evidence: direction === 1 ? coherence : -coherence, choice: direction },
    };
  },
  answer: (_, trial, response) => judgeChoice(trial, response, "pause..decision"),
  psychometric: "evidence",
});
