import type { About } from "../../src/page.js";

export const about: About = {
  slug: "where-the-loops-are",
  order: 2,
  title: "Where the loops are",
  slide: "Where are the recurrent connections in the brain?",
  idea: "Most areas of a cortex are joined both ways, yet most of a neuron's input comes from its own area: many paths between areas, mostly weak.",
};
