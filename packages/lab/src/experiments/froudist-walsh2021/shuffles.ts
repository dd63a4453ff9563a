import { type Connectome, connectome } from "@isocortex/connectomes";
import { type RandomStream, uniformsOf } from "@isocortex/core-wasm";
import { contingencyTest, rankAmong, shuffled, shuffleMatrix } from "../../analysis/index.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, memories, trial } from "./part.js";

const SHUFFLES = 160;

const mixes: Readonly<Record<string, (cortex: Connectome, random: () => number) => Connectome>> = {
  FLN: (cortex, random) => ({ ...cortex, fln: shuffleMatrix(cortex.fln, cortex.areas.length, random) }),
  "D1 density": (cortex, random) => withMeasure(cortex, "d1Density", random),
  spines: (cortex, random) => withMeasure(cortex, "spineCount", random),
};

function withMeasure(cortex: Connectome, name: string, random: () => number): Connectome {
  const mixed = Float64Array.from(shuffled([...cortex.measures[name]!], random));
  return { ...cortex, measures: { ...cortex.measures, [name]: mixed } };
}

/** Chi-squared of networks with one kind of anatomy shuffled: connectivity carries the match, gradients do not. */
export const shuffles: ReproductionPart = async ({ run, progress, random }) => {
  const cortex = connectome("macaque-40");
  const { wellStudied, persistentData } = cortex.measures;
  const studied = [...wellStudied!.keys()].filter((i) => wellStudied![i] === 1);
  const observed = studied.map((i) => persistentData![i] === 1);
  const chi2 = async (anatomy: Connectome): Promise<number> => {
    const result = await run(trial("froudist-walsh2021 shuffled", { connectome: "shuffled" }), {
      shuffled: anatomy,
    });
    const { E1 } = memories(result);
    return contingencyTest(
      studied.map((i) => E1[i]!.persistent),
      observed,
    ).chi2;
  };
  const published = await chi2(cortex);
  const p: Record<string, number> = {};
  for (const [k, [kind, mix]] of Object.entries(mixes).entries()) {
    const stream: RandomStream = random.split(`shuffle ${kind}`);
    const nulls: number[] = [];
    for (let i = 0; i < SHUFFLES; i++) {
      await progress(`shuffled ${kind}`, (k + i / SHUFFLES) / Object.keys(mixes).length);
      nulls.push(await chi2(mix(cortex, uniformsOf(stream.split(String(i))))));
    }
    p[kind] = rankAmong(published, nulls);
  }
  return {
    checks: [
      agrees(`share of ${SHUFFLES} networks with shuffled FLN that match as well`, "1", 0, p.FLN!, 0.02),
      agrees("the same with shuffled D1 density", "1", 0.58, p["D1 density"]!, 0.12),
      agrees("the same with shuffled spine counts", "1", 0.49, p.spines!, 0.12),
    ],
    notes: ["Shares over 160 shuffles have a standard error of 0.04; tolerances are three of them."],
  };
};
