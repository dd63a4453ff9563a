import "./style.css";
import { definePage, numberAt } from "../../src/page.js";
import { about } from "./about.js";
import { createFourDrawings } from "./four-drawings.js";
import { requestOf } from "./request.js";
import { deepFrom, depthPlot, sizePlot } from "./results.js";

export const page = definePage({
  ...about,
  text: [
    "Take a recurrent network and write down one copy of every area for each step. Every arrow now goes from an earlier copy to a later one: no loops are left, it is a feedforward network. As long as all copies of an arrow share their weights, both compute the same.",
    "Sorted by the longest path that leads to them, the copies become layers, and those that the last output cannot see may be left out. (The slide stacks its six copies one above another. Where each arrow takes a step their longest path has only as many layers as there are steps; where arrows up act at once it has the slide's.)",
  ],
  controls: {
    steps: { kind: "number", label: "Steps, T", value: 3, unit: "", range: [1, 30], step: 1 },
    areas: { kind: "number", label: "Areas", value: 3, unit: "", range: [1, 5], step: 1 },
    units: { kind: "number", label: "Units in an area", value: 5, unit: "", range: [1, 16], step: 1 },
    lateral: { kind: "toggle", label: "Lateral connections, within an area", value: true },
    topDown: { kind: "toggle", label: "Top-down connections", value: true },
    bottomUp: {
      kind: "choice",
      label: "Bottom-up connections act",
      value: "delayed",
      options: { delayed: "a step later, as all others", instantaneous: "at once, within a step" },
    },
    copies: {
      kind: "choice",
      label: "Weights of the copies",
      value: "tied",
      options: { tied: "tied", untied: "untied, still equal", changed: "untied, one copy changed" },
    },
    by: {
      kind: "number",
      label: "Change the copy (last area, first step) by",
      value: 10,
      unit: "%",
      range: [-100, 100],
      step: 1,
      drawer: true,
    },
    activation: {
      kind: "choice",
      label: "Activation",
      value: "tanh",
      options: { tanh: "tanh", relu: "ReLU", sigmoid: "sigmoid", linear: "linear" },
      drawer: true,
    },
    seed: {
      kind: "number",
      label: "Seed of weights and inputs",
      value: 1,
      unit: "",
      range: [1, 999],
      step: 1,
      drawer: true,
    },
  },
  presets: {
    "The slide's network": {},
    "Without loops": { lateral: false, topDown: false, bottomUp: "instantaneous", steps: 1 },
    "Up at once": { bottomUp: "instantaneous" },
    "Ten steps": { steps: 10 },
  },
  prediction: {
    question:
      "A recurrent network runs for 10 steps. How many parameters does a feedforward network need for the same outputs?",
    answers: ["As many", "About ten times as many", "About a hundred times as many"],
    right: 0,
    because: "It has ten copies of every weight, but the copies are equal: each counts once.",
  },
  tasks: [
    {
      text: "Find the smallest T at which the feedforward network needs more than 20 layers.",
      done: (state, { numbers }) => numbers?.deepFrom === numberAt(state, "steps"),
    },
    {
      text: "Untie the copies and change one: are the two networks still the same function?",
      done: (state, { numbers }) => state.copies === "changed" && numbers!.difference! > 0,
    },
    {
      text: "Give three areas over three steps the six layers of the slide's column.",
      done: (state, { numbers }) =>
        numberAt(state, "areas") === 3 && numberAt(state, "steps") === 3 && numbers?.layers === 6,
    },
  ],
  cite: ["vanbergen2020", "elman1990"],
  async compute(state, { lab, signal }) {
    const result = await lab.unroll(requestOf(state), { signal });
    const { record } = result;
    const { time, space } = record.sizes[record.request.steps - 1]!;
    return {
      own: result,
      numbers: {
        layers: space.layers,
        deepFrom: deepFrom(record) ?? Number.NaN,
        difference: record.largestDifference,
      },
      readings: [
        { label: "Layers", value: String(space.layers) },
        {
          label: "Parameters",
          value: String(state.copies === "tied" ? time.parameters : time.untiedParameters),
        },
        { label: "Difference", value: String(Number(record.largestDifference.toPrecision(2))) },
      ],
      plots: [depthPlot(record), sizePlot(record)],
    };
  },
  recipe: () => ({ kind: "reproduce", name: "unrolling" }),
  own: createFourDrawings,
});
