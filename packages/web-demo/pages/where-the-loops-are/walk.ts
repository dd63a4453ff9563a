import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("About two thirds");
  await visitor.type("Decay of length, λ, in per mm", 0.19);
  for (const lambda of [0.195, 0.2, 0.205, 0.21, 0.185, 0.18]) {
    if (await visitor.browserPage.locator(".tasks li:nth-child(1).done").isVisible()) break;
    await visitor.type("Decay of length, λ, in per mm", lambda);
    await visitor.browserPage.waitForTimeout(400);
  }
  await visitor.taskDone(1);
  await visitor.type("Decay of length, λ, in per mm", 0.3);
  await visitor.type("Mean distance between areas, in mm", 3);
  await visitor.taskDone(2);
  await visitor.press("As measured");
  await visitor.type("Hide links weaker than, in FLN", 0.01);
  await visitor.taskDone(3);
};
