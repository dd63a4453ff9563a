import { connectome } from "@isocortex/connectomes";
import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, distractor, held, memories, target, trial } from "./part.js";

/** Prediction: a short inhibition of the CB2 cells lets the distractor in. [current in nA, areas with E1, with E2] */
const expected = [
  [0, 23, 0],
  [-0.05, 0, 23],
  [-0.1, 0, 23],
  [-0.2, 0, 23],
] as const;

export const inhibition: ReproductionPart = async ({ run, progress }) => {
  const { areas, measures } = connectome("macaque-40");
  const recorded = areas.filter((_, i) => measures.persistentData![i] === 1);
  const checks = [];
  for (const [i, [current, withTarget, withDistractor]] of expected.entries()) {
    await progress(`CB2 inhibited by ${-current} nA`, i / expected.length);
    const silence = {
      name: "CB2 inhibited",
      input: "CB2",
      areas: recorded,
      startMs: distractor.startMs,
      endMs: distractor.endMs,
      amplitude: current,
    };
    const stimuli = current === 0 ? [target, distractor] : [target, distractor, silence];
    const { E1, E2 } = memories(await run(trial(`froudist-walsh2021 CB2 ${current} nA`, { stimuli })));
    checks.push(
      agrees(
        `CB2 at ${current} nA during the distractor: areas with the target`,
        "areas",
        withTarget,
        held(E1).length,
        0,
      ),
      agrees(
        `CB2 at ${current} nA during the distractor: areas with the distractor`,
        "areas",
        withDistractor,
        held(E2).length,
        0,
      ),
    );
  }
  return { checks };
};
