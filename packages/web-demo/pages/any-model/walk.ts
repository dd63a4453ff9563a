import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("Not at all");
  await visitor.pick("Model", "excitatory-inhibitory");
  await visitor.tick("Noise", true);
  await visitor.press("Run");
  await visitor.taskDone(1);
};
