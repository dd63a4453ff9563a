import type { State } from "./page.js";

/** The states a page has been in, with a place among them. */
export interface StateHistory {
  readonly state: State;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Goes on to a further state; those undone are forgotten. */
  commit(state: State): void;
  undo(): State;
  redo(): State;
}

const MOST_STATES = 500;

function equal(a: State, b: State): boolean {
  return Object.keys({ ...a, ...b }).every((name) => Object.is(a[name], b[name]));
}

/** A history that begins with a state. */
export function createHistory(first: State): StateHistory {
  let states: State[] = [first];
  let at = 0;
  return {
    get state() {
      return states[at]!;
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < states.length - 1;
    },
    commit(state) {
      if (equal(state, states[at]!)) return;
      states = [...states.slice(0, at + 1), state].slice(-MOST_STATES);
      at = states.length - 1;
    },
    undo() {
      at = Math.max(0, at - 1);
      return states[at]!;
    },
    redo() {
      at = Math.min(states.length - 1, at + 1);
      return states[at]!;
    },
  };
}
