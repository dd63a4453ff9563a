import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/io/experiment.js";
import { resolveExperiment } from "../../src/io/resolve-experiment.js";
import { planRun, run } from "../../src/run.js";
import { host } from "../in-process-host.js";

const base = { isocortex: 1, model: "chaudhuri-2015", durationMs: 100, audit: false };
const stimulus = { input: "E", areas: ["V1"], startMs: 0, endMs: 10, amplitude: 1 };

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!isInputError(error)) throw error;
    return `${error.path}: ${error.message}`;
  }
  throw new Error("it was not refused");
}

describe("a name that is not there", () => {
  it.each([
    [
      { model: "chaudhuri-2016" },
      'model: there is no model "chaudhuri-2016"; did you mean "chaudhuri-2015"?',
    ],
    [{ model: "constructor" }, 'there is no model "constructor"; expected one of excitatory-inhibitory, '],
    [
      { preset: "goudar-2020" },
      'preset: chaudhuri-2015 has no preset "goudar-2020"; did you mean "goudar-2021"?',
    ],
    [{ preset: "toString" }, 'has no preset "toString"; expected one of goudar-2021, li-wang-2022.'],
    [
      { options: { feedbak: true } },
      'options.feedbak: chaudhuri-2015 has no option "feedbak"; did you mean "feedback"?',
    ],
    [{ options: { constructor: true } }, 'has no option "constructor"'],
    [
      { options: { gradient: "steep" } },
      'options.gradient is "steep"; expected "measured" or "none" or "mean".',
    ],
    [{ options: { feedback: "false" } }, 'options.feedback is "false"; expected true or false.'],
    [
      { parameters: { taue: 20 } },
      'parameters.taue: chaudhuri-2015 has no parameter "taue"; did you mean "tauE"?',
    ],
    [{ parameters: { hasOwnProperty: 1 } }, 'has no parameter "hasOwnProperty"'],
    [{ connectome: "macaque-30" }, 'connectome: there is no connectome "macaque-30"; did you mean "macaque-'],
    [{ connectome: "mouse" }, 'there is no connectome "mouse"; expected one of macaque-29, macaque-40'],
    [{ record: [{ variable: "rX" }] }, "record[0].variable: "],
    [{ record: [{ variable: "rE", areas: ["V1", "V9"] }] }, "record[0].areas: "],
    [{ stimuli: [{ ...stimulus, areas: ["v1"] }] }, "stimuli[0].areas: "],
    [{ stimuli: [stimulus, { ...stimulus, input: "dendrite" }] }, "stimuli[1].input: "],
  ])("is refused with its path and what is there: %j", async (change, message) => {
    expect(await refusal(() => planRun({ ...base, ...change }))).toContain(message);
  });
});

describe("a value with a unit", () => {
  const tauE = (value: unknown): number =>
    resolveExperiment(parseExperiment({ ...base, parameters: { tauE: value } })).parameters.tauE!;

  it.each([
    ["20 ms", 20],
    ["0.02 s", 20],
    ["20000us", 20],
    [" 2e1 ", 20],
    ["+25. ms", 25],
    [30, 30],
  ])("%j is read as %d ms", (given, ms) => {
    expect(tauE(given)).toBeCloseTo(ms, 12);
  });

  it.each([
    ["20 s", /^parameters.tauE: parameters.tauE is 20 s; expected 1 to 1000 ms\.$/],
    ["20 Hz", /parameters.tauE is "20 Hz"; expected the unit ms, got Hz, for example "20 ms"\./],
    ["20 constructor", /expected the unit ms, got constructor/],
    ["twenty", /parameters.tauE is "twenty"; expected a number in ms/],
    ["", /expected a number in ms/],
    ["1 2 ms", /expected a number in ms|expected the unit ms/],
    [0.5, /parameters.tauE is 0.5; expected 1 to 1000 ms\./],
    [1e9, /expected 1 to 1000 ms\./],
    ["1e999 ms", /expected 1 to 1000 ms\./],
  ])("%j is refused", async (given, message) => {
    expect(await refusal(() => tauE(given))).toMatch(message);
  });

  it("is refused where there is none: eta is a plain number", async () => {
    expect(await refusal(() => planRun({ ...base, parameters: { eta: "0.5 ms" } }))).toContain(
      "expected a number without a unit, for example 0.5.",
    );
  });

  it.each(["1e12 kHz", "1 constructor", "1e999", "-2e6 Hz", "5 mV"])(
    "an amplitude of %j cannot slip past the range of plain numbers",
    async (amplitude) => {
      expect(await refusal(() => planRun({ ...base, stimuli: [{ ...stimulus, amplitude }] }))).toMatch(
        /^stimuli\[0\].amplitude: .*expected/,
      );
    },
  );
});

describe("starting values", () => {
  const decision = { isocortex: 1, model: "wong-wang-2006", durationMs: 10 } as const;

  it.each([
    [{ s: 0.1 }, 'initial.s: variable "s" is not there; expected one of S'],
    [{ r: 15 }, 'initial.r: variable "r" is not there; expected one of S'],
    [{ noise: 0 }, 'initial.noise: variable "noise" is not there; expected one of S'],
    [{ S: "0.1" }, 'initial.S: initial.S is "0.1"; expected'],
    [{ S: [0.1, 0.2] }, "initial.S: "],
    [{ S: 1e7 }, "initial.S: "],
    [0.5, "initial: "],
  ])("of %j are refused with their path", async (initial, message) => {
    expect(await refusal(() => planRun({ ...decision, initial }))).toContain(message);
  });

  it("are those of every trial and area, kept in the experiment, and the model's own where left out", async () => {
    const first = async (initial?: Readonly<Record<string, number>>) => {
      const experiment = { ...decision, trials: 2, ...(initial ? { initial } : {}) };
      const { arrays, record } = await run(host, experiment);
      return [Array.from(arrays.S!.data.slice(0, 4)), record.experiment.initial];
    };
    expect(await first({ S: 0.4 })).toEqual([[0.4, 0.4, 0.4, 0.4], { S: 0.4 }]);
    expect(await first()).toEqual([[0.1, 0.1, 0.1, 0.1], undefined]);
  });

  it("of the noise are taken where it is on, also by a run whose step is audited without it", async () => {
    const record = [{ variable: "noise" }];
    const { arrays, record: kept } = await run(host, {
      ...decision,
      ...{ noise: true, record, initial: { noise: 0.03 } },
    });
    expect(Array.from(arrays.noise!.data.slice(0, 2))).toEqual([0.03, 0.03]);
    expect(kept.audit.verdict).toBe("passed");
  });
});

describe("an entry that would take the place of another", () => {
  it.each([
    [
      { record: [{ variable: "rE" }, { variable: "rE", everyMs: 10 }] },
      'record[1].variable is "rE", as in an earlier entry',
    ],
    [{ analyses: [{ name: "eigenTimescales" }, { name: "eigenTimescales" }] }, "analyses[1].name is"],
  ])("is refused: %j", async (change, message) => {
    expect(await refusal(() => planRun({ ...base, ...change }))).toContain(message);
  });
});

describe("times that do not fit", () => {
  it.each([
    [
      { dtMs: 5 },
      /^dtMs: dtMs is 5 but the fastest time constant of chaudhuri-2015 is 1.856 ms .*; use dtMs <= 0.46\./,
    ],
    [{ durationMs: 0.01 }, /^durationMs: durationMs is 0.01; expected at least one step/],
    [{ stimuli: [{ ...stimulus, endMs: 0 }] }, /^stimuli\[0\].endMs: endMs is 0, not after startMs 0/],
    [
      { record: [{ variable: "rE", everyMs: 0.01 }] },
      /^record\[0\].everyMs: everyMs is 0.01; expected at least one step/,
    ],
  ])("are refused: %j", async (change, message) => {
    expect(await refusal(() => planRun({ ...base, ...change }))).toMatch(message);
  });

  it("ask for more memory than a run may have: refused before it starts, with the MiB", async () => {
    const huge = { ...base, durationMs: 1e5, trials: 100, record: [{ variable: "rE", everyMs: 0.2 }] };
    expect(await refusal(() => planRun(huge))).toMatch(
      /the run needs 1106\d MiB; expected at most 4096; record less/,
    );
    expect(await refusal(() => run(host, huge))).toMatch(/the run needs 1106\d MiB/);
  });
});

describe("an analysis", () => {
  const analysed = (analysis: object) => run(host, { ...base, analyses: [analysis] });
  const spans = { baselineMs: [0, 10], delayMs: [50, 100] };

  it.each([
    [{ name: "persistance" }, 'analyses[0]: there is no analysis "persistance"; did you mean "persistence"?'],
    [{ name: "constructor" }, 'there is no analysis "constructor"'],
    [
      { name: "persistence", treshold: 1 },
      'analyses[0].treshold: analysis persistence has no option "treshold"',
    ],
    [
      { name: "persistence", ...spans },
      'analyses[0].variable: analyses[0].variable is "rE1", which was not recorded; did you mean "rE"?',
    ],
    [
      { name: "persistence", variable: "rE" },
      "analyses[0].baselineMs: analyses[0].baselineMs is [500,1000]; expected [from, to] in ms inside the run's 100 ms.",
    ],
    [
      { name: "persistence", ...spans, variable: "rE", thresholdHz: "many" },
      'analyses[0].thresholdHz is "many"; expected a number such as 5.',
    ],
    [{ name: "contingency", ...spans, variable: "rE" }, "the connectome has no recordings to compare with"],
    [{ name: "timescales", inputArea: "V9" }, 'analyses[0].inputArea is "V9"; did you mean "V1"?'],
  ])("is refused with its path: %j", async (analysis, message) => {
    expect(await refusal(() => analysed(analysis))).toContain(message);
  });

  const decision = { isocortex: 1, model: "wong-wang-2006", durationMs: 100, audit: false } as const;
  it.each([
    [{ rule: "box" }, 'analyses[0].rule: analyses[0].rule is "box"; did you mean "boxcar"?'],
    [{ rule: "Boxcar" }, 'did you mean "boxcar"?'],
    [{ variable: "R" }, 'analyses[0].variable is "R", which was not recorded; did you mean "r"?'],
    [
      { variable: "S" },
      'analyses[0].variable is "S"; its unit is 1, and decisions are read from a rate in Hz.',
    ],
    [{ correct: "3" }, 'analyses[0].correct is "3"; did you mean "1"?'],
    [{ correct: 1 }, 'analyses[0].correct is 1; expected a string such as "1".'],
    [
      { rule: "boxcar", windowMs: 0 },
      "analyses[0].windowMs is 0; expected 0.5 (the time between samples) to 100 ms",
    ],
    [{ rule: "boxcar", windowMs: 101 }, "analyses[0].windowMs is 101; expected 0.5"],
    [{ onsetMs: 100 }, "analyses[0].onsetMs is 100; expected 0 to below 100 ms, the run's length."],
    [{ onsetMs: -1 }, "analyses[0].onsetMs is -1; expected 0 to below 100 ms"],
    [{ thresholdHz: "15 Hz" }, 'analyses[0].thresholdHz is "15 Hz"; expected a number such as 15.'],
  ])("of decisions is refused with its path: %j", async (options, message) => {
    const analyses = [{ name: "decisions", ...options }];
    expect(await refusal(() => run(host, { ...decision, analyses }))).toContain(message);
  });

  it("of decisions may leave the boxcar's window be where there is none", async () => {
    const analyses = [{ name: "decisions", windowMs: 1e6 }];
    const { record } = await run(host, { ...decision, analyses });
    expect(record.summary.decisions).toMatchObject({ trials: 1, undecided: 1 });
  });

  it.each([0, -1, 1.5, 1e9])("of contingency with %d permutations is refused", async (permutations) => {
    const contingency = { name: "contingency", ...spans, permutations };
    const cortex = { ...base, model: "froudist-walsh-2021", analyses: [contingency] };
    expect(await refusal(() => run(host, cortex))).toMatch(
      /permutations: .*expected a whole number from 1 to 1000000/,
    );
  });

  it("of agreement with recordings where nothing persists has p = 1, not the smallest there is", async () => {
    const contingency = { name: "contingency", permutations: 99 };
    const parameters = { dopamine: 0 };
    const { record } = await run(host, {
      ...{ isocortex: 1, model: "froudist-walsh-2021", audit: false, parameters, analyses: [contingency] },
    });
    expect(record.summary.contingency).toMatchObject({ both: 0, onlyPredicted: 0, permutationP: 1 });
  });
});

describe("a preset", () => {
  const of = (change: object) =>
    resolveExperiment(
      parseExperiment({ isocortex: 1, model: "wilson-cowan", preset: "multistable-rate", ...change }),
    );

  it("sets parameters and options", () => {
    expect(of({}).parameters).toMatchObject({ wEE: 9, tauI: 2, P: 0 });
    expect(of({}).options).toEqual({ convention: "rate" });
  });

  it("gives way to parameters and options that are given", () => {
    const own = of({ parameters: { wEE: 12 }, options: { convention: "code" } });
    expect(own.parameters).toMatchObject({ wEE: 12, tauI: 2 });
    expect(own.options).toEqual({ convention: "code" });
  });
});
