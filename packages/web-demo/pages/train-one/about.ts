import type { About } from "../../src/page.js";

export const about: About = {
  slug: "train-one",
  order: 18,
  title: "Train one yourself",
  slide: "Training recurrent networks on cognitive tasks",
  idea: "The same task can be learned by many networks; what is found depends on the start, the cells and the rules for the weights, and every one can be opened.",
};
