import { InputError } from "@isocortex/core-wasm";
import { coupledCircuits } from "../coupled-circuits.js";
import { localCircuitParams } from "../local/excitatory-inhibitory.js";
import { type Anatomy, defineModel, type ParameterTable, type ValuesOf } from "../model.js";
import { requireAnatomy } from "../require-anatomy.js";

const source = "Chaudhuri et al. 2015, Table 1";

const params = {
  ...localCircuitParams,
  muEE: { value: 33.7, unit: "pA/Hz", from: source, range: [0, 200] },
  muIE: { value: 25.3, unit: "pA/Hz", from: source, range: [0, 200] },
  noiseE: {
    value: 0.5,
    unit: "Hz",
    from: "Chaudhuri et al. 2015, Fig 4 (sd of the input noise)",
    range: [0, 100],
  },
} as const satisfies ParameterTable;

/** Position in the hierarchy as the gradient uses it, scaled to 0..1. */
function gradientPositions(anatomy: Anatomy, gradient: unknown): Float64Array {
  const h = anatomy.measures.hierarchy!;
  if (gradient === "measured") return h;
  const mean = h.reduce((total, value) => total + value, 0) / h.length;
  return h.map(() => (gradient === "mean" ? mean : 0));
}

/** Links that stay: all, none, or those from areas lower in the hierarchy (feedforward). */
function links(anatomy: Anatomy, longRange: unknown, feedback: unknown): Float64Array {
  const n = anatomy.areas.length;
  const h = anatomy.measures.hierarchy!;
  return anatomy.fln.map((f, at) => {
    const upward = h[Math.floor(at / n)]! > h[at % n]!;
    return longRange === true && (feedback === true || upward) ? f : 0;
  });
}

/** Standard deviation of the input noise per area. @throws InputError when the area that receives it is missing */
function noiseInto(anatomy: Anatomy, input: unknown, sd: number): Float64Array {
  const receiver = input === "visual" ? "V1" : "2";
  if (input !== "rest" && !anatomy.areas.includes(receiver)) {
    throw new InputError(
      `noiseInput "${input}" drives area ${receiver}, which the connectome does not have; use noiseInput "rest".`,
      { path: "options.noiseInput" },
    );
  }
  return Float64Array.from(anatomy.areas, (area) => (input === "rest" || area === receiver ? sd : 0));
}

const needs = { anatomy: true, sln: false, measures: ["hierarchy"] } as const;

/** Whole macaque cortex of threshold-linear E-I circuits with a gradient of excitation. */
export const chaudhuri2015 = defineModel({
  name: "chaudhuri-2015",
  title: "Hierarchy of timescales in the macaque cortex",
  cite: ["chaudhuri2015", "markov2014fln", "markov2014sln"],
  params,
  switches: {
    gradient: {
      values: ["measured", "none", "mean"],
      meaning: "excitation by hierarchy, eta = 0, or the mean everywhere",
    },
    feedback: { values: [true, false], meaning: "keep links down the hierarchy" },
    longRange: { values: [true, false], meaning: "keep links between areas" },
    noiseInput: {
      values: ["visual", "somatosensory", "rest"],
      meaning: "with noise on: white noise into V1, into area 2, or into every area alike",
    },
  },
  // The network is near-critical: these small changes move its timescales a lot.
  presets: {
    "goudar-2021": { parameters: { betaE: 0.064 } },
    "li-wang-2022": { parameters: { wEE: 24.4, muIE: 25.5 } },
  },
  needs,
  stimulusUnit: "Hz",
  protocol: {
    connectome: "macaque-29",
    dtMs: 0.2,
    durationMs: 4000,
    stimuli: [{ input: "E", areas: ["V1"], startMs: 100, endMs: 350, amplitude: 41.8646 }],
    record: ["rE"],
  },
  circuit(values: ValuesOf<typeof params>, settings, given, noise) {
    const anatomy = requireAnatomy({ name: "chaudhuri-2015", needs }, given);
    const gain = gradientPositions(anatomy, settings.gradient).map((h) => 1 + values.eta * h);
    return coupledCircuits({
      model: "chaudhuri-2015",
      areas: anatomy.areas,
      values,
      gainE: gain,
      gainI: gain,
      fln: links(anatomy, settings.longRange, settings.feedback),
      noiseE: noise ? noiseInto(anatomy, settings.noiseInput, values.noiseE) : undefined,
    });
  },
});
