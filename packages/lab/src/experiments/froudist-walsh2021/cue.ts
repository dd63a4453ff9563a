import { connectome } from "@isocortex/connectomes";
import { uniformsOf } from "@isocortex/core-wasm";
import { type AreaPersistence, contingencyTest, labelPermutationTest } from "../../analysis/index.js";
import { check } from "../../check.js";
import type { Figure } from "../../figure.js";
import type { RunResult } from "../../run-record.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, held, memories, paper, target, trial } from "./part.js";

/** Delay rates (Hz) at dopamine 1.5. */
const delayHz = {
  "24c": 28.5,
  STPr: 26.01,
  "45A": 24.75,
  "9/46d": 20.22,
  "8m": 15.72,
  "46d": 8.33,
  "7A": 7.24,
  V1: 0.27,
};
const persistentAreas =
  "8m 8l STPc 7A 10 TEpd 46d 9/46v 9/46d F5 7m LIP STPi 9 45A 8B 7B F2 F7 ProM STPr 24c OPRO".split(" ");
const PERMUTATIONS = 9999;

/** Which areas hold the target after the cue, and whether those are the areas where recordings found delay activity. */
export const cue: ReproductionPart = async ({ run, progress, random }) => {
  await progress("target, dopamine 1.5", 0);
  const result = await run(trial("froudist-walsh2021 target", { audit: true }, 0.5));
  const { E1 } = memories(result);
  const { wellStudied, persistentData } = connectome("macaque-40").measures;
  const studied = E1.map((_, i) => i).filter((i) => wellStudied![i] === 1);
  const predicted = studied.map((i) => E1[i]!.persistent);
  const observed = studied.map((i) => persistentData![i] === 1);
  const overlap = contingencyTest(predicted, observed);
  const p = labelPermutationTest(predicted, observed, PERMUTATIONS, uniformsOf(random.split("labels")));
  const differing = new Set(
    [...held(E1), ...persistentAreas].filter((a) => held(E1).includes(a) !== persistentAreas.includes(a)),
  );
  return {
    checks: [
      agrees("areas that hold the target at dopamine 1.5 (of 40)", "areas", 23, held(E1).length, 0),
      agrees("areas that differ from the reference set", "areas", 0, differing.size, 0),
      agrees("well-studied areas that agree with recordings (of 19)", "areas", 18, overlap.agree, 0),
      agrees("chi-squared of model against recordings", "1", 15.033, overlap.chi2, 0.0005),
      check({
        quantity: "p of that chi-squared",
        unit: "1",
        published: 1e-4,
        got: overlap.p,
        tolerance: 1e-5,
        source: `${paper}, Fig 3 (p = 0.0001; reference implementation 1.056e-4)`,
        origin: "paper",
      }),
      check({
        quantity: `p by dealing the model's areas at random ${PERMUTATIONS} times`,
        unit: "1",
        published: 2.58e-4,
        got: p,
        tolerance: 6e-4,
        source: "Fisher's exact probability of the same table, 7/27132; tolerance: four standard errors",
        origin: "reference",
      }),
      ...Object.entries(delayHz).map(([area, published]) =>
        agrees(`delay rate of ${area}`, "Hz", published, E1.find((a) => a.area === area)!.delayHz, 0.006),
      ),
    ],
    figures: [delayFigure(E1, wellStudied!, persistentData!), timeFigure(result)],
    runs: [result.record],
  };
};

function delayFigure(
  E1: readonly AreaPersistence[],
  wellStudied: Float64Array,
  persistentData: Float64Array,
): Figure {
  const group = (i: number): string => {
    if (wellStudied[i] !== 1) return "too few studies";
    return persistentData[i] === 1 ? "persistent in recordings" : "not persistent in recordings";
  };
  return {
    kind: "bars",
    name: "froudist-walsh2021-delay",
    title: "Frontal and parietal areas hold the target; sensory areas do not",
    caption:
      "Rate of the target population in the last half second of the delay above its rate before the target, dopamine " +
      "1.5, areas in hierarchical order. Colour: recordings collected by Leavitt et al. 2017.",
    x: { label: "Area", type: "band" },
    y: { label: "Delay rate above baseline", unit: "Hz" },
    bars: E1.map(({ area, delayHz: delay, baselineHz }, i) => ({
      label: area,
      value: delay - baselineHz,
      group: group(i),
    })),
    rule: { at: 5, label: "threshold 5 Hz" },
  };
}

function timeFigure({ arrays, record }: RunResult): Figure {
  const shown = ["V1", "MT", "7A", "LIP", "46d", "8m", "9/46d", "24c"];
  const { data, shape } = arrays.rE1!;
  const every = 20;
  const samples = Array.from({ length: Math.floor(shape[0]! / every) }, (_, i) => i * every);
  return {
    kind: "lines",
    name: "froudist-walsh2021-target",
    title: "Activity outlasts the target in association areas",
    caption: "Rate of the target population E1 in eight areas, dopamine 1.5, no noise.",
    x: { label: "Time", unit: "ms" },
    y: { label: "Rate of E1", unit: "Hz" },
    series: shown.map((area) => {
      const a = record.areas.indexOf(area);
      return { label: area, x: samples.map((s) => s / 2), y: samples.map((s) => data[s * shape[2]! + a]!) };
    }),
    spans: [{ from: target.startMs, to: target.endMs, label: "target" }],
  };
}
