import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("It doubles");
  await visitor.press("Ask one unit for the eight cues");
  await visitor.sees("Tuning of the unit at 180° in the delay");
  await visitor.press("Measure the error after 0.75 to 12 s");
  await visitor.taskDone(1);
  await visitor.press("A distractor");
  await visitor.taskDone(2);
  await visitor.browserPage.getByRole("button", { name: "Cue at 90°" }).press("Enter");
  await visitor.type("Recurrent excitation, GEE", 5);
  await visitor.taskDone(3);
};
