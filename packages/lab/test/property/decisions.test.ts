import { initSync, randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { runAnalysisTable } from "../../src/analyses.js";
import {
  createDecider,
  type Decision,
  type DecisionOptions,
  decisions,
  summariseDecisions,
} from "../../src/analysis/index.js";
import { buildCircuit } from "../../src/build-circuit.js";
import { resolveExperiment } from "../../src/io/resolve-experiment.js";
import { run } from "../../src/run.js";
import { simulateDecisions } from "../../src/simulate-decisions.js";
import { host } from "../in-process-host.js";
import { seeded } from "../seeded.js";

const options: DecisionOptions = {
  rule: "instantaneous",
  thresholdHz: 15,
  windowMs: 3,
  onsetMs: 0,
  everyMs: 1,
};

/** Decisions of one trial, a list of rates for each alternative. */
function ofTrial(rates: readonly (readonly number[])[], change: Partial<DecisionOptions> = {}): Decision {
  const samples = rates[0]!.length;
  const data = Array.from({ length: samples }, (_, s) => rates.map((one) => one[s]!)).flat();
  const areas = rates.map((_, a) => `${a + 1}`);
  return decisions({ data, shape: [samples, 1, areas.length], areas }, { ...options, ...change })[0]!;
}

const none = { choice: undefined, reactionMs: Number.NaN };

describe("a decision by the instantaneous rate", () => {
  it("is for the first above the threshold, at the time of that sample", () => {
    const rates = [
      [1, 2, 3, 40, 50],
      [1, 1, 15.1, 1, 1],
    ];
    expect(ofTrial(rates)).toEqual({ choice: 1, reactionMs: 2 });
    expect(ofTrial(rates, { everyMs: 0.5 })).toEqual({ choice: 1, reactionMs: 1 });
    expect(ofTrial(rates, { thresholdHz: 20 })).toEqual({ choice: 0, reactionMs: 3 });
  });

  it("is for the higher where both cross at once, for the first where they are equal", () => {
    expect(ofTrial([[16], [17]]).choice).toBe(1);
    expect(ofTrial([[17], [16]]).choice).toBe(0);
    expect(ofTrial([[17], [17]]).choice).toBe(0);
  });

  it("is none at the threshold, nor where a rate is not a number", () => {
    expect(ofTrial([[15], [Number.NaN]])).toEqual(none);
  });

  it("is none before the onset, and its time counts from there", () => {
    const rates = [
      [99, 0, 0, 99],
      [0, 0, 0, 0],
    ];
    expect(ofTrial(rates, { onsetMs: 1 })).toEqual({ choice: 0, reactionMs: 2 });
    expect(ofTrial(rates, { onsetMs: 3 })).toEqual({ choice: 0, reactionMs: 0 });
  });
});

describe("a decision by a boxcar", () => {
  const rule = "boxcar";

  it("waits for the mean of the window, which one high sample does not make", () => {
    const rates = [
      [0, 40, 0, 0, 20, 20, 20],
      [0, 0, 0, 0, 0, 0, 0],
    ];
    expect(ofTrial(rates).reactionMs).toBe(1);
    expect(ofTrial(rates, { rule })).toEqual({ choice: 0, reactionMs: 6 });
  });

  it("waits until the window is full, and may reach back to before the onset", () => {
    const rates = [
      [99, 99, 99, 0, 0],
      [0, 0, 0, 0, 0],
    ];
    expect(ofTrial(rates, { rule })).toEqual({ choice: 0, reactionMs: 2 });
    expect(ofTrial(rates, { rule, onsetMs: 3 })).toEqual({ choice: 0, reactionMs: 0 });
    expect(ofTrial(rates, { rule, windowMs: 5, thresholdHz: 60 })).toEqual(none);
  });

  it("is that of means worked out anew at every sample, on random rates", () => {
    const { uniform } = seeded(3);
    const [samples, trials, window] = [200, 20, 7];
    const data = Float64Array.from({ length: samples * trials * 2 }, () => 30 * uniform());
    const found = decisions(
      { data, shape: [samples, trials, 2], areas: ["1", "2"] },
      { ...options, rule, windowMs: window, thresholdHz: 21, onsetMs: 10 },
    );
    const meanAt = (s: number, trial: number, a: number): number => {
      let sum = 0;
      for (let back = 0; back < window; back++) sum += data[((s - back) * trials + trial) * 2 + a]!;
      return sum / window;
    };
    const expected = Array.from({ length: trials }, (_, trial): Decision => {
      for (let s = 10; s < samples; s++) {
        const means = [0, 1].map((a) => meanAt(s, trial, a));
        const highest = Math.max(...means);
        if (highest > 21) return { choice: means.indexOf(highest), reactionMs: s - 10 };
      }
      return none;
    });
    expect(found).toEqual(expected);
    expect(new Set(found.map(({ choice }) => choice))).toEqual(new Set([0, 1]));
  });
});

describe("a decider", () => {
  it("counts who is undecided, and shows decided trials no further", () => {
    const decider = createDecider(2, 2, options);
    decider.see([0, 0, 16, 0], 0);
    expect(decider.undecided).toBe(1);
    decider.see([0, 16, 0, 99], 1);
    expect(decider.undecided).toBe(0);
    expect(decider.decisions()).toEqual([
      { choice: 1, reactionMs: 1 },
      { choice: 0, reactionMs: 0 },
    ]);
  });
});

describe("the summary of decisions", () => {
  const decided = (choice: number, reactionMs: number): Decision => ({ choice, reactionMs });

  it("tells accuracy among those decided, and times by outcome", () => {
    const summary = summariseDecisions(
      [decided(0, 100), decided(0, 300), decided(1, 500), none, decided(0, 200)],
      0,
    );
    expect(summary).toEqual({
      trials: 5,
      undecided: 1,
      accuracy: 0.75,
      reactionTimes: { trials: 4, meanMs: 275, sdMs: Math.sqrt(87_500 / 3), medianMs: 250 },
      correct: { trials: 3, meanMs: 200, sdMs: 100, medianMs: 200 },
      error: { trials: 1, meanMs: 500, sdMs: 0, medianMs: 500 },
    });
  });

  it("has no accuracy and no times without decisions", () => {
    const nothing = { accuracy: undefined, reactionTimes: undefined, correct: undefined, error: undefined };
    expect(summariseDecisions([none, none], 0)).toEqual({ trials: 2, undecided: 2, ...nothing });
  });
});

const experiment = {
  isocortex: 1,
  model: "wong-wang-2006",
  ...{ noise: true, seed: 5, trials: 12, durationMs: 1500, audit: false },
  record: [{ variable: "r", everyMs: 0.5 }],
} as const;

describe("the analysis of a run", () => {
  it.each([
    { rule: "instantaneous", onsetMs: 0, windowMs: 50 },
    { rule: "boxcar", onsetMs: 100, windowMs: 50 },
  ] as const)(
    "gives the decisions that are read as the run goes: $rule",
    async ({ rule, onsetMs, windowMs }) => {
      const analyses = [{ name: "decisions", rule, onsetMs, windowMs }];
      const { record } = await run(host, { ...experiment, analyses });
      const { circuit, simulation } = buildCircuit(resolveExperiment(experiment));
      const noise = randomStream(5).split("noise");
      const [decider] = simulateDecisions(
        initSync(),
        { circuit, simulation: { ...simulation, save: [] }, noise, variable: "r" },
        [{ rule, onsetMs, windowMs, thresholdHz: 15 }],
      );
      const all = decider!.decisions();
      expect(record.summary.decisions).toMatchObject({
        choices: all.map(({ choice }) => (choice === undefined ? null : `${choice + 1}`)),
        reactionTimesMs: all.map(({ reactionMs }) => (Number.isNaN(reactionMs) ? null : reactionMs)),
        ...JSON.parse(JSON.stringify(summariseDecisions(all, 0))),
      });
      expect(all.filter(({ choice }) => choice !== undefined).length).toBeGreaterThan(9);
    },
  );

  it("calls the choices of population 2 correct when asked to", async () => {
    const of = async (correct: string) => {
      const { record } = await run(host, { ...experiment, analyses: [{ name: "decisions", correct }] });
      return (record.summary.decisions as { accuracy: number }).accuracy;
    };
    expect((await of("1")) + (await of("2"))).toBeCloseTo(1, 12);
  });

  it("has the published read-out as its default: 15 Hz, at an instant", () => {
    expect(runAnalysisTable.decisions!.options).toEqual({
      ...{ variable: "r", thresholdHz: 15, rule: "instantaneous", windowMs: 50, onsetMs: 0, correct: "1" },
    });
  });
});
