import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("As many");
  await visitor.sees("equal to the last bit.");
  await visitor.browserPage.getByRole("button", { name: "area 2", exact: true }).press("Enter");
  await visitor.sees(
    "area 2: one box as feedforward and one as recurrent, 3 copies in time, 2 copies in space",
  );
  await visitor.type("Steps, T", 20);
  await visitor.taskDone(1);
  await visitor.pick("Weights of the copies", "changed");
  await visitor.taskDone(2);
  await visitor.sees("they are different functions now.");
  await visitor.press("Up at once");
  await visitor.tick("Top-down connections", false);
  await visitor.taskDone(3);
};
