import { element } from "./dom.js";
import type { Reading } from "./page.js";

/** A list of numbers with their names. */
export function createReadings(): {
  readonly element: HTMLElement;
  show(readings: readonly Reading[]): void;
} {
  const list = element("dl", { class: "readings" });
  return {
    element: list,
    show(readings) {
      list.replaceChildren(
        ...readings.map(({ label, value }) =>
          element("div", {}, element("dt", { text: label }), element("dd", { text: value })),
        ),
      );
    },
  };
}
