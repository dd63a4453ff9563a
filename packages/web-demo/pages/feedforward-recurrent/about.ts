import type { About } from "../../src/page.js";

export const about: About = {
  slug: "feedforward-recurrent",
  order: 16,
  title: "One network, drawn four ways",
  slide: "The mathematical equivalence of (some) feedforward and recurrent neural networks",
  idea: "A recurrent network over T steps is a feedforward one whose copies share their weights: equal outputs and equally many parameters, but a depth that grows with T.",
};
