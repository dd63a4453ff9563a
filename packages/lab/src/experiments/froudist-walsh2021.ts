import type { Reproduction } from "../reproduction-context.js";
import { ablations } from "./froudist-walsh2021/ablations.js";
import { cue } from "./froudist-walsh2021/cue.js";
import { dopamine } from "./froudist-walsh2021/dopamine.js";
import { inhibition } from "./froudist-walsh2021/inhibition.js";
import { noise } from "./froudist-walsh2021/noise.js";
import { shuffles } from "./froudist-walsh2021/shuffles.js";
import { type ReproductionPart, reproduceParts } from "./reproduce-parts.js";

const parts: readonly { readonly part: ReproductionPart; readonly full: boolean }[] = [
  { part: cue, full: false },
  { part: dopamine, full: false },
  { part: inhibition, full: false },
  { part: ablations, full: false },
  { part: noise, full: false },
  { part: shuffles, full: true },
];

/** Working memory across the macaque cortex and its modulation by dopamine. Froudist-Walsh et al. 2021. */
export const froudistWalsh2021: Reproduction = {
  name: "froudist-walsh2021",
  title: "A dopamine gradient controls access to distributed working memory",
  citations: ["froudistwalsh2021", "leavitt2017", "markov2014fln"],
  flagship: true,
  headlines: [
    "areas that hold the target at dopamine 1.5 (of 40)",
    "well-studied areas that agree with recordings (of 19)",
    "chi-squared of model against recordings",
    "p of that chi-squared",
    "delay rate of 24c",
    "delay rate of 9/46d",
    "areas that hold the target at dopamine 0.9",
    "areas that hold the target at dopamine 2.2",
    "areas that keep the target through the distractor at dopamine 1.5",
    "areas that follow the distractor at dopamine 2.0",
    "CB2 at -0.1 nA during the distractor: areas with the target",
    "CB2 at -0.1 nA during the distractor: areas with the distractor",
    "noisy trials of 20 with 18 of 19 areas as recorded",
  ],
  async reproduce(context) {
    const chosen = parts.filter(({ full }) => context.full || !full).map(({ part }) => part);
    const { checks, figures, notes, runs } = await reproduceParts(context, chosen);
    return {
      checks,
      figures,
      notes: [
        "The paper's published shuffle p-values could not be compared: their scheme is not described in enough detail. " +
          "Its p = 0.0001 agrees with the chi-squared test here.",
        "The area that differs from the recordings is TEpd. F3 and PBr lie close to the threshold of 5 Hz, so with noise " +
          "the number of persistent areas is 23 or 24.",
        ...notes,
      ],
      runs,
    };
  },
};
