import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  baselineInput,
  createSimulation,
  defaultValues,
  simulate,
  type Trace,
  wongWang2006,
} from "../../src/index.js";
import { core } from "../core.js";
import { type DecisionValues, decisionCircuit } from "../decision-circuit.js";
import { derivatives } from "../derivatives.js";

/** The right-hand side, per ms, and the rates in Hz, written out from the paper's equations in seconds. */
function written(values: Partial<DecisionValues>, [S1, S2]: readonly [number, number]) {
  const p = { ...defaultValues(wongWang2006.params), ...values };
  const H = (x: number): number => {
    const u = p.a * x - p.b;
    return Math.abs(u) < 1e-12 ? 1 / p.d : u / (1 - Math.exp(-p.d * u));
  };
  const stimulus = (sign: number): number => p.Jext * p.mu0 * (1 + (sign * p.coherence) / 100);
  const rates = [
    H(p.J11 * S1 - p.J12 * S2 + p.I0 + stimulus(1)),
    H(p.J11 * S2 - p.J12 * S1 + p.I0 + stimulus(-1)),
  ];
  const perSecond = [S1, S2].map((S, i) => -S / (p.tauS / 1000) + (1 - S) * p.gamma * rates[i]!);
  return { rates, perMs: perSecond.map((value) => value / 1000) };
}

const states = [
  [0.1, 0.1],
  [0.6587, 0.0518],
  [0.0922, 0.6075],
  [0.9, 0.4],
  [0, 0],
] as const;
const variants: readonly Partial<DecisionValues>[] = [
  {},
  { mu0: 0 },
  { coherence: -51.2, mu0: 40 },
  { tauS: 60, J11: 0.3725, J12: 0.1137, I0: 0.3297, Jext: 1.17e-3, mu0: 20, coherence: 50 },
];
const cases = variants.flatMap((values) => states.map((S) => ({ values, S })));

describe("the right-hand side", () => {
  it.each(cases)("is that of the paper's equations in seconds and Hz: %j", ({ values, S }) => {
    const { perMs } = written(values, S);
    derivatives(decisionCircuit(values), S).forEach((value, i) => {
      expect(Math.abs(value - perMs[i]!)).toBeLessThan(1e-14);
    });
  });
});

/** Where the current of population 1 is that of the transfer function's singularity, a x = b, with S2 = 0. */
function singularS1(): number {
  const { a, b, I0, J11 } = defaultValues(wongWang2006.params);
  return (b / a - I0) / J11;
}

describe("the Jacobian", () => {
  const near = [0, 1e-7, -1e-7, 3e-6, -3e-6, 1e-4].map((by) => ({
    values: { mu0: 0 },
    S: [singularS1() + by, 0] as const,
  }));

  it.each([...cases, ...near])("equals the difference of the right-hand side at %j", ({ values, S }) => {
    const circuit = decisionCircuit(values);
    const exact = circuit.jacobian!(Float64Array.from(S), baselineInput(circuit));
    const h = 1e-5;
    for (const column of [0, 1]) {
      const moved = (by: number) =>
        derivatives(
          circuit,
          S.map((x, i) => (i === column ? x + by : x)),
        );
      const [up, down] = [moved(h), moved(-h)];
      for (const row of [0, 1]) {
        const difference = (up[row]! - down[row]!) / (2 * h);
        // Third derivatives of some 10 per ms times h²/6, and rounding of 1e-17/h.
        expect(Math.abs(exact[row * 2 + column]! - difference)).toBeLessThan(2e-9);
      }
    }
  });
});

describe("the stimulus", () => {
  const options = { dtMs: 0.5, durationMs: 300, save: [{ variable: "S" }, { variable: "r" }] };
  const run = (values: Partial<DecisionValues>, stimuli = {}): readonly Trace[] =>
    simulate(core, decisionCircuit(values), { ...options, ...stimuli });
  const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

  it("by mu0 and coherence is the one that stimuli in Hz give from the start", () => {
    const on = (area: string, amplitude: number) => ({
      ...{ input: "stimulus", areas: [area], startMs: 0, endMs: 300 },
      amplitude,
    });
    const [S] = run({ mu0: 30, coherence: 12.8 });
    const [same] = run({ mu0: 0 }, { stimuli: [on("1", 30 * 1.128), on("2", 30 * 0.872)] });
    expect(largestDifference(S!.data, same!.data)).toBeLessThan(1e-13);
  });

  it("of the opposite coherence gives the mirror image", () => {
    const swapped = ({ data }: Trace) => Array.from(data, (_, i) => data[i ^ 1]!);
    const [S, r] = run({ coherence: 20 });
    const [mirroredS, mirroredR] = run({ coherence: -20 });
    expect(largestDifference(swapped(S!), mirroredS!.data)).toBeLessThan(1e-13);
    expect(largestDifference(swapped(r!), mirroredR!.data)).toBeLessThan(1e-11);
  });

  it("leads to a choice of the population that it favours", () => {
    const [S, r] = simulate(core, decisionCircuit({ coherence: 6.4 }), { ...options, durationMs: 3000 });
    expect(Array.from(S!.data.slice(-2), (value) => value.toFixed(2))).toEqual(["0.66", "0.05"]);
    expect(r!.data.at(-2)).toBeGreaterThan(25);
    expect(r!.data.at(-1)).toBeLessThan(1);
  });
});

describe("the noise", () => {
  const trials = 10_000;
  const tolerance = 4 * Math.sqrt(2 / (2 * trials));
  const variance = (noiseDiscretisation: "exact" | "euler"): number => {
    const circuit = decisionCircuit({}, { noise: true, noiseDiscretisation });
    const simulation = createSimulation(
      core,
      circuit,
      { dtMs: 0.5, durationMs: 20, trials },
      randomStream(11),
    );
    simulation.advance(40);
    const noise = simulation.state("noise");
    return noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
  };

  it("has the standard deviation sigma/√2 = 0.01414 nA in exact steps, of any length", () => {
    expect(Math.abs(variance("exact") / (0.02 ** 2 / 2) - 1)).toBeLessThan(tolerance);
  });

  it("has a variance larger by 1/(1 - dt/(2 tauAMPA)) = 8/7 by Euler's method at dt 0.5 ms", () => {
    expect(Math.abs(variance("euler") / ((0.02 ** 2 / 2) * (8 / 7)) - 1)).toBeLessThan(tolerance);
  });

  it("is no variable of the circuit when it is off", () => {
    const names = (noise: boolean) =>
      decisionCircuit({}, { noise })
        .groups.flat()
        .map(({ name }) => name);
    expect([names(false), names(true)]).toEqual([["S"], ["S", "noise"]]);
  });

  it("enters the rate and nothing else: with sigma 0 the run is that without noise", () => {
    const options = { dtMs: 0.5, durationMs: 200, save: [{ variable: "S" }, { variable: "r" }] };
    const still = simulate(core, decisionCircuit(), options);
    const silent = simulate(core, decisionCircuit({ sigma: 0 }, { noise: true }), options, randomStream(1));
    silent.forEach(({ data }, i) => {
      expect(data).toEqual(still[i]!.data);
    });
  });
});
