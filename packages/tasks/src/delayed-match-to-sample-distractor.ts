import { wholeTurn } from "./angle.js";
import { draw } from "./conditions.js";
import { count, duration, OURS, whiteNoise, whiteOn, width } from "./parameters.js";
import { bump } from "./ring.js";
import { defineTask, type TaskParameterTable, type TaskValues } from "./task.js";
import { choose, judgeChoice, twoChoiceOutputs, twoChoiceParams } from "./two-choices.js";

const source = "Froudist-Walsh et al. 2021, Neuron 109:3500, stimuli of 400 ms that start 1000 ms apart";
const yang = "Yang et al. 2019, Nat Neurosci 22:297";

const params = {
  fixationMs: duration(300, OURS),
  targetMs: duration(400, source),
  firstDelayMs: duration(600, source),
  distractorMs: duration(400, source),
  secondDelayMs: duration(600, source),
  probeMs: duration(400, source),
  decisionMs: duration(500, OURS),
  places: count(8, "chosen by us: the eight places of the oculomotor task", [3, 360]),
  ringSize: count(32, yang, [4, 512]),
  widthDeg: width(22.5, `${yang}, bump of width pi/8`),
  distractorStrength: {
    value: 1,
    unit: "1",
    from: "Froudist-Walsh et al. 2021: as strong as the target",
    range: [0, 10],
  },
  inputNoise: whiteNoise(0.1414, `${yang}, 0.01 sqrt(2 x 100 ms)`),
  ...twoChoiceParams,
} as const satisfies TaskParameterTable;

type P = TaskValues<typeof params>;

const inputs = (p: P) => [
  { name: "fixation", size: 1 },
  { name: "ring", size: p.ringSize },
];

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

const conditions = (p: P) => ({
  target: upTo(p.places),
  /** How many places the distractor is away from the target, less one. */
  distractorAway: upTo(p.places - 1),
  /** Which of the remaining places another probe takes. */
  otherAway: upTo(p.places - 2),
  /** The target in half of the trials; the others tell a memory of it from one of the distractor. */
  probe: ["target", "target", "distractor", "other"] as const,
});

const OUTCOMES = {
  target: ["missed", "resisted"],
  distractor: ["resisted", "distracted"],
  other: ["rejected", "falseAlarm"],
} as const;

/**
 * Target, delay, distractor, delay, probe: whether the probe is the target. Choice 1 says it is. The counts tell resisted
 * from distracted: an answer of "match" to a probe at the distractor's place reports the distractor.
 */
export const delayedMatchToSampleDistractor = defineTask({
  name: "delayed-match-to-sample-distractor",
  title: "Is the probe the target, whatever came between",
  cite: ["froudistwalsh2021", "miller1996"],
  params,
  dtMs: 20,
  output: "linear",
  inputs,
  outputs: () => twoChoiceOutputs,
  inputNoise: (p, dtMs) => whiteOn(inputs(p), p.inputNoise, dtMs),
  durationMs: (p) =>
    p.fixationMs + p.targetMs + p.firstDelayMs + p.distractorMs + p.secondDelayMs + p.probeMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { target, distractorAway, otherAway, probe } = draw(conditions(p), random, given);
    const away = otherAway + (otherAway >= distractorAway ? 1 : 0);
    const degrees = (place: number): number => wholeTurn((place * 360) / p.places);
    const targetDeg = degrees(target);
    const distractorDeg = degrees(target + 1 + distractorAway);
    const probeDeg = { target: targetDeg, distractor: distractorDeg, other: degrees(target + 1 + away) }[
      probe
    ];
    const show = (during: string, angleDeg: number, strength = 1) => ({
      channel: "ring",
      during,
      value: bump(p.ringSize, angleDeg, p.widthDeg, strength),
    });
    const choice = probe === "target" ? 1 : 0;
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["target", p.targetMs],
        ["delay 1", p.firstDelayMs],
        ["distractor", p.distractorMs],
        ["delay 2", p.secondDelayMs],
        ["probe", p.probeMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..probe", value: 1 },
        show("target", targetDeg),
        show("distractor", distractorDeg, p.distractorStrength),
        show("probe", probeDeg),
      ],
      ...choose(p, choice),
      condition: { targetDeg, distractorDeg, probeDeg, probe, choice },
    };
  },
  answer(_, trial, response) {
    const answer = judgeChoice(trial, response);
    const outcomes = OUTCOMES[trial.condition.probe as keyof typeof OUTCOMES];
    const outcome = outcomes[answer.choice === 1 ? 1 : 0];
    return { ...answer, counts: { [outcome]: 1 } };
  },
});
