import type { About } from "../../src/page.js";

export const about: About = {
  slug: "ei-circuit",
  order: 4,
  title: "One area: excitation, inhibition and a leak",
  slide: "A canonical local circuit model",
  steps: [1],
  idea: "Without input the leak wins; excitation of itself slows the decay, and inhibition keeps strong excitation in check.",
};
