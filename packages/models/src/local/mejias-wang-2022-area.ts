import { abbottChance } from "../abbott-chance.js";
import {
  type Bound,
  type Circuit,
  defineModel,
  type ParameterTable,
  type ValuesOf,
  type Variable,
} from "../model.js";

const table = "Mejias & Wang 2022, eLife 11:e72136, Methods";

const params = {
  Js: {
    value: 0.3213,
    unit: "nA",
    from: `${table}; 0.21 to 0.42 along the hierarchy, bistable above 0.465`,
    range: [0.2, 1],
  },
  Jc: { value: 0.0107, unit: "nA", from: table, range: [-1, 1] },
  JEI: { value: -0.31, unit: "nA", from: table, range: [-5, -0.001] },
  JII: { value: -0.12, unit: "nA", from: table, range: [-5, 0] },
  JsReference: {
    value: 0.3213,
    unit: "nA",
    from: `${table}: with JIEReference gives J0, the total excitation that all areas share, printed as 0.2112 nA`,
    range: [0, 1],
  },
  JIEReference: {
    value: 0.15,
    unit: "nA",
    from: `${table}: JIE of the area with Js = JsReference`,
    range: [0, 5],
  },
  I0: { value: 0.3294, unit: "nA", from: table, range: [-1, 1] },
  I0C: { value: 0.26, unit: "nA", from: table, range: [-1, 1] },
  tauN: { value: 60, unit: "ms", from: table, range: [1, 1000] },
  tauG: { value: 5, unit: "ms", from: table, range: [0.1, 100] },
  gamma: { value: 1.282, unit: "1", from: table, range: [0, 10] },
  gammaI: { value: 2, unit: "1", from: table, range: [0.01, 50] },
  a: { value: 135, unit: "Hz/nA", from: table, range: [1, 10_000] },
  b: { value: 54, unit: "Hz", from: table, range: [0, 10_000] },
  d: { value: 0.308, unit: "s", from: table, range: [0.001, 10] },
  gI: { value: 4, unit: "1", from: table, range: [0.1, 100] },
  c1: { value: 615, unit: "Hz/nA", from: table, range: [1, 10_000] },
  c0: { value: 177, unit: "Hz", from: table, range: [0, 10_000] },
  r0: { value: 5.5, unit: "Hz", from: table, range: [0, 1000] },
  noise: { value: 0.005, unit: "nA", from: table, range: [0, 1] },
  tauNoise: { value: 2, unit: "ms", from: table, range: [0.1, 100] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

const PER_MS = 1e-3;

/** Gates over current of the inhibitory cells, 1/nA: how much S_C a unit of excitation brings about. */
export function inhibitoryGain(v: Pick<Values, "tauG" | "gammaI" | "c1" | "gI" | "JII">): number {
  const perNa = v.tauG * PER_MS * v.gammaI * v.c1;
  return perNa / (v.gI - v.JII * perNa);
}

/** Excitation of A and B by both, less the inhibition that it brings about: the same in every area, nA. */
export function totalExcitation(v: Values): number {
  return v.JsReference + v.Jc + 2 * v.JEI * v.JIEReference * inhibitoryGain(v);
}

/** Excitation of the inhibitory cells that keeps the spontaneous state whatever Js. Mejias & Wang 2022, Methods. */
function excitationOfInhibition(v: Values): number {
  return (totalExcitation(v) - v.Js - v.Jc) / (2 * v.JEI * inhibitoryGain(v));
}

/** Currents onto A, B and C (rows) by S_A, S_B and S_C. */
function weights(v: Values): readonly (readonly [number, number, number])[] {
  const JIE = excitationOfInhibition(v);
  return [
    [v.Js, v.Jc, v.JEI],
    [v.Jc, v.Js, v.JEI],
    [JIE, JIE, v.JII],
  ];
}

/** Rates of A, B and C, written to the readouts: what the currents of the moment make at once. */
function rates({ k, n, trials, x, input, readout }: Bound, v: Values): () => void {
  const size = trials * n;
  const rows = weights(v);
  const gates = [x.SA!, x.SB!, x.SC!];
  const out = [readout.rA!, readout.rB!, readout.rC!];
  const background = [input.A!, input.B!, input.C!];
  return () => {
    rows.forEach((row, i) => {
      k.copy(out[i]!, background[i]!, size);
      row.forEach((weight, j) => {
        k.addScaled(out[i]!, out[i]!, gates[j]!, weight, size);
      });
    });
    if (x.noiseA !== undefined) k.add(out[0]!, out[0]!, x.noiseA, 2 * size);
    k.abbottChance(out[0]!, out[0]!, v.a, v.b, v.d, 2 * size);
    k.thresholdLinear(out[2]!, out[2]!, v.c1 / v.gI, v.c0 / v.gI - v.r0, size);
  };
}

function fieldOf(bound: Bound, v: Values): () => void {
  const { k, n, trials, x, dx, readout } = bound;
  const size = trials * n;
  const read = rates(bound, v);
  return () => {
    read();
    k.gate(dx.SA!, x.SA!, readout.rA!, v.gamma * PER_MS, 1 / v.tauN, 2 * size);
    k.leak(dx.SC!, x.SC!, readout.rC!, v.gammaI * PER_MS, 1 / v.tauG, size);
    if (dx.noiseA !== undefined) k.fill(dx.noiseA, 0, 2 * size);
  };
}

/** Jacobian of S_A, S_B, S_C (3, 3) without noise, per ms. */
function jacobian(v: Values, S: Float64Array, input: Float64Array): Float64Array {
  return Float64Array.from(
    weights(v).flatMap((row, i) => {
      const current = row.reduce((sum, weight, j) => sum + weight * S[j]!, input[i]!);
      if (i === 2) {
        const slope = v.c1 * current > v.c0 - v.gI * v.r0 ? v.c1 / v.gI : 0;
        return row.map((weight, j) => v.gammaI * PER_MS * slope * weight - (i === j ? 1 / v.tauG : 0));
      }
      const { rate, slope } = abbottChance(current, v);
      const gain = v.gamma * PER_MS;
      return row.map(
        (weight, j) => gain * (1 - S[i]!) * slope * weight - (i === j ? 1 / v.tauN + gain * rate : 0),
      );
    }),
  );
}

/** Inhibition onto itself makes the inhibitory gate the fastest. */
function fastest(v: Values): Circuit["fastest"] {
  const rate = 1 / v.tauG - (v.gammaI * PER_MS * v.c1 * v.JII) / v.gI;
  return { ms: Math.min(1 / rate, v.tauN), name: "tauG with inhibition onto itself" };
}

/**
 * An isolated area of two excitatory populations that compete through one inhibitory:
 * dS_A/dt = -S_A/tauN + gamma (1 - S_A) r_A, the same of B, dS_C/dt = -S_C/tauG + gammaI r_C;
 * r_A = phi(Js S_A + Jc S_B + JEI S_C + I0), phi(I) = (aI - b)/(1 - exp(-d(aI - b)));
 * r_C = [(c1 (JIE (S_A + S_B) + JII S_C + I0C) - c0)/gI + r0]+.
 * Mejias & Wang 2022 lets rates follow with 2 ms; here they follow at once, which leaves equilibria as they are.
 */
export const mejiasWang2022Area = defineModel({
  name: "mejias-wang-2022-area",
  title: "Isolated area of the distributed working memory model",
  cite: ["mejias2022"],
  params,
  switches: {},
  presets: {
    bistable: { parameters: { Js: 0.5 } },
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "nA",
  protocol: {
    dtMs: 0.5,
    durationMs: 3000,
    stimuli: [{ input: "A", areas: ["area"], startMs: 500, endMs: 1000, amplitude: 0.3 }],
    record: ["rA", "rB", "rC"],
  },
  circuit(values: Values, _settings, _anatomy, noise) {
    const gate = (name: string): Variable => ({ name, unit: "1", initial: 0, range: [0, 1] });
    const current = (name: string): Variable => ({
      name,
      unit: "nA",
      initial: 0,
      range: [-10 * values.noise, 10 * values.noise],
      ornsteinUhlenbeck: { tauMs: values.tauNoise, sd: values.noise / Math.sqrt(2) },
    });
    const gates = [gate("SA"), gate("SB"), gate("SC")];
    return {
      model: "mejias-wang-2022-area",
      areas: ["area"],
      groups: [noise ? [...gates, current("noiseA"), current("noiseB")] : gates],
      inputs: [
        { name: "A", baseline: values.I0 },
        { name: "B", baseline: values.I0 },
        { name: "C", baseline: values.I0C },
      ],
      constants: {},
      scratch: {},
      fastest: fastest(values),
      field: (bound) => [fieldOf(bound, values)],
      readouts: [
        { name: "rA", unit: "Hz" },
        { name: "rB", unit: "Hz" },
        { name: "rC", unit: "Hz" },
      ],
      read: (bound) => rates(bound, values),
      ...(noise ? {} : { jacobian: (S: Float64Array, input: Float64Array) => jacobian(values, S, input) }),
    };
  },
});
