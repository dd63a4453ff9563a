import { numberAt, type State } from "../../src/page.js";

export const PULSE_START_MS = 100;
const DURATION_MS = 2000;
/** An inhibitory current that keeps an area silent whatever reaches it, in Hz (beta-scaled). */
const SILENCING_HZ = -100_000;

/** The experiment of a state: a pulse into one area of the 29, another perhaps silenced throughout. */
export function experiment(state: State) {
  const stimuli = [
    {
      name: "pulse",
      input: "E",
      areas: [String(state.area)],
      startMs: PULSE_START_MS,
      endMs: PULSE_START_MS + numberAt(state, "pulse"),
      amplitude: 41.8646,
    },
    ...(state.lesion === "none"
      ? []
      : [
          {
            name: "lesion",
            input: "E",
            areas: [String(state.lesion)],
            startMs: 0,
            endMs: DURATION_MS,
            amplitude: SILENCING_HZ,
          },
        ]),
  ];
  return {
    model: "chaudhuri-2015",
    connectome: "macaque-29",
    durationMs: DURATION_MS,
    parameters: { eta: numberAt(state, "eta") },
    options: { gradient: state.gradient, feedback: state.feedback, longRange: state.longRange },
    stimuli,
    record: [{ variable: "rE", everyMs: 4 }],
    audit: false,
  };
}

/** The analysis that goes with it: white noise into the same area. */
export function timescaleAnalysis(state: State) {
  const without = state.lesion === "none" || state.lesion === state.area ? "" : String(state.lesion);
  return { name: "timescales", inputArea: String(state.area), without };
}
