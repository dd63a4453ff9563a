import { definePage, numberAt, type Shown, type State } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { about } from "./about.js";
import { experiment, feedback, params, planeRequest } from "./circuit.js";
import { gainPlot, planePlot, ratesOf, ratesPlot, termsPlot, topOf } from "./results.js";

/** How many times slower the circuit forgets than a cell alone; below 0 where it grows. */
function slowing(state: State, { numbers }: Shown): number {
  return (numbers?.slowMs ?? Number.NaN) / numberAt(state, "tauE");
}

/** Five times slower, with one steady state and that one stable. */
function isFiveTimesSlower(state: State, shown: Shown): boolean {
  return Math.abs(slowing(state, shown) - 5) < 0.25 && shown.numbers?.equilibria === 1;
}

function timeText(ms: number): string {
  if (!Number.isFinite(ms)) return "never: it integrates";
  return ms < 0 ? `never: grows e-fold in ${(-ms).toFixed(1)} ms` : `${ms.toFixed(1)} ms`;
}

/** What the E cells would do if nothing but their own excitation acted on them. */
function aloneText(state: State): string {
  return timeText(numberAt(state, "tauE") / (1 - feedback(state)));
}

export const page = definePage({
  ...about,
  text: [
    "Left alone, the rate of a cell falls towards zero with a time constant τ: that is the leak. Excitatory cells also excite each other, which gives back part of what leaks away. If one more Hz of E brings about βw more Hz of E, a population without inhibition forgets with τ/(1 − βw) instead of τ; at βw = 1 it does not forget, and beyond that it runs away.",
    "In the circuit fitted to the cortex of the macaque, βw is 1.6. What keeps it from running away is inhibition: I cells are driven by E and take back what is too much. Each picture shows one side of the same equation; the pulse is a current into the E cells.",
    "As on the slide, input below zero counts as none, so no rate can become negative. The background current is chosen so that the circuit always rests at 10 Hz (E) and 35 Hz (I), as in the paper.",
  ],
  controls: {
    wEE: parameterControl(params.wEE!, {
      label: "E excites E, wEE",
      within: [0, 40],
    }),
    wEI: parameterControl(params.wEI!, {
      label: "I inhibits E, wEI",
      within: [0, 40],
      help: "At 0 the E cells are on their own.",
    }),
    wIE: parameterControl(params.wIE!, { label: "E excites I, wIE", within: [0, 40] }),
    betaE: parameterControl(params.betaE!, { label: "Slope of E, β", within: [0.01, 0.1] }),
    tauE: parameterControl(params.tauE!, { label: "Time constant of E, τ", within: [10, 100] }),
    hierarchy: parameterControl(params.hierarchy!, {
      label: "Place in the hierarchy, h",
      within: [0, 1.2],
      help: "0 is V1, 1 the top; all excitation is multiplied by 1 + 0.68 h.",
    }),
    pulse: {
      kind: "number",
      label: "Pulse into E",
      value: 40,
      unit: "Hz",
      range: [-60, 80],
      step: 1,
      help: "Current times β.",
    },
    pulseMs: {
      kind: "number",
      label: "Length of the pulse",
      value: 250,
      unit: "ms",
      range: [10, 500],
      step: 10,
      drawer: true,
    },
    wII: parameterControl(params.wII!, { label: "I inhibits I, wII", within: [0, 40], drawer: true }),
    betaI: parameterControl(params.betaI!, { label: "Slope of I", within: [0, 1], drawer: true }),
    tauI: parameterControl(params.tauI!, { label: "Time constant of I", within: [2, 100], drawer: true }),
    dt: {
      kind: "choice",
      label: "Step of the computation",
      value: "0.2",
      options: { "0.05": "0.05 ms", "0.1": "0.1 ms", "0.2": "0.2 ms", "0.4": "0.4 ms" },
      drawer: true,
    },
  },
  presets: {
    "Like V1": {},
    "Higher area": { hierarchy: 0.9 },
    "Leak only": { wEE: 0, wEI: 0 },
    "No inhibition": { wEI: 0 },
  },
  prediction: {
    question:
      "One extra Hz in the E cells brings about 1.6 extra Hz in the E cells, and inhibition follows. What becomes of a pulse?",
    answers: [
      "It sets off an avalanche",
      "It fades, slower than in one cell",
      "It is gone when the input is",
    ],
    right: 1,
    because:
      "Alone the E cells would run away. With inhibition the circuit is stable and forgets with 42 ms, twice as slowly as the 20 ms of its cells.",
  },
  tasks: [
    {
      text: "Take inhibition off E (wEI = 0), then set wEE so that the circuit forgets five times more slowly than its cells: 5 τ, to within 5 %.",
      done: (state, shown) => numberAt(state, "wEI") === 0 && isFiveTimesSlower(state, shown),
    },
    {
      text: "Reach 5 τ again with the inhibition of the paper (wEI = 19.7) and one steady state only.",
      done: (state, shown) =>
        Math.abs(numberAt(state, "wEI") - 19.7) < 0.15 && isFiveTimesSlower(state, shown),
    },
    {
      text: "Use a pulse that pulls down to silence the E cells. How far below zero can you push the rate?",
      done: (state, { numbers }) => numberAt(state, "pulse") < 0 && (numbers?.lowestHz ?? 1) < 0.05,
    },
  ],
  cite: ["chaudhuri2015"],
  async compute(state, { lab, signal }) {
    const pulse = numberAt(state, "pulse");
    const run = await lab.run({ isocortex: 1, ...experiment(state) }, { signal });
    const rates = ratesOf(run, state);
    const top = topOf(rates);
    const [plane, during] = await Promise.all([
      lab.phasePlane(planeRequest(state, top, 0), { signal }),
      pulse === 0 ? undefined : lab.phasePlane(planeRequest(state, top, pulse), { signal }),
    ]);
    const { equilibria } = plane.record;
    const resting = equilibria.find(({ state: [rE] }) => Math.abs(rE! - 10) < 1e-3) ?? equilibria[0];
    const slowMs = -1 / (resting?.eigenvalues[0]?.re ?? 0);
    return {
      run,
      numbers: { slowMs, equilibria: equilibria.length, lowestHz: Math.min(...rates.rE) },
      readings: [
        { label: "β w, E onto itself", value: feedback(state).toFixed(2) },
        { label: "E alone forgets in", value: aloneText(state) },
        { label: "The circuit forgets in", value: timeText(slowMs) },
        ...(slowMs > 0 && Number.isFinite(slowMs)
          ? [{ label: "In units of τ", value: `${(slowMs / numberAt(state, "tauE")).toFixed(2)}` }]
          : []),
        { label: "Steady states", value: String(equilibria.length) },
      ],
      plots: [
        ratesPlot(rates, top, pulse),
        planePlot(plane, during, rates, slowMs),
        termsPlot(state, rates),
        gainPlot(state, rates),
      ],
    };
  },
  recipe: (state) => ({ kind: "run", experiment: experiment(state) }),
});
