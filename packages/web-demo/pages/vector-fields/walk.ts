import type { Walk } from "../../walk.js";

export const walk: Walk = async (visitor) => {
  await visitor.predict("Yes, along some direction");
  const dot = visitor.browserPage.getByRole("slider", { name: "Trace; determinant by up and down" });
  await dot.focus();
  for (let i = 0; i < 3; i++) await dot.press("Shift+ArrowUp");
  await visitor.taskDone(1);
  for (let i = 0; i < 6; i++) await dot.press("Shift+ArrowDown");
  await visitor.taskDone(2);
  await visitor.type("a11: x onto x, in 1/ms", -0.2);
  await visitor.type("a12: y onto x, in 1/ms", -0.3);
  await visitor.type("a21: x onto y, in 1/ms", 0.3);
  await visitor.type("a22: y onto y, in 1/ms", 0.2);
  await visitor.taskDone(3);
  const plane = visitor.browserPage.getByRole("group", { name: "Plane of trace and determinant" });
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  const at = (await dot.boundingBox())!;
  await visitor.browserPage.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await visitor.browserPage.mouse.down();
  await visitor.browserPage.mouse.move(box.x + 0.3 * box.width, box.y + 0.7 * box.height, { steps: 4 });
  await visitor.browserPage.mouse.up();
  await visitor.sees(/: saddle\.$/);
  await plane.click({ position: { x: 0.35 * box.width, y: 0.15 * box.height } });
  await visitor.sees(/^Stable focus \(a spiral sink\) at/);
};
