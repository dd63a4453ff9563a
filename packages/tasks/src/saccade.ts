import { turn } from "./angle.js";
import { amount, count, duration, whiteNoise, width } from "./parameters.js";
import { bump, populationVector } from "./ring.js";
import type { Answer, Channel, Drive, Response, Scored, Trial } from "./task.js";

// What tasks share that are answered by looking at a place: fixate until the go signal, then show the place on a ring.

const yang = "Yang et al. 2019, Nat Neurosci 22:297";
const ours = "chosen by us, in the range of Funahashi et al. 1989, J Neurophysiol 61:331";

export const saccadeParams = {
  fixationMs: duration(500, ours),
  cueMs: duration(500, "Funahashi et al. 1989, J Neurophysiol 61:331"),
  delayMinMs: duration(1000, ours),
  delayMaxMs: duration(3000, ours),
  reactionMs: duration(100, `${yang}, time after the go signal that does not count`),
  responseMs: duration(400, `${yang}, 500 ms less the reaction time`),
  cues: count(8, "Funahashi et al. 1989, J Neurophysiol 61:331", [2, 360]),
  ringSize: count(32, yang, [4, 512]),
  widthDeg: width(22.5, `${yang}, bump of width pi/8`),
  height: amount(0.8, yang, [0, 1]),
  baseline: amount(0.05, yang, [0, 1]),
  responseWeight: amount(5, yang, [0, 100]),
  fixationWeight: amount(2, yang, [0, 100]),
  inputNoise: whiteNoise(0.1414, `${yang}, 0.01 sqrt(2 x 100 ms)`),
} as const;

type Values = { readonly [K in keyof typeof saccadeParams]: number };

export const fixationAndRing = (p: Values): readonly Channel[] => [
  { name: "fixation", size: 1 },
  { name: "ring", size: p.ringSize },
];

export const saccadeMs = (p: Values): number =>
  p.fixationMs + p.cueMs + p.delayMaxMs + p.reactionMs + p.responseMs;

/** Epochs, the cue and the fixation signal, and a look at `placeDeg` as the answer. */
export function saccade(
  p: Values,
  cueDeg: number,
  placeDeg: number,
  delayMs: number,
): {
  readonly epochs: Trial["epochs"];
  readonly inputs: readonly Drive[];
  readonly targets: readonly Drive[];
  readonly scored: readonly Scored[];
} {
  const place = bump(p.ringSize, placeDeg, p.widthDeg, p.height);
  return {
    epochs: [
      ["fixation", p.fixationMs],
      ["cue", p.cueMs],
      ["delay", delayMs],
      ["reaction", p.reactionMs],
      ["response", p.responseMs],
    ],
    inputs: [
      { channel: "fixation", during: "fixation..delay", value: 1 },
      { channel: "ring", during: "cue", value: bump(p.ringSize, cueDeg, p.widthDeg, p.height) },
    ],
    targets: [
      { channel: "fixation", during: "fixation..response", value: p.baseline },
      { channel: "fixation", during: "fixation..delay", value: p.height },
      { channel: "ring", during: "fixation..response", value: p.baseline },
      { channel: "ring", during: "response", value: place },
    ],
    scored: [
      { during: "fixation..delay" },
      { during: "fixation..delay", channel: "fixation", weight: p.fixationWeight },
      { during: "response", weight: p.responseWeight },
      { during: "response", channel: "fixation", weight: p.fixationWeight * p.responseWeight },
    ],
  };
}

/**
 * Right is a look within half the distance of two cues of the place, with fixation held until the go signal and then
 * left. `error` is the signed angle between look and place in degrees.
 */
export function judgeSaccade(p: Values, placeDeg: number, response: Response): Answer {
  const choice = populationVector(response.mean("ring", "response"));
  const error = turn(placeDeg, choice);
  const half = p.baseline + p.height / 2;
  const held = response.mean("fixation", "fixation..delay")[0]! > half;
  const left = response.mean("fixation", "response")[0]! < half;
  const near = Math.abs(error) <= 180 / p.cues;
  const counts = { near: near ? 1 : 0, fixationBroken: held ? 0 : 1, stayed: left ? 0 : 1 };
  return { correct: near && held && left, choice, error, counts };
}
