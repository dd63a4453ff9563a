import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("Not at all, and then at once to a high rate");
  await visitor.type("Strength of recurrent connections", 2.002);
  await visitor.taskDone(1);
  await visitor.type("Strength of recurrent connections", 1.98);
  await visitor.type("Length of the pulse, in ms", 3000);
  await visitor.taskDone(2);
  await visitor.press("Spiking network");
  await visitor.pick("Slow sweep of the strength", "falling, from memory");
  await visitor.taskDone(3);
  await visitor.sees(/comes to .* Hz: memory/);
};
