import { wholeTurn } from "./angle.js";
import { draw } from "./conditions.js";
import { whiteOn } from "./parameters.js";
import { anglesAround } from "./ring.js";
import { fixationAndRing, judgeSaccade, saccade, saccadeMs, saccadeParams } from "./saccade.js";
import { defineTask, type TaskValues } from "./task.js";

type P = TaskValues<typeof saccadeParams>;

const inputs = (p: P) => [...fixationAndRing(p), { name: "rule", size: 2 }];

const conditions = (p: P) => ({
  cueDeg: { from: 0, to: 360, values: anglesAround(p.cues) },
  rule: ["pro", "anti"] as const,
  delayMs: { from: p.delayMinMs, to: p.delayMaxMs },
});

/** Delayed anti-saccade: look where the cue was or, under the other rule, opposite. */
export const memoryAntiSaccade = defineTask({
  name: "memory-anti-saccade",
  title: "Look where the cue was or, by the rule, opposite",
  cite: ["funahashi1993", "yang2019"],
  params: saccadeParams,
  dtMs: 20,
  output: "sigmoid",
  inputs,
  outputs: fixationAndRing,
  inputNoise: (p, dtMs) => whiteOn(inputs(p), p.inputNoise, dtMs),
  durationMs: saccadeMs,
  conditions,
  trial(p, random, given) {
    const { cueDeg, rule, delayMs } = draw(conditions(p), random, given);
    const placeDeg = rule === "anti" ? wholeTurn(cueDeg + 180) : cueDeg;
    const look = saccade(p, cueDeg, placeDeg, delayMs);
    const signal = { channel: "rule", during: "fixation..delay", value: rule === "anti" ? [0, 1] : [1, 0] };
    return { ...look, inputs: [...look.inputs, signal], condition: { cueDeg, rule, placeDeg, delayMs } };
  },
  answer: (p, trial, response) => judgeSaccade(p, trial.condition.placeDeg as number, response),
});
