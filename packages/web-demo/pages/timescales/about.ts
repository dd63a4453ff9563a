import type { About } from "../../src/page.js";

export const about: About = {
  slug: "timescales",
  order: 6,
  title: "Spines and timescales along the hierarchy",
  slide: "The emergence of a hierarchy of temporal windows",
  steps: [3],
  idea: "One measured gradient, the number of spines per neuron, makes sensory areas fast and frontal areas slow; it needs the loops between areas to do so.",
};
