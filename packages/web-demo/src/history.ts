import type { State } from "./page.js";

/** The states a page has been in, with a place among them. */
export interface StateHistory {
  readonly state: State;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Number of the state among all there have been, from 0. */
  readonly at: number;
  /** Goes on to a further state; those undone are forgotten. */
  commit(state: State): void;
  /** Goes to a state by its number; false where it is no longer kept. */
  go(at: number): boolean;
}

const MOST_STATES = 500;

function equal(a: State, b: State): boolean {
  return Object.keys({ ...a, ...b }).every((name) => Object.is(a[name], b[name]));
}

/** A history that begins with a state. */
export function createHistory(first: State): StateHistory {
  let states: State[] = [first];
  let oldest = 0;
  let at = 0;
  const now = (): State => states[at - oldest]!;
  return {
    get state() {
      return now();
    },
    get canUndo() {
      return at > oldest;
    },
    get canRedo() {
      return at < oldest + states.length - 1;
    },
    get at() {
      return at;
    },
    commit(state) {
      if (equal(state, now())) return;
      states = [...states.slice(0, at - oldest + 1), state];
      at++;
      const over = Math.max(0, states.length - MOST_STATES);
      states = states.slice(over);
      oldest += over;
    },
    go(wanted) {
      if (!Number.isInteger(wanted) || wanted < oldest || wanted >= oldest + states.length) return false;
      at = wanted;
      return true;
    },
  };
}
