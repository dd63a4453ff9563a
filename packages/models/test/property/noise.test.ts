import { type RandomStream, randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { drawNormals } from "../../src/draw-normals.js";
import { type Circuit, createSimulation, simulate, type Variable } from "../../src/index.js";
import { core } from "../core.js";
import { leakyUnit } from "../leaky-unit.js";
import { logLogSlope, type Matrix2 } from "../linear-system.js";
import { localCircuit, localJacobian } from "../local-circuit.js";

interface End {
  readonly circuit: Circuit;
  readonly dtMs: number;
  readonly lastMs: number;
  readonly trials: number;
  readonly seed?: number;
}

/** End states of every trial, variable by variable. */
function endStates({ circuit, dtMs, lastMs, trials, seed = 1 }: End): Readonly<Record<string, Float64Array>> {
  const options = { dtMs, durationMs: lastMs, trials };
  const simulation = createSimulation(core, circuit, options, randomStream(seed));
  simulation.advance(Number.POSITIVE_INFINITY);
  return Object.fromEntries(
    circuit.groups.flat().map(({ name }) => [name, Float64Array.from(simulation.state(name))]),
  );
}

const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
function covariance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [mx, my] = [mean(x), mean(y)];
  return mean(Array.from(x, (value, i) => (value - mx) * (y[i]! - my)));
}

/** Standard normals of every step and trial of a stream, as a circuit of one area gets them. */
function normalsOf(stream: RandomStream, steps: number, trials: number): Float64Array[] {
  const { at, k, view } = core.allocate({ normals: [trials, 1] });
  return Array.from({ length: steps }, (_, step) => {
    drawNormals(k, at.normals, { stream, step, trials, n: 1, precision: "f64" });
    return view.normals.slice();
  });
}

/**
 * Exact Ornstein-Uhlenbeck end states (tau 1 ms, unit noise) on the Brownian paths whose increments are dt^½ times the
 * normals given: what increments leave open about exp(-(dt - u)) dW over a step is drawn from its conditional law.
 */
function exactEnds(increments: readonly Float64Array[], dtMs: number, bridge: readonly Float64Array[]) {
  const decay = Math.exp(-dtMs);
  const slope = (1 - decay) / dtMs;
  const spread = Math.sqrt((1 - decay * decay) / 2 - slope * slope * dtMs);
  return increments.reduce(
    (x, normals, step) =>
      x.map((value, trial) => {
        const increment = Math.sqrt(dtMs) * normals[trial]!;
        return decay * value + slope * increment + spread * bridge[step]![trial]!;
      }),
    new Float64Array(increments[0]!.length),
  );
}

describe("Euler-Maruyama on the Ornstein-Uhlenbeck process", () => {
  it("converges strongly with order 1, as additive noise allows, path by path", () => {
    const trials = 4000;
    const stepCounts = [16, 24, 32, 48, 64, 96, 128, 192];
    const errors = stepCounts.map((steps, i) => {
      const dtMs = 1 / steps;
      const [stream, bridge] = [randomStream(i), randomStream(i).split("bridge")];
      const { r } = endStates({
        circuit: leakyUnit({ tauMs: 1, diffusion: 1 }),
        dtMs,
        lastMs: 1,
        trials,
        seed: i,
      });
      const exact = exactEnds(
        normalsOf(stream.split("r"), steps, trials),
        dtMs,
        normalsOf(bridge, steps, trials),
      );
      return mean(r!.map((value, trial) => Math.abs(value - exact[trial]!)));
    });
    const slope = logLogSlope(
      stepCounts.map((steps) => 1 / steps),
      errors,
    );
    expect(Math.abs(slope - 1), `slope ${slope}`).toBeLessThan(0.05);
  });

  const units = 100;
  const trials = 400;
  // Four standard errors of a variance from 40 000 independent samples.
  const tolerance = 4 * Math.sqrt(2 / (units * trials));
  const stationary = (dtMs: number, diffusion: number | Float64Array = 0.3): Float64Array =>
    endStates({
      circuit: {
        ...leakyUnit({ tauMs: 20, units }),
        groups: [[{ name: "r", unit: "Hz", initial: 0, diffusion }]],
      },
      dtMs,
      lastMs: 200,
      trials,
      seed: 7,
    }).r!;

  it.each([5, 2.5, 1.25])("has the stationary variance of its own recursion at dt %d ms", (dtMs) => {
    const r = stationary(dtMs);
    const expected = (0.3 ** 2 * 20) / 2 / (1 - dtMs / 40);
    expect(Math.abs(covariance(r, r) / expected - 1)).toBeLessThan(tolerance);
    expect(Math.abs(mean(r))).toBeLessThan(4 * Math.sqrt(expected / r.length));
  });

  it("keeps the stationary variance, sigma²·tau/2, when dt is halved and halved again", () => {
    for (const dtMs of [1, 0.5, 0.25]) {
      const r = stationary(dtMs);
      // The step itself makes the variance larger by dt/(2 tau).
      expect(Math.abs(covariance(r, r) / (0.3 ** 2 * 10) - 1)).toBeLessThan(tolerance + dtMs / 40);
    }
  });

  it("gives each area the amplitude that its diffusion names, and areas and trials noise of their own", () => {
    const r = stationary(
      2.5,
      Float64Array.from({ length: units }, (_, i) => (i % 2) * 0.3),
    );
    const area = (i: number): number[] => Array.from({ length: trials }, (_, trial) => r[trial * units + i]!);
    expect(area(0).every((value) => value === 0)).toBe(true);
    const correlation =
      covariance(area(1), area(3)) / Math.sqrt(covariance(area(1), area(1)) * covariance(area(3), area(3)));
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(trials));
    expect(new Set(area(1)).size).toBe(trials);
  });
});

/** A variable x of the given noise, and no field but what is given. */
function noisyVariable(
  noise: Partial<Variable>,
  areas: number,
  field: Circuit["field"] = ({ k, dx, n, trials }) => [() => k.fill(dx.r!, 0, trials * n)],
): Circuit {
  return {
    ...leakyUnit({ tauMs: 2, units: areas }),
    groups: [[{ name: "r", unit: "nA", initial: 0, ...noise }]],
    field,
  };
}

describe("a variable stepped exactly as an Ornstein-Uhlenbeck process", () => {
  const tauMs = 2;
  const sd = 0.3;
  const circuit = noisyVariable({ ornsteinUhlenbeck: { tauMs, sd } }, 100);
  const trials = 400;
  const tolerance = 4 * Math.sqrt(2 / (100 * trials));

  it.each([0.5, 0.25, 0.1])("has the variance sd² at dt %d ms, whatever the step", (dtMs) => {
    const { r } = endStates({ circuit, dtMs, lastMs: 20, trials, seed: 3 });
    expect(Math.abs(covariance(r!, r!) / (sd * sd) - 1)).toBeLessThan(tolerance);
    expect(Math.abs(mean(r!))).toBeLessThan((4 * sd) / Math.sqrt(r!.length));
  });

  it("starts without noise and reaches sd² (1 - e^(-2t/tau)) at time t", () => {
    const { r } = endStates({ circuit, dtMs: 0.5, lastMs: 1, trials, seed: 4 });
    expect(Math.abs(covariance(r!, r!) / (sd * sd * (1 - Math.exp(-1))) - 1)).toBeLessThan(tolerance);
  });

  it.each([0.5, 1, 2, 4])("has the autocorrelation e^(-lag/tau) at a lag of %d ms", (lagMs) => {
    const dtMs = 0.5;
    const save = [{ variable: "r", everyMs: dtMs }];
    const options = { dtMs, durationMs: 25, trials, save };
    const [trace] = simulate(core, circuit, options, randomStream(5));
    const at = (ms: number): Float64Array =>
      Float64Array.from(trace!.data.slice((ms / dtMs) * trials * 100, (ms / dtMs + 1) * trials * 100));
    const [now, later] = [at(20), at(20 + lagMs)];
    const correlation = covariance(now, later) / Math.sqrt(covariance(now, now) * covariance(later, later));
    // Standard error of a correlation rho: (1 - rho²)/√n.
    const rho = Math.exp(-lagMs / tauMs);
    expect(Math.abs(correlation - rho)).toBeLessThan((4 * (1 - rho * rho)) / Math.sqrt(100 * trials));
  });

  it("has a smaller variance than Euler-Maruyama's, by 1 - dt/(2 tau)", () => {
    const leaky: Circuit["field"] = ({ k, dx, x, n, trials: count }) => [
      () => k.scale(dx.r!, x.r!, -1 / tauMs, count * n),
    ];
    const euler = noisyVariable({ diffusion: sd * Math.sqrt(2 / tauMs) }, 100, leaky);
    const { r } = endStates({ circuit: euler, dtMs: 0.5, lastMs: 20, trials, seed: 6 });
    const inflated = (sd * sd) / (1 - 0.5 / (2 * tauMs));
    expect(Math.abs(covariance(r!, r!) / inflated - 1)).toBeLessThan(tolerance);
    expect(inflated / (sd * sd) - 1).toBeGreaterThan(2 * tolerance);
  });
});

describe("noise added per step", () => {
  it("is dt·amplitude·N, so that a walk of a time T has the variance amplitude²·dt·T", () => {
    const trials = 400;
    for (const dtMs of [0.5, 0.25]) {
      const { r } = endStates({
        circuit: noisyVariable({ noisePerStep: 2 }, 100),
        ...{ dtMs, lastMs: 10, trials, seed: 8 },
      });
      expect(Math.abs(covariance(r!, r!) / (4 * dtMs * 10) - 1)).toBeLessThan(
        4 * Math.sqrt(2 / (100 * trials)),
      );
    }
  });
});

describe("the normals of a step", () => {
  const stream = randomStream(9).split("noise");
  const drawn = (trials: number, n: number, precision: "f64" | "f32"): number[] => {
    const { at, k, view } = core.allocate({ normals: [trials, n] }, precision);
    drawNormals(k, at.normals, { stream, step: 3, trials, n, precision });
    return Array.from(view.normals);
  };
  const sizes = [1, 2, 3, 4, 5, 8, 9, 16, 40];

  it.each(sizes)("of a trial are the same in a batch of any size: %i areas", (n) => {
    for (const precision of ["f64", "f32"] as const) {
      const many = drawn(700, n, precision);
      for (const trials of [1, 2, 7, 64, 85, 256, 699])
        expect(drawn(trials, n, precision)).toEqual(many.slice(0, trials * n));
    }
  });

  it.each(sizes)("are all different, and of mean 0 and variance 1: %i areas", (n) => {
    const values = drawn(700, n, "f64");
    expect(new Set(values).size).toBe(700 * n);
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(values.length));
    expect(Math.abs(covariance(values, values) - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  });

  it.each([5, 9, 16, 40])("have a counter for each trial of a circuit that is not small: %i areas", (n) => {
    const { at, k, view } = core.allocate({ normals: [n] });
    const values = drawn(20, n, "f64");
    for (const trial of [0, 7, 19]) {
      k.normals(at.normals, stream.key0, stream.key1, 3, trial, 1, n);
      expect(values.slice(trial * n, (trial + 1) * n)).toEqual(Array.from(view.normals));
    }
  });
});

/** Covariance of x <- (1 + dt·A)·x + noise of variance q per step in the first variable. */
function stationaryCovariance(A: Matrix2, dtMs: number, q: number): Matrix2 {
  const [a, b, c, d] = [1 + dtMs * A[0], dtMs * A[1], dtMs * A[2], 1 + dtMs * A[3]];
  let P: Matrix2 = [0, 0, 0, 0];
  for (let step = 0; step < 20_000; step++) {
    const [p, r, , s] = P;
    const across = a * c * p + (a * d + b * c) * r + b * d * s;
    P = [a * a * p + 2 * a * b * r + b * b * s + q, across, across, c * c * p + 2 * c * d * r + d * d * s];
  }
  return P;
}

describe("the E-I circuit with noise", () => {
  it("has the covariance of E and I that its Jacobian and noiseE (Hz, over one tauE) imply", () => {
    const dtMs = 0.4;
    const trials = 10_000;
    const { rE, rI } = endStates({ circuit: localCircuit({}, { noise: true }), dtMs, lastMs: 300, trials });
    const [ee, ei, , ii] = stationaryCovariance(localJacobian(), dtMs, (dtMs * 0.5 ** 2) / 20);
    // Four standard errors; those of a covariance are at most those of the variances.
    const tolerance = 4 * Math.sqrt(2 / trials);
    expect(Math.abs(covariance(rE!, rE!) / ee - 1)).toBeLessThan(tolerance);
    expect(Math.abs(covariance(rI!, rI!) / ii - 1)).toBeLessThan(tolerance);
    expect(Math.abs(covariance(rE!, rI!) - ei) / Math.sqrt(ee * ii)).toBeLessThan(tolerance);
    expect(Math.abs(mean(rE!) - 10)).toBeLessThan(4 * Math.sqrt(ee / trials));
  });
});
