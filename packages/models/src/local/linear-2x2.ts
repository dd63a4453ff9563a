import { type Circuit, defineModel, type ParameterTable, type ValuesOf } from "../model.js";

const entry = "a damped oscillation of 31 ms, chosen by us; set by the user";

const params = {
  a11: { value: -0.05, unit: "1/ms", from: entry, range: [-1, 1] },
  a12: { value: -0.2, unit: "1/ms", from: entry, range: [-1, 1] },
  a21: { value: 0.2, unit: "1/ms", from: entry, range: [-1, 1] },
  a22: { value: -0.05, unit: "1/ms", from: entry, range: [-1, 1] },
  noise: { value: 0.1, unit: "1/√ms", from: "amplitude of white noise, chosen by us", range: [0, 10] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

/** A system that hardly moves still has its motion resolved. */
const SLOWEST_MS = 1000;

/** One over the largest |eigenvalue|. */
function fastest({ a11, a12, a21, a22 }: Values): Circuit["fastest"] {
  const half = (a11 + a22) / 2;
  const determinant = a11 * a22 - a12 * a21;
  const radicand = half * half - determinant;
  const largest = radicand < 0 ? Math.sqrt(determinant) : Math.abs(half) + Math.sqrt(radicand);
  return { ms: Math.min(SLOWEST_MS, 1 / largest), name: "largest eigenvalue" };
}

const entries = (a11: number, a12: number, a21: number, a22: number) => ({
  parameters: { a11, a12, a21, a22 },
});

/** dx/dt = A x + input in two dimensions: every kind of equilibrium that a linear system has. */
export const linear2x2 = defineModel({
  name: "linear-2x2",
  title: "Linear system in the plane",
  cite: [],
  params,
  switches: {},
  presets: {
    "stable-node": entries(-0.1, 0.02, 0.02, -0.3),
    "unstable-node": entries(0.1, 0.02, 0.02, 0.3),
    saddle: entries(0.1, 0.1, 0.1, -0.2),
    "stable-focus": entries(-0.05, -0.2, 0.2, -0.05),
    "unstable-focus": entries(0.05, -0.2, 0.2, 0.05),
    centre: entries(0, -0.2, 0.2, 0),
    "line-attractor": entries(-0.1, 0.1, 0.1, -0.1),
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "1/ms",
  protocol: { dtMs: 0.02, durationMs: 100, stimuli: [], record: ["x", "y"] },
  circuit(values: Values, _settings, _anatomy, noise) {
    const { a11, a12, a21, a22 } = values;
    const A = Float64Array.of(a11, a12, a21, a22);
    const diffusion = noise ? values.noise : undefined;
    return {
      model: "linear-2x2",
      areas: ["system"],
      groups: [
        [
          { name: "x", unit: "1", initial: 1, range: [-2, 2], diffusion },
          { name: "y", unit: "1", initial: 0, range: [-2, 2], diffusion },
        ],
      ],
      inputs: [
        { name: "x", baseline: 0 },
        { name: "y", baseline: 0 },
      ],
      constants: {},
      scratch: {},
      fastest: fastest(values),
      field: ({ k, n, trials, x: { x, y }, dx, input }) => {
        const size = trials * n;
        return [
          () => {
            k.addScaled(dx.x!, input.x!, x!, a11, size);
            k.addScaled(dx.x!, dx.x!, y!, a12, size);
            k.addScaled(dx.y!, input.y!, x!, a21, size);
            k.addScaled(dx.y!, dx.y!, y!, a22, size);
          },
        ];
      },
      jacobian: () => A.slice(),
    };
  },
});
