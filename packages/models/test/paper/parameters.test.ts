import { describe, expect, it } from "vitest";
import {
  chaudhuri2015,
  chaudhuri2015NonlinearArea,
  defaultSettings,
  defaultValues,
  excitatoryInhibitory,
  froudistWalsh2021,
  type Model,
  meanFields,
  mejiasWang2022Area,
  models,
  odrRing,
  totalExcitation,
  wilsonCowan,
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

describe("Wilson & Cowan 1972", () => {
  const set = (preset: string) => wilsonCowan.presets![preset]!;

  it("has the weights c1 to c4, slopes and thresholds of Fig 4 and Fig 11, refractory periods of one time unit", () => {
    const names = ["wEE", "wEI", "wIE", "wII", "aE", "thetaE", "aI", "thetaI", "P"] as const;
    const numbers = (preset: string) => names.map((name) => set(preset).parameters![name]);
    expect(numbers("multistable-1972")).toEqual([12, 4, 13, 11, 1.2, 2.8, 1, 4, 0]);
    expect(numbers("limit-cycle-1972")).toEqual([16, 12, 15, 3, 1.3, 4, 2, 3.7, 1.25]);
  });

  it("is one of three conventions in use, which presets name and the paper's is the default", () => {
    expect(Object.keys(wilsonCowan.presets!).map((preset) => set(preset).options!.convention)).toEqual([
      "wilson-cowan-1972",
      "wilson-cowan-1972",
      "code",
      "rate",
    ]);
    expect(defaultSettings(wilsonCowan.switches).convention).toBe("wilson-cowan-1972");
  });
});

describe("Mejias & Wang 2022", () => {
  it("has the couplings, background currents and transfer functions of the Methods", () => {
    expect(valuesOf(mejiasWang2022Area as Model, ["Jc", "JEI", "JII", "I0", "I0C"])).toBe(
      "Jc 0.0107 nA, JEI -0.31 nA, JII -0.12 nA, I0 0.3294 nA, I0C 0.26 nA",
    );
    expect(valuesOf(mejiasWang2022Area as Model, ["gI", "c1", "c0", "r0"])).toBe(
      "gI 4 1, c1 615 Hz/nA, c0 177 Hz, r0 5.5 Hz",
    );
  });

  it("has J0 = 0.2112 nA as printed, to its last digit", () => {
    expect(Math.abs(totalExcitation(defaultValues(mejiasWang2022Area.params)) - 0.2112)).toBeLessThan(1e-4);
  });
});

describe("Chaudhuri et al. 2015, nonlinear", () => {
  it("has the constants of Fig 7", () => {
    const names = ["tauN", "tauI", "gamma", "wEE", "wIE", "wEI", "wII", "betaI", "a", "b", "d"];
    expect(names.map((name) => (chaudhuri2015NonlinearArea as Model).params[name]!.value)).toEqual([
      60, 10, 0.641, 250.2, 303.9, 8.11, 12.5, 0.351, 0.27, 108, 0.154,
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

describe("Brunel & Wang 2001", () => {
  const { params } = meanFields.get("brunel-wang-2001")!;
  const values = (...names: string[]): number[] => names.map((name) => params[name]!.value);

  it("has 800 excitatory cells in five pools of a tenth each, 200 inhibitory cells and 800 inputs at 3 Hz", () => {
    expect(values("cellsE", "cellsI", "pools", "codingLevel", "externalSynapses", "externalRate")).toEqual([
      800, 200, 5, 0.1, 800, 3,
    ]);
  });

  it("has the conductances (nS) on excitatory and inhibitory cells: external, AMPA, NMDA, GABA", () => {
    expect(values("gExternalE", "gAMPAE", "gNMDAE", "gGABAE")).toEqual([2.08, 0.104, 0.327, 1.25]);
    expect(values("gExternalI", "gAMPAI", "gNMDAI", "gGABAI")).toEqual([1.62, 0.081, 0.258, 0.973]);
  });

  it("has the membranes of pyramidal cells and interneurons", () => {
    expect(values("capacitanceE", "leakE", "refractoryE")).toEqual([0.5, 25, 2]);
    expect(values("capacitanceI", "leakI", "refractoryI")).toEqual([0.2, 20, 1]);
    expect(values("vLeak", "vThreshold", "vReset", "vExcitatory", "vInhibitory")).toEqual([
      -70, -50, -55, 0, -70,
    ]);
  });

  it("has the time constants (ms) of AMPA, GABA and NMDA, and the NMDA current of Jahr & Stevens at 1 mM", () => {
    expect(values("tauAMPA", "tauGABA", "tauNMDARise", "tauNMDADecay", "alphaNMDA")).toEqual([
      2, 10, 2, 100, 0.5,
    ]);
    expect(values("magnesium", "blockConcentration", "blockSlope")).toEqual([1, 3.57, 0.062]);
  });
});

describe.each([...models.values(), ...meanFields.values()].map((model) => [model.name, model] as const))(
  "%s",
  (name, model) => {
    it("has every parameter inside the range that an experiment may set", () => {
      for (const [parameter, { value, range }] of Object.entries(model.params)) {
        expect(value, parameter).toBeGreaterThanOrEqual(range[0]);
        expect(value, parameter).toBeLessThanOrEqual(range[1]);
      }
    });

    it("has presets that set parameters and options it has to values they can take, no two alike", () => {
      const made = Object.entries(model.presets ?? {}).map(([preset, { parameters = {}, options = {} }]) => {
        for (const [parameter, value] of Object.entries(parameters)) {
          const { range } = model.params[parameter]!;
          expect(value, preset).toBeGreaterThanOrEqual(range[0]);
          expect(value, preset).toBeLessThanOrEqual(range[1]);
        }
        for (const [option, value] of Object.entries(options)) {
          expect(model.switches[option]!.values, preset).toContain(value);
        }
        return JSON.stringify([
          { ...defaultValues(model.params), ...parameters },
          { ...defaultSettings(model.switches), ...options },
        ]);
      });
      expect(new Set(made).size).toBe(made.length);
    });

    it("is listed under its own name", () => {
      expect(models.get(name) ?? meanFields.get(name)).toBe(model);
    });
  },
);
