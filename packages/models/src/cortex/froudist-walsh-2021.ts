import {
  type Bound,
  type Circuit,
  defineModel,
  type InputChannel,
  type ValuesOf,
  type Variable,
} from "../model.js";
import { requireAnatomy } from "../require-anatomy.js";
import { froudistWalshConstants } from "./froudist-walsh-2021-gradients.js";
import { froudistWalshParams as params } from "./froudist-walsh-2021-params.js";

type Values = ValuesOf<typeof params>;

const populations = ["E1", "E2", "PV", "CB1", "CB2", "CR1", "CR2"] as const;
const adapting = ["E1", "E2", "CB1", "CB2", "CR1", "CR2"] as const;

const variable = (name: string, unit: string, range: Variable["range"], initial = 0): Variable => ({
  name,
  unit,
  initial,
  range,
});

/** Rates stay below; what they drive settles at gamma·tau·rate below the same. */
const MOST_HZ = 100;
const PER_MS = 1e-3;
const upTo = (gamma: number, tauMs: number): Variable["range"] => [0, gamma * tauMs * PER_MS * MOST_HZ];

/** Rates, and their noise when it is on, see everything at t - dt; synapses and adaptation then see the new rates. */
function groups(v: Values, noise: boolean): Circuit["groups"] {
  const rates = populations.map((name) => variable(`r${name}`, "Hz", [0, MOST_HZ], v.initialRate));
  const noises = populations.map((name) => ({
    ...variable(`noise${name}`, "nA", [-10 * v.noise, 10 * v.noise]),
    diffusion: v.noise / Math.sqrt(v.tauNoise),
  }));
  const synapses = [
    ...["sNMDA-E1", "sNMDA-E2"].map((name) => variable(name, "1", [0, 1])),
    ...["sAMPA-E1", "sAMPA-E2"].map((name) => variable(name, "1", upTo(v.gammaAMPA, v.tauAMPA))),
    ...["PV", "CB1", "CB2", "CR1", "CR2"].map((name) =>
      variable(`sGABA-${name}`, "1", upTo(v.gammaGABA, v.tauGABA)),
    ),
    ...["CB1", "CB2"].map((name) => variable(`sDendrite-${name}`, "1", upTo(v.gammaGABA, v.tauGABADendrite))),
  ];
  const adaptations = adapting.map((name) => variable(`a${name}`, "1", upTo(1, v.tauAdaptation)));
  return [noise ? [...rates, ...noises] : rates, [...synapses, ...adaptations]];
}

function channels(v: Values): readonly InputChannel[] {
  const channel = (name: string, baseline: number): InputChannel => ({ name, baseline });
  return [
    channel("dendrite-E1", v.I0Dendrite),
    channel("dendrite-E2", v.I0Dendrite),
    channel("E1", v.I0E),
    channel("E2", v.I0E),
    channel("PV", v.I0PV),
    ...["CB1", "CB2", "CR1", "CR2"].map((name) => channel(name, v.I0Interneuron)),
  ];
}

/** Currents I (7, trials, n) from the state at t - dt, then dr/dt = (phi(I) - r)/tau. */
function ratesField(bound: Bound, v: Values, noise: boolean): () => void {
  const { k, n, trials, x, dx, input, constant: c, scratch } = bound;
  const one = trials * n;
  const bytes = x.rE2! - x.rE1!;
  const { I, longRange: X, drive: T, local: L, pooled: Q, dendrite: D } = scratch as Record<string, number>;
  const [IE, IPV, ICB, ICR] = [I!, I! + 2 * bytes, I! + 3 * bytes, I! + 5 * bytes];
  const sN = x["sNMDA-E1"]!;
  const sA = x["sAMPA-E1"]!;
  const G = x["sGABA-PV"]!;
  const second = (block: number): number => block + bytes;
  const rows = (count: number): number => count * trials;

  function longRangeToDendrites(): void {
    k.matmul(X!, c.superficial!, sN, n, n, rows(4));
    k.multiplyRows(T!, X!, c.dendriteNMDA!, rows(2), n);
    k.addProductRows(T!, T!, X! + 2 * bytes, c.dendriteAMPA!, rows(2), n);
    k.addScaled(D!, input["dendrite-E1"]!, T!, 1 - v.crossTuned, 2 * one);
    k.addScaled(D!, D!, second(T!), v.crossTuned, one);
    k.addScaled(second(D!), second(D!), T!, v.crossTuned, one);
  }

  /** I_dendrite = c1·tanh((Iexc + c3·Iinh)/(c5·exp(-Iinh/c6))) + c2, left in D. */
  function dendriticCurrent(): void {
    k.multiplyRows(T!, x["sDendrite-CB1"]!, c.gCB!, rows(2), n);
    k.addScaled(D!, D!, T!, v.dendriteInhibition, 2 * one);
    k.scale(T!, T!, 1 / v.dendriteSpread, 2 * one);
    k.exp(T!, T!, 2 * one);
    k.multiply(D!, D!, T!, 2 * one);
    k.scale(D!, D!, 1 / v.dendriteSlope, 2 * one);
    k.tanh(D!, D!, 2 * one);
    k.linear(D!, D!, v.dendriteGain, -v.dendriteOffset, 2 * one);
  }

  function longRangeToInterneurons(): void {
    k.matmul(X!, c.deep!, sN, n, n, rows(4));
    k.multiplyRows(T!, X!, c.interneuronNMDA!, rows(2), n);
    k.addProductRows(T!, T!, X! + 2 * bytes, c.interneuronAMPA!, rows(2), n);
    k.addProductRows(ICB, ICB, T!, c.toCB!, rows(2), n);
    k.addProductRows(ICR, ICR, T!, c.toCR!, rows(2), n);
    k.add(T!, X!, second(X!), one);
    k.addProductRows(IPV, IPV, T!, c.longRangePVNMDA!, rows(1), n);
    k.add(T!, X! + 2 * bytes, X! + 3 * bytes, one);
    k.addProductRows(IPV, IPV, T!, c.longRangePVAMPA!, rows(1), n);
  }

  function localExcitation(): void {
    k.multiplyRows(L!, sN, c.localNMDA!, rows(2), n);
    k.addScaled(L!, L!, sA, v.fractionAMPA, 2 * one);
    k.addProductRows(IE, IE, L!, c.localE!, rows(2), n);
    k.addProductRows(ICR, ICR, L!, c.localCR!, rows(2), n);
    k.add(Q!, L!, second(L!), one);
    k.addProductRows(ICB, ICB, Q!, c.localCB!, rows(1), n);
    k.addProductRows(second(ICB), second(ICB), Q!, c.localCB!, rows(1), n);
    k.add(Q!, sN, second(sN), one);
    k.addProductRows(IPV, IPV, Q!, c.localPVNMDA!, rows(1), n);
    k.add(Q!, sA, second(sA), one);
    k.addProductRows(IPV, IPV, Q!, c.localPVAMPA!, rows(1), n);
  }

  function localInhibition(): void {
    k.addProductRows(IE, IE, G, c.gPV!, rows(1), n);
    k.addProductRows(second(IE), second(IE), G, c.gPV!, rows(1), n);
    k.addScaled(IPV, IPV, G, v.gPVPV, one);
    k.addScaled(IPV, IPV, x["sGABA-CB1"]!, v.gCBPV, one);
    k.addScaled(IPV, IPV, x["sGABA-CB2"]!, v.gCBPV, one);
    k.addScaled(ICB, ICB, x["sGABA-CR1"]!, v.gCRCB, 2 * one);
    k.addScaled(ICR, ICR, x["sGABA-CB1"]!, v.gCBCR, 2 * one);
  }

  function adaptation(): void {
    k.addProductRows(IE, IE, x.aE1!, c.gAdaptationE!, rows(2), n);
    k.addScaled(ICB, ICB, x.aCB1!, v.gAdaptation, 4 * one);
  }

  return () => {
    k.copy(IE, input.E1!, 7 * one);
    longRangeToDendrites();
    dendriticCurrent();
    k.add(IE, IE, D!, 2 * one);
    longRangeToInterneurons();
    localExcitation();
    localInhibition();
    adaptation();
    if (noise) k.add(IE, IE, x.noiseE1!, 7 * one);
    k.abbottChance(IE, IE, v.aE, v.bE, v.dE, 2 * one);
    k.thresholdLinear(IPV, IPV, v.aPV, v.bPV, one);
    k.thresholdLinear(ICB, ICB, v.aInterneuron, v.bInterneuron, 4 * one);
    k.leak(dx.rE1!, x.rE1!, IE, 1 / v.tauRate, 1 / v.tauRate, 7 * one);
    if (noise) k.scale(dx.noiseE1!, x.noiseE1!, -1 / v.tauNoise, 7 * one);
  };
}

function synapsesField({ k, n, trials, x, dx }: Bound, v: Values): () => void {
  const one = trials * n;
  const rE = x.rE1!;
  return () => {
    k.gate(dx["sNMDA-E1"]!, x["sNMDA-E1"]!, rE, v.gammaNMDA * PER_MS, 1 / v.tauNMDA, 2 * one);
    k.leak(dx["sAMPA-E1"]!, x["sAMPA-E1"]!, rE, v.gammaAMPA * PER_MS, 1 / v.tauAMPA, 2 * one);
    k.leak(dx["sGABA-PV"]!, x["sGABA-PV"]!, x.rPV!, v.gammaGABA * PER_MS, 1 / v.tauGABA, 5 * one);
    k.leak(
      dx["sDendrite-CB1"]!,
      x["sDendrite-CB1"]!,
      x.rCB1!,
      v.gammaGABA * PER_MS,
      1 / v.tauGABADendrite,
      2 * one,
    );
    k.leak(dx.aE1!, x.aE1!, rE, PER_MS, 1 / v.tauAdaptation, 2 * one);
    k.leak(dx.aCB1!, x.aCB1!, x.rCB1!, PER_MS, 1 / v.tauAdaptation, 4 * one);
  };
}

const needs = { anatomy: true, sln: true, measures: ["spineCount", "d1Density"] } as const;

/** Whole macaque cortex with seven populations per area and dopamine. Froudist-Walsh et al. 2021, STAR Methods. */
export const froudistWalsh2021 = defineModel({
  name: "froudist-walsh-2021",
  title: "Dopamine and distributed working memory in the macaque cortex",
  cite: ["froudistwalsh2021", "markov2014fln", "leavitt2017"],
  params,
  switches: {
    ablate: {
      values: ["none", "NMDA", "PV", "CB", "M-current"],
      meaning: "take away one of the four actions of dopamine, leaving the others",
    },
  },
  needs,
  stimulusUnit: "nA",
  protocol: {
    connectome: "macaque-40",
    dtMs: 0.5,
    durationMs: 5000,
    stimuli: [{ input: "dendrite-E1", areas: ["V1"], startMs: 1000, endMs: 1400, amplitude: 0.1 }],
    record: ["rE1", "rE2"],
  },
  circuit(values: Values, settings, given, noise) {
    const anatomy = requireAnatomy({ name: "froudist-walsh-2021", needs }, given);
    return {
      model: "froudist-walsh-2021",
      areas: anatomy.areas,
      groups: groups(values, noise),
      inputs: channels(values),
      constants: froudistWalshConstants(values, anatomy, String(settings.ablate)),
      scratch: { I: 7, longRange: 4, drive: 2, local: 2, pooled: 1, dendrite: 2 },
      fastest: { ms: Math.min(values.tauRate, values.tauAMPA), name: "tauRate, tauAMPA" },
      field: (bound) => [ratesField(bound, values, noise), synapsesField(bound, values)],
    };
  },
});
