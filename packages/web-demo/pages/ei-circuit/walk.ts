import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("It fades, slower than in one cell");
  await visitor.type("I inhibits E, wEI, in pA/Hz", 0);
  await visitor.type("E excites E, wEE, in pA/Hz", 12.1);
  await visitor.taskDone(1);
  await visitor.press("Like V1");
  await visitor.type("Place in the hierarchy, h", 0.65);
  await visitor.taskDone(2);
  await visitor.press("Like V1");
  await visitor.type("Pulse into E, in Hz", -50);
  await visitor.taskDone(3);
};
