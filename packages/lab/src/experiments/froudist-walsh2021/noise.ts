import { connectome } from "@isocortex/connectomes";
import { contingencyTest } from "../../analysis/index.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, held, memories, trial } from "./part.js";

const SEEDS = 20;

/** Twenty noisy trials: the overlap with recordings does not depend on the noise. */
export const noise: ReproductionPart = async ({ run, progress, seed }) => {
  await progress(`${SEEDS} noisy trials`, 0);
  const result = await run(trial("froudist-walsh2021 noise", { noise: true, trials: SEEDS, seed }));
  const { wellStudied, persistentData } = connectome("macaque-40").measures;
  const studied = [...wellStudied!.keys()].filter((i) => wellStudied![i] === 1);
  const observed = studied.map((i) => persistentData![i] === 1);
  const trials = Array.from({ length: SEEDS }, (_, t) => memories(result, t).E1);
  const overlaps = trials.map(
    (areas) =>
      contingencyTest(
        studied.map((i) => areas[i]!.persistent),
        observed,
      ).agree,
  );
  const counts = trials.map((areas) => held(areas).length);
  const mean24c = trials.reduce((sum, areas) => sum + areas[areas.length - 2]!.delayHz, 0) / SEEDS;
  return {
    checks: [
      agrees(
        "noisy trials of 20 with 18 of 19 areas as recorded",
        "trials",
        SEEDS,
        overlaps.filter((n) => n === 18).length,
        0,
      ),
      agrees("fewest areas with persistent activity in a noisy trial", "areas", 23, Math.min(...counts), 0),
      agrees("most areas with persistent activity in a noisy trial", "areas", 24, Math.max(...counts), 0),
      agrees("delay rate of 24c, mean over noisy trials", "Hz", 28.5, mean24c, 0.2),
    ],
    runs: [result.record],
  };
};
