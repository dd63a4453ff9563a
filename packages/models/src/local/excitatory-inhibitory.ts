import { coupledCircuits } from "../coupled-circuits.js";
import { defineModel, type ParameterTable, type ValuesOf } from "../model.js";

const source = "Chaudhuri et al. 2015, Table 1";

/** Constants of the local excitatory-inhibitory circuit, shared with the cortex built of repeats of it. */
export const localCircuitParams = {
  tauE: { value: 20, unit: "ms", from: source, range: [1, 1000] },
  tauI: { value: 10, unit: "ms", from: source, range: [1, 1000] },
  betaE: { value: 0.066, unit: "Hz/pA", from: source, range: [0, 1] },
  betaI: { value: 0.351, unit: "Hz/pA", from: source, range: [0, 2] },
  wEE: { value: 24.3, unit: "pA/Hz", from: source, range: [0, 100] },
  wIE: { value: 12.2, unit: "pA/Hz", from: source, range: [0, 100] },
  wEI: { value: 19.7, unit: "pA/Hz", from: source, range: [0, 100] },
  wII: { value: 12.5, unit: "pA/Hz", from: source, range: [0, 100] },
  eta: { value: 0.68, unit: "1", from: source, range: [0, 5] },
  restE: { value: 10, unit: "Hz", from: "Chaudhuri et al. 2015, Experimental Procedures", range: [0, 1000] },
  restI: { value: 35, unit: "Hz", from: "Chaudhuri et al. 2015, Experimental Procedures", range: [0, 1000] },
} as const satisfies ParameterTable;

const params = {
  ...localCircuitParams,
  hierarchy: {
    value: 0,
    unit: "1",
    from: "position in the hierarchy, 0 = V1; set by the user",
    range: [0, 1.5],
  },
  noiseE: {
    value: 0.5,
    unit: "Hz",
    from: "Chaudhuri et al. 2015, Fig 4 (sd of the input noise)",
    range: [0, 100],
  },
} as const satisfies ParameterTable;

/** The lecture's E-I circuit: one area of Chaudhuri et al. 2015. */
export const excitatoryInhibitory = defineModel({
  name: "excitatory-inhibitory",
  title: "Local excitatory-inhibitory circuit",
  cite: ["chaudhuri2015"],
  params,
  switches: {
    gradientOnInhibition: {
      values: [true, false],
      meaning:
        "whether (1 + eta·h) also scales excitation of the inhibitory cells, as in the published model (true), or only " +
        "excitation of the excitatory cells, as the lecture writes it (false)",
    },
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "Hz",
  protocol: {
    dtMs: 0.2,
    durationMs: 1000,
    stimuli: [{ input: "E", areas: ["circuit"], startMs: 100, endMs: 350, amplitude: 41.8646 }],
    record: ["rE", "rI"],
  },
  circuit(values: ValuesOf<typeof params>, settings, _anatomy, noise) {
    const gain = Float64Array.of(1 + values.eta * values.hierarchy);
    return coupledCircuits({
      model: "excitatory-inhibitory",
      areas: ["circuit"],
      values: { ...values, muEE: 0, muIE: 0 },
      gainE: gain,
      gainI: settings.gradientOnInhibition ? gain : Float64Array.of(1),
      fln: Float64Array.of(0),
      noiseE: noise ? Float64Array.of(values.noiseE) : undefined,
    });
  },
});
