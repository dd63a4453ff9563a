import {
  type Bound,
  type Circuit,
  defineModel,
  type ParameterTable,
  type SettingsOf,
  type ValuesOf,
} from "../model.js";
import { logistic } from "../scalar-math.js";

type Numbers = Readonly<
  Record<
    "tauE" | "tauI" | "aE" | "thetaE" | "aI" | "thetaI" | "wEE" | "wEI" | "wIE" | "wII" | "P" | "Q",
    number
  >
>;

/** Wilson & Cowan 1972, Fig 11: a limit cycle. */
const limitCycle = {
  ...{ tauE: 1, tauI: 1, aE: 1.3, thetaE: 4, aI: 2, thetaI: 3.7 },
  ...{ wEE: 16, wEI: 12, wIE: 15, wII: 3, P: 1.25, Q: 0 },
} as const satisfies Numbers;

/** Wilson & Cowan 1972, Fig 4: two stable states. */
const multistable = {
  ...{ tauE: 1, tauI: 1, aE: 1.2, thetaE: 2.8, aI: 1, thetaI: 4 },
  ...{ wEE: 12, wEI: 4, wIE: 13, wII: 11, P: 0, Q: 0 },
} as const satisfies Numbers;

const figure11 = "Wilson & Cowan 1972, Fig 11";
const timeUnit =
  "Wilson & Cowan 1972: time in units of the time constant, here called ms; some 10 ms in cortex";

const params = {
  tauE: { value: limitCycle.tauE, unit: "ms", from: timeUnit, range: [0.1, 100] },
  tauI: { value: limitCycle.tauI, unit: "ms", from: timeUnit, range: [0.1, 100] },
  aE: { value: limitCycle.aE, unit: "1", from: figure11, range: [0, 10] },
  thetaE: { value: limitCycle.thetaE, unit: "1", from: figure11, range: [-10, 20] },
  aI: { value: limitCycle.aI, unit: "1", from: figure11, range: [0, 10] },
  thetaI: { value: limitCycle.thetaI, unit: "1", from: figure11, range: [-10, 20] },
  wEE: { value: limitCycle.wEE, unit: "1", from: figure11, range: [0, 50] },
  wEI: { value: limitCycle.wEI, unit: "1", from: `${figure11} (from I onto E)`, range: [0, 50] },
  wIE: { value: limitCycle.wIE, unit: "1", from: `${figure11} (from E onto I)`, range: [0, 50] },
  wII: { value: limitCycle.wII, unit: "1", from: figure11, range: [0, 50] },
  P: { value: limitCycle.P, unit: "1", from: `${figure11} (external drive of E)`, range: [-10, 10] },
  Q: { value: limitCycle.Q, unit: "1", from: `${figure11} (external drive of I)`, range: [-10, 10] },
  noise: {
    value: 0.02,
    unit: "1",
    from: "chosen by us; the paper has none (sd of white noise averaged over one time constant)",
    range: [0, 1],
  },
} as const satisfies ParameterTable;

const switches = {
  convention: {
    values: ["wilson-cowan-1972", "code", "rate"],
    meaning:
      "what multiplies the sigmoid S: kE - E with kE = sup S (the paper), 1 - E (BrainPy, The Virtual Brain and many " +
      "lecture codes), or 1 (rate models such as Neuromatch's); their equilibria differ",
  },
} as const;

type Values = ValuesOf<typeof params>;
type Convention = SettingsOf<typeof switches>["convention"];

interface Population {
  readonly tau: number;
  readonly a: number;
  readonly theta: number;
  /** S(-infinity) is minus this, and kE = sup S is one less this: S(0) is 0. */
  readonly shift: number;
  readonly fromE: number;
  readonly fromI: number;
}

/** E and I, with the weights onto each. */
function populationsOf(v: Values): readonly [Population, Population] {
  return [
    {
      tau: v.tauE,
      a: v.aE,
      theta: v.thetaE,
      shift: logistic(-(v.aE * v.thetaE)),
      fromE: v.wEE,
      fromI: -v.wEI,
    },
    {
      tau: v.tauI,
      a: v.aI,
      theta: v.thetaI,
      shift: logistic(-(v.aI * v.thetaI)),
      fromE: v.wIE,
      fromI: -v.wII,
    },
  ];
}

/** What (k - x)S or S adds to the rate of decay at most, for the slope c = wII·aI of inhibition onto itself. */
function steepest(c: number, saturates: boolean): number {
  if (!saturates) return c / 4;
  return c > 1 ? ((1 + c) * (1 + c)) / (4 * c) : 1;
}

function fastest(v: Values, convention: Convention): Circuit["fastest"] {
  const saturates = convention !== "rate";
  const E = v.tauE / (1 + steepest(0, saturates));
  const I = v.tauI / (1 + steepest(v.wII * v.aI, saturates));
  return I < E ? { ms: I, name: "inhibition onto itself" } : { ms: E, name: "decay of E" };
}

function fieldOf(
  { k, n, trials, x, dx, input, scratch }: Bound,
  populations: readonly [Population, Population],
  convention: Convention,
): () => void {
  const size = trials * n;
  const S = scratch.S!;
  const rows = populations.map((population, i) => ({
    ...population,
    rate: 1 / population.tau,
    x: i === 0 ? x.E! : x.I!,
    dx: i === 0 ? dx.E! : dx.I!,
    external: i === 0 ? input.E! : input.I!,
  }));
  return () => {
    for (const { rate, a, theta, shift, fromE, fromI, x: own, dx: derivative, external } of rows) {
      k.addScaled(S, external, x.E!, fromE, size);
      k.addScaled(S, S, x.I!, fromI, size);
      k.linear(S, S, a, a * theta, size);
      k.sigmoid(S, S, size);
      k.shift(S, S, -shift, size);
      if (convention === "rate") k.leak(derivative, own, S, rate, rate, size);
      else k.gate(derivative, own, S, rate, rate, size);
      // (1 - x)S - shift·S = (k - x)S.
      if (convention === "wilson-cowan-1972") k.addScaled(derivative, derivative, S, -(shift * rate), size);
    }
  };
}

/** Row by row, tau dF/dx = -1 - S·[saturating] + (k - x)·S'(drive)·w, S' = a·σ(1 - σ). */
function jacobian(
  populations: readonly [Population, Population],
  convention: Convention,
  [E, I]: Float64Array,
  input: Float64Array,
): Float64Array {
  return Float64Array.from(
    populations.flatMap(({ tau, a, theta, shift, fromE, fromI }, row) => {
      const u = a * (fromE * E! + fromI * I! + input[row]!) - a * theta;
      const sigma = logistic(u);
      const ceiling = convention === "wilson-cowan-1972" ? 1 - shift : 1;
      const free = convention === "rate" ? 1 : ceiling - (row === 0 ? E! : I!);
      const slope = free * a * sigma * logistic(-u);
      const decay = convention === "rate" ? 1 : 1 + sigma - shift;
      return [slope * fromE - (row === 0 ? decay : 0), slope * fromI - (row === 1 ? decay : 0)].map(
        (value) => value / tau,
      );
    }),
  );
}

/**
 * tauE dE/dt = -E + (kE - E) S(wEE E - wEI I + P), and the same of I with wIE, wII and Q, where
 * S(x) = 1/(1 + e^(-a(x - theta))) - 1/(1 + e^(a·theta)). Wilson & Cowan 1972, Biophys J 12:1, eqs. 11-15, with
 * refractory periods of one time unit. Constant stimuli to E and I add to P and Q.
 */
export const wilsonCowan = defineModel({
  name: "wilson-cowan",
  title: "Wilson-Cowan populations of excitatory and inhibitory cells",
  cite: ["wilsoncowan1972"],
  params,
  switches,
  presets: {
    "limit-cycle-1972": { parameters: limitCycle, options: { convention: "wilson-cowan-1972" } },
    "multistable-1972": { parameters: multistable, options: { convention: "wilson-cowan-1972" } },
    "multistable-code": { parameters: multistable, options: { convention: "code" } },
    // Neuromatch Academy, computational neuroscience, day of dynamic networks.
    "multistable-rate": { parameters: { ...multistable, tauI: 2, wEE: 9 }, options: { convention: "rate" } },
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "1",
  protocol: { dtMs: 0.005, durationMs: 50, stimuli: [], record: ["E", "I"] },
  circuit(values: Values, { convention }, _anatomy, noise) {
    const populations = populationsOf(values);
    // tau dx = ... + sd·√tau dW.
    const diffusion = (tau: number): number | undefined =>
      noise ? values.noise / Math.sqrt(tau) : undefined;
    return {
      model: "wilson-cowan",
      areas: ["circuit"],
      groups: [
        [
          { name: "E", unit: "1", initial: 0, range: [-0.1, 1], diffusion: diffusion(values.tauE) },
          { name: "I", unit: "1", initial: 0, range: [-0.1, 1], diffusion: diffusion(values.tauI) },
        ],
      ],
      inputs: [
        { name: "E", baseline: values.P },
        { name: "I", baseline: values.Q },
      ],
      constants: {},
      scratch: { S: 1 },
      fastest: fastest(values, convention),
      field: (bound) => [fieldOf(bound, populations, convention)],
      jacobian: (x, input) => jacobian(populations, convention, x, input),
    };
  },
});
