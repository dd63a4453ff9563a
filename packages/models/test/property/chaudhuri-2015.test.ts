import { describe, expect, it } from "vitest";
import { type Circuit, chaudhuri2015, createSimulation, jacobianAtStart, simulate } from "../../src/index.js";
import { type ChaudhuriVariant, chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { core } from "../core.js";
import { finiteDifferenceJacobian } from "../derivatives.js";
import { localCircuit } from "../local-circuit.js";
import { smallCortex } from "../small-cortex.js";

const cortex = smallCortex();
const n = cortex.areas.length;
const pulseInto = (area: string) => ({ input: "E", areas: [area], startMs: 20, endMs: 270, amplitude: 20 });

function pulseResponse(circuit: Circuit, area: string): Float64Array {
  const [rE] = simulate(core, circuit, {
    dtMs: 0.2,
    durationMs: 400,
    stimuli: [pulseInto(area)],
    save: [{ variable: "rE" }],
  });
  return rE!.data as Float64Array;
}

const lastOf = (trace: Float64Array): Float64Array => trace.slice(-n);

/** The two equations of an area, summed link by link, straight from the paper. */
function naivePulseResponse(area: number, steps: number, dtMs: number): number[] {
  const { fln, measures } = cortex;
  const rest = cortex.areas.map((_, i) => {
    const gain = 1 + 0.68 * measures.hierarchy[i]!;
    const links = cortex.areas.reduce((sum, _, j) => sum + fln[i * n + j]!, 0);
    return {
      gain,
      JE: 10 - 0.066 * (gain * (24.3 * 10 + 33.7 * links * 10) - 19.7 * 35),
      JI: 35 - 0.351 * (gain * (12.2 * 10 + 25.3 * links * 10) - 12.5 * 35),
    };
  });
  let E = cortex.areas.map(() => 10);
  let I = cortex.areas.map(() => 35);
  for (let step = 0; step < steps; step++) {
    const on = step * dtMs >= 20 && step * dtMs < 270;
    const before = { E, I };
    E = before.E.map((e, i) => {
      const fromAreas = before.E.reduce((sum, source, j) => sum + fln[i * n + j]! * source, 0);
      const drive =
        0.066 * (rest[i]!.gain * (24.3 * e + 33.7 * fromAreas) - 19.7 * before.I[i]!) +
        rest[i]!.JE +
        (on && i === area ? 20 : 0);
      return e + (dtMs / 20) * (-e + Math.max(drive, 0));
    });
    I = before.I.map((inhibition, i) => {
      const fromAreas = before.E.reduce((sum, source, j) => sum + fln[i * n + j]! * source, 0);
      const drive =
        0.351 * (rest[i]!.gain * (12.2 * before.E[i]! + 25.3 * fromAreas) - 12.5 * inhibition) + rest[i]!.JI;
      return inhibition + (dtMs / 10) * (-inhibition + Math.max(drive, 0));
    });
  }
  return E;
}

const variants: Readonly<Record<string, ChaudhuriVariant>> = {
  "as published": {},
  "without gradient": { settings: { gradient: "none" } },
  "with the mean gradient": { settings: { gradient: "mean" } },
  "without feedback": { settings: { feedback: false } },
  "without long-range links": { settings: { longRange: false } },
  "goudar-2021": { values: chaudhuri2015.presets!["goudar-2021"]!.parameters! },
  "li-wang-2022": { values: chaudhuri2015.presets!["li-wang-2022"]!.parameters! },
};

describe.each(Object.entries(variants))("the cortex %s", (_, variant) => {
  const circuit = chaudhuriCircuit(variant);

  it("rests at 10 and 35 Hz in every area, to rounding", () => {
    const simulation = createSimulation(core, circuit, { dtMs: 0.2, durationMs: 1000 });
    simulation.advance(5000);
    // A rounding of the drive (below 500 Hz) is passed on for the slowest time constant, at most some 5000 steps.
    for (const E of simulation.state("rE")) expect(Math.abs(E - 10)).toBeLessThan(1e-10);
    for (const I of simulation.state("rI")) expect(Math.abs(I - 35)).toBeLessThan(1e-10);
  });

  it("has the Jacobian that finite differences of its right-hand side give", () => {
    const difference = finiteDifferenceJacobian(circuit);
    jacobianAtStart(circuit)!.forEach((value, at) => {
      expect(Math.abs(value - difference[at]!)).toBeLessThan(1e-12);
    });
  });
});

describe("a pulse", () => {
  it.each(["V1", "8m"])("into %s spreads as the equations say, link by link", (area) => {
    const naive = naivePulseResponse(cortex.areas.indexOf(area), 1999, 0.2);
    const got = lastOf(pulseResponse(chaudhuriCircuit(), area));
    // Another order of the same sums: roundings, passed on for at most 2000 steps.
    naive.forEach((rate, i) => {
      expect(Math.abs(got[i]! - rate)).toBeLessThan(1e-10);
    });
    expect(Math.abs(naive[1]! - 10)).toBeGreaterThan(1e-3);
  });
});

describe("gradient", () => {
  it("none is eta = 0, bit for bit", () => {
    const without = pulseResponse(chaudhuriCircuit({ settings: { gradient: "none" } }), "V1");
    expect(without).toEqual(pulseResponse(chaudhuriCircuit({ values: { eta: 0 } }), "V1"));
    expect(without).not.toEqual(pulseResponse(chaudhuriCircuit(), "V1"));
  });

  it("mean is the mean position everywhere, which leaves links up and down as they are", () => {
    const mean = (0 + 0.2 + 0.35 + 0.6 + 1) / 5;
    const level = { ...cortex, measures: { hierarchy: new Float64Array(n).fill(mean) } };
    expect(pulseResponse(chaudhuriCircuit({ settings: { gradient: "mean" } }), "V1")).toEqual(
      pulseResponse(chaudhuriCircuit({ anatomy: level }), "V1"),
    );
  });
});

describe("feedback off", () => {
  const circuit = chaudhuriCircuit({ settings: { feedback: false } });

  it("takes away exactly the links from a higher area to a lower one", () => {
    const [all, some] = [jacobianAtStart(chaudhuriCircuit())!, jacobianAtStart(circuit)!];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (const row of [i, n + i]) {
          const at = row * 2 * n + j;
          if (i >= j) expect(some[at]).toBe(all[at]);
          else expect(some[at]).toBe(0);
        }
      }
    }
  });

  it("is the cortex whose FLN has no such links, bit for bit", () => {
    const fln = cortex.fln.map((f, at) => (Math.floor(at / n) > at % n ? f : 0));
    expect(pulseResponse(circuit, "V2")).toEqual(
      pulseResponse(chaudhuriCircuit({ anatomy: { ...cortex, fln } }), "V2"),
    );
  });

  it("keeps a pulse into an area from reaching the areas below", () => {
    const [V1, V2, , area8m, area24c] = lastOf(pulseResponse(circuit, "8m"));
    for (const rate of [V1!, V2!]) expect(Math.abs(rate - 10)).toBeLessThan(1e-10);
    for (const rate of [area8m!, area24c!]) expect(rate - 10).toBeGreaterThan(1e-3);
  });
});

describe("long-range links off", () => {
  it.each(cortex.areas)("makes %s the excitatory-inhibitory circuit at its position", (area) => {
    const at = cortex.areas.indexOf(area);
    const trace = pulseResponse(chaudhuriCircuit({ settings: { longRange: false } }), area);
    const [alone] = simulate(core, localCircuit({ hierarchy: cortex.measures.hierarchy[at]! }), {
      dtMs: 0.2,
      durationMs: 400,
      stimuli: [{ ...pulseInto(area), areas: ["circuit"] }],
      save: [{ variable: "rE" }],
    });
    expect(trace.filter((_, i) => i % n === at)).toEqual(alone!.data);
    const others = lastOf(trace).filter((_, i) => i !== at);
    for (const rate of others) expect(Math.abs(rate - 10)).toBeLessThan(1e-10);
  });
});

describe("presets", () => {
  const responseOfV1 = (values: ChaudhuriVariant["values"]): number => {
    const trace = pulseResponse(chaudhuriCircuit(values ? { values } : {}), "V1");
    return Math.max(...trace.filter((_, i) => i % n === 0));
  };

  it("goudar-2021 weakens recurrent excitation, li-wang-2022 strengthens it", () => {
    const published = responseOfV1(undefined);
    expect(responseOfV1(chaudhuri2015.presets!["goudar-2021"]!.parameters!)).toBeLessThan(published);
    expect(responseOfV1(chaudhuri2015.presets!["li-wang-2022"]!.parameters!)).toBeGreaterThan(published);
  });
});

describe("noise", () => {
  it.each([
    ["visual", [1, 0, 0, 0, 0]],
    ["somatosensory", [0, 0, 1, 0, 0]],
    ["rest", [1, 1, 1, 1, 1]],
  ] as const)(
    "as %s input is noiseE (sd over one tauE) into those areas' E cells alone",
    (noiseInput, into) => {
      const { groups } = chaudhuriCircuit({ settings: { noiseInput }, values: { noiseE: 3 }, noise: true });
      const [rE, rI] = groups[0]!;
      expect(rE!.diffusion).toEqual(Float64Array.from(into, (on) => (on * 3) / Math.sqrt(20)));
      expect(rI!.diffusion).toBeUndefined();
    },
  );
});
