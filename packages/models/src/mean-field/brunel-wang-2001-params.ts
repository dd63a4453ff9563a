import type { ParameterTable } from "../model.js";

const source = "Brunel & Wang 2001 (from memory of the paper)";
const jahr = "Jahr & Stevens 1990, as in Brunel & Wang 2001";

/** Constants of Brunel & Wang 2001. Their ranges are such that every combination of values is a network. */
export const brunelWang2001Params = {
  wPlus: {
    value: 2.1,
    unit: "1",
    from: `${source}, strength of synapses within a selective pool, relative to baseline`,
    range: [0, 5],
  },
  externalRate: { value: 3, unit: "Hz", from: `${source}, per external synapse`, range: [0.01, 20] },
  externalSynapses: { value: 800, unit: "1", from: `${source}, per cell`, range: [1, 10000] },
  cellsE: { value: 800, unit: "1", from: source, range: [1, 10000] },
  cellsI: { value: 200, unit: "1", from: source, range: [0, 10000] },
  pools: { value: 5, unit: "1", from: `${source}, selective pools`, range: [2, 5] },
  codingLevel: {
    value: 0.1,
    unit: "1",
    from: `${source}, part of the excitatory cells in each pool`,
    range: [0.01, 0.2],
  },
  capacitanceE: { value: 0.5, unit: "nF", from: source, range: [0.05, 5] },
  capacitanceI: { value: 0.2, unit: "nF", from: source, range: [0.05, 5] },
  leakE: { value: 25, unit: "nS", from: source, range: [1, 200] },
  leakI: { value: 20, unit: "nS", from: source, range: [1, 200] },
  refractoryE: { value: 2, unit: "ms", from: source, range: [0.1, 20] },
  refractoryI: { value: 1, unit: "ms", from: source, range: [0.1, 20] },
  vLeak: { value: -70, unit: "mV", from: source, range: [-90, -55] },
  vThreshold: { value: -50, unit: "mV", from: source, range: [-54, -40] },
  vReset: { value: -55, unit: "mV", from: source, range: [-80, -55] },
  vExcitatory: { value: 0, unit: "mV", from: source, range: [-10, 20] },
  vInhibitory: { value: -70, unit: "mV", from: source, range: [-90, -55] },
  gExternalE: { value: 2.08, unit: "nS", from: source, range: [0.01, 20] },
  gExternalI: { value: 1.62, unit: "nS", from: source, range: [0.01, 20] },
  gAMPAE: { value: 0.104, unit: "nS", from: source, range: [0, 5] },
  gAMPAI: { value: 0.081, unit: "nS", from: source, range: [0, 5] },
  gNMDAE: { value: 0.327, unit: "nS", from: source, range: [0, 5] },
  gNMDAI: { value: 0.258, unit: "nS", from: source, range: [0, 5] },
  gGABAE: { value: 1.25, unit: "nS", from: source, range: [0, 20] },
  gGABAI: { value: 0.973, unit: "nS", from: source, range: [0, 20] },
  tauAMPA: { value: 2, unit: "ms", from: source, range: [0.1, 10] },
  tauGABA: { value: 10, unit: "ms", from: source, range: [0.1, 100] },
  tauNMDARise: { value: 2, unit: "ms", from: source, range: [0.1, 5] },
  tauNMDADecay: { value: 100, unit: "ms", from: source, range: [10, 500] },
  alphaNMDA: { value: 0.5, unit: "1/ms", from: source, range: [0.01, 2] },
  magnesium: { value: 1, unit: "mM", from: source, range: [0.01, 10] },
  blockConcentration: { value: 3.57, unit: "mM", from: jahr, range: [0.5, 20] },
  blockSlope: { value: 0.062, unit: "1/mV", from: jahr, range: [0.01, 0.2] },
  colourShift: {
    value: 1.03,
    unit: "1",
    from: "Brunel & Wang 2001, appendix: |zeta(1/2)|/√2 = 1.0326 to three digits (from memory of the paper)",
    range: [0, 1.5],
  },
} as const satisfies ParameterTable;
