import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("Frontal areas such as 24c");
  await visitor.press("No gradient");
  await visitor.taskDone(1);
  await visitor.press("No loops between areas");
  await visitor.taskDone(2);
  await visitor.press("Pulse to V1");
  await visitor.press("Keep to compare");
  await visitor.pick("Silence an area", "46d");
  await visitor.taskDone(3);
};
