import type { About } from "../../src/page.js";

export const about: About = {
  slug: "vector-fields",
  order: 8,
  title: "Vector fields: two numbers tell how a state moves",
  slide: "Vector field visualization",
  idea: "Near a steady state, trace and determinant of one small matrix decide whether activity fades, grows, circles or is torn apart; where they change sign there is a bifurcation.",
};
