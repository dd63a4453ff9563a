/** Whole steps in a time span: the one place where milliseconds become steps, rounded to the nearest step. */
export function stepsIn(ms: number, dtMs: number): number {
  return Math.round(ms / dtMs);
}
