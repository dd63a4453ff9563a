import { numberAt, type State } from "../../src/page.js";

/** Places of the cue on the slide, degrees. */
export const PLACES_DEG = [0, 45, 90, 135, 180, 225, 270, 315];
export const CUE_MS = [1000, 1500] as const;
export const RESPONSE_MS = 500;
const AFTER_MS = 200;
/** Size of the published cue, and of the input that ends the memory. */
const CUE = 200;
const ERASE = -200;
/** Units of the published ring. */
const PUBLISHED_N = 512;
const LONGEST_DISTRACTOR_MS = 500;

/** What a trial has besides the state of the page. */
export interface TrialOptions {
  readonly cueDeg?: number;
  readonly delayMs?: number;
  readonly trials?: number;
  readonly seed?: number;
  readonly everyMs?: number;
  /** The only unit to record. */
  readonly unit?: string;
}

/** Name of the unit whose preferred angle is nearest: the model names units by their angles, to a thousandth of a degree. */
export function unitNear(angleDeg: number, n: number): string {
  const i = Math.round((angleDeg / 360) * n) % n;
  return String(Number(((360 * i) / n).toFixed(3)));
}

export const delayMsOf = (state: State): number => 1000 * numberAt(state, "delay");

/** The distractor's time, in the middle of the delay; undefined where there is none. */
export function distractorMs(
  state: State,
  delayMs = delayMsOf(state),
): readonly [number, number] | undefined {
  if (numberAt(state, "distractor") === 0) return undefined;
  const length = Math.min(LONGEST_DISTRACTOR_MS, delayMs / 2);
  const start = CUE_MS[1] + (delayMs - length) / 2;
  return [start, start + length];
}

/** A trial of the task: fixation, cue, delay, and an input that ends the memory as the eye moves. */
export function experiment(state: State, options: TrialOptions = {}) {
  const { delayMs = delayMsOf(state), cueDeg = numberAt(state, "cue"), trials = 1, everyMs = 20 } = options;
  const n = numberAt(state, "N");
  const noise = numberAt(state, "noise");
  const delayEnd = CUE_MS[1] + delayMs;
  const distractor = distractorMs(state, delayMs);
  // A cue is shared out by a profile of sum 1: fewer units get more of it each.
  const perUnit = n / PUBLISHED_N;
  return {
    model: "odr-ring",
    parameters: {
      N: n,
      kappa: numberAt(state, "kappa"),
      GEE: numberAt(state, "GEE"),
      sigmaE: noise,
      sigmaI: 3 * noise,
    },
    stimuli: [
      {
        name: "cue",
        input: "cue",
        areas: [unitNear(cueDeg, n)],
        startMs: CUE_MS[0],
        endMs: CUE_MS[1],
        amplitude: CUE * perUnit,
      },
      ...(distractor
        ? [
            {
              name: "distractor",
              input: "cue",
              areas: [unitNear(numberAt(state, "distractorAngle"), n)],
              startMs: distractor[0],
              endMs: distractor[1],
              amplitude: numberAt(state, "distractor") * CUE * perUnit,
            },
          ]
        : []),
      {
        name: "erase",
        input: "E",
        areas: ["all"],
        startMs: delayEnd,
        endMs: delayEnd + RESPONSE_MS,
        amplitude: ERASE,
      },
    ],
    durationMs: delayEnd + RESPONSE_MS + AFTER_MS,
    noise: noise > 0,
    trials,
    seed: options.seed ?? numberAt(state, "seed"),
    record: [
      {
        variable: "rE",
        everyMs,
        ...(options.unit === undefined ? {} : { areas: [options.unit] }),
      },
    ],
    audit: false,
  };
}
