import { element } from "./dom.js";
import type { Shown, State, Task } from "./page.js";

/** What one can be asked to do, ticked off once it is done. */
export interface TasksView {
  readonly element: HTMLElement;
  check(state: State, shown: Shown): void;
}

export function createTasks(tasks: readonly Task[], announce: (text: string) => void): TasksView {
  const marks = tasks.map(() => element("span", { class: "mark", text: "to do" }));
  const items = tasks.map(({ text }, i) => element("li", {}, marks[i]!, " ", text));
  const done = tasks.map(() => false);
  return {
    element: element(
      "section",
      { class: "tasks", attributes: { "aria-labelledby": "tasks-title" } },
      element("h2", { text: "Try this", attributes: { id: "tasks-title" } }),
      element("ol", {}, ...items),
    ),
    check(state, shown) {
      tasks.forEach((task, i) => {
        if (done[i] || !task.done(state, shown)) return;
        done[i] = true;
        marks[i]!.textContent = "done";
        items[i]!.classList.add("done");
        announce(`Done: ${task.text}`);
      });
    },
  };
}
