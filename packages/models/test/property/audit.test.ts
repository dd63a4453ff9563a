import { isInputError, randomStream, uniformsOf } from "@isocortex/core-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { auditStep, chaudhuri2015, createSimulation, froudistWalsh2021, models } from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { leakyUnit } from "../leaky-unit.js";
import { localCircuit, unguarded } from "../local-circuit.js";
import { type RandomRun, randomRun, stateAfterPulse } from "../random-local-circuit.js";

const ladder = [8, 4, 2, 1, 0.5, 0.25];

interface Judged {
  readonly run: RandomRun;
  readonly dtMs: number;
  readonly judgement: "refused" | "passed" | "flagged";
  /** Largest error of E and I at the end of the audited stretch, relative to RK4 at dt/16. */
  readonly error: number;
}

function judge(run: RandomRun, dtMs: number): Judged {
  const circuit = localCircuit(run.values);
  const { onMs: startMs, offMs: endMs, amplitude } = run;
  const stimuli = [{ input: "E", areas: ["circuit"], startMs, endMs, amplitude }];
  // 5 % of the run is less than the pulse: the audited end is the pulse's.
  const options = { dtMs, durationMs: 10 * endMs, stimuli };
  try {
    const { verdict } = auditStep(core, circuit, options);
    const simulation = createSimulation(core, circuit, options);
    simulation.advance(endMs / dtMs);
    const exact = stateAfterPulse(run, dtMs / 16);
    const errors = ["rE", "rI"].map(
      (name, i) => Math.abs(simulation.state(name)[0]! - exact[i]!) / Math.max(Math.abs(exact[i]!), 1e-9),
    );
    return { run, dtMs, judgement: verdict, error: Math.max(...errors) };
  } catch (error) {
    if (isInputError(error) && error.path === "dtMs") return { run, dtMs, judgement: "refused", error: 0 };
    throw error;
  }
}

describe("2000 random stable E-I circuits on a ladder of steps from 8 to 0.25 ms", () => {
  let allowed: Judged[] = [];

  beforeAll(() => {
    // Not the seed (20) that the audit's tolerance was set on.
    const uniform = uniformsOf(randomStream(1001).split("random circuits"));
    const runs = Array.from({ length: 2000 }, () => randomRun(uniform));
    allowed = runs
      .flatMap((run) => ladder.map((dtMs) => judge(run, dtMs)))
      .filter(({ judgement }) => judgement !== "refused");
  }, 60_000);

  it("have no run that is off by more than 1 % and passes both the guard and the audit", () => {
    const wrong = allowed.filter(({ error }) => error > 0.01);
    expect(wrong.filter(({ judgement }) => judgement === "passed")).toEqual([]);
    expect(wrong.length).toBeGreaterThan(1000);
  });

  it("have fewer than 2 % false alarms among runs that are right to 0.1 %", () => {
    const right = allowed.filter(({ error }) => error <= 0.001);
    const alarms = right.filter(({ judgement }) => judgement === "flagged");
    expect(alarms.length / right.length).toBeLessThan(0.02);
    expect(right.length).toBeGreaterThan(500);
  });
});

const local = [...models.values()].filter(({ needs }) => !needs.anatomy);

describe("the published step", () => {
  it.each([
    ...local.map((model) => [model.name, circuitOf(model.name), model] as const),
    ["chaudhuri-2015", chaudhuriCircuit(), chaudhuri2015],
    ["froudist-walsh-2021", froudistWalshCircuit(), froudistWalsh2021],
  ])("of %s passes", (_, circuit, { protocol }) => {
    const audit = auditStep(core, circuit, protocol);
    expect(audit.detail).toMatch(/^halving dtMs/);
    expect(audit.verdict).toBe("passed");
  });
});

describe("steps beyond the guard, on the E-I circuit with tau 20 and 10 ms", () => {
  const circuit = localCircuit();
  const stimuli = [{ input: "E", areas: ["circuit"], startMs: 100, endMs: 350, amplitude: 20 }];
  const run = (dtMs: number) => ({ dtMs, durationMs: 2000, stimuli });

  it.each([4, 5, 8, 20])("of %d ms are refused", (dtMs) => {
    expect(() => createSimulation(core, circuit, run(dtMs))).toThrow(/use dtMs <= 0\.46\./);
    expect(() => auditStep(core, circuit, run(dtMs))).toThrow(/use dtMs <= 0\.46\./);
  });

  it.each([5, 8])("of %d ms would give finite nonsense, which the audit alone flags", (dtMs) => {
    const simulation = createSimulation(core, unguarded(circuit), run(dtMs));
    simulation.advance(Number.POSITIVE_INFINITY);
    const [E, I] = [simulation.state("rE")[0]!, simulation.state("rI")[0]!];
    expect(Math.max(Math.abs(E), Math.abs(I))).toBeLessThan(1000);
    expect(Math.max(Math.abs(E - 10), Math.abs(I - 35))).toBeGreaterThan(1);
    const audit = auditStep(core, unguarded(circuit), run(dtMs));
    expect(audit.verdict).toBe("flagged");
    expect(audit.detail).toContain(`off by`);
    expect(audit.detail).toContain(`use dtMs <= ${dtMs / 2}`);
  });

  it("of 4 ms would still find the fixed point", () => {
    const simulation = createSimulation(core, unguarded(circuit), run(4));
    simulation.advance(Number.POSITIVE_INFINITY);
    expect(simulation.state("rE")[0]).toBeCloseTo(10, 6);
  });
});

describe("the error that the audit names", () => {
  it("is that of Euler on dr/dt = (drive - r)/tau at the end of the stimulus, to a twentieth", () => {
    const stimuli = [{ input: "drive", areas: ["unit 0"], startMs: 0, endMs: 20, amplitude: 1 }];
    const { relativeError } = auditStep(core, leakyUnit({ tauMs: 20 }), {
      dtMs: 2,
      durationMs: 100,
      stimuli,
    });
    const [coarse, exact] = [1 - 0.9 ** 10, 1 - Math.exp(-1)];
    expect(Math.abs(relativeError / ((coarse - exact) / exact) - 1)).toBeLessThan(0.05);
  });

  it("in the response to a stimulus is found however long the run is in which it has decayed", () => {
    const stimuli = [{ input: "drive", areas: ["unit 0"], startMs: 0, endMs: 20, amplitude: 1 }];
    const audit = (durationMs: number) =>
      auditStep(core, leakyUnit({ tauMs: 20 }), { dtMs: 4, durationMs, stimuli });
    expect(audit(10_000).verdict).toBe("flagged");
    expect(audit(10_000).relativeError).toBeGreaterThanOrEqual(audit(100).relativeError);
  });

  it("is found in a run so short that 5 % of it is less than a step", () => {
    const { verdict, detail } = auditStep(core, localCircuit(), { dtMs: 0.2, durationMs: 1 });
    expect(verdict).toBe("passed");
    expect(detail).toMatch(/by 0\.2 ms|at 0\.2 ms/);
  });

  it("does not depend on where a run of a broken number of steps is cut", () => {
    const stimuli = [{ input: "drive", areas: ["unit 0"], startMs: 0, endMs: 21, amplitude: 1 }];
    const error = (durationMs: number): number =>
      auditStep(core, leakyUnit({ tauMs: 20 }), { dtMs: 2, durationMs, stimuli }).relativeError;
    expect(error(20.9)).toBe(error(20));
  });
});
