import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { baselineInput, type Circuit, createSimulation, odrRing, type Stimulus } from "../../src/index.js";
import { circulant, ringFactors, vonMisesProfile } from "../../src/local/ring-product.js";
import { core } from "../core.js";
import { derivatives } from "../derivatives.js";
import { ringCircuit } from "../ring-circuit.js";

const uniform = uniformsOf(randomStream(7).split("ring"));
const random = (n: number, low: number, high: number): Float64Array =>
  Float64Array.from({ length: n }, () => low + (high - low) * uniform());
const largest = (x: ArrayLike<number>): number =>
  Array.from(x).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const apart = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  largest(Array.from(x, (value, i) => value - y[i]!));

describe("the product with the ring's matrix", () => {
  /** How many k there are with I_k(kappa)/I_0(kappa) above 2^-53, by their power series. */
  function besselModes(kappa: number): number {
    const bessel = (k: number): number => {
      let term = 1;
      for (let m = 1; m <= k; m++) term *= kappa / 2 / m;
      let sum = term;
      for (let m = 1; m < 400; m++) sum += term *= (kappa * kappa) / 4 / (m * (m + k));
      return sum;
    };
    let k = 1;
    while (bessel(k) / bessel(0) > 2 ** -53) k++;
    return 2 * k - 1;
  }

  it("takes the modes whose Bessel coefficient is above rounding: 33 at kappa 1.5", () => {
    expect(besselModes(1.5)).toBe(33);
    for (const kappa of [0.1, 1.5, 4, 10, 20, 50]) {
      const { modes } = ringFactors([{ profile: vonMisesProfile(512, kappa), scale: 1 }]);
      expect(Math.abs(modes - besselModes(kappa)), `kappa ${kappa}: ${modes}`).toBeLessThanOrEqual(4);
    }
  });

  it.each([
    [512, 1.5, 33],
    [101, 3, 41],
    [64, 50, 64],
    [8, 1.5, 8],
    [9, 0, 1],
  ])("of %i units at kappa %d takes %i modes and is the dense one to 1e-13", (n, kappa, modes) => {
    const profile = vonMisesProfile(n, kappa);
    const factors = ringFactors([{ profile, scale: 6 }]);
    const dense = circulant(profile, 6);
    const x = random(n, -1, 1);
    const product = (W: Float64Array, y: Float64Array): Float64Array =>
      Float64Array.from({ length: W.length / y.length }, (_, i) =>
        y.reduce((sum, value, j) => sum + W[i * y.length + j]! * value, 0),
      );
    const whole = product(dense, x);
    expect(factors.modes).toBe(modes);
    expect(apart(product(factors.fromModes, product(factors.toModes[0]!, x)), whole)).toBeLessThan(1e-13);
  });

  it("is the same right-hand side, to 1e-12 of it, for sharp and for different profiles", () => {
    for (const values of [{}, { kappa: 8, kappaCue: 30 }, { N: 96, kappa: 0.3 }]) {
      const [fourier, dense] = (["fourier", "dense"] as const).map((ringProduct) =>
        ringCircuit(values, { ringProduct }),
      );
      const state = random(2 * fourier!.areas.length, 0, 8);
      const expected = derivatives(dense!, state);
      expect(apart(derivatives(fourier!, state), expected)).toBeLessThan(1e-12 * largest(expected));
    }
  });
});

/** End state of rE of every trial. */
function endOf(circuit: Circuit, stimuli: readonly Stimulus[], options = {}, seed?: number): Float64Array {
  const stream = seed === undefined ? undefined : randomStream(seed).split("noise");
  const simulation = createSimulation(
    core,
    circuit,
    { dtMs: 2, durationMs: 800, stimuli, ...options },
    stream,
  );
  simulation.advance(Number.POSITIVE_INFINITY);
  return Float64Array.from(simulation.state("rE"));
}

const cueAt = (area: string): Stimulus => ({
  input: "cue",
  areas: [area],
  startMs: 0,
  endMs: 500,
  amplitude: 200,
});

describe("the ring", () => {
  const circuit = ringCircuit();
  const bump = endOf(circuit, [cueAt("180")]);

  it("names its units by their angles, so that the eight cues have names", () => {
    expect(circuit.areas.slice(0, 3)).toEqual(["0", "0.703", "1.406"]);
    expect(circuit.areas).toEqual(expect.arrayContaining(["45", "90", "135", "180", "225", "270", "315"]));
    expect(new Set(ringCircuit({ N: 2048 }).areas).size).toBe(2048);
  });

  it.each([1, 64, 200])(
    "turns with its cue: turned by %i units the state is the same, to 1e-12 of its peak",
    (k) => {
      const turned = endOf(circuit, [cueAt(circuit.areas[256 + k]!)]);
      const back = turned.map((_, i) => turned[(i + k) % 512]!);
      expect(apart(back, bump)).toBeLessThan(1e-12 * largest(bump));
      expect(apart(turned, bump)).toBeGreaterThan(0.05);
    },
  );

  it("keeps the mirror symmetry of its cue, to 1e-12 of its peak", () => {
    expect(
      apart(
        bump.map((_, i) => bump[(512 - i) % 512]!),
        bump,
      ),
    ).toBeLessThan(1e-12 * largest(bump));
  });

  it("sums the cue over the ring to its amplitude, whatever its width", () => {
    for (const kappaCue of [0, 1.5, 30]) {
      const V = circulant(vonMisesProfile(16, kappaCue), 1);
      for (let j = 0; j < 16; j++) {
        const column = Array.from({ length: 16 }, (_, i) => V[i * 16 + j]!);
        expect(Math.abs(column.reduce((sum, v) => sum + v, 0) - 1)).toBeLessThan(1e-14);
      }
    }
  });

  it("has the Jacobian of its right-hand side, by central differences, below threshold and on both branches of f", () => {
    const small = ringCircuit({ N: 16, kappa: 2 });
    for (const high of [0.2, 1, 6]) {
      const x = random(32, 0, high);
      const J = small.jacobian!(x, baselineInput(small));
      const h = 1e-6;
      for (let column = 0; column < 32; column++) {
        const moved = (by: number): Float64Array =>
          derivatives(
            small,
            x.map((value, i) => (i === column ? value + by : value)),
          );
        const [up, down] = [moved(h), moved(-h)];
        for (let row = 0; row < 32; row++) {
          const slope = (up[row]! - down[row]!) / (2 * h);
          expect(Math.abs(J[row * 32 + column]! - slope)).toBeLessThan(1e-8);
        }
      }
    }
  });

  it("has the published right-hand side, unit by unit", () => {
    const n = 24;
    const x = random(2 * n, 0, 5);
    const weights = Array.from({ length: n }, (_, d) => Math.exp(1.5 * Math.cos((2 * Math.PI * d) / n)));
    const sum = weights.reduce((total, w) => total + w, 0);
    const f = (I: number): number => (I < 0 ? 0 : I < 1 ? I * I : Math.sqrt(4 * I - 3));
    const mean = (of: Float64Array): number => of.reduce((total, r) => total + r, 0) / n;
    const [E, I] = [x.subarray(0, n), x.subarray(n)];
    const expected = Float64Array.from({ length: 2 * n }, (_, i) => {
      if (i >= n) return (f(4 * mean(E) - 0.85 * mean(I) + 0.5) - I[i - n]!) / 10;
      const recurrent = E.reduce((total, r, j) => total + (weights[(i - j + n) % n]! / sum) * r, 0);
      return (f(6 * recurrent + 0.2 - 3.4 * mean(I)) - E[i]!) / 20;
    });
    expect(apart(derivatives(ringCircuit({ N: n }), x), expected)).toBeLessThan(1e-14);
  });

  it("needs a whole number of units", () => {
    expect(() => ringCircuit({ N: 100.5 })).toThrow(
      "parameters.N is 100.5; expected a whole number of units.",
    );
  });
});

describe("noise of the ring", () => {
  // Strong inhibition keeps f at 0: rE is a leaky integrator of its noise.
  const silent = (noiseScaling: "sde" | "per-step"): Circuit =>
    ringCircuit({ I0E: -50, GEE: 0 }, { noise: true, noiseScaling });
  const trials = 40;
  const variance = (x: Float64Array): number => x.reduce((sum, value) => sum + value * value, 0) / x.length;
  const measured = (noiseScaling: "sde" | "per-step", dtMs: number): number =>
    variance(endOf(silent(noiseScaling), [], { dtMs, durationMs: 160, trials }, 5));
  /** Four standard errors of a variance of independent samples, relative. */
  const tolerance = 4 * Math.sqrt(2 / (512 * trials));
  const recursion = (step: number, dtMs: number): number => step / (1 - (1 - dtMs / 20) ** 2);

  it.each([2, 1, 0.5])("as a diffusion has the published variance per ms at every step: dt %d ms", (dtMs) => {
    const expected = recursion((0.1 ** 2 * dtMs) / 2, dtMs);
    expect(Math.abs(measured("sde", dtMs) / expected - 1)).toBeLessThan(tolerance);
    expect(Math.abs(expected / (0.1 ** 2 * 5) - 1)).toBeLessThan(dtMs / 30);
  });

  it.each([2, 1, 0.5])("as published has a variance that falls with the step: dt %d ms", (dtMs) => {
    const expected = recursion((dtMs / 20) ** 2, dtMs);
    expect(Math.abs(measured("per-step", dtMs) / expected - 1)).toBeLessThan(tolerance);
  });

  it("is the same in both at the published step of 2 ms, to rounding", () => {
    const options = { durationMs: 100, trials: 2 };
    const [sde, perStep] = (["sde", "per-step"] as const).map((noiseScaling) =>
      endOf(ringCircuit({}, { noise: true, noiseScaling }), odrRing.protocol.stimuli, options, 3),
    );
    expect(apart(sde!, perStep!)).toBeLessThan(1e-13);
    expect(largest(sde!)).toBeGreaterThan(0.3);
  });
});
