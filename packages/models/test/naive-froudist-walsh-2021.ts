import type { smallCortex } from "./small-cortex.js";

type Cortex = ReturnType<typeof smallCortex>;
export type Action = "none" | "NMDA" | "PV" | "CB" | "M-current";

export interface NaiveRun {
  readonly cortex: Cortex;
  readonly dopamine: number;
  readonly ablate: Action;
  /** nA into the dendrites of both pools, per area, at a step. */
  readonly stimulus: (step: number, area: number) => readonly [number, number];
  readonly steps: number;
}

const sigmoid = (x: number, midpoint: number, slope: number): number =>
  1 / (1 + Math.exp(-slope * (x - midpoint)));
const between0and1 = (x: Float64Array): number[] =>
  Array.from(x, (v) => (v - Math.min(...x)) / (Math.max(...x) - Math.min(...x)));

/** Froudist-Walsh et al. 2021, the transfer function of pyramidal cells, with its limit where 135 I = 54. */
export function phiE(I: number): number {
  const x = 135 * I - 54;
  return Math.abs(x) < 1e-9 ? 1 / 0.308 : x / (1 - Math.exp(-0.308 * x));
}

/** State of an area; pools and their interneurons in pairs. Times in s, rates in Hz, currents in nA. */
const restingArea = () => ({
  r: { E: [5, 5], PV: 5, CB: [5, 5], CR: [5, 5] },
  sN: [0, 0],
  sA: [0, 0],
  sG: { PV: 0, CB: [0, 0], CR: [0, 0] },
  sD: [0, 0],
  a: { E: [0, 0], CB: [0, 0], CR: [0, 0] },
});
export type AreaState = ReturnType<typeof restingArea>;

/** Q = FLN^0.3 with rows of sum 1, split into superficial and deep origin. */
function longRangeWeights({ areas, fln, sln }: Cortex): { superficial: number[][]; deep: number[][] } {
  const n = areas.length;
  const split = (share: (at: number) => number): number[][] =>
    areas.map((_, i) => {
      const row = areas.map((_, j) => (fln[i * n + j]! > 0 ? fln[i * n + j]! ** 0.3 : 0));
      const sum = row.reduce((total, value) => total + value, 0);
      return row.map((value, j) => (value / sum) * share(i * n + j));
    });
  return { superficial: split((at) => sln[at]!), deep: split((at) => 1 - sln[at]!) };
}

/**
 * The equations of Froudist-Walsh et al. 2021, area by area and pool by pool: currents from the state at t - dt, then
 * rates, then synapses and adaptation with the new rates. dt 0.5 ms.
 */
export function naiveFroudistWalsh({ cortex, dopamine, ablate, stimulus, steps }: NaiveRun): AreaState[] {
  const dt = 0.0005;
  const { superficial, deep } = longRangeWeights(cortex);
  const spines = between0and1(cortex.measures.spineCount);
  const density = between0and1(cortex.measures.d1Density);
  const state = cortex.areas.map(restingArea);

  function currents(area: number, before: readonly AreaState[], input: readonly [number, number]) {
    const { sN, sA, sG, sD, a } = before[area]!;
    const e = 0.45 + 0.55 * spines[area]!;
    const x = (action: Action): number => (ablate === action ? 0 : sigmoid(dopamine, 1, 2) * density[area]!);
    const N = 1 + 0.6 * sigmoid(x("NMDA"), 0.35, 10);
    const gPV = -0.4 + x("PV") * 0.399;
    const gCB = -0.09 - x("CB") * 0.02;
    const gM = -0.5 * sigmoid(x("M-current"), 0.85, 14);
    const eyeField = ["8m", "8l"].includes(cortex.areas[area]!);
    const [lPV, lCB, lCR] = eyeField ? [0.2, 0.1, 0.7] : [0.31, 0.22, 0.47];
    const from = (weights: number[][], gate: (source: AreaState) => number): number =>
      weights[area]!.reduce((sum, weight, j) => sum + weight * gate(before[j]!), 0);
    const L = [0, 1].map((k) => 0.9 * N * sN[k]! + 0.1 * sA[k]!);
    const P = [0, 1].map((k) => 0.8 * N * sN[k]! + 0.2 * sA[k]!);
    const XN = [0, 1].map((k) => from(superficial, (source) => source.sN[k]!));
    const XA = [0, 1].map((k) => from(superficial, (source) => source.sA[k]!));
    const YN = [0, 1].map((k) => from(deep, (source) => source.sN[k]!));
    const YA = [0, 1].map((k) => from(deep, (source) => source.sA[k]!));
    const dendrite = [0, 1].map((k) => {
      const other = 1 - k;
      const excitation =
        0.03 +
        1.45 * e * (0.9 * N * (0.9 * XN[k]! + 0.1 * XN[other]!) + 0.1 * (0.9 * XA[k]! + 0.1 * XA[other]!)) +
        input[k]!;
      const inhibition = gCB * sD[k]!;
      const width = 0.00964 * Math.exp(-inhibition / 0.02);
      return 0.12 * Math.tanh((excitation + 7 * inhibition) / width) + 0.13624;
    });
    const toPV = [0, 1].reduce((sum, k) => sum + 0.8 * N * YN[k]! + 0.2 * YA[k]!, 0);
    const toOthers = [0, 1].map((k) => 0.9 * N * YN[k]! + 0.1 * YA[k]!);
    return {
      E: [0, 1].map((k) => 0.31 + e * 0.18 * L[k]! + gPV * sG.PV + dendrite[k]! + (-0.004 + gM) * a.E[k]!),
      PV:
        0.3 +
        e * 0.174 * (P[0]! + P[1]!) -
        0.18 * sG.PV -
        0.17 * (sG.CB[0]! + sG.CB[1]!) +
        2.24 * e * lPV! * toPV,
      CB: [0, 1].map(
        (k) =>
          0.3 +
          e * 0.0435 * (L[0]! + L[1]!) -
          0.05 * sG.CR[k]! +
          2.24 * e * lCB! * toOthers[k]! -
          0.004 * a.CB[k]!,
      ),
      CR: [0, 1].map(
        (k) => 0.3 + e * 0.058 * L[k]! - 0.1 * sG.CB[k]! + 2.24 * e * lCR! * toOthers[k]! - 0.004 * a.CR[k]!,
      ),
    };
  }

  const leak = (s: number, tau: number, gamma: number, r: number): number => s + dt * (-s / tau + gamma * r);
  for (let step = 0; step < steps; step++) {
    const before = structuredClone(state);
    state.forEach((area, i) => {
      const I = currents(i, before, stimulus(step, i));
      const { r } = area;
      const relax = (rate: number, phi: number): number => rate + (dt / 0.002) * (-rate + phi);
      const interneuron = (current: number): number => Math.max(132 * current - 33, 0);
      r.PV = relax(r.PV, Math.max(330 * I.PV - 95, 0));
      area.sG.PV = leak(area.sG.PV, 0.005, 2, r.PV);
      for (const k of [0, 1]) {
        r.E[k] = relax(r.E[k]!, phiE(I.E[k]!));
        r.CB[k] = relax(r.CB[k]!, interneuron(I.CB[k]!));
        r.CR[k] = relax(r.CR[k]!, interneuron(I.CR[k]!));
        area.sN[k] = area.sN[k]! + dt * (-area.sN[k]! / 0.06 + 1.282 * (1 - area.sN[k]!) * r.E[k]!);
        area.sA[k] = leak(area.sA[k]!, 0.002, 5, r.E[k]!);
        area.sG.CB[k] = leak(area.sG.CB[k]!, 0.005, 2, r.CB[k]!);
        area.sG.CR[k] = leak(area.sG.CR[k]!, 0.005, 2, r.CR[k]!);
        area.sD[k] = leak(area.sD[k]!, 0.01, 2, r.CB[k]!);
        area.a.E[k] = leak(area.a.E[k]!, 0.1, 1, r.E[k]!);
        area.a.CB[k] = leak(area.a.CB[k]!, 0.1, 1, r.CB[k]!);
        area.a.CR[k] = leak(area.a.CR[k]!, 0.1, 1, r.CR[k]!);
      }
    });
  }
  return state;
}
