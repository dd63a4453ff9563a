import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  auditStep,
  type Circuit,
  createSimulation,
  type SimulationOptions,
  simulate,
} from "../../src/index.js";
import { core } from "../core.js";
import { decisionCircuit } from "../decision-circuit.js";

const noisy = decisionCircuit({}, { noise: true });
const still = decisionCircuit();
const options: SimulationOptions = { dtMs: 0.5, durationMs: 50, trials: 3 };
const noise = randomStream(4);

/** State of the readout at each of so many steps, asked for one step at a time. */
function asked(circuit: Circuit, steps: number, change: Partial<SimulationOptions> = {}): number[][] {
  const simulation = createSimulation(core, circuit, { ...options, ...change }, noise);
  return Array.from({ length: steps }, () => {
    const values = Array.from(simulation.state("r"));
    simulation.advance(1);
    return values;
  });
}

describe("a readout", () => {
  it("is the rate of the state and noise at that time, 1/(1 - exp) and all", () => {
    const simulation = createSimulation(core, noisy, options, noise);
    simulation.advance(30);
    const [S, n, r] = ["S", "noise", "r"].map((name) => simulation.state(name));
    r!.forEach((rate, i) => {
      const stimulus = 30 * (i % 2 === 0 ? 1.128 : 0.872);
      const x = 0.2609 * S![i]! - 0.0497 * S![i ^ 1]! + 0.3255 + 5.2e-4 * stimulus + n![i]!;
      const u = 270 * x - 108;
      expect(Math.abs(rate - u / (1 - Math.exp(-0.154 * u)))).toBeLessThan(1e-10);
    });
  });

  it.each([
    ["every step", 0.5],
    ["every fourth step", 2],
  ])("is recorded %s with the values it has if asked for then", (_, everyMs) => {
    const [r] = simulate(core, noisy, { ...options, save: [{ variable: "r", everyMs }] }, noise);
    const every = everyMs / 0.5;
    expect(r!.shape).toEqual([100 / every, 3, 2]);
    expect(r!.unit).toBe("Hz");
    expect(Array.from(r!.data)).toEqual(
      asked(noisy, 100)
        .filter((_, step) => step % every === 0)
        .flat(),
    );
  });

  it("is the same where the field writes it as where it is read apart", () => {
    const apart = { ...noisy, fieldReads: false };
    const save = [{ variable: "r" }, { variable: "S" }];
    const [one, two] = [noisy, apart].map((circuit) => simulate(core, circuit, { ...options, save }, noise));
    expect(one).toEqual(two);
  });

  it.each(["heun", "rk4"] as const)("is that of the state, not of a stage of %s", (integrator) => {
    const [r] = simulate(core, still, { ...options, integrator, save: [{ variable: "r" }] });
    expect(Array.from(r!.data)).toEqual(asked(still, 100, { integrator }).flat());
  });

  it("follows a stimulus in the step in which it comes on", () => {
    const stimuli = [{ input: "stimulus", areas: ["1"], startMs: 5, endMs: 10, amplitude: 100 }];
    const [r] = simulate(core, still, { ...options, trials: 1, stimuli, save: [{ variable: "r" }] });
    const first = Array.from({ length: 30 }, (_, step) => r!.data[2 * step]!);
    const jumps = first.flatMap((rate, step) =>
      step > 0 && Math.abs(rate - first[step - 1]!) > 1 ? [step] : [],
    );
    expect(jumps).toEqual([10, 20]);
  });

  it("of some areas is recorded alone", () => {
    const save = [{ variable: "r" }, { variable: "r", areas: ["2"] }];
    const [both, second] = simulate(core, noisy, { ...options, save }, noise);
    expect(Array.from(second!.data)).toEqual(Array.from(both!.data).filter((_, i) => i % 2 === 1));
  });
});

describe("a watch", () => {
  it.each(["S", "r"])("on %s is shown what would be recorded, in order, and keeps nothing", (variable) => {
    const seen: number[] = [];
    const samples: number[] = [];
    const see = (values: ArrayLike<number>, sample: number): void => {
      seen.push(...Array.from(values));
      samples.push(sample);
    };
    const watch = [{ variable, everyMs: 1.5, see }];
    const [kept] = simulate(core, noisy, { ...options, save: [{ variable, everyMs: 1.5 }], watch }, noise);
    expect(seen).toEqual(Array.from(kept!.data));
    expect(samples).toEqual(Array.from({ length: 34 }, (_, i) => i));
    expect(createSimulation(core, noisy, { ...options, watch }, noise).plan.bytes).toBe(
      createSimulation(core, noisy, options, noise).plan.bytes,
    );
  });

  it("changes nothing in the run", () => {
    const save = [{ variable: "S" }];
    const watch = [{ variable: "r", see: () => {} }];
    expect(simulate(core, noisy, { ...options, save, watch }, noise)).toEqual(
      simulate(core, noisy, { ...options, save }, noise),
    );
  });

  it("is not shown the audit's runs", () => {
    let looks = 0;
    auditStep(core, still, { ...options, watch: [{ variable: "r", see: () => looks++ }] });
    expect(looks).toBe(0);
  });
});

describe("starting values", () => {
  it("are those of each trial and area, and of the model where none are given", () => {
    const initial = { S: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] };
    const save = [{ variable: "S" }, { variable: "noise" }];
    const [S, n] = simulate(core, noisy, { ...options, initial, save }, noise);
    expect(Array.from(S!.data.slice(0, 6))).toEqual(initial.S);
    expect(Array.from(n!.data.slice(0, 6))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("let a run go on from where another ended, bit for bit without noise", () => {
    const whole = createSimulation(core, still, options);
    whole.advance(60);
    const middle = whole.state("S");
    whole.advance(20);
    const second = createSimulation(core, still, { ...options, initial: { S: middle } });
    second.advance(20);
    expect(second.state("S")).toEqual(whole.state("S"));
  });

  it("are those that the audit looks at, the first trial's", () => {
    const audit = (initial: SimulationOptions["initial"]) =>
      auditStep(core, still, { ...options, trials: 2, initial });
    const first = audit({ S: [0.3, 0.6, 0, 0] });
    expect(first).toEqual(audit({ S: [0.3, 0.6, 0.9, 0.9] }));
    expect(first).not.toEqual(audit({ S: [0.6, 0.3, 0, 0] }));
  });
});
