import type { Anatomy, Constant, ValuesOf } from "../model.js";
import { logistic, power } from "../scalar-math.js";
import type { froudistWalshParams } from "./froudist-walsh-2021-params.js";

type Values = ValuesOf<typeof froudistWalshParams>;

function minMax(values: Float64Array): Float64Array {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0));
}

/** Q = FLN^exponent with rows of sum 1 (a row without links stays 0). */
function connectionStrengths(fln: Float64Array, n: number, exponent: number): Float64Array {
  const raised = fln.map((value) => (value > 0 ? power(value, exponent) : 0));
  const sums = new Float64Array(n);
  raised.forEach((value, at) => {
    sums[Math.floor(at / n)]! += value;
  });
  return raised.map((value, at) => (value > 0 ? value / sums[Math.floor(at / n)]! : 0));
}

/** Shares of long-range input to the three kinds of interneuron; the frontal eye fields (8m, 8l) differ. */
function share(areas: readonly string[], elsewhere: number, eyeFields: number): Float64Array {
  return Float64Array.from(areas, (area) => (area === "8m" || area === "8l" ? eyeFields : elsewhere));
}

/**
 * Everything of the model that differs between areas: excitation by spine counts, dopamine by D1 density, and the
 * matrices of long-range input from superficial (SLN) and deep (1 - SLN) layers.
 */
export function froudistWalshConstants(
  v: Values,
  anatomy: Anatomy & { readonly sln: Float64Array },
  ablate: string,
): Record<string, Constant> {
  const { areas, fln, sln } = anatomy;
  const n = areas.length;
  const e = minMax(anatomy.measures.spineCount!).map((spines) => v.spineFloor + (1 - v.spineFloor) * spines);
  const density = minMax(anatomy.measures.d1Density!);
  const occupancy = logistic(v.occupancySlope * (v.dopamine - v.occupancyMidpoint));
  const bound = (action: string): Float64Array => density.map((d) => (ablate === action ? 0 : occupancy * d));
  const N = bound("NMDA").map((x) => 1 + v.nmdaGain * logistic(v.nmdaSlope * (x - v.nmdaMidpoint)));
  const strengths = connectionStrengths(fln, n, v.flnExponent);
  const toPV = share(areas, v.toPV, v.toPVEyeFields);
  const nmda = 1 - v.fractionAMPA;
  const nmdaPV = 1 - v.fractionAMPAPV;
  const perArea = (value: (i: number) => number): Constant => ({
    perArea: Float64Array.from({ length: n }, (_, i) => value(i)),
  });
  const mCurrent = bound("M-current").map(
    (x) => v.mCurrentGain * logistic(v.mCurrentSlope * (x - v.mCurrentMidpoint)),
  );
  const xPV = bound("PV");
  const xCB = bound("CB");
  return {
    superficial: { matrix: strengths.map((q, at) => q * sln[at]!) },
    deep: { matrix: strengths.map((q, at) => q * (1 - sln[at]!)) },
    localNMDA: perArea((i) => nmda * N[i]!),
    localE: perArea((i) => e[i]! * v.gEE),
    localCB: perArea((i) => e[i]! * v.gECB),
    localCR: perArea((i) => e[i]! * v.gECR),
    localPVNMDA: perArea((i) => e[i]! * v.gEPV * nmdaPV * N[i]!),
    localPVAMPA: perArea((i) => e[i]! * v.gEPV * v.fractionAMPAPV),
    dendriteNMDA: perArea((i) => v.muEE * e[i]! * nmda * N[i]!),
    dendriteAMPA: perArea((i) => v.muEE * e[i]! * v.fractionAMPA),
    interneuronNMDA: perArea((i) => v.muEI * e[i]! * nmda * N[i]!),
    interneuronAMPA: perArea((i) => v.muEI * e[i]! * v.fractionAMPA),
    longRangePVNMDA: perArea((i) => v.muEI * e[i]! * toPV[i]! * nmdaPV * N[i]!),
    longRangePVAMPA: perArea((i) => v.muEI * e[i]! * toPV[i]! * v.fractionAMPAPV),
    toCB: { perArea: share(areas, v.toCB, v.toCBEyeFields) },
    toCR: { perArea: share(areas, v.toCR, v.toCREyeFields) },
    gPV: perArea((i) => v.gPVBase + xPV[i]! * v.gPVDopamine),
    gCB: perArea((i) => v.gCBBase + xCB[i]! * v.gCBDopamine),
    gAdaptationE: perArea((i) => v.gAdaptation + mCurrent[i]!),
  };
}
