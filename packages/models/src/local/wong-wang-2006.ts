import { scalar } from "@isocortex/core-wasm";
import { type Bound, type Circuit, defineModel, type ParameterTable, type ValuesOf } from "../model.js";

const source = "Wong & Wang 2006, J Neurosci 26:1314, reduced two-variable model";

const params = {
  a: { value: 270, unit: "Hz/nA", from: source, range: [1, 10_000] },
  b: { value: 108, unit: "Hz", from: source, range: [0, 10_000] },
  d: { value: 0.154, unit: "s", from: source, range: [1e-4, 10] },
  gamma: { value: 0.641, unit: "1", from: source, range: [0, 10] },
  tauS: { value: 100, unit: "ms", from: source, range: [1, 10_000] },
  tauAMPA: { value: 2, unit: "ms", from: source, range: [0.1, 1000] },
  J11: { value: 0.2609, unit: "nA", from: source, range: [0, 10] },
  J12: { value: 0.0497, unit: "nA", from: source, range: [0, 10] },
  I0: { value: 0.3255, unit: "nA", from: source, range: [-10, 10] },
  Jext: { value: 5.2e-4, unit: "nA/Hz", from: source, range: [0, 1] },
  mu0: { value: 30, unit: "Hz", from: source, range: [0, 1000] },
  coherence: {
    value: 12.8,
    unit: "%",
    from: "motion coherence, above 0 towards population 1; set by the user",
    range: [-100, 100],
  },
  sigma: { value: 0.02, unit: "nA", from: source, range: [0, 1] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;
type Discretisation = "exact" | "euler";

/** Rate of the stimulus' input to populations 1 and 2, Hz. */
const stimulusRates = ({ mu0, coherence }: Values): Float64Array =>
  Float64Array.of(mu0 * (1 + coherence / 100), mu0 * (1 - coherence / 100));

const weights = ({ J11, J12 }: Values): Float64Array => Float64Array.of(J11, -J12, -J12, J11);

/** r_i = H(x_i), written to the readout; I0 is taken into the threshold of H. */
function rates({ k, n, trials, x, input, constant, scratch, readout }: Bound, v: Values): () => void {
  const size = trials * n;
  const { S, noise } = x;
  const current = scratch.current!;
  return () => {
    k.matmul(current, constant.J!, S!, n, n, trials);
    k.addScaled(current, current, input.stimulus!, v.Jext, size);
    if (noise !== undefined) k.add(current, current, noise, size);
    k.abbottChance(readout.r!, current, v.a, v.b - v.a * v.I0, v.d, size);
  };
}

function fieldOf(bound: Bound, v: Values, discretisation: Discretisation): () => void {
  const { k, n, trials, x, dx, readout } = bound;
  const size = trials * n;
  const read = rates(bound, v);
  // A rate in Hz and time in ms.
  const gain = v.gamma / 1000;
  return () => {
    read();
    k.gate(dx.S!, x.S!, readout.r!, gain, 1 / v.tauS, size);
    if (x.noise === undefined) return;
    if (discretisation === "euler") k.scale(dx.noise!, x.noise, -1 / v.tauAMPA, size);
    else k.fill(dx.noise!, 0, size);
  };
}

/** Jacobian of the circuit without noise (2, 2), per ms. */
function jacobian(v: Values, S: Float64Array, stimulus: Float64Array): Float64Array {
  const J = weights(v);
  const gain = v.gamma / 1000;
  const rows = [0, 1].map((i) => {
    const current = J[2 * i]! * S[0]! + J[2 * i + 1]! * S[1]! + v.I0 + v.Jext * stimulus[i]!;
    const u = v.a * current - v.b;
    const steep = gain * (1 - S[i]!) * v.a * scalar.abbottChanceSlope(v.d * u);
    const leak = 1 / v.tauS + gain * scalar.abbottChance(u, v.d);
    return [0, 1].map((j) => steep * J[2 * i + j]! - (i === j ? leak : 0));
  });
  return Float64Array.from(rows.flat());
}

function noiseVariable({ sigma, tauAMPA }: Values, discretisation: Discretisation) {
  const variable = { name: "noise", unit: "nA", initial: 0 };
  return discretisation === "euler"
    ? { ...variable, diffusion: sigma / Math.sqrt(tauAMPA) }
    : { ...variable, ornsteinUhlenbeck: { tauMs: tauAMPA, sd: sigma / Math.sqrt(2) } };
}

/**
 * Two populations that compete for a decision:
 * dS_i/dt = -S_i/tauS + (1 - S_i) gamma r_i ; r_i = H(x_i), H(x) = (a x - b)/(1 - exp(-d(a x - b))) ;
 * x_1 = J11 S_1 - J12 S_2 + I0 + Jext mu_1 + n_1, x_2 the mirror image, mu_{1,2} = mu0 (1 +- coherence/100) plus what stimuli
 * add, in Hz; tauAMPA dn_i = -n_i dt + √tauAMPA sigma dW_i, of standard deviation sigma/√2.
 * mu0 and coherence are there from the start of a run. For a stimulus that comes later, set mu0 to 0 and give both
 * populations their rates by stimuli.
 */
export const wongWang2006 = defineModel({
  name: "wong-wang-2006",
  title: "Decision between two populations by slow recurrent excitation",
  cite: ["wongwang2006"],
  params,
  switches: {
    noiseDiscretisation: {
      values: ["exact", "euler"],
      meaning:
        "how the noisy current is stepped: exactly, with the same variance at every dtMs, or by Euler-Maruyama as published " +
        "code does, which makes the variance larger by 1/(1 - dtMs/(2 tauAMPA)) and decisions faster",
    },
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "Hz",
  protocol: { dtMs: 0.5, durationMs: 2000, stimuli: [], record: ["S", "r"] },
  circuit(values: Values, { noiseDiscretisation }, _anatomy, noise): Circuit {
    return {
      model: "wong-wang-2006",
      areas: ["1", "2"],
      groups: [
        [
          { name: "S", unit: "1", initial: 0.1, range: [0, 1] },
          ...(noise ? [noiseVariable(values, noiseDiscretisation)] : []),
        ],
      ],
      inputs: [{ name: "stimulus", baseline: stimulusRates(values) }],
      constants: { J: { matrix: weights(values) } },
      scratch: { current: 1 },
      fastest: { ms: values.tauAMPA, name: "tauAMPA" },
      field: (bound) => [fieldOf(bound, values, noiseDiscretisation)],
      readouts: [{ name: "r", unit: "Hz" }],
      read: (bound) => rates(bound, values),
      fieldReads: true,
      jacobian: (S, stimulus) => jacobian(values, S, stimulus),
    };
  },
});
