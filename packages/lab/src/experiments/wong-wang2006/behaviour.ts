import type { Core, RandomStream } from "@isocortex/core-wasm";
import {
  type DecisionOptions,
  type DecisionSummary,
  fitWeibull,
  proportionVariance,
  summariseDecisions,
  type WeibullFit,
} from "../../analysis/index.js";
import { buildCircuit } from "../../build-circuit.js";
import { type Check, check } from "../../check.js";
import type { Figure, Series } from "../../figure.js";
import { resolveExperiment } from "../../io/resolve-experiment.js";
import { simulateDecisions } from "../../simulate-decisions.js";
import { type Part, reference } from "./part.js";
import { type Behaviour, boxcarExact, instantaneousEuler, instantaneousExact } from "./reference.js";

const MU0_HZ = 30;
const FIXATION_MS = 500;
const LONGEST_MS = 3000;
const TRIALS = 800;
const FULL_TRIALS = 4000;
const COHERENCES: readonly number[] = [0, 3.2, 6.4, 12.8, 25.6, 51.2];
/**
 * How many standard errors, of both sides together, a number may be off: at most 50 numbers are compared, of which by chance
 * one misses this in 5 % of seeds (Bonferroni). Set so after one draw of the full size had missed 3 in one number.
 */
const STANDARD_ERRORS = 3.29;

const instantaneous = { rule: "instantaneous", thresholdHz: 15, windowMs: 0, onsetMs: FIXATION_MS } as const;
const boxcar = { rule: "boxcar", thresholdHz: 15, windowMs: 50, onsetMs: FIXATION_MS } as const;

interface Reading {
  readonly name: string;
  readonly rule: Omit<DecisionOptions, "everyMs">;
  readonly expected: readonly Behaviour[];
  /** Threshold and slope of the Weibull curve of the reference, where it gives them. */
  readonly weibull?: readonly [alpha: number, beta: number];
}

/** Noise discretisations, each with the ways in which decisions are read from its trials. */
const readings: Readonly<Record<"euler" | "exact", readonly Reading[]>> = {
  euler: [
    {
      name: "instantaneous rate, Euler noise",
      rule: instantaneous,
      expected: instantaneousEuler,
      weibull: [6.998893937, 1.215721007],
    },
  ],
  exact: [
    {
      name: "instantaneous rate, exact noise",
      rule: instantaneous,
      expected: instantaneousExact,
      weibull: [6.710657361, 1.191499281],
    },
    { name: "50 ms boxcar, exact noise", rule: boxcar, expected: boxcarExact },
  ],
};

interface Trials {
  readonly noiseDiscretisation: "euler" | "exact";
  readonly coherence: number;
  readonly trials: number;
}

/** Decisions after fixation, when motion of a coherence comes on: one summary for each reading. */
function decide(
  core: Core,
  random: RandomStream,
  { noiseDiscretisation, coherence, trials }: Trials,
): readonly DecisionSummary[] {
  const endMs = FIXATION_MS + LONGEST_MS;
  const stimulus = (area: string, share: number) => ({
    ...{ input: "stimulus", areas: [area], startMs: FIXATION_MS, endMs },
    amplitude: MU0_HZ * (1 + share / 100),
  });
  const experiment = resolveExperiment({
    isocortex: 1,
    model: "wong-wang-2006",
    parameters: { mu0: 0 },
    options: { noiseDiscretisation },
    stimuli: [stimulus("1", coherence), stimulus("2", -coherence)],
    ...{ durationMs: endMs, trials, noise: true },
  });
  const { circuit, simulation } = buildCircuit(experiment);
  const noise = random.split(`${noiseDiscretisation} ${coherence}`);
  const rules = readings[noiseDiscretisation].map(({ rule }) => rule);
  return simulateDecisions(
    core,
    { circuit, simulation: { ...simulation, save: [] }, noise, variable: "r" },
    rules,
  ).map((decider) => summariseDecisions(decider.decisions(), 0));
}

/** A reading at a coherence, with what the reference gives there. */
interface Point {
  readonly expected: Behaviour;
  readonly got: DecisionSummary;
}

/** The tolerance of a difference, from the variances of its two sides. */
const within = (...variances: readonly number[]): number =>
  STANDARD_ERRORS * Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0));

function pointChecks(name: string, { expected, got }: Point): Check[] {
  const of = `${name}, coherence ${expected.coherence} %`;
  const { reactionTimes, accuracy = Number.NaN } = got;
  const { meanMs = Number.NaN, sdMs = Number.NaN, trials = 0 } = reactionTimes ?? {};
  const source = `${reference}, ${expected.trials} trials, ours ${got.trials}; within ${STANDARD_ERRORS} s.e. of both together`;
  return [
    check({
      quantity: `${of}: accuracy`,
      unit: "1",
      published: expected.accuracy,
      got: accuracy,
      tolerance: within(
        proportionVariance(expected.accuracy, expected.trials),
        proportionVariance(accuracy, trials),
      ),
      source,
      origin: "reference",
    }),
    check({
      quantity: `${of}: mean reaction time`,
      unit: "ms",
      published: expected.meanMs,
      got: meanMs,
      tolerance: within((expected.sdMs * expected.sdMs) / expected.trials, (sdMs * sdMs) / trials),
      source,
      origin: "reference",
    }),
  ];
}

const fitOf = (points: readonly Point[]): WeibullFit | undefined =>
  fitWeibull(
    points.map(({ expected, got }) => ({
      strength: expected.coherence,
      trials: got.trials - got.undecided,
      accuracy: got.accuracy ?? 0.5,
    })),
  );

/** Of the fit to the reference's own accuracies, all coherences. */
const referenceFit = (expected: readonly Behaviour[]): WeibullFit | undefined =>
  fitWeibull(expected.map(({ coherence, trials, accuracy }) => ({ strength: coherence, trials, accuracy })));

function squaredError(fit: WeibullFit | undefined, which: "alpha" | "beta"): number {
  const error = fit?.standardErrors[which] ?? Number.NaN;
  return error * error;
}

function weibullChecks({ name, weibull, expected }: Reading, points: readonly Point[]): Check[] {
  if (!weibull) return [];
  const ours = fitOf(points);
  const theirs = referenceFit(expected);
  return (["alpha", "beta"] as const).map((which, i) =>
    check({
      quantity: `${name}: Weibull ${which}`,
      unit: which === "alpha" ? "%" : "1",
      published: weibull[i]!,
      got: ours?.[which] ?? Number.NaN,
      tolerance: within(squaredError(ours, which), squaredError(theirs, which)),
      source: `${reference}, least squares; within ${STANDARD_ERRORS} s.e. of both together`,
      origin: "reference",
    }),
  );
}

function errorCheck(name: string, { expected, got }: Point): Check {
  const slower = (got.error?.meanMs ?? Number.NaN) > (got.correct?.meanMs ?? Number.NaN);
  return check({
    quantity: `${name}, coherence ${expected.coherence} %: errors slower than correct choices (1 = yes)`,
    unit: "1",
    published: 1,
    got: slower ? 1 : 0,
    tolerance: 0,
    source: reference,
    origin: "reference",
  });
}

type Curves = readonly (readonly [reading: Reading, points: readonly Point[]])[];

function series(
  curves: Curves,
  of: (point: Point) => number,
  theirs: (expected: Behaviour) => number,
): Series[] {
  return curves.flatMap(([{ name }, points]) => {
    const shown = points.filter(({ expected }) => expected.coherence > 0);
    const x = shown.map(({ expected }) => expected.coherence);
    return [
      { label: name, x, y: shown.map(of) },
      {
        label: `${name}, reference`,
        x,
        y: shown.map(({ expected }) => theirs(expected)),
        dashed: true,
        muted: true,
      },
    ];
  });
}

function figuresOf(curves: Curves, trials: number): Figure[] {
  const x = { label: "Coherence", unit: "%", type: "log" } as const;
  return [
    {
      kind: "lines",
      name: "wong-wang2006-psychometric",
      title: "The stronger the motion, the more often the choice is right",
      caption: `Part of correct choices of ${trials} trials at each coherence above 0; dashed: reference.`,
      x,
      y: { label: "Correct", domain: [0.5, 1] },
      series: series(
        curves,
        ({ got }) => got.accuracy ?? Number.NaN,
        ({ accuracy }) => accuracy,
      ),
    },
    {
      kind: "lines",
      name: "wong-wang2006-chronometric",
      title: "The weaker the motion, the longer the decision; how it is read matters as much",
      caption:
        `Mean time from motion onset to the decision of ${trials} trials at each coherence above 0; dashed: reference. A threshold on ` +
        "the mean rate of 50 ms is crossed up to 220 ms later than one on the rate at an instant.",
      x,
      y: { label: "Reaction time", unit: "ms" },
      series: series(
        curves,
        ({ got }) => got.reactionTimes?.meanMs ?? Number.NaN,
        ({ meanMs }) => meanMs,
      ),
    },
  ];
}

/** Choices and reaction times, by how noise is stepped and how a decision is read. */
export const behaviour: Part = async ({ core, random, progress, full }) => {
  const trials = full ? FULL_TRIALS : TRIALS;
  const coherences = full ? instantaneousExact.map(({ coherence }) => coherence) : COHERENCES;
  const discretisations = Object.keys(readings) as (keyof typeof readings)[];
  const conditions = discretisations.flatMap((noiseDiscretisation) =>
    coherences.map((coherence) => ({ noiseDiscretisation, coherence, trials })),
  );
  const points = new Map<Reading, Point[]>();
  for (const [i, condition] of conditions.entries()) {
    await progress("decisions", 0.3 + (0.7 * i) / conditions.length);
    const summaries = decide(core, random, condition);
    readings[condition.noiseDiscretisation].forEach((reading, r) => {
      const expected = reading.expected.find(({ coherence }) => coherence === condition.coherence);
      if (expected) points.set(reading, [...(points.get(reading) ?? []), { expected, got: summaries[r]! }]);
    });
  }
  const curves: Curves = [...points];
  const undecided = curves.flatMap(([, all]) => all).reduce((sum, { got }) => sum + got.undecided, 0);
  return {
    checks: [
      check({
        quantity: "trials without a decision, all conditions",
        unit: "trials",
        published: 0,
        got: undecided,
        tolerance: 0,
        source: `${reference}: every trial decides`,
        origin: "reference",
      }),
      ...curves.flatMap(([reading, all]) => [
        ...all.flatMap((point) => pointChecks(reading.name, point)),
        ...weibullChecks(reading, all),
        ...(reading.rule.rule === "boxcar"
          ? all
              .filter(({ expected }) => expected.coherence === 6.4 || expected.coherence === 12.8)
              .map((point) => errorCheck(reading.name, point))
          : []),
      ]),
    ],
    figures: figuresOf(curves, trials),
  };
};
