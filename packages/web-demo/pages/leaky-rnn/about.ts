import type { About } from "../../src/page.js";

export const about: About = {
  slug: "leaky-rnn",
  order: 17,
  title: "Leaky units and the length of a step",
  slide: "Leaky RNNs for neuro-AI",
  idea: "Code replaces a leaky unit's continuous time by steps of Δt: short steps follow it, a step of τ is exactly the Elman network, and steps beyond 2τ run away.",
};
