import { defaultValues, eigenvalues, models } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";

export const { params } = models.get("excitatory-inhibitory")!;
const published = defaultValues(params);

export const PULSE_START_MS = 50;
/** Rates are recorded so often. */
export const EVERY_MS = 2;

const names = ["wEE", "wEI", "wIE", "wII", "betaE", "betaI", "tauE", "tauI", "hierarchy"] as const;

/** Rates that an isolated circuit rests at, whatever its weights: its background is set so. */
export const rest = { E: published.restE!, I: published.restI! } as const;
/** How much excitation grows along the hierarchy. */
const eta = published.eta!;

const model = (state: State) => ({
  model: "excitatory-inhibitory",
  parameters: Object.fromEntries(names.map((name) => [name, numberAt(state, name)])),
});

const LONGEST_MS = 1000;
const SHORTEST_MS = PULSE_START_MS + 10;
/** Of a circuit that runs away so many e-folds are shown from the pulse on. */
const E_FOLDS = 7;

/** Growth of the circuit's rates near rest, per ms: the largest real part of the eigenvalues of Chaudhuri et al. 2015, eqs. 1-2. */
function growth(state: State): number {
  const v = (name: (typeof names)[number]): number => numberAt(state, name);
  const excited = 1 + eta * v("hierarchy");
  const matrix = Float64Array.of(
    (feedback(state) - 1) / v("tauE"),
    (-v("betaE") * v("wEI")) / v("tauE"),
    (v("betaI") * excited * v("wIE")) / v("tauI"),
    (-1 - v("betaI") * v("wII")) / v("tauI"),
  );
  return eigenvalues(matrix, 2)[0]!.re;
}

/** How long is simulated: less where rates would leave all bounds. */
function durationMs(state: State): number {
  const perMs = growth(state);
  if (perMs <= 0) return LONGEST_MS;
  const shown = EVERY_MS * Math.round((PULSE_START_MS + E_FOLDS / perMs) / EVERY_MS);
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, shown));
}

/** A pulse into the excitatory cells of one area. */
export function experiment(state: State) {
  const pulse = numberAt(state, "pulse");
  const duration = durationMs(state);
  return {
    ...model(state),
    dtMs: Number(state.dt),
    durationMs: duration,
    stimuli:
      pulse === 0
        ? []
        : [
            {
              name: "pulse",
              input: "E",
              areas: ["circuit"],
              startMs: PULSE_START_MS,
              endMs: Math.min(duration, PULSE_START_MS + numberAt(state, "pulseMs")),
              amplitude: pulse,
            },
          ],
    record: ["rE", "rI"].map((variable) => ({ variable, everyMs: EVERY_MS })),
    audit: false,
  };
}

/** The plane of both rates, up to a rate, under a constant input into E (Hz). */
export function planeRequest(state: State, topHz: number, inputHz: number) {
  const { model: name, parameters } = model(state);
  return {
    isocortex: 1,
    model: name,
    parameters: { ...parameters, ...(inputHz === 0 ? {} : { "input.E": inputHz }) },
    x: { coordinate: "rE", from: 0, to: topHz },
    y: { coordinate: "rI", from: 0, to: topHz },
    layers: inputHz === 0 ? ["field", "nullclines"] : ["nullclines"],
    resolution: 32,
  };
}

/** What acts on the excitatory cells, in Hz: multiplied by the slope betaE. Chaudhuri et al. 2015, eq. 1. */
export interface Terms {
  readonly leak: number;
  readonly self: number;
  readonly background: number;
  readonly pulse: number;
  readonly inhibition: number;
}

/** Rate that one Hz of the excitatory cells' own activity brings about: betaE·wEE, scaled along the hierarchy. */
export function feedback(state: State): number {
  return numberAt(state, "betaE") * (1 + eta * numberAt(state, "hierarchy")) * numberAt(state, "wEE");
}

/** The terms of the equation of E at given rates. */
export function termsAt(state: State, rE: number, rI: number, pulse: number): Terms {
  const betaE = numberAt(state, "betaE");
  const self = feedback(state);
  const inhibition = betaE * numberAt(state, "wEI");
  return {
    leak: -rE,
    self: self * rE,
    background: rest.E - self * rest.E + inhibition * rest.I,
    pulse,
    inhibition: -inhibition * rI,
  };
}
