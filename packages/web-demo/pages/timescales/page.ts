import { models } from "@isocortex/lab";
import { definePage, numberAt, type Shown } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { settled } from "../../src/settled.js";
import { about } from "./about.js";
import { experiment, timescaleAnalysis } from "./experiment.js";
import { createPulseMap } from "./pulse-map.js";
import {
  aboveRest,
  autocorrelationPlot,
  macaque,
  pulsePlot,
  spinePlot,
  type Timescales,
  timescalePlot,
} from "./results.js";

const { params } = models.get("chaudhuri-2015")!;
const areas = Object.fromEntries(macaque.areas.map((area) => [area, area]));
const QUIET_MS = 250;

function numbersOf({ fits }: Timescales): Record<string, number> {
  return Object.fromEntries(
    fits.flatMap(({ area, fit }) => (fit && Number.isFinite(fit.tauMs) ? [[area, fit.tauMs]] : [])),
  );
}

export const page = definePage({
  ...about,
  text: [
    "Every area is the same circuit of excitatory and inhibitory cells. What differs is how strong excitation is: it grows with the number of spines per neuron, measured area by area, and spines grow with an area's place in the hierarchy.",
    "Send a pulse into one area and watch how long each of the others keeps it. Then take the gradient away, or the loops.",
  ],
  controls: {
    area: { kind: "choice", label: "Input enters", value: "V1", options: areas },
    pulse: {
      kind: "number",
      label: "Length of the pulse",
      value: 250,
      unit: "ms",
      range: [10, 1000],
      step: 10,
    },
    gradient: {
      kind: "choice",
      label: "Excitation along the hierarchy",
      value: "measured",
      options: { measured: "as measured", none: "none (eta = 0)", mean: "the mean everywhere" },
    },
    eta: parameterControl(params.eta!, { label: "Size of the gradient, eta", within: [0, 0.7] }),
    longRange: { kind: "toggle", label: "Links between areas", value: true },
    feedback: { kind: "toggle", label: "Feedback links, down the hierarchy", value: true },
    lesion: { kind: "choice", label: "Silence an area", value: "none", options: { none: "none", ...areas } },
  },
  presets: {
    "Pulse to V1": {},
    "No gradient": { gradient: "none" },
    "No loops between areas": { longRange: false },
    "Touch instead of sight": { area: "2" },
  },
  prediction: {
    question: "The pulse enters V1. Which area still shows it half a second after it ended?",
    answers: ["V1, where it entered", "Frontal areas such as 24c", "None of them"],
    right: 1,
    because:
      "V1 follows its input within tens of milliseconds; areas high in the hierarchy integrate it over hundreds.",
  },
  tasks: [
    {
      text: "Take the gradient away: no area is slower than 50 ms any more.",
      done: (_, { numbers = {} }) =>
        Object.values(numbers).length > 0 && Math.max(...Object.values(numbers)) < 50,
    },
    {
      text: "Keep the gradient and cut the links between areas: is 24c still the slowest?",
      done: (state, { numbers = {} }) =>
        state.longRange === false && state.gradient === "measured" && Object.keys(numbers).length > 0,
    },
    {
      text: "Silence 46d and find out which area's time constant falls most (keep the intact run to compare).",
      done: (state, { numbers = {} }) => state.lesion === "46d" && Object.keys(numbers).length > 0,
    },
  ],
  cite: ["chaudhuri2015", "markov2014fln", "mejias2022"],
  async compute(state, { lab, signal, preview, progress }) {
    const asked = { isocortex: 1, ...experiment(state) };
    const run = await lab.run(asked, { signal });
    const plots = [pulsePlot(run, numberAt(state, "pulse"))];
    const shown: Shown = {
      run,
      plots,
      readings: ["V1", "24c"].map((area) => ({
        label: `${area}, peak above rest`,
        value: `${Math.max(...aboveRest(run, area)).toPrecision(3)} Hz`,
      })),
    };
    preview(shown);
    await settled(QUIET_MS, signal);
    progress("fitting time constants", 0.5);
    const { record } = await lab.run({ ...asked, analyses: [timescaleAnalysis(state)] }, { signal });
    const timescales = record.summary.timescales as Timescales;
    return {
      ...shown,
      numbers: numbersOf(timescales),
      plots: [...plots, timescalePlot(timescales), autocorrelationPlot(timescales), spinePlot()],
    };
  },
  recipe: (state) => ({
    kind: "run",
    experiment: { ...experiment(state), analyses: [timescaleAnalysis(state)] },
  }),
  own: createPulseMap,
});
