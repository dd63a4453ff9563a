import type { Floats } from "./floats.js";

/** Sum of the squares of rates from index `from` on, of which the penalty of the rates is the mean.         PsychRNN */
export function sumOfSquares(rates: Floats, from = 0): number {
  let sum = 0;
  for (let i = from; i < rates.length; i++) sum += rates[i]! * rates[i]!;
  return sum;
}
