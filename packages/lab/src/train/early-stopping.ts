/** When training has reached what was asked. */
export interface StoppingRule {
  /** A check passes at this value or beyond. */
  readonly target: number;
  /** Checks in a row that must pass: one lucky batch is not enough (1). */
  readonly passes?: number | undefined;
  /** Whether larger or smaller values are better (`larger`). */
  readonly better?: "larger" | "smaller" | undefined;
}

/** What the checks have shown: plain JSON. */
export interface StoppingState {
  readonly best: { readonly value: number; readonly loss: number; readonly update: number } | null;
  /** Checks in a row that passed. */
  readonly passes: number;
  readonly stop: boolean;
}

export const startStopping: StoppingState = { best: null, passes: 0, stop: false };

/**
 * The state after a check; `best.update === update` says that the weights are the best so far and worth keeping: those of
 * the best value, and of equal ones those of the smallest loss. A value that is no number passes nothing and is never the
 * best.
 */
export function checkStopping(
  { target, passes: needed = 1, better = "larger" }: StoppingRule,
  state: StoppingState,
  value: number,
  update: number,
  loss = 0,
): StoppingState {
  const sign = better === "larger" ? 1 : -1;
  const { best } = state;
  const improved =
    Number.isFinite(value) &&
    (best === null || sign * value > sign * best.value || (value === best.value && loss < best.loss));
  const passes = sign * value >= sign * target ? state.passes + 1 : 0;
  return {
    best: improved ? { value, loss, update } : best,
    passes,
    stop: state.stop || passes >= needed,
  };
}
