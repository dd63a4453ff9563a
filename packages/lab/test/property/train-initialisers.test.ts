import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { type CircuitConstraintOptions, circuitConstraints } from "../../src/train/circuit-constraints.js";
import { type Constraint, effectiveInto } from "../../src/train/constraints.js";
import { gaussiansOf } from "../../src/train/gaussians.js";
import { type Initialiser, initialise, randomState } from "../../src/train/initialisers.js";
import { spectralRadius } from "../../src/train/spectral-radius.js";
import { seeded } from "../seeded.js";

const N = 60;
const dims = { units: N, inputs: 3, outputs: 2 };
const fifth = (): Float64Array => {
  const { uniform } = seeded(2);
  return Float64Array.from({ length: N * N }, () => (uniform() < 0.2 ? 1 : 0));
};
const free = (rows: number, columns: number): Constraint => ({ rows, columns });

/** Raw weights from the stream of a seed. */
function drawn(initialiser: Initialiser, constraint: Constraint, seed = 1): Float64Array {
  const out = new Float64Array(constraint.rows * constraint.columns);
  initialise(out, initialiser, randomStream(seed), constraint);
  return out;
}

const mean = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length;
const variance = (x: Float64Array): number => {
  const middle = mean(x);
  return mean(x.map((value) => (value - middle) ** 2));
};

describe("the spectral radius", () => {
  const networks: readonly [string, CircuitConstraintOptions][] = [
    ["a plain network", {}],
    ["Dale's law at 0.8", { dale: { ratio: 0.8 } }],
    ["Dale's law at 0.5", { dale: { ratio: 0.5 } }],
    ["Dale's law at 0.8 by rectify", { dale: { ratio: 0.8, form: "rectify" } }],
    ["only excitation", { dale: { ratio: 1 } }],
    ["only inhibition", { dale: { ratio: 0, excitatoryOutput: false } }],
    ["a mask of 20 %", { masks: { recurrent: fifth() } }],
    ["no autapses", { autapses: false }],
    [
      "Dale's law, a mask of 20 % and no autapses",
      { dale: { ratio: 0.8 }, masks: { recurrent: fifth() }, autapses: false },
    ],
  ];
  const initialisers: readonly Initialiser[] = [
    { kind: "normal", sd: 1, radius: 1.1 },
    { kind: "normal", sd: 1, radius: 1.1, balance: true },
    { kind: "gamma", radius: 1.5, balance: true },
  ];

  it.each(networks)("of the effective matrix is the one asked for, to 1e-9, in %s", (_, options) => {
    const { recurrent } = circuitConstraints(dims, options);
    for (const initialiser of initialisers) {
      for (const seed of [1, 2, 3]) {
        const raw = drawn(initialiser, recurrent, seed);
        const effective = new Float64Array(N * N);
        effectiveInto(effective, raw, recurrent);
        expect(Math.abs(spectralRadius(effective, N) - initialiser.radius!)).toBeLessThan(1e-9);
      }
    }
  });

  it("is that of known matrices: a rotation scaled by 2, and a loop of three", () => {
    expect(spectralRadius(Float64Array.of(0, -2, 2, 0), 2)).toBeCloseTo(2, 14);
    expect(spectralRadius(Float64Array.of(0, 8, 0, 0, 0, 1, 1, 0, 0), 3)).toBeCloseTo(2, 12);
  });

  it("of a matrix with an entry that is not finite is no number, at once", () => {
    expect(spectralRadius(Float64Array.of(1, Number.NaN, 1, 1), 2)).toBeNaN();
    expect(spectralRadius(Float64Array.of(1, Number.POSITIVE_INFINITY, 1, 1), 2)).toBeNaN();
  });

  it("in single precision is the one asked for to rounding", () => {
    const { recurrent } = circuitConstraints(dims, { dale: { ratio: 0.8 } });
    const raw = new Float32Array(N * N);
    initialise(raw, { kind: "gamma", radius: 1.5, balance: true }, randomStream(1), recurrent);
    const effective = new Float64Array(N * N);
    effectiveInto(effective, raw, recurrent);
    expect(Math.abs(spectralRadius(effective, N) - 1.5)).toBeLessThan(1e-6);
  });
});

describe("normal numbers", () => {
  it("have mean 0, variance 1 and kurtosis 3, and 4.55 % beyond two standard deviations, within 5 standard errors", () => {
    const draw = gaussiansOf(randomStream(9));
    const n = 200_000;
    const x = Float64Array.from({ length: n }, draw);
    const within = (got: number, wanted: number, error: number): void =>
      expect(Math.abs(got - wanted)).toBeLessThan(5 * error);
    within(mean(x), 0, 1 / Math.sqrt(n));
    within(variance(x), 1, Math.sqrt(2 / n));
    within(mean(x.map((value) => value ** 4)), 3, Math.sqrt(96 / n));
    within(mean(x.map((value) => (Math.abs(value) > 2 ? 1 : 0))), 0.0455, Math.sqrt(0.0455 / n));
  });
});

describe("initial values", () => {
  it("are the same for a seed, others for another, and a mask moves none of them", () => {
    const glorot: Initialiser = { kind: "glorot-uniform" };
    expect(drawn(glorot, free(4, 5), 1)).toEqual(drawn(glorot, free(4, 5), 1));
    expect(drawn(glorot, free(4, 5), 2)).not.toEqual(drawn(glorot, free(4, 5), 1));
    const normal: Initialiser = { kind: "normal", sd: 1 };
    expect(drawn(normal, { ...free(4, 5), mask: new Float64Array(20) })).toEqual(drawn(normal, free(4, 5)));
  });

  it("of Glorot have variance 2/(in + out), normal or uniform, within 2 %", () => {
    for (const kind of ["glorot-normal", "glorot-uniform"] as const)
      expect(Math.abs(variance(drawn({ kind }, free(300, 100))) / (2 / 400) - 1)).toBeLessThan(0.02);
    const limit = Math.sqrt(6 / 400);
    const most = drawn({ kind: "glorot-uniform" }, free(300, 100)).reduce(
      (m, x) => Math.max(m, Math.abs(x)),
      0,
    );
    expect(most / limit).toBeGreaterThan(0.999);
    expect(most / limit).toBeLessThanOrEqual(1);
  });

  it("of Glorot count fans from the mask", () => {
    const mask = Float64Array.of(1, 1, 1, 1, 0, 0, 1, 0, 0);
    const masked = drawn({ kind: "glorot-normal" }, { ...free(3, 3), mask });
    const open = drawn({ kind: "glorot-normal" }, free(3, 3));
    const ratio = (at: number): number => masked[at]! / open[at]!;
    expect(ratio(0)).toBeCloseTo(Math.sqrt(6 / 6), 14);
    expect(ratio(1)).toBeCloseTo(Math.sqrt(6 / 4), 14);
    expect(ratio(3)).toBeCloseTo(Math.sqrt(6 / 4), 14);
    expect(ratio(4)).toBeCloseTo(Math.sqrt(6 / 2), 14);
  });

  it.each([
    [7, 7],
    [7, 3],
    [3, 7],
  ])(
    "that are orthogonal have orthonormal rows or columns times the gain, to 1e-14 (%i x %i)",
    (rows, columns) => {
      const Q = drawn({ kind: "orthogonal", gain: 0.5 }, free(rows, columns));
      const short = Math.min(rows, columns);
      for (let a = 0; a < short; a++) {
        for (let b = 0; b < short; b++) {
          let sum = 0;
          for (let k = 0; k < Math.max(rows, columns); k++) {
            const at = (line: number): number => (rows >= columns ? k * columns + line : line * columns + k);
            sum += Q[at(a)]! * Q[at(b)]!;
          }
          expect(Math.abs(sum - (a === b ? 0.25 : 0))).toBeLessThan(1e-14);
        }
      }
    },
  );

  it("that are orthogonal have no preferred sign: the trace averages 0 over seeds", () => {
    const traces = Float64Array.from({ length: 400 }, (_, seed) => {
      const Q = drawn({ kind: "orthogonal" }, free(3, 3), seed);
      return Q[0]! + Q[4]! + Q[8]!;
    });
    expect(Math.abs(mean(traces))).toBeLessThan(5 / Math.sqrt(400));
    expect(Math.abs(variance(traces) - 1)).toBeLessThan(0.3);
  });

  it("that are gamma have the mean asked for, half its square as variance, and are positive", () => {
    const x = drawn({ kind: "gamma", mean: 3 }, free(200, 200));
    expect(Math.abs(mean(x) / 3 - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance(x) / 4.5 - 1)).toBeLessThan(0.05);
    expect(x.every((value) => value > 0)).toBe(true);
  });

  it("in balance excite and inhibit every row alike on average, whatever the mask", () => {
    const { recurrent } = circuitConstraints(dims, { dale: { ratio: 0.8 }, masks: { recurrent: fifth() } });
    const effective = new Float64Array(N * N);
    const one: Initialiser = { kind: "constant", value: 1, balance: true };
    effectiveInto(effective, drawn(one, recurrent), recurrent);
    for (let i = 0; i < N; i++) {
      const row = effective.slice(i * N, (i + 1) * N);
      if (row.some((w) => w > 0) && row.some((w) => w < 0)) expect(Math.abs(mean(row))).toBeLessThan(1e-14);
    }
  });

  it("are an identity, a constant, uniform between limits, or PsychRNN's state", () => {
    expect([...drawn({ kind: "identity", gain: 0.5 }, free(2, 3))]).toEqual([0.5, 0, 0, 0, 0.5, 0]);
    expect([...drawn({ kind: "constant", value: 2 }, free(1, 2))]).toEqual([2, 2]);
    const uniform = drawn({ kind: "uniform", low: -0.1, high: 0.1 }, free(100, 100));
    expect(uniform.every((x) => x >= -0.1 && x < 0.1)).toBe(true);
    expect(Math.abs(mean(uniform))).toBeLessThan(0.003);
    const state = drawn(randomState, free(100, 100));
    expect(Math.abs(mean(state) - 0.1)).toBeLessThan(5e-4);
    expect(Math.abs(variance(state) / 1e-4 - 1)).toBeLessThan(0.05);
  });
});
