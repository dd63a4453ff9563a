import type { About } from "../../src/page.js";

export const about: About = {
  slug: "n-back",
  order: 0,
  title: "The n-back challenge",
  slide: "A Popular Working Memory Task (n-back)",
  idea: "Without a loop, or a window long enough to hold the past, no network can say whether this letter is the one n before, however large it is.",
};
