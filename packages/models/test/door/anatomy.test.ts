import { describe, expect, it } from "vitest";
import {
  type Anatomy,
  chaudhuri2015,
  defaultSettings,
  defaultValues,
  froudistWalsh2021,
  type Model,
  models,
} from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { smallCortex } from "../small-cortex.js";

const cortex = smallCortex();

function build(name: string, anatomy: Anatomy | undefined): unknown {
  const model: Model = models.get(name)!;
  return model.circuit(defaultValues(model.params), defaultSettings(model.switches), anatomy, false);
}

const cortexModels = [chaudhuri2015, froudistWalsh2021].map(({ name, needs }) => ({ name, needs }));
const measures = cortexModels.flatMap(({ name, needs }) =>
  needs.measures.map((measure) => [name, measure] as const),
);

describe("an anatomy", () => {
  it.each(cortexModels)("must be there ($name)", ({ name }) => {
    expect(() => build(name, undefined)).toThrow(
      `${name} needs a connectome and got none; set "connectome", for example "macaque-29".`,
    );
  });

  it("must have the laminar origin of its links for Froudist-Walsh 2021, and need not for Chaudhuri 2015", () => {
    const { areas, fln, measures } = cortex;
    expect(() => build("froudist-walsh-2021", { areas, fln, measures })).toThrow(
      /froudist-walsh-2021 needs the laminar origin \(SLN\) of each link, which the connectome lacks/,
    );
    expect(() => build("chaudhuri-2015", { areas, fln, measures })).not.toThrow();
  });

  it.each(measures)("of %s must have %s, or says for which areas it is missing", (name, measure) => {
    const without = Object.fromEntries(Object.entries(cortex.measures).filter(([key]) => key !== measure));
    expect(() => build(name, { ...cortex, measures: without })).toThrow(
      `${name} needs ${measure} of every area; the connectome lacks it for V1, V2, 2, 8m, 24c.`,
    );
    const holed = Float64Array.from(without[measure] ?? [0, Number.NaN, 0.3, Number.NaN, 1]);
    expect(() => build(name, { ...cortex, measures: { ...cortex.measures, [measure]: holed } })).toThrow(
      `${name} needs ${measure} of every area; the connectome lacks it for V2, 8m.`,
    );
  });

  it("with many areas unmeasured is told of five and the number of the others", () => {
    const areas = Array.from({ length: 12 }, (_, i) => `area${i}`);
    const anatomy = { areas, fln: new Float64Array(144), measures: {} };
    expect(() => build("chaudhuri-2015", anatomy)).toThrow(/for area0, .*area4 and 7 more\.$/);
  });

  it.each([
    ["visual", "V1"],
    ["somatosensory", "2"],
  ] as const)(
    "without the area that %s noise drives is refused, and taken without noise",
    (noiseInput, area) => {
      const anatomy = { ...cortex, areas: cortex.areas.map((name) => (name === area ? "elsewhere" : name)) };
      const settings = { noiseInput };
      expect(() => chaudhuriCircuit({ settings, anatomy, noise: true })).toThrow(
        `noiseInput "${noiseInput}" drives area ${area}, which the connectome does not have; use noiseInput "rest".`,
      );
      expect(() => chaudhuriCircuit({ settings, anatomy })).not.toThrow();
      expect(() =>
        chaudhuriCircuit({ settings: { noiseInput: "rest" }, anatomy, noise: true }),
      ).not.toThrow();
    },
  );
});
