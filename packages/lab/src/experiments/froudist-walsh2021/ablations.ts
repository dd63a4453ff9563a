import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, distractor, held, memories, target, trial } from "./part.js";

const levels = [1, 1.5, 2, 2.5] as const;

/** One action of dopamine taken away: areas with the target and with the distractor at dopamine 1, 1.5, 2, 2.5. */
const expected = {
  NMDA: { target: [0, 0, 0, 0], distractor: [0, 0, 0, 0] },
  PV: { target: [0, 0, 0, 0], distractor: [0, 0, 0, 0] },
  CB: { target: [25, 23, 19, 0], distractor: [0, 0, 0, 15] },
  "M-current": { target: [0, 24, 25, 27], distractor: [0, 0, 0, 0] },
} as const;

export const ablations: ReproductionPart = async ({ run, progress }) => {
  const checks = [];
  const actions = Object.entries(expected);
  for (const [a, [ablate, areas]] of actions.entries()) {
    for (const [i, dopamine] of levels.entries()) {
      await progress(`without dopamine on ${ablate}`, (a + i / levels.length) / actions.length);
      const result = await run(
        trial(`froudist-walsh2021 without ${ablate}, dopamine ${dopamine}`, {
          parameters: { dopamine },
          options: { ablate },
          stimuli: [target, distractor],
        }),
      );
      const { E1, E2 } = memories(result);
      const what = `no dopamine on ${ablate}, level ${dopamine}: areas with the`;
      checks.push(agrees(`${what} target`, "areas", areas.target[i]!, held(E1).length, 0));
      checks.push(agrees(`${what} distractor`, "areas", areas.distractor[i]!, held(E2).length, 0));
    }
  }
  return { checks };
};
