import type { About } from "../../src/page.js";

export const about: About = {
  slug: "any-model",
  order: 99,
  title: "Run any model",
  slide: "The same bits on every engine",
  idea: "The published protocol of every model, run here; the hash of each array is the one that the command line writes on any other machine.",
};
