import { draw } from "./conditions.js";
import { whiteOn } from "./parameters.js";
import { anglesAround } from "./ring.js";
import { fixationAndRing, judgeSaccade, saccade, saccadeMs, saccadeParams } from "./saccade.js";
import { defineTask, type TaskValues } from "./task.js";

const conditions = (p: TaskValues<typeof saccadeParams>) => ({
  cueDeg: { from: 0, to: 360, values: anglesAround(p.cues) },
  delayMs: { from: p.delayMinMs, to: p.delayMaxMs },
});

/** Oculomotor delayed response: look where a cue was, after a delay. A cue may be given at any angle. */
export const odr = defineTask({
  name: "odr",
  title: "Oculomotor delayed response: look where the cue was",
  cite: ["funahashi1989", "yang2019"],
  params: saccadeParams,
  dtMs: 20,
  output: "sigmoid",
  inputs: fixationAndRing,
  outputs: fixationAndRing,
  inputNoise: (p, dtMs) => whiteOn(fixationAndRing(p), p.inputNoise, dtMs),
  durationMs: saccadeMs,
  conditions,
  trial(p, random, given) {
    const { cueDeg, delayMs } = draw(conditions(p), random, given);
    return { ...saccade(p, cueDeg, cueDeg, delayMs), condition: { cueDeg, delayMs } };
  },
  answer: (p, trial, response) => judgeSaccade(p, trial.condition.cueDeg as number, response),
});
