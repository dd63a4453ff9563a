import { numberAt, type State } from "../../src/page.js";
import type { LeakyUnit } from "./euler.js";

export const DURATION_MS = 300;

export function unitOf(state: State): LeakyUnit {
  return {
    tau: numberAt(state, "tau"),
    w: numberAt(state, "w"),
    x: numberAt(state, "x"),
    start: numberAt(state, "start"),
    activation: state.activation as LeakyUnit["activation"],
  };
}

/** The unit as the simulator is asked for it. */
export function experiment(state: State, change: Readonly<Record<string, unknown>> = {}) {
  const { tau, w, x, start, activation } = unitOf(state);
  return {
    model: "leaky-rnn",
    parameters: { tau, w },
    options: { activation },
    stimuli: [
      { name: "input", input: "x", areas: ["unit"], startMs: 0, endMs: 2 * DURATION_MS, amplitude: x },
    ],
    initial: { a: start },
    integrator: "euler",
    dtMs: numberAt(state, "dt"),
    durationMs: DURATION_MS,
    record: [{ variable: "a" }],
    audit: false,
    ...change,
  };
}
