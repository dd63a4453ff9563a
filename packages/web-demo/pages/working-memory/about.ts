import type { About } from "../../src/page.js";

export const about: About = {
  slug: "working-memory",
  order: 11,
  title: "The whole cortex holds a target through a distractor",
  slide: "Working memory across areas and cell types; validation; dopamine and distractors",
  steps: [4, 5, 6],
  idea: "Frontal and parietal areas keep the target together; a middle level of dopamine lets it in and shields it, through cells that inhibit dendrites.",
};
