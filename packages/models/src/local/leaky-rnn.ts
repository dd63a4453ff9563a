import type { Kernels, Pointer } from "@isocortex/core-wasm";
import { scalar } from "@isocortex/core-wasm";
import { type Circuit, defineModel, type ParameterTable, type ValuesOf } from "../model.js";
import { activations } from "../networks/activation.js";

const params = {
  tau: {
    value: 100,
    unit: "ms",
    from: "Yang et al. 2019, Methods, and the default of PsychRNN; set by the user",
    range: [1, 10_000],
  },
  w: { value: 0.5, unit: "1", from: "weight of the unit onto itself, chosen by us", range: [-20, 20] },
  b: { value: 0, unit: "1", from: "bias, chosen by us: none", range: [-100, 100] },
  noise: { value: 0.01, unit: "1/√ms", from: "amplitude of white noise, chosen by us", range: [0, 10] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

const names = ["linear", "relu", "tanh", "sigmoid"] as const;
type Name = (typeof names)[number];

/** Slope of an activation at a drive, and the largest anywhere. */
const slopes: Readonly<Record<Name, { readonly at: (drive: number) => number; readonly most: number }>> = {
  linear: { at: () => 1, most: 1 },
  relu: { at: (drive) => (drive > 0 ? 1 : 0), most: 1 },
  tanh: { at: (drive) => 1 - scalar.tanh(drive) * scalar.tanh(drive), most: 1 },
  sigmoid: { at: (drive) => scalar.sigmoid(drive) * (1 - scalar.sigmoid(drive)), most: 1 / 4 },
};

/** One over the largest |eigenvalue|: the leak's, or that of leak and loop where the unit is most sensitive. */
function fastest({ tau, w }: Values, activation: Name): Circuit["fastest"] {
  const loop = Math.abs(1 - w * slopes[activation].most);
  return loop > 1 ? { ms: tau / loop, name: "tau over the gain of leak and loop" } : { ms: tau, name: "tau" };
}

/**
 * One leaky unit, tau da/dt = -a + f(w a + x + b): the lecture's leaky RNN in continuous time. With Euler's method and
 * dtMs = tau it would be the Elman unit, a step that the guard refuses here and the cell `elman` takes.
 */
export const leakyRnn = defineModel({
  name: "leaky-rnn",
  title: "Leaky unit of a recurrent network, in continuous time",
  cite: ["yang2019", "elman1990"],
  params,
  switches: {
    activation: { values: names, meaning: "the function f from drive to activity" },
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "1",
  protocol: {
    dtMs: 1,
    durationMs: 1000,
    stimuli: [{ input: "x", areas: ["unit"], startMs: 100, endMs: 600, amplitude: 1 }],
    record: ["a"],
  },
  circuit(values, { activation }, _anatomy, noise) {
    const { tau, w, b } = values;
    const { apply }: { apply: (k: Kernels, out: Pointer, x: Pointer, size: number) => void } =
      activations[activation];
    return {
      model: "leaky-rnn",
      areas: ["unit"],
      groups: [
        [
          {
            ...{ name: "a", unit: "1", initial: 0, range: [-2, 2] },
            diffusion: noise ? values.noise : undefined,
          },
        ],
      ],
      inputs: [{ name: "x", baseline: b }],
      constants: {},
      scratch: { drive: 1 },
      fastest: fastest(values, activation),
      field: ({ k, n, trials, x, dx, input, scratch }) => {
        const size = trials * n;
        const drive = scratch.drive!;
        return [
          () => {
            k.addScaled(drive, input.x!, x.a!, w, size);
            apply(k, drive, drive, size);
            k.leak(dx.a!, x.a!, drive, 1 / tau, 1 / tau, size);
          },
        ];
      },
      jacobian: (x, input) => Float64Array.of((w * slopes[activation].at(w * x[0]! + input[0]!) - 1) / tau),
    };
  },
});
