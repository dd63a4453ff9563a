import { defaultValues, meanFields, models } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";

/** The axis of the slide. */
export const STRENGTHS = [1.9, 2.3] as const;
/** Branches are followed a little beyond it. */
const FOLLOWED = [1.8, 2.4] as const;
export const PULSE_START_MS = 200;
const AFTER_MS = 3000;
const EVERY_MS = 10;

/** A model in which recurrent excitation makes memory. */
export interface Area {
  readonly model: string;
  /** The parameter that is the strength, and its value at strength 1. */
  readonly parameter: string;
  readonly perStrength: number;
  /** Parameters that inhibitory synapses scale with, at their published values. */
  readonly inhibition: Readonly<Record<string, number>>;
  /** Near the state at rest at the weakest, and near that of memory at the strongest excitation. */
  readonly starts: Readonly<Record<"rest" | "memory", Readonly<Record<string, number>>>>;
  /** Whether it is this population that remembers, and not its rival. */
  isOwn(state: readonly number[]): boolean;
  /** Rate (Hz) at an equilibrium. */
  rateOf(state: readonly number[]): number;
  /** What is simulated, where the model says how rates change in time. */
  readonly pulse?: {
    readonly input: string;
    readonly amplitude: number;
    readonly unit: string;
    readonly rates: readonly string[];
    /** The plane that it moves in, with the ends of its axes. */
    readonly plane: readonly [readonly [string, number], readonly [string, number]];
  };
}

/** Rate (Hz) of a gate at rest: S = gamma tau r (1 - S). */
const gateRate =
  ({ tauN, gamma }: Readonly<Record<string, number>>) =>
  ([S]: readonly number[]): number =>
    (1000 * S!) / (tauN! * gamma! * (1 - S!));

/** The first population is at least as active as the second, its rival. */
const isAhead = ([own, rival]: readonly number[]): boolean => own! >= rival! - 1e-6;

const of = (values: Readonly<Record<string, number>>, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, values[name]!]));

const mejias = defaultValues(models.get("mejias-wang-2022-area")!.params);
const chaudhuri = defaultValues(models.get("chaudhuri-2015-nonlinear-area")!.params);
const brunel = defaultValues(meanFields.get("brunel-wang-2001")!.params);

/** Threshold of Js (nA) in the isolated area of Mejias & Wang 2022, which is strength 2. */
const MEJIAS_THRESHOLD = 0.46519;
/** Threshold of the gain g in the isolated area of Chaudhuri et al. 2015, Fig 7, which is strength 2. */
const CHAUDHURI_THRESHOLD = 4.16903;

export const areas = {
  "mejias-wang": {
    model: "mejias-wang-2022-area",
    parameter: "Js",
    perStrength: MEJIAS_THRESHOLD / 2,
    inhibition: of(mejias, "JEI", "JII"),
    starts: { rest: { SA: 0.048, SB: 0.048, SC: 0.046 }, memory: { SA: 0.62, SB: 0.001, SC: 0.36 } },
    isOwn: isAhead,
    rateOf: gateRate(mejias),
    pulse: {
      input: "A",
      amplitude: 0.3,
      unit: "nA",
      rates: ["rA", "rB", "rC"],
      plane: [
        ["SA", 1],
        ["SB", 1],
      ],
    },
  },
  chaudhuri: {
    model: "chaudhuri-2015-nonlinear-area",
    parameter: "g",
    perStrength: CHAUDHURI_THRESHOLD / 2,
    inhibition: of(chaudhuri, "wEI", "wII"),
    starts: { rest: { s: 0.027, rI: 13.5 }, memory: { s: 0.69, rI: 78 } },
    isOwn: () => true,
    rateOf: gateRate(chaudhuri),
    pulse: {
      input: "E",
      amplitude: 100,
      unit: "pA",
      rates: ["rE", "rI"],
      plane: [
        ["s", 1],
        ["rI", 120],
      ],
    },
  },
  "brunel-wang": {
    model: "brunel-wang-2001",
    parameter: "wPlus",
    perStrength: 1,
    inhibition: of(brunel, "gGABAE", "gGABAI"),
    starts: {
      rest: { selective: 2.7, others: 2.7, nonselective: 2.7, inhibitory: 8.8 },
      memory: { selective: 70, others: 0.7, nonselective: 3.9, inhibitory: 11.9 },
    },
    isOwn: isAhead,
    rateOf: ([selective]) => selective!,
  },
} as const satisfies Readonly<Record<string, Area>>;

export function areaOf({ model }: State): Area {
  return areas[model as keyof typeof areas];
}

/** The parameters of a state but for the strength. */
export function inhibitionOf(state: State): Record<string, number> {
  const factor = numberAt(state, "inhibition");
  return Object.fromEntries(
    Object.entries(areaOf(state).inhibition).map(([name, value]) => [name, value * factor]),
  );
}

/** All parameters of a state that are not the model's own. */
export function parametersOf(state: State): Record<string, number> {
  const { parameter, perStrength } = areaOf(state);
  return { ...inhibitionOf(state), [parameter]: numberAt(state, "strength") * perStrength };
}

/** What a branch of equilibria is asked for by: from rest upwards, or from memory downwards. */
export function branchRequest(state: State, from: "rest" | "memory") {
  const { model, parameter, perStrength, starts } = areaOf(state);
  const [low, high] = FOLLOWED.map((strength) => strength * perStrength);
  return {
    isocortex: 1,
    model,
    parameters: inhibitionOf(state),
    parameter,
    ...(from === "rest" ? { from: low, to: high } : { from: high, to: low }),
    start: starts[from],
    cycles: false,
  };
}

/** A pulse, and what becomes of it. */
export function experiment(state: State) {
  const { model, pulse } = areaOf(state);
  if (!pulse) return undefined;
  const endMs = PULSE_START_MS + numberAt(state, "pulseMs");
  const variables = [...pulse.rates, ...pulse.plane.map(([name]) => name)];
  return {
    model,
    parameters: parametersOf(state),
    durationMs: endMs + AFTER_MS,
    stimuli: [
      {
        name: "pulse",
        input: pulse.input,
        areas: ["area"],
        startMs: PULSE_START_MS,
        endMs,
        amplitude: numberAt(state, "pulse") * pulse.amplitude,
      },
    ],
    record: [...new Set(variables)].map((variable) => ({ variable, everyMs: EVERY_MS })),
    audit: false,
  };
}

/** The plane that the state of a model moves in. */
export function planeRequest(state: State) {
  const { model, pulse } = areaOf(state);
  if (!pulse) return undefined;
  const [x, y] = pulse.plane.map(([coordinate, to]) => ({ coordinate, from: 0, to }));
  return {
    isocortex: 1,
    model,
    parameters: parametersOf(state),
    x: x!,
    y: y!,
    rest: "quasi-steady",
    layers: ["field", "nullclines", "manifolds"],
    resolution: 48,
  };
}
