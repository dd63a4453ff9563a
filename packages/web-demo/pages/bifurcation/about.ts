import type { About } from "../../src/page.js";

export const about: About = {
  slug: "bifurcation",
  order: 9,
  title: "A bifurcation makes memory",
  slide: "Working memory emerges with sufficiently strong recurrent connections",
  idea: "A little more of the same, stronger recurrent connections, brings about something new: beyond a threshold activity outlasts its cause.",
};
