import { draw } from "./conditions.js";
import { epochsUntil } from "./epochs.js";
import { duration } from "./parameters.js";
import { discriminationNoise, psychrnnLevels, psychrnnParams } from "./psychrnn.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { judgeChoice } from "./two-choices.js";

const SEPARATION_HZ = 8;

const params = {
  ...psychrnnParams,
  durationMs: duration(4000, "Ehrlich et al. 2021 (PsychRNN 1.0), T of its examples"),
  ...psychrnnLevels,
  lowerHz: {
    value: [10, 14, 18, 22, 26],
    unit: "Hz",
    from: "Ehrlich et al. 2021 (PsychRNN 1.0), pairs 8 Hz apart",
    range: [1, 100],
  },
} as const satisfies TaskParameterTable;

type P = TaskValues<typeof params>;

const upTo = (to: number, p: P) => ({ from: 0, to, given: [0, p.durationMs] as const });

const conditions = (p: P) => ({
  lowerHz: { from: 1, to: 100, values: p.lowerHz },
  /** 0 where the first is the faster. */
  direction: [0, 1] as const,
  onsetMs: upTo(p.durationMs / 8, p),
  firstMs: upTo(p.durationMs / 4, p),
  delayMs: upTo(p.durationMs / 4, p),
  secondMs: upTo(p.durationMs / 4, p),
  decisionMs: upTo(p.durationMs / 8, p),
});

const stimulusOf = (hz: number): readonly [number, number] => [
  0.4 + (0.8 * (hz - 10)) / (34 - 10),
  0.4 + (0.8 * (34 - hz)) / (34 - 10),
];

/**
 * PsychRNN's delayed discrimination, step for step. Its durations may be nearly 0: a decision shorter than a step holds
 * none, and is then counted as choice 0 and as right, as PsychRNN does. Its noise per step grows with dt.
 */
export const psychrnnDelayedDiscrimination = defineTask({
  name: "psychrnn-delayed-discrimination",
  title: "Delayed discrimination as PsychRNN has it",
  cite: ["ehrlich2021", "romo1999"],
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
    const { lowerHz, direction, onsetMs } = drawn;
    const higherHz = lowerHz + SEPARATION_HZ;
    const [firstHz, secondHz] = direction === 0 ? [higherHz, lowerHz] : [lowerHz, higherHz];
    const delay = onsetMs + drawn.firstMs;
    const second = delay + drawn.delayMs;
    const decision = second + drawn.secondMs;
    return {
      epochs: epochsUntil(p.durationMs, [
        ["fixation", onsetMs],
        ["first", delay],
        ["delay", second],
        ["second", decision],
        ["decision", decision + drawn.decisionMs],
        ["rest", Number.POSITIVE_INFINITY],
      ]),
      inputs: [
        { channel: "stimulus", during: "first", value: stimulusOf(firstHz) },
        { channel: "stimulus", during: "second", value: stimulusOf(secondHz) },
      ],
      targets: [
        { channel: "choice", during: "decision", value: direction === 0 ? [p.high, p.low] : [p.low, p.high] },
      ],
      scored: [{ during: "decision" }],
      condition: { ...drawn, firstHz, secondHz, evidence: secondHz - firstHz, choice: direction },
    };
  },
  answer(_, trial, response) {
    if (response.over("choice", "decision").length === 0) return { correct: true, choice: 0 };
    return judgeChoice(trial, response);
  },
  psychometric: "evidence",
});
