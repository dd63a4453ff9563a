import type { Floats } from "./floats.js";

/**
 * coefficient · sum of r² / elements; adds its derivative 2·coefficient·r / elements to gradient.
 * gradient (any number of rates, say one step's) · rates from index `from` on. With `elements` = steps·trials·units of
 * the whole batch, the values of all steps and shards add up to coefficient · mean r².                      PsychRNN
 */
export function ratePenalty(
  gradient: Floats,
  rates: Floats,
  coefficient: number,
  elements: number,
  from = 0,
): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) {
    const r = rates[from + i]!;
    sum += r * r;
    gradient[i]! += (2 * coefficient * r) / elements;
  }
  return (coefficient * sum) / elements;
}
