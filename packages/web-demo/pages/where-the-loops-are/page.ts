import { definePage, numberAt } from "../../src/page.js";
import { about } from "./about.js";
import { wiredCortex } from "./cortex.js";
import { distancePlot, matrixPlot, originPlot } from "./results.js";

export const page = definePage({
  ...about,
  text: [
    "A tracer injected into one area labels the neurons that send axons there. Counting them area by area gives a matrix of weights: in the macaque two thirds of all possible links between areas exist, in the mouse nearly all of them.",
    "The second cortex here is made by one rule: the chance of an axon falls exponentially with its length. The same number of axons is drawn for each area, so the density of links follows from λ and from the size of the brain. (The slide writes the rule as r² = C exp(−λd); it is the distribution of lengths, p(d), that falls like this, and 0.92 is the r² of its fit.)",
  ],
  controls: {
    cortex: {
      kind: "choice",
      label: "Cortex",
      value: "rule",
      options: { rule: "wired by the distance rule", measured: "macaque, 29 areas, measured" },
    },
    lambda: {
      kind: "number",
      label: "Decay of length, λ",
      value: 0.3,
      unit: "per mm",
      range: [0.01, 1],
      step: 0.005,
    },
    meanDistance: {
      kind: "number",
      label: "Mean distance between areas",
      value: 27.2,
      unit: "mm",
      range: [2, 60],
      step: 0.1,
    },
    areas: { kind: "number", label: "Number of areas", value: 29, unit: "", range: [10, 91], step: 1 },
    threshold: {
      kind: "number",
      label: "Hide links weaker than",
      value: 0,
      unit: "FLN",
      range: [0, 0.05],
      step: 0.0005,
    },
    seed: {
      kind: "number",
      label: "Which of many such cortices",
      value: 3,
      unit: "",
      range: [1, 99],
      step: 1,
      drawer: true,
    },
  },
  presets: {
    "Macaque: λ = 0.19 per mm": { lambda: 0.19, meanDistance: 27.2, areas: 29 },
    "Mouse: a smaller brain": { lambda: 0.78, meanDistance: 4, areas: 43 },
    "As measured": { cortex: "measured" },
  },
  prediction: {
    question: "Of all possible links between 29 areas of the macaque cortex, how many exist?",
    answers: ["About one in ten", "About a third", "About two thirds"],
    right: 2,
    because: "536 of 812 were found, 66 %; but they carry only about a fifth of a neuron's cortical inputs.",
  },
  tasks: [
    {
      text: "Set λ so that 66 % of the possible links exist (to within a percent), with 29 areas 27.2 mm apart.",
      done: (state, { numbers }) =>
        state.cortex === "rule" &&
        numberAt(state, "areas") === 29 &&
        Math.abs(numberAt(state, "meanDistance") - 27.2) < 0.2 &&
        Math.abs(numbers!.density! - 0.66) <= 0.01,
    },
    {
      text: "Make a brain in which more than 95 % of the links exist without changing λ from 0.3 per mm.",
      done: (state, { numbers }) =>
        state.cortex === "rule" && numberAt(state, "lambda") === 0.3 && numbers!.density! > 0.95,
    },
    {
      text: "Find out how many links remain in the measured cortex above a weight of 0.01.",
      done: (state) => state.cortex === "measured" && Math.abs(numberAt(state, "threshold") - 0.01) < 0.0006,
    },
  ],
  cite: ["markov2014fln", "ercseyravasz2013"],
  async compute(state) {
    const wired = wiredCortex(state);
    const distance = distancePlot(wired);
    return {
      numbers: { density: wired.density },
      readings: [{ label: "Links over possible links", value: `${(100 * wired.density).toFixed(1)} %` }],
      plots: [matrixPlot(wired, numberAt(state, "threshold")), ...(distance ? [distance] : []), originPlot()],
    };
  },
  recipe: () => ({ kind: "reproduce", name: "distance-rule" }),
});
