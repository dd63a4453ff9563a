import type { About } from "../../src/page.js";

export const about: About = {
  slug: "odr",
  order: 10,
  title: "Remembering one place of eight",
  slide: "The ODR task and a delay cell with persistent firing",
  idea: "A delay cell fires for one remembered place only; together such cells hold the place as a bump of activity, and noise lets the bump drift, by about the square root of the delay.",
};
