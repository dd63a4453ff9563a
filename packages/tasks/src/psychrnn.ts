import { amount, duration } from "./parameters.js";

// What the three tasks of PsychRNN share.

const source = "Ehrlich et al. 2021 (PsychRNN 1.0), eNeuro 8:ENEURO.0427-20.2020";

export const psychrnnParams = {
  durationMs: duration(2000, `${source}, T of its examples`),
  stimulusNoise: amount(0.1, source),
} as const;

export const psychrnnLevels = { high: amount(1, source), low: amount(0.2, source) } as const;

/** Its intervals are open where they start: a step at the very time of the onset is before it. */
export const OPEN_MS = 1e-6;

/** Its noise of the discriminations: the standard deviation of a step grows with the fourth root of dt. */
export function discriminationNoise(stimulusNoise: number, dtMs: number): number {
  return Math.sqrt(2 * 0.01 * Math.sqrt(10) * Math.sqrt(dtMs) * stimulusNoise * stimulusNoise);
}
