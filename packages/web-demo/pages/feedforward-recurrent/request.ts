import { numberAt, type State } from "../../src/page.js";

/** Steps that sizes are counted for. */
export const MOST_STEPS = 30;
/** The copy that is changed: of the last area, whose output is read. */
const CHANGED_STEP = 1;

/** The network of a state, to be unrolled. */
export function requestOf(state: State) {
  const areas = numberAt(state, "areas");
  const change = { area: areas, step: CHANGED_STEP, by: numberAt(state, "by") / 100 };
  return {
    isocortex: 1,
    areas: new Array<number>(areas).fill(numberAt(state, "units")),
    steps: numberAt(state, "steps"),
    mostSteps: MOST_STEPS,
    activation: state.activation,
    lateral: state.lateral,
    topDown: state.topDown,
    bottomUp: state.bottomUp,
    seed: numberAt(state, "seed"),
    ...(state.copies === "tied"
      ? {}
      : { change: { ...change, by: state.copies === "changed" ? change.by : 0 } }),
  };
}
