import type { UnrollingRecord } from "@isocortex/lab";
import { element } from "../../src/dom.js";

/** Powers of ten from the last bit of a number near 1 up to 1. */
const LEAST = -17;

/** How far the outputs of the two networks are apart. */
export function createEqualityMeter(): {
  readonly element: HTMLElement;
  show(record: UnrollingRecord): void;
} {
  const number = element("output", { class: "equality" });
  const bar = element("meter", {
    attributes: { min: LEAST, max: 0, "aria-label": "Largest difference of outputs, powers of ten" },
  });
  const told = element("span", { class: "field-help" });
  return {
    element: element(
      "div",
      { class: "equality-meter" },
      element("span", { text: "Largest difference of the outputs" }),
      number,
      bar,
      told,
    ),
    show({ largestDifference, request }) {
      number.textContent = largestDifference === 0 ? "0" : largestDifference.toPrecision(2);
      bar.value = largestDifference === 0 ? LEAST : Math.log10(largestDifference);
      told.textContent =
        `Between the recurrent network and the feedforward one, over ${request.trials} random inputs of ${request.steps} steps: ` +
        (largestDifference === 0 ? "equal to the last bit." : "they are different functions now.");
    },
  };
}
