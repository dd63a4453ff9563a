import { InputError } from "@isocortex/core-wasm";
import {
  ALL_AREAS,
  type Bound,
  type Circuit,
  type Constant,
  defineModel,
  type ParameterTable,
  type ValuesOf,
  type Variable,
} from "../model.js";
import { circulant, ringFactors, vonMisesProfile } from "./ring-product.js";

const source = "published ring rate code of the Compte laboratory (MATLAB and Python)";
const ours = "published code: its one von Mises profile; a parameter of its own here";

const params = {
  N: { value: 512, unit: "1", from: source, range: [8, 2048] },
  tauE: { value: 20, unit: "ms", from: source, range: [1, 1000] },
  tauI: { value: 10, unit: "ms", from: source, range: [1, 1000] },
  GEE: { value: 6, unit: "1", from: source, range: [0, 100] },
  GEI: { value: 4, unit: "1", from: source, range: [0, 100] },
  GIE: { value: 3.4, unit: "1", from: source, range: [0, 100] },
  GII: { value: 0.85, unit: "1", from: source, range: [0, 100] },
  I0E: { value: 0.2, unit: "1", from: source, range: [-100, 100] },
  I0I: { value: 0.5, unit: "1", from: source, range: [-100, 100] },
  kappa: { value: 1.5, unit: "1", from: source, range: [0, 50] },
  kappaCue: { value: 1.5, unit: "1", from: ours, range: [0, 50] },
  sigmaE: { value: 1, unit: "1", from: source, range: [0, 100] },
  sigmaI: { value: 3, unit: "1", from: source, range: [0, 100] },
  noiseStep: {
    value: 2,
    unit: "ms",
    from: "step of the published code, to which its sigmas belong",
    range: [0.001, 100],
  },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

/** Preferred angles in degrees, to a thousandth: "0", "0.703", ... of 512 units. @throws InputError when n is no whole number */
function preferredAngles(n: number): string[] {
  if (!Number.isInteger(n)) {
    throw new InputError(`parameters.N is ${n}; expected a whole number of units.`, { path: "parameters.N" });
  }
  return Array.from({ length: n }, (_, i) => String(Number(((360 * i) / n).toFixed(3))));
}

/** Noise of a rate: `sigma` inside the rate equation at steps of noiseStep, as a diffusion or once per step of any length. */
function noiseOf(sigma: number, tau: number, values: Values, scaling: unknown): Partial<Variable> {
  return scaling === "per-step"
    ? { noisePerStep: sigma / tau }
    : { diffusion: (sigma * Math.sqrt(values.noiseStep)) / tau };
}

/** Excitation and inhibition that every unit shares: two sums over each population and where they go. */
function meanCoupling(v: Values): Record<string, Constant> {
  const n = v.N;
  const rows = (first: number, second: number): Constant => ({
    matrix: Float64Array.from({ length: 2 * n }, (_, at) => (at < n ? first : second) / n),
  });
  const columns = (which: 0 | 1): Constant => ({
    matrix: Float64Array.from({ length: 2 * n }, (_, at) => (at % 2 === which ? 1 : 0)),
    columns: 2,
  });
  return {
    sumsOfE: rows(0, v.GEI),
    sumsOfI: rows(-v.GIE, -v.GII),
    ontoE: columns(0),
    ontoI: columns(1),
  };
}

/**
 * f(x) = 0 below 0, x² up to 1, √(4x - 3) above: [x]+ is split at 1 into u and v, f = u² + (√(1 + 4v) - 1).
 * x (2·size) is overwritten by f(x), `above` (2·size) by what it likes.
 */
function rateFunction({ k }: Bound, x: number, above: number, size: number): void {
  k.thresholdLinear(above, x, 1, 1, size);
  k.thresholdLinear(x, x, 1, 0, size);
  k.subtract(x, x, above, size);
  k.multiply(x, x, x, size);
  k.linear(above, above, 4, -1, size);
  k.sqrt(above, above, size);
  k.shift(above, above, -1, size);
  k.add(x, x, above, size);
}

function fieldOf(bound: Bound, v: Values, modes: number | undefined): () => void {
  const { k, n, trials, constant: c, x, dx, input, scratch } = bound;
  const size = trials * n;
  const driveE = scratch.drive!;
  const driveI = driveE + (x.rI! - x.rE!);
  const sums = scratch.sums!;
  function ring(): void {
    if (modes === undefined) {
      k.matmul(driveE, c.recurrent!, x.rE!, n, n, trials);
      k.matmulAdd(driveE, c.cueProfile!, input.cue!, n, n, trials);
      return;
    }
    k.matmul(scratch.modes!, c.recurrent!, x.rE!, modes, n, trials);
    k.matmulAdd(scratch.modes!, c.cueProfile!, input.cue!, modes, n, trials);
    k.matmul(driveE, c.fromModes!, scratch.modes!, n, modes, trials);
  }
  return () => {
    ring();
    k.matmul(sums, c.sumsOfE!, x.rE!, 2, n, trials);
    k.matmulAdd(sums, c.sumsOfI!, x.rI!, 2, n, trials);
    k.matmulAdd(driveE, c.ontoE!, sums, n, 2, trials);
    k.matmul(driveI, c.ontoI!, sums, n, 2, trials);
    k.add(driveE, driveE, input.E!, 2 * size);
    rateFunction(bound, driveE, scratch.above!, 2 * size);
    k.leak(dx.rE!, x.rE!, driveE, 1 / v.tauE, 1 / v.tauE, size);
    k.leak(dx.rI!, x.rI!, driveI, 1 / v.tauI, 1 / v.tauI, size);
  };
}

/** Slope of the rate function. */
function slopeAt(x: number): number {
  if (x <= 0) return 0;
  return x < 1 ? 2 * x : 2 / Math.sqrt(4 * x - 3);
}

/** Jacobian (2n, 2n), E first, per ms. Input channels E, I and cue, one after another. */
function jacobian(
  W: Float64Array,
  V: Float64Array,
  v: Values,
  x: Float64Array,
  input: Float64Array,
): Float64Array {
  const n = W.length;
  const J = new Float64Array(4 * n * n);
  const mean = (from: number): number => x.subarray(from, from + n).reduce((sum, r) => sum + r, 0) / n;
  const [meanE, meanI] = [mean(0), mean(n)];
  for (let i = 0; i < n; i++) {
    let driveE = input[i]! - v.GIE * meanI;
    for (let j = 0; j < n; j++) {
      const d = (i - j + n) % n;
      driveE += v.GEE * W[d]! * x[j]! + V[d]! * input[2 * n + j]!;
    }
    const slopeE = slopeAt(driveE) / v.tauE;
    const slopeI = slopeAt(input[n + i]! + v.GEI * meanE - v.GII * meanI) / v.tauI;
    const [rowE, rowI] = [i * 2 * n, (n + i) * 2 * n];
    for (let j = 0; j < n; j++) {
      J[rowE + j] = slopeE * v.GEE * W[(i - j + n) % n]!;
      J[rowE + n + j] = (-slopeE * v.GIE) / n;
      J[rowI + j] = (slopeI * v.GEI) / n;
      J[rowI + n + j] = (-slopeI * v.GII) / n;
    }
    J[rowE + i]! -= 1 / v.tauE;
    J[rowI + n + i]! -= 1 / v.tauI;
  }
  return J;
}

/**
 * Bump attractor on a ring of preferred angles:
 * tauE rE' = -rE + f(GEE W rE - GIE <rI> + V cue + E), tauI rI' = -rI + f(GEI <rE> - GII <rI> + I),
 * W and V von Mises profiles of sum 1. The circuit of Compte et al. 2000 as rates.
 */
export const odrRing = defineModel({
  name: "odr-ring",
  title: "Ring of delay cells in the oculomotor delayed response",
  cite: ["compte2000", "funahashi1989"],
  params,
  switches: {
    ringProduct: {
      values: ["fourier", "dense"],
      meaning:
        "products with the ring's matrices by those modes of the discrete Fourier transform that are above rounding, or by the " +
        "whole matrix; equal to 1e-12",
    },
    noiseScaling: {
      values: ["sde", "per-step"],
      meaning:
        "with noise on: a diffusion, whose variance per step is the published one at steps of noiseStep and does not depend on " +
        "dtMs over time, or the published rule r += (f - r + sigma N) dt/tau, whose variance falls with dtMs",
    },
  },
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "1",
  protocol: {
    dtMs: 2,
    durationMs: 4200,
    stimuli: [
      { input: "cue", areas: ["180"], startMs: 1000, endMs: 1500, amplitude: 200 },
      { input: "E", areas: [ALL_AREAS], startMs: 3500, endMs: 4000, amplitude: -200 },
    ],
    record: ["rE"],
  },
  circuit(v: Values, { ringProduct, noiseScaling }, _anatomy, noise): Circuit {
    const areas = preferredAngles(v.N);
    const [W, V] = [vonMisesProfile(v.N, v.kappa), vonMisesProfile(v.N, v.kappaCue)];
    const factors =
      ringProduct === "fourier"
        ? ringFactors([
            { profile: W, scale: v.GEE },
            { profile: V, scale: 1 },
          ])
        : undefined;
    const rate = (name: string, sigma: number, tau: number): Variable => ({
      name,
      unit: "1",
      initial: 0,
      range: [0, 20],
      ...(noise ? noiseOf(sigma, tau, v, noiseScaling) : {}),
    });
    return {
      model: "odr-ring",
      areas,
      groups: [[rate("rE", v.sigmaE, v.tauE), rate("rI", v.sigmaI, v.tauI)]],
      inputs: [
        { name: "E", baseline: v.I0E },
        { name: "I", baseline: v.I0I },
        { name: "cue", baseline: 0 },
      ],
      constants: {
        ...meanCoupling(v),
        recurrent: { matrix: factors?.toModes[0] ?? circulant(W, v.GEE) },
        cueProfile: { matrix: factors?.toModes[1] ?? circulant(V, 1) },
        ...(factors ? { fromModes: { matrix: factors.fromModes, columns: factors.modes } } : {}),
      },
      scratch: { drive: 2, above: 2, sums: 1, ...(factors ? { modes: 1 } : {}) },
      fastest: v.tauI < v.tauE ? { ms: v.tauI, name: "tauI" } : { ms: v.tauE, name: "tauE" },
      field: (bound) => [fieldOf(bound, v, factors?.modes)],
      jacobian: (x, input) => jacobian(W, V, v, x, input),
    };
  },
});
