import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("b");
  await visitor.type("Excitation of itself, wEE, in pA/Hz", 31);
  await visitor.taskDone(1);
};
