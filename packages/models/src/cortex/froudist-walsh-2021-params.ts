import type { ParameterTable } from "../model.js";

const methods = "Froudist-Walsh et al. 2021, STAR Methods";
const dopamine = "Froudist-Walsh et al. 2021, STAR Methods, dopamine modulation";
const dendrite = "Froudist-Walsh et al. 2021, STAR Methods, dendrite; after Yang, Murray & Wang 2016";
const protocol = "Froudist-Walsh et al. 2021, STAR Methods, simulations";

/** Parameters of Froudist-Walsh et al. 2021; inhibitory weights are negative. */
export const froudistWalshParams = {
  dopamine: {
    value: 1.5,
    unit: "1",
    from: "cortical dopamine; Froudist-Walsh et al. 2021, Fig 4",
    range: [0, 5],
  },

  tauRate: { value: 2, unit: "ms", from: methods, range: [0.1, 100] },
  tauNMDA: { value: 60, unit: "ms", from: methods, range: [1, 1000] },
  tauAMPA: { value: 2, unit: "ms", from: methods, range: [0.1, 100] },
  tauGABA: { value: 5, unit: "ms", from: methods, range: [0.1, 100] },
  tauGABADendrite: { value: 10, unit: "ms", from: methods, range: [0.1, 100] },
  tauAdaptation: { value: 100, unit: "ms", from: methods, range: [1, 10000] },
  tauNoise: { value: 2, unit: "ms", from: methods, range: [0.1, 100] },
  noise: { value: 0.005, unit: "nA", from: methods, range: [0, 1] },
  initialRate: { value: 5, unit: "Hz", from: protocol, range: [0, 1000] },

  gammaNMDA: { value: 1.282, unit: "1", from: methods, range: [0, 10] },
  gammaAMPA: { value: 5, unit: "1", from: methods, range: [0, 50] },
  gammaGABA: { value: 2, unit: "1", from: methods, range: [0, 50] },
  fractionAMPA: { value: 0.1, unit: "1", from: methods, range: [0, 1] },
  fractionAMPAPV: { value: 0.2, unit: "1", from: methods, range: [0, 1] },

  aE: { value: 135, unit: "Hz/nA", from: methods, range: [1, 1000] },
  bE: { value: 54, unit: "Hz", from: methods, range: [0, 1000] },
  dE: { value: 0.308, unit: "s", from: methods, range: [0.001, 10] },
  aPV: { value: 330, unit: "Hz/nA", from: methods, range: [1, 1000] },
  bPV: { value: 95, unit: "Hz", from: methods, range: [0, 1000] },
  aInterneuron: { value: 132, unit: "Hz/nA", from: methods, range: [1, 1000] },
  bInterneuron: { value: 33, unit: "Hz", from: methods, range: [0, 1000] },

  I0E: { value: 0.31, unit: "nA", from: methods, range: [-1, 1] },
  I0PV: { value: 0.3, unit: "nA", from: methods, range: [-1, 1] },
  I0Interneuron: { value: 0.3, unit: "nA", from: methods, range: [-1, 1] },
  I0Dendrite: { value: 0.03, unit: "nA", from: methods, range: [-1, 1] },

  gEE: { value: 0.18, unit: "nA", from: methods, range: [0, 5] },
  gEPV: { value: 0.174, unit: "nA", from: methods, range: [0, 5] },
  gECB: { value: 0.0435, unit: "nA", from: methods, range: [0, 5] },
  gECR: { value: 0.058, unit: "nA", from: methods, range: [0, 5] },
  gPVPV: { value: -0.18, unit: "nA", from: methods, range: [-5, 0] },
  gCBPV: { value: -0.17, unit: "nA", from: methods, range: [-5, 0] },
  gCRCB: { value: -0.05, unit: "nA", from: methods, range: [-5, 0] },
  gCBCR: { value: -0.1, unit: "nA", from: methods, range: [-5, 0] },
  gAdaptation: { value: -0.004, unit: "nA", from: methods, range: [-1, 0] },

  muEE: { value: 1.45, unit: "nA", from: methods, range: [0, 20] },
  muEI: { value: 2.24, unit: "nA", from: methods, range: [0, 20] },
  crossTuned: { value: 0.1, unit: "1", from: methods, range: [0, 1] },
  flnExponent: { value: 0.3, unit: "1", from: methods, range: [0, 2] },
  spineFloor: { value: 0.45, unit: "1", from: methods, range: [0, 1] },
  toPV: { value: 0.31, unit: "1", from: methods, range: [0, 1] },
  toCB: { value: 0.22, unit: "1", from: methods, range: [0, 1] },
  toCR: { value: 0.47, unit: "1", from: methods, range: [0, 1] },
  toPVEyeFields: { value: 0.2, unit: "1", from: `${methods}, areas 8m and 8l`, range: [0, 1] },
  toCBEyeFields: { value: 0.1, unit: "1", from: `${methods}, areas 8m and 8l`, range: [0, 1] },
  toCREyeFields: { value: 0.7, unit: "1", from: `${methods}, areas 8m and 8l`, range: [0, 1] },

  dendriteGain: { value: 0.12, unit: "nA", from: dendrite, range: [0, 5] },
  dendriteOffset: { value: 0.13624, unit: "nA", from: dendrite, range: [-5, 5] },
  dendriteInhibition: { value: 7, unit: "1", from: dendrite, range: [0, 100] },
  dendriteSlope: { value: 0.00964, unit: "nA", from: dendrite, range: [1e-4, 1] },
  dendriteSpread: { value: 0.02, unit: "nA", from: dendrite, range: [1e-4, 1] },

  occupancyMidpoint: { value: 1, unit: "1", from: dopamine, range: [0, 5] },
  occupancySlope: { value: 2, unit: "1", from: dopamine, range: [0, 100] },
  nmdaGain: { value: 0.6, unit: "1", from: dopamine, range: [0, 5] },
  nmdaMidpoint: { value: 0.35, unit: "1", from: dopamine, range: [0, 5] },
  nmdaSlope: { value: 10, unit: "1", from: dopamine, range: [0, 100] },
  gPVBase: { value: -0.4, unit: "nA", from: dopamine, range: [-5, 5] },
  gPVDopamine: { value: 0.399, unit: "nA", from: dopamine, range: [-5, 5] },
  gCBBase: { value: -0.09, unit: "nA", from: dopamine, range: [-5, 5] },
  gCBDopamine: { value: -0.02, unit: "nA", from: dopamine, range: [-5, 5] },
  mCurrentGain: { value: -0.5, unit: "nA", from: dopamine, range: [-5, 5] },
  mCurrentMidpoint: { value: 0.85, unit: "1", from: dopamine, range: [0, 5] },
  mCurrentSlope: { value: 14, unit: "1", from: dopamine, range: [0, 100] },
} as const satisfies ParameterTable;
