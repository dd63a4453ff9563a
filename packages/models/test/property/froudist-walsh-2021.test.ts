import { randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { createSimulation, type Simulation, type Stimulus } from "../../src/index.js";
import { core } from "../core.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { type Action, type AreaState, naiveFroudistWalsh, phiE } from "../naive-froudist-walsh-2021.js";
import { smallCortex } from "../small-cortex.js";

const cortex = smallCortex();
const n = cortex.areas.length;
const dtMs = 0.5;
const into = (input: string, startMs: number, endMs: number): Stimulus => ({
  input,
  areas: ["V1"],
  startMs,
  endMs,
  amplitude: 0.1,
});
const cue = into("dendrite-E1", 100, 500);
const distractor = into("dendrite-E2", 600, 800);

/** Each variable of the naive state under the model's name for it. */
const named = (area: AreaState): Readonly<Record<string, number>> => ({
  rPV: area.r.PV,
  "sGABA-PV": area.sG.PV,
  ...Object.fromEntries(
    [0, 1].flatMap((k) => [
      [`rE${k + 1}`, area.r.E[k]!],
      [`rCB${k + 1}`, area.r.CB[k]!],
      [`rCR${k + 1}`, area.r.CR[k]!],
      [`sNMDA-E${k + 1}`, area.sN[k]!],
      [`sAMPA-E${k + 1}`, area.sA[k]!],
      [`sGABA-CB${k + 1}`, area.sG.CB[k]!],
      [`sGABA-CR${k + 1}`, area.sG.CR[k]!],
      [`sDendrite-CB${k + 1}`, area.sD[k]!],
      [`aE${k + 1}`, area.a.E[k]!],
      [`aCB${k + 1}`, area.a.CB[k]!],
      [`aCR${k + 1}`, area.a.CR[k]!],
    ]),
  ),
});

function run(dopamine: number, ablate: Action, stimuli: readonly Stimulus[], steps: number): Simulation {
  const circuit = froudistWalshCircuit({ values: { dopamine }, ablate });
  const simulation = createSimulation(core, circuit, { dtMs, durationMs: steps * dtMs, stimuli });
  simulation.advance(steps);
  return simulation;
}

function naive(dopamine: number, ablate: Action, stimuli: readonly Stimulus[], steps: number): AreaState[] {
  const current = (input: string, step: number, area: number): number =>
    stimuli
      .filter(
        (s) =>
          s.input === input &&
          s.areas.includes(cortex.areas[area]!) &&
          step >= s.startMs / dtMs &&
          step < s.endMs / dtMs,
      )
      .reduce((sum, s) => sum + s.amplitude, 0);
  return naiveFroudistWalsh({
    cortex,
    dopamine,
    ablate,
    stimulus: (step, area) => [current("dendrite-E1", step, area), current("dendrite-E2", step, area)],
    steps,
  });
}

/** Rounding of other orders of the sums grows while areas switch on: 1e-9 is 4e-11 of a rate of 25 Hz. */
function expectAgreement(simulation: Simulation, expected: readonly AreaState[]): void {
  expected.map(named).forEach((area, i) => {
    for (const [name, value] of Object.entries(area)) {
      const got = simulation.state(name)[i]!;
      expect(Math.abs(got - value), `${name} of ${cortex.areas[i]}`).toBeLessThan(1e-9);
    }
  });
}

describe("the equations, written out area by area", () => {
  it.each([0, 0.5, 1, 1.5, 2, 2.5])(
    "agree through a cue and the delay after it at dopamine %d",
    (dopamine) => {
      expectAgreement(run(dopamine, "none", [cue], 1600), naive(dopamine, "none", [cue], 1600));
    },
  );

  it.each(["NMDA", "PV", "CB", "M-current"] as const)(
    "agree with dopamine's action on %s taken away",
    (ablate) => {
      const expected = naive(1.5, ablate, [cue], 1200);
      expectAgreement(run(1.5, ablate, [cue], 1200), expected);
      const intact = naive(1.5, "none", [cue], 1200);
      const moved = expected.some((area, i) => Math.abs(area.r.E[0]! - intact[i]!.r.E[0]!) > 1e-3);
      expect(moved, "the action makes a difference").toBe(true);
    },
  );

  it("agree with a distractor into the other pool during the delay", () => {
    expectAgreement(run(1.5, "none", [cue, distractor], 1800), naive(1.5, "none", [cue, distractor], 1800));
  });

  it("agree at every one of the first steps, where the order of rates and synapses shows most", () => {
    const simulation = createSimulation(core, froudistWalshCircuit(), { dtMs, durationMs: 10 });
    for (let step = 1; step <= 20; step++) {
      simulation.advance(1);
      expectAgreement(simulation, naive(1.5, "none", [], step));
    }
  });
});

describe("the delay after a cue", () => {
  it("keeps activity, in the higher areas more than in V1, where without a cue there is none", () => {
    const delayRates = (stimuli: readonly Stimulus[]): number[] => [
      ...run(1.5, "none", stimuli, 4000).state("rE1"),
    ];
    const [V1, , , area8m, area24c] = delayRates([cue]);
    expect(Math.min(area8m!, area24c!)).toBeGreaterThan(10);
    expect(V1!).toBeLessThan(5);
    expect(Math.max(...delayRates([]))).toBeLessThan(2);
  });
});

describe("two pools", () => {
  it("are mirror images: a cue into the other one gives the other one's response", () => {
    const [first, second] = ["dendrite-E1", "dendrite-E2"].map((input) =>
      run(1.5, "none", [into(input, 100, 500)], 1200),
    );
    // The pools' terms enter sums in another order.
    for (let i = 0; i < n; i++)
      expect(Math.abs(first!.state("rE1")[i]! - second!.state("rE2")[i]!)).toBeLessThan(1e-9);
    expect(first!.state("rE1")[0]).not.toBeCloseTo(first!.state("rE2")[0]!, 3);
  });
});

describe("the transfer function of pyramidal cells", () => {
  // Without connections and adaptation, the current of E1 is what the inputs say: here 0.4 nA, where 135 I = 54.
  const silent = { gEE: 0, gPVBase: 0, gPVDopamine: 0, muEE: 0, dendriteGain: 0, dendriteOffset: 0 };

  it("has its limit, 1/d, at the removable singularity and is smooth about it", () => {
    const simulation = createSimulation(
      core,
      froudistWalshCircuit({ values: { ...silent, I0E: 0.4, initialRate: 0, gAdaptation: 0 } }),
      { dtMs, durationMs: 1 },
    );
    simulation.advance(1);
    expect(simulation.state("rE1")[0]).toBeCloseTo(0.25 / 0.308, 12);
  });

  it.each([0.4 - 1e-3, 0.4 - 1e-8, 0.4 - 1e-13, 0.4, 0.4 + 1e-13, 0.4 + 1e-8, 0.4 + 1e-3, 0.2, 0.7])(
    "is that of the paper at %d nA",
    (current) => {
      const simulation = createSimulation(
        core,
        froudistWalshCircuit({ values: { ...silent, I0E: current, initialRate: 0 } }),
        { dtMs, durationMs: 1 },
      );
      simulation.advance(1);
      // Near the singularity the naive quotient itself loses half of its digits.
      expect(Math.abs(simulation.state("rE1")[0]! / (0.25 * phiE(current)) - 1)).toBeLessThan(1e-7);
    },
  );
});

describe("noise", () => {
  it("has the stationary sd of 0.005/√2 nA in every population, area and trial, and none in dendrites", () => {
    const trials = 400;
    const circuit = froudistWalshCircuit({ noise: true });
    const simulation = createSimulation(core, circuit, { dtMs, durationMs: 40, trials }, randomStream(3));
    simulation.advance(80);
    const names = circuit.groups.flat().flatMap(({ diffusion, name }) => (diffusion ? [name] : []));
    expect(names).toEqual(["E1", "E2", "PV", "CB1", "CB2", "CR1", "CR2"].map((name) => `noise${name}`));
    // Euler at dt makes the variance larger by 1/(1 - dt/(2·2 ms)).
    const variance = 0.005 ** 2 / 2 / (1 - 0.5 / 4);
    for (const name of names) {
      const samples = Array.from(simulation.state(name));
      const measured = samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
      expect(Math.abs(measured / variance - 1), name).toBeLessThan(4 * Math.sqrt(2 / samples.length));
    }
    expect(simulation.state("noiseE1")).not.toEqual(simulation.state("noiseE2"));
  });
});
