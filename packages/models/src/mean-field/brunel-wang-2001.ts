import { defineMeanField } from "../mean-field.js";
import type { ValuesOf } from "../model.js";
import { brunelWang2001Params } from "./brunel-wang-2001-params.js";
import { firstPassageRate } from "./first-passage-rate.js";
import { type MagnesiumBlock, steepestVoltage } from "./magnesium-block.js";
import { lineariseMembrane } from "./mean-voltage.js";
import { nmdaSaturation } from "./nmda-saturation.js";

type Values = ValuesOf<typeof brunelWang2001Params>;

/** What a cell receives: mean AMPA rate per excitatory source (1/ms), mean NMDA gating, inhibitory rate (1/ms). */
interface Drive {
  readonly ampa: number;
  readonly nmda: number;
  readonly gaba: number;
}

/** One kind of cell: conductances of all its synapses of a kind together, relative to its leak. */
interface Cell {
  readonly tauMembrane: number;
  readonly refractory: number;
  readonly external: number;
  readonly ampa: number;
  readonly nmda: number;
  readonly gaba: number;
  /** Variance per ms, per squared driving force, that external spikes bring: synapses·rate·(g·tauAMPA/C)². */
  readonly noise: number;
}

const PF_PER_NF = 1000;
const PER_MS = 1 / 1000;

/** Constants of one kind of cell: nF, nS, ms; conductances of one synapse each. */
interface CellConstants {
  readonly capacitance: number;
  readonly leak: number;
  readonly refractory: number;
  readonly gExternal: number;
  readonly gAMPA: number;
  readonly gNMDA: number;
  readonly gGABA: number;
}

const excitatoryConstants = (p: Values): CellConstants => ({
  ...{ capacitance: p.capacitanceE, leak: p.leakE, refractory: p.refractoryE },
  ...{ gExternal: p.gExternalE, gAMPA: p.gAMPAE, gNMDA: p.gNMDAE, gGABA: p.gGABAE },
});

const inhibitoryConstants = (p: Values): CellConstants => ({
  ...{ capacitance: p.capacitanceI, leak: p.leakI, refractory: p.refractoryI },
  ...{ gExternal: p.gExternalI, gAMPA: p.gAMPAI, gNMDA: p.gNMDAI, gGABA: p.gGABAI },
});

function cellOf(p: Values, { capacitance, leak, refractory, ...g }: CellConstants): Cell {
  const picofarad = capacitance * PF_PER_NF;
  const externalSpikes = p.externalSynapses * p.externalRate * PER_MS;
  const jump = (g.gExternal * p.tauAMPA) / picofarad;
  return {
    tauMembrane: picofarad / leak,
    refractory,
    external: (g.gExternal * externalSpikes * p.tauAMPA) / leak,
    ampa: (g.gAMPA * p.cellsE * p.tauAMPA) / leak,
    nmda: (g.gNMDA * p.cellsE) / leak,
    gaba: (g.gGABA * p.cellsI * p.tauGABA) / leak,
    noise: externalSpikes * jump * jump,
  };
}

/** The rate in Hz of a kind of cell under a drive, when it is taken to fire at `spikes` per ms. */
function transfer(p: Values, cell: Cell, block: MagnesiumBlock) {
  const membrane = { block, steepest: steepestVoltage(block), threshold: p.vThreshold };
  return ({ ampa, nmda, gaba }: Drive, spikes: number): number => {
    const excitation = cell.external + cell.ampa * ampa;
    const inhibition = cell.gaba * gaba;
    const { V, conductance, mean } = lineariseMembrane(
      {
        conductance: 1 + excitation + inhibition,
        current: p.vLeak + excitation * p.vExcitatory + inhibition * p.vInhibitory,
        nmda: cell.nmda * nmda,
        resets: spikes * cell.tauMembrane * (p.vThreshold - p.vReset),
      },
      membrane,
    );
    const tau = cell.tauMembrane / conductance;
    const sd = (p.vExcitatory - V) * Math.sqrt(cell.noise * tau);
    const colour = p.tauAMPA / tau;
    const reset = (p.vReset - mean) / sd;
    const threshold =
      ((p.vThreshold - mean) / sd) * (1 + colour / 2) + p.colourShift * Math.sqrt(colour) - colour / 2;
    return firstPassageRate({ tau, refractory: cell.refractory }, reset, threshold);
  };
}

/** Average over all excitatory sources of a quantity that each population has, by target. */
function recurrence({ wPlus, pools, codingLevel: f }: Values) {
  const wMinus = 1 - (f * (wPlus - 1)) / (1 - f);
  const rest = 1 - pools * f;
  return (selective: number, others: number, nonselective: number) => ({
    selective: f * (wPlus * selective + (pools - 1) * wMinus * others) + rest * wMinus * nonselective,
    others: f * (wMinus * selective + (wPlus + (pools - 2) * wMinus) * others) + rest * wMinus * nonselective,
    elsewhere: f * (selective + (pools - 1) * others) + rest * nonselective,
  });
}

/**
 * Mean field of a network of excitatory and inhibitory cells with selective pools: given a rate of each population, the
 * rates at which its cells would fire. Brunel & Wang 2001, appendix.
 *
 * A cell fires at the first-passage rate of a membrane with time constant tau, mean and standard deviation
 *   tau  = C/(g·S),  S = 1 + external + AMPA + GABA + NMDA (tangent of the blocked current at the mean voltage <V>)
 *   mean = <V> + what resets take off,  <V> = mean - (threshold - reset)·rate·tau, solved to rounding
 *   sd²  = synapses·external rate·(g_ext·tauAMPA·(<V> - V_E)/C)²·tau
 * from (V_reset - mean)/sd to (V_threshold - mean)/sd·(1 + k/2) + 1.03 √k - k/2, k = tauAMPA/tau: the noise has the colour of
 * AMPA synapses. Recurrent synapses add no noise. Rates below 0 count as 0.
 */
export const brunelWang2001 = defineMeanField({
  name: "brunel-wang-2001",
  title: "Mean field of working memory in a spiking network with selective pools",
  cite: ["brunelwang2001", "amitbrunel1997", "jahrstevens1990"],
  params: brunelWang2001Params,
  switches: {},
  unknowns: [
    { name: "selective", unit: "Hz", initial: 3, range: [0, 100] },
    { name: "others", unit: "Hz", initial: 3, range: [0, 100] },
    { name: "nonselective", unit: "Hz", initial: 3, range: [0, 100] },
    { name: "inhibitory", unit: "Hz", initial: 9, range: [0, 100] },
  ],
  map(p) {
    const block = {
      slope: p.blockSlope,
      strength: p.magnesium / p.blockConcentration,
      reversal: p.vExcitatory,
    };
    const synapse = { rise: p.tauNMDARise, decay: p.tauNMDADecay, alpha: p.alphaNMDA };
    const excitatory = transfer(p, cellOf(p, excitatoryConstants(p)), block);
    const inhibitory = transfer(p, cellOf(p, inhibitoryConstants(p)), block);
    const average = recurrence(p);
    return (x) => {
      const [selective, others, nonselective, gaba] = Array.from(
        x,
        (rateHz) => Math.max(0, rateHz) * PER_MS,
      ) as [number, number, number, number];
      const ampa = average(selective, others, nonselective);
      const gating = (rate: number): number => nmdaSaturation(synapse, rate);
      const nmda = average(gating(selective), gating(others), gating(nonselective));
      const to = (target: keyof typeof ampa): Drive => ({ ampa: ampa[target], nmda: nmda[target], gaba });
      return Float64Array.of(
        excitatory(to("selective"), selective),
        excitatory(to("others"), others),
        excitatory(to("elsewhere"), nonselective),
        inhibitory(to("elsewhere"), gaba),
      );
    };
  },
});
