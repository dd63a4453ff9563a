import { defineMeanField } from "../mean-field.js";
import type { ParameterTable } from "../model.js";
import { siegertRate } from "./first-passage-rate.js";

const source = "Brunel 2000, model A (from memory of the paper)";
const PER_MS = 1 / 1000;

const params = {
  synapsesE: { value: 1000, unit: "1", from: `${source}; excitatory synapses per cell`, range: [1, 100000] },
  inhibitoryShare: {
    value: 0.25,
    unit: "1",
    from: `${source}; inhibitory synapses per excitatory one`,
    range: [0, 2],
  },
  strength: { value: 0.1, unit: "mV", from: source, range: [0.001, 5] },
  relativeInhibition: {
    value: 5,
    unit: "1",
    from: `${source}, Fig 8C; strength of inhibitory over excitatory synapses, the paper's g`,
    range: [0, 20],
  },
  externalDrive: {
    value: 2,
    unit: "1",
    from: `${source}, Fig 8C; external rate over the one that alone would hold cells at threshold`,
    range: [0, 20],
  },
  tau: { value: 20, unit: "ms", from: source, range: [1, 200] },
  threshold: { value: 20, unit: "mV", from: `${source}; above rest`, range: [11, 50] },
  reset: { value: 10, unit: "mV", from: `${source}; above rest`, range: [-10, 10] },
  refractory: { value: 2, unit: "ms", from: source, range: [0.1, 20] },
} as const satisfies ParameterTable;

/**
 * Mean field of a random network of excitatory and inhibitory cells with pulse-like synapses: the rate that its cells fire
 * at under the mean and variance of a given rate. Brunel 2000, stationary states.
 *   mean = C J tau (external + rate·(1 - share·g)),  sd² = C J² tau (external + rate·(1 + share·g²))
 * The delay of the synapses moves no solution, only its stability; rates below 0 count as 0.
 */
export const brunel2000 = defineMeanField({
  name: "brunel-2000",
  title: "Mean field of a sparse random network of excitatory and inhibitory cells",
  cite: ["brunel2000", "amitbrunel1997"],
  params,
  switches: {},
  presets: {
    "fig-8a": { parameters: { relativeInhibition: 3 } },
    "fig-8b": { parameters: { relativeInhibition: 6, externalDrive: 4 } },
    "fig-8d": { parameters: { relativeInhibition: 4.5, externalDrive: 0.9 } },
  },
  unknowns: [{ name: "rate", unit: "Hz", initial: 10, range: [0, 500] }],
  map(p) {
    const { synapsesE, inhibitoryShare, strength, relativeInhibition: g, tau, threshold } = p;
    const external = p.externalDrive * (threshold / (strength * tau));
    return (x) => {
      const spikes = synapsesE * Math.max(0, x[0]!) * PER_MS;
      const mean = strength * tau * (external + spikes * (1 - inhibitoryShare * g));
      const variance = strength * strength * tau * (external + spikes * (1 + inhibitoryShare * g * g));
      return Float64Array.of(siegertRate(p, mean, Math.sqrt(variance)));
    };
  },
});
