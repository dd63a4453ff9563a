import { describe, expect, it } from "vitest";
import {
  chaudhuri2015,
  excitatoryInhibitory,
  froudistWalsh2021,
  type Model,
  models,
  odrRing,
} from "../../src/index.js";

const valuesOf = (model: Model, names: readonly string[]): string =>
  names.map((name) => `${name} ${model.params[name]!.value} ${model.params[name]!.unit}`).join(", ");

describe("Chaudhuri et al. 2015", () => {
  const local =
    "tauE 20 ms, tauI 10 ms, betaE 0.066 Hz/pA, betaI 0.351 Hz/pA, wEE 24.3 pA/Hz, wIE 12.2 pA/Hz, " +
    "wEI 19.7 pA/Hz, wII 12.5 pA/Hz, eta 0.68 1";
  const names = ["tauE", "tauI", "betaE", "betaI", "wEE", "wIE", "wEI", "wII", "eta"];

  it("has the constants of Table 1, in one area and in the cortex", () => {
    expect(valuesOf(chaudhuri2015, [...names, "muEE", "muIE"])).toBe(
      `${local}, muEE 33.7 pA/Hz, muIE 25.3 pA/Hz`,
    );
    expect(valuesOf(excitatoryInhibitory, names)).toBe(local);
  });

  it("rests at 10 and 35 Hz and is stepped by 0.2 ms", () => {
    expect(valuesOf(chaudhuri2015, ["restE", "restI"])).toBe("restE 10 Hz, restI 35 Hz");
    expect(chaudhuri2015.protocol.dtMs).toBe(0.2);
  });
});

describe("Froudist-Walsh et al. 2021, STAR Methods", () => {
  const values = (...names: string[]): number[] =>
    names.map((name) => (froudistWalsh2021 as Model).params[name]!.value);

  it("has the time constants of rates (2 ms), AMPA, GABA, dendritic GABA, NMDA and adaptation", () => {
    expect(
      values("tauRate", "tauAMPA", "tauGABA", "tauGABADendrite", "tauNMDA", "tauAdaptation", "tauNoise"),
    ).toEqual([2, 2, 5, 10, 60, 100, 2]);
  });

  it("has the local strengths from E (E, PV, CB, CR) and from interneurons (PV-PV, CB-PV, CR-CB, CB-CR)", () => {
    expect(values("gEE", "gEPV", "gECB", "gECR")).toEqual([0.18, 0.174, 0.0435, 0.058]);
    expect(values("gPVPV", "gCBPV", "gCRCB", "gCBCR")).toEqual([-0.18, -0.17, -0.05, -0.1]);
  });

  it("divides long-range inhibition 31 : 22 : 47, and 20 : 10 : 70 in the frontal eye fields, the whole each time", () => {
    expect(values("toPV", "toCB", "toCR")).toEqual([0.31, 0.22, 0.47]);
    expect(values("toPVEyeFields", "toCBEyeFields", "toCREyeFields")).toEqual([0.2, 0.1, 0.7]);
  });

  it("cues V1 with 0.1 nA from 1 to 1.4 s of 5 s, in steps of 0.5 ms", () => {
    const { dtMs, durationMs, stimuli } = froudistWalsh2021.protocol;
    expect([dtMs, durationMs]).toEqual([0.5, 5000]);
    expect(stimuli).toEqual([
      { input: "dendrite-E1", areas: ["V1"], startMs: 1000, endMs: 1400, amplitude: 0.1 },
    ]);
  });
});

describe("the ring rate code of the Compte laboratory", () => {
  it("has the constants of the code", () => {
    const names = [
      "N",
      "tauE",
      "tauI",
      "GEE",
      "GEI",
      "GIE",
      "GII",
      "I0E",
      "I0I",
      "kappa",
      "sigmaE",
      "sigmaI",
    ];
    expect(valuesOf(odrRing, names)).toBe(
      "N 512 1, tauE 20 ms, tauI 10 ms, GEE 6 1, GEI 4 1, GIE 3.4 1, GII 0.85 1, I0E 0.2 1, I0I 0.5 1, kappa 1.5 1, " +
        "sigmaE 1 1, sigmaI 3 1",
    );
  });

  it("cues with 200 for 500 ms, and erases with -200 everywhere after a delay to 3.5 s, in steps of 2 ms", () => {
    const { dtMs, durationMs, stimuli } = odrRing.protocol;
    expect([dtMs, durationMs]).toEqual([2, 4200]);
    expect(stimuli).toEqual([
      { input: "cue", areas: ["180"], startMs: 1000, endMs: 1500, amplitude: 200 },
      { input: "E", areas: ["all"], startMs: 3500, endMs: 4000, amplitude: -200 },
    ]);
  });
});

describe.each([...models.values()].map((model) => [model.name, model] as const))("%s", (name, model) => {
  it("has every parameter inside the range that an experiment may set", () => {
    for (const [parameter, { value, range }] of Object.entries(model.params)) {
      expect(value, parameter).toBeGreaterThanOrEqual(range[0]);
      expect(value, parameter).toBeLessThanOrEqual(range[1]);
    }
  });

  it("has presets that change parameters it has, within their ranges", () => {
    for (const [preset, values] of Object.entries(model.presets ?? {})) {
      expect(Object.keys(values), preset).not.toEqual([]);
      for (const [parameter, value] of Object.entries(values)) {
        const { range, value: published } = model.params[parameter]!;
        expect(value).not.toBe(published);
        expect(value).toBeGreaterThanOrEqual(range[0]);
        expect(value).toBeLessThanOrEqual(range[1]);
      }
    }
  });

  it("is listed under its own name", () => {
    expect(models.get(model.name)).toBe(model);
    expect(name).toBe(model.name);
  });
});
