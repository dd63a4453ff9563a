import { abbottChance } from "../abbott-chance.js";
import {
  type Bound,
  type Circuit,
  defineModel,
  type ParameterTable,
  type ValuesOf,
  type Variable,
} from "../model.js";

const paper = "Chaudhuri et al. 2015, Fig 7 (nonlinear model)";
const replication = "its public replication; not in the paper";

const params = {
  g: {
    value: 4.4,
    unit: "1",
    from: `${paper}: 1 + eta·h with eta 3.4, from 1 (V1) to 4.4 (24c)`,
    range: [0, 6],
  },
  tauN: { value: 60, unit: "ms", from: paper, range: [1, 1000] },
  tauI: { value: 10, unit: "ms", from: paper, range: [1, 1000] },
  gamma: { value: 0.641, unit: "1", from: paper, range: [0, 10] },
  wEE: { value: 250.2, unit: "pA", from: paper, range: [0, 2000] },
  wIE: { value: 303.9, unit: "pA", from: paper, range: [0, 2000] },
  wEI: { value: 8.11, unit: "pA/Hz", from: paper, range: [0, 100] },
  wII: { value: 12.5, unit: "pA/Hz", from: paper, range: [0, 100] },
  betaI: { value: 0.351, unit: "Hz/pA", from: paper, range: [0.001, 2] },
  a: { value: 0.27, unit: "Hz/pA", from: paper, range: [0.001, 10] },
  b: { value: 108, unit: "Hz", from: paper, range: [0, 10_000] },
  d: { value: 0.154, unit: "s", from: paper, range: [0.001, 10] },
  backgroundE: { value: 400, unit: "pA", from: replication, range: [-2000, 2000] },
  backgroundI: {
    value: 61.76,
    unit: "Hz",
    from: `${replication} (multiplied by betaI; read as pA the area is not bistable)`,
    range: [0, 1000],
  },
  noise: {
    value: 5,
    unit: "pA",
    from: "chosen by us, that of Mejias & Wang 2022; the paper has none here",
    range: [0, 1000],
  },
  tauNoise: { value: 2, unit: "ms", from: "chosen by us, that of Mejias & Wang 2022", range: [0.1, 100] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

const PER_MS = 1e-3;

/** rE = phi(g wEE s - wEI rI + input), written to its readout. */
function rate({ k, n, trials, x, input, readout }: Bound, v: Values): () => void {
  const size = trials * n;
  const rE = readout.rE!;
  return () => {
    k.addScaled(rE, input.E!, x.s!, v.g * v.wEE, size);
    k.addScaled(rE, rE, x.rI!, -v.wEI, size);
    if (x.noise !== undefined) k.add(rE, rE, x.noise, size);
    k.abbottChance(rE, rE, v.a, v.b, v.d, size);
  };
}

function fieldOf(bound: Bound, v: Values): () => void {
  const { k, n, trials, x, dx, input, readout, scratch } = bound;
  const size = trials * n;
  const read = rate(bound, v);
  const drive = scratch.drive!;
  return () => {
    read();
    k.gate(dx.s!, x.s!, readout.rE!, v.gamma * PER_MS, 1 / v.tauN, size);
    k.addScaled(drive, input.I!, x.s!, v.g * v.wIE, size);
    k.addScaled(drive, drive, x.rI!, -v.wII, size);
    k.thresholdLinear(drive, drive, v.betaI, 0, size);
    k.leak(dx.rI!, x.rI!, drive, 1 / v.tauI, 1 / v.tauI, size);
    if (dx.noise !== undefined) k.fill(dx.noise, 0, size);
  };
}

/** Jacobian of s and rI (2, 2) without noise, per ms. */
function jacobian(v: Values, [s, rI]: Float64Array, [E, I]: Float64Array): Float64Array {
  const { rate: rE, slope } = abbottChance(v.g * v.wEE * s! - v.wEI * rI! + E!, v);
  const gain = v.gamma * PER_MS;
  const steep = gain * (1 - s!) * slope;
  const above = v.g * v.wIE * s! - v.wII * rI! + I! > 0 ? v.betaI / v.tauI : 0;
  return Float64Array.of(
    steep * v.g * v.wEE - 1 / v.tauN - gain * rE,
    -steep * v.wEI,
    above * v.g * v.wIE,
    -above * v.wII - 1 / v.tauI,
  );
}

function fastest(v: Values): Circuit["fastest"] {
  const inhibitory = v.tauI / (1 + v.betaI * v.wII);
  return inhibitory < v.tauN
    ? { ms: inhibitory, name: "tauI/(1 + betaI·wII)" }
    : { ms: v.tauN, name: "tauN" };
}

/**
 * An isolated area with a saturating NMDA gate:
 * ds/dt = -s/tauN + gamma (1 - s) rE, rE = phi(g wEE s - wEI rI + backgroundE), phi(I) = (aI - b)/(1 - exp(-d(aI - b)));
 * tauI drI/dt = -rI + [betaI (g wIE s - wII rI) + backgroundI]+. Input channels E and I take pA.
 */
export const chaudhuri2015NonlinearArea = defineModel({
  name: "chaudhuri-2015-nonlinear-area",
  title: "Isolated area with a bistable NMDA gate",
  cite: ["chaudhuri2015"],
  params,
  switches: {},
  presets: { V1: { parameters: { g: 1 } } },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "pA",
  protocol: {
    dtMs: 0.2,
    durationMs: 2000,
    stimuli: [{ input: "E", areas: ["area"], startMs: 500, endMs: 750, amplitude: 100 }],
    record: ["rE", "rI"],
  },
  circuit(values: Values, _settings, _anatomy, noise) {
    const state: readonly Variable[] = [
      { name: "s", unit: "1", initial: 0, range: [0, 1] },
      { name: "rI", unit: "Hz", initial: 0, range: [0, 150] },
    ];
    const current: Variable = {
      name: "noise",
      unit: "pA",
      initial: 0,
      range: [-10 * values.noise, 10 * values.noise],
      ornsteinUhlenbeck: { tauMs: values.tauNoise, sd: values.noise / Math.sqrt(2) },
    };
    return {
      model: "chaudhuri-2015-nonlinear-area",
      areas: ["area"],
      groups: [noise ? [...state, current] : state],
      inputs: [
        { name: "E", baseline: values.backgroundE },
        { name: "I", baseline: values.backgroundI / values.betaI },
      ],
      constants: {},
      scratch: { drive: 1 },
      fastest: fastest(values),
      field: (bound) => [fieldOf(bound, values)],
      readouts: [{ name: "rE", unit: "Hz" }],
      read: (bound) => rate(bound, values),
      ...(noise ? {} : { jacobian: (x: Float64Array, input: Float64Array) => jacobian(values, x, input) }),
    };
  },
});
