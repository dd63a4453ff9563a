import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("They swing, further each time");
  await visitor.sees("isocortex run takes this step.");
  await visitor.type("Step, Δt, in ms", 1);
  await visitor.taskDone(1);
  await visitor.press("Elman: Δt = τ");
  await visitor.taskDone(2);
  await visitor.sees("isocortex run refuses this step: dtMs is 20 but");
  await visitor.press("A pure leak");
  await visitor.type("Step, Δt, in ms", 34);
  await visitor.taskDone(3);
  await visitor.type("Step, Δt, in ms", 3);
};
