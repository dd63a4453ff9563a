import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("It rises and falls again");
  await visitor.type("Dopamine (D1 stimulation)", 0.4);
  await visitor.taskDone(1);
  await visitor.press("CB2 inhibited");
  await visitor.taskDone(2);
  await visitor.type("Threshold of persistence, in Hz", 20);
  await visitor.taskDone(3);
};
