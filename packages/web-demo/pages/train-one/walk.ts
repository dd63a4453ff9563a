import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  const { browserPage } = visitor;
  await visitor.predict("They differ, and so may what single units do");

  // A training that does not end soon, and a reload in the middle of it.
  await visitor.pick("Task", "odr");
  await visitor.tick("Dale's law: units excite or inhibit", true);
  await visitor.press("More");
  await visitor.type("Most updates", 20000);
  await visitor.press("Train");
  await visitor.sees(/Kept in this browser at update [1-9]/);
  await browserPage.reload();
  await visitor.sees(/stopped at update [1-9]/);
  await visitor.press("Continue");
  await visitor.sees(/^Training: .* Update [1-9]/);
  await visitor.press("Pause");
  await visitor.sees(/^Paused: /);
  await visitor.press("Go on");
  await visitor.sees(/^Training: .* Update [1-9]/);
  await visitor.press("Cancel");
  await visitor.press("Reset");

  await visitor.press("Train");
  await visitor.taskDone(1);

  // A weight is picked by mouse, another by keys, and set.
  await browserPage.locator("canvas.pickable").click();
  await visitor.pick("From unit", "3");
  await visitor.pick("To unit", "4");
  const weight = browserPage.getByLabel("Weight", { exact: true });
  await weight.fill("-1.5");
  await weight.press("Enter");
  await visitor.sees(/Right in fresh trials with it: \d+ %/);
  await browserPage.getByRole("button", { name: "Go on", exact: true }).press("Enter");
  await visitor.taskDone(3);

  await visitor.tick("Dale's law: units excite or inhibit", true);
  await visitor.press("Train");
  await visitor.taskDone(2);
  await browserPage.locator(".hashes dd").first().waitFor();
};
