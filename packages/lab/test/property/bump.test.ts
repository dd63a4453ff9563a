import { describe, expect, it } from "vitest";
import { angleError, bumpDiffusion, bumpOf, bumpWidth, populationVector } from "../../src/analysis/index.js";
import { run } from "../../src/run.js";
import { host } from "../in-process-host.js";

const N = 360;
const angles = Array.from({ length: N }, (_, i) => i);
const degree = Math.PI / 180;
const vonMises = (centreDeg: number, kappa: number): number[] =>
  angles.map((angle) => 3 * Math.exp(kappa * (Math.cos((angle - centreDeg) * degree) - 1)));

describe("a bump on a ring", () => {
  it.each([0.25, 90, 179.6, 359.9])("is decoded where it is: %d degrees, to 1e-10", (centre) => {
    expect(Math.abs(angleError(populationVector(vonMises(centre, 4), angles), centre))).toBeLessThan(1e-10);
  });

  it("is read in [0, 360), a silent ring as 0", () => {
    expect(populationVector([1, 0, 0, 0], [0, 90, 180, 270])).toBe(0);
    expect(populationVector([0, 0, 0, 1], [0, 90, 180, 270])).toBeCloseTo(270, 10);
    expect(populationVector([0, 0, 0, 0], [0, 90, 180, 270])).toBe(0);
    expect(populationVector([1, -1e-20, 0, 0], [0, 90, 180, 270])).toBeLessThan(360);
  });

  it("has the width of its profile between half-peaks, across 0 degrees too", () => {
    for (const kappa of [1, 4, 20]) {
      const exact = (2 * Math.acos(1 - Math.LN2 / kappa)) / degree;
      for (const centre of [0, 180, 355])
        expect(Math.abs(bumpWidth(vonMises(centre, kappa))! - exact), `${kappa}`).toBeLessThan(0.02);
    }
  });

  it("has no width where activity does not fall to half, or there is none", () => {
    expect(bumpWidth(angles.map(() => 2))).toBeUndefined();
    expect(bumpWidth(angles.map(() => 0))).toBeUndefined();
    expect(bumpOf(vonMises(10, 0.2), angles)).toMatchObject({ peak: 3, widthDeg: undefined });
  });

  it("has errors within half a turn, positive to larger angles", () => {
    expect([angleError(10, 350), angleError(350, 10), angleError(190, 10), angleError(9, 9)]).toEqual([
      20, -20, 180, 0,
    ]);
  });

  it("diffuses as its mode implies: of n equal units that shift together, 1/n of the variance of one", () => {
    const ones = new Array<number>(25).fill(1);
    expect(bumpDiffusion(ones, ones, 0.5)).toBeCloseTo(0.25 / 25, 15);
    expect(bumpDiffusion([3, 0], [2, 7], 1)).toBeCloseTo(1 / 4, 15);
  });
});

const base = {
  isocortex: 1,
  model: "odr-ring",
  parameters: { N: 64 },
  stimuli: [{ input: "cue", areas: ["45"], startMs: 0, endMs: 300, amplitude: 25 }],
  durationMs: 1000,
  record: [{ variable: "rE", everyMs: 20 }],
  audit: false,
};

describe("the analysis of bumps in a run", () => {
  it("gives angle, peak and width of each trial at each time", async () => {
    const { record } = await run(host, {
      ...base,
      noise: true,
      trials: 3,
      analyses: [{ name: "bump", timesMs: [280, 900], windowMs: 100 }],
    });
    const times = record.summary.bump as {
      timeMs: number;
      trials: { angleDeg: number; peak: number; widthDeg: number }[];
    }[];
    expect(times.map(({ timeMs }) => timeMs)).toEqual([280, 900]);
    for (const { timeMs, trials } of times) {
      expect(new Set(trials.map(({ angleDeg }) => angleDeg)).size).toBe(3);
      for (const { angleDeg, peak, widthDeg } of trials) {
        expect(Math.abs(angleError(angleDeg, 45))).toBeLessThan(25);
        expect(Math.abs(widthDeg - 109)).toBeLessThan(25);
        if (timeMs === 900) expect(Math.abs(peak - 6.5)).toBeLessThan(1);
      }
    }
  });

  it("decodes exactly although the names of units are rounded", async () => {
    const { record } = await run(host, { ...base, analyses: [{ name: "bump", timesMs: [900] }] });
    const [time] = record.summary.bump as { trials: { angleDeg: number }[] }[];
    expect(Math.abs(time!.trials[0]!.angleDeg - 45)).toBeLessThan(1e-9);
  });

  it.each([
    [
      base,
      { timesMs: [950] },
      "analyses[0].timesMs with windowMs is [950,1050]; expected [from, to] in ms inside",
    ],
    [base, { timesMs: [] }, "analyses[0].timesMs is []; expected a list of times in ms such as [3400]."],
    [base, { timesMs: { at: 1 } }, 'analyses[0].timesMs is {"at":1}; expected a list of times in ms'],
    [base, { timesMs: ["soon"] }, "analyses[0].timesMs with windowMs is"],
    [base, { variable: "rI" }, 'analyses[0].variable is "rI", which was not recorded'],
    [
      { ...base, record: [{ variable: "rE", everyMs: 20, areas: ["45", "90"] }] },
      { timesMs: [100] },
      "the areas of odr-ring that were recorded are no angles evenly round a ring",
    ],
    [
      { isocortex: 1, model: "excitatory-inhibitory", audit: false },
      { timesMs: [100] },
      "the areas of excitatory-inhibitory that were recorded are no angles",
    ],
  ])("refuses what does not fit (%#)", async (experiment, options, message) => {
    await expect(run(host, { ...experiment, analyses: [{ name: "bump", ...options }] })).rejects.toThrow(
      message,
    );
  });

  it("refuses a fraction of a unit, and a cue at an angle that no unit prefers", async () => {
    await expect(run(host, { ...base, parameters: { N: 64.5 } })).rejects.toThrow("parameters.N is 64.5");
    const cue = { ...base.stimuli[0]!, areas: ["50"] };
    await expect(run(host, { ...base, stimuli: [cue] })).rejects.toThrow('area "50" is not there');
  });
});
