import { models } from "@isocortex/lab";
import { definePage, numberAt } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { about } from "./about.js";
import { areaChoices, experiment } from "./experiment.js";
import { createRateMap } from "./rate-map.js";
import { balancePlot, cellsPlot, delayPlot, heldAreas, macaque, overlapOf, overlapPlot } from "./results.js";

const { params } = models.get("froudist-walsh-2021")!;

export const page = definePage({
  ...about,
  text: [
    "Forty areas of the macaque cortex, joined by measured connections, see a target for 0.4 s and a distractor 0.6 s later. Excitatory cells of the target and of the distractor compete; three kinds of inhibitory cells act on cell bodies (PV), on dendrites (SST, also called CB) and on those that inhibit dendrites (VIP, also called CR).",
    "Dopamine strengthens slow excitation, shifts inhibition from the cell body to the dendrites, and at high levels opens a potassium current. Turn its dial.",
  ],
  controls: {
    dopamine: parameterControl(params.dopamine!, { label: "Dopamine (D1 stimulation)", value: 1.5 }),
    distractor: {
      kind: "number",
      label: "Strength of the distractor",
      value: 0.1,
      unit: "nA",
      range: [0, 0.3],
      step: 0.005,
    },
    cell: {
      kind: "choice",
      label: "Inhibit a cell type",
      value: "none",
      options: {
        none: "none",
        CB2: "SST/CB2, the distractor's",
        CB1: "SST/CB1, the target's",
        PV: "PV",
        CR2: "VIP/CR2, the distractor's",
        CR1: "VIP/CR1, the target's",
      },
    },
    inhibition: {
      kind: "number",
      label: "by a current of",
      value: 0.1,
      unit: "nA",
      range: [0, 0.5],
      step: 0.01,
    },
    when: {
      kind: "choice",
      label: "during",
      value: "distractor",
      options: { distractor: "the distractor", target: "the target", always: "the whole trial" },
    },
    area: {
      kind: "choice",
      label: "Area to look into",
      value: "46d",
      options: Object.fromEntries(areaChoices.map((area) => [area, area])),
    },
    threshold: {
      kind: "number",
      label: "Threshold of persistence",
      value: 5,
      unit: "Hz",
      range: [1, 20],
      step: 0.5,
    },
    ablate: {
      kind: "choice",
      label: "Take away an action of dopamine",
      value: "none",
      options: {
        none: "none",
        NMDA: "on NMDA receptors",
        PV: "on PV output",
        CB: "on SST output",
        "M-current": "on the M-current",
      },
      drawer: true,
    },
    noise: { kind: "toggle", label: "Noise", value: false, drawer: true },
    seed: {
      kind: "number",
      label: "Seed of the noise",
      value: 1,
      unit: "",
      range: [1, 999],
      step: 1,
      drawer: true,
    },
  },
  presets: {
    "Resistant: dopamine 1.5": { dopamine: 1.5 },
    "Distractible: dopamine 2.0": { dopamine: 2 },
    "CB2 inhibited": { dopamine: 1.5, cell: "CB2", inhibition: 0.1, when: "distractor" },
    "Too little: dopamine 0.5": { dopamine: 0.5 },
  },
  prediction: {
    question:
      "Dopamine goes from none to very much. How does the number of areas that hold the target change?",
    answers: ["It rises all the way", "It falls all the way", "It rises and falls again"],
    right: 2,
    because:
      "Too little leaves excitation too weak to last; too much opens the M-current and shuts cells up.",
  },
  tasks: [
    {
      text: "Find a level of dopamine at which no area holds anything.",
      done: (state, { numbers }) =>
        numbers?.target === 0 && numbers.distractor === 0 && state.distractor !== 0,
    },
    {
      text: "Back at dopamine 1.5, turn the resistant network distractible with one manipulation of one cell type.",
      done: (state, { numbers }) =>
        numbers !== undefined &&
        Math.abs(numberAt(state, "dopamine") - 1.5) < 0.05 &&
        state.cell !== "none" &&
        numbers.distractor! > numbers.target!,
    },
    {
      text: "Move the threshold until model and recordings agree in fewer than 16 areas.",
      done: (_, { numbers }) => numbers !== undefined && numbers.agree! < 16,
    },
  ],
  cite: ["froudistwalsh2021", "leavitt2017"],
  async compute(state, { lab, signal, progress }) {
    const run = await lab.run(
      { isocortex: 1, ...experiment(state, macaque.areas) },
      {
        signal,
        onProgress({ stage, fraction }) {
          progress(stage, fraction);
          return undefined;
        },
      },
    );
    const threshold = numberAt(state, "threshold");
    const [target, distractor] = [heldAreas(run, "rE1", threshold), heldAreas(run, "rE2", threshold)];
    const overlap = overlapOf(run);
    return {
      run,
      numbers: { target: target.length, distractor: distractor.length, agree: overlap.agree },
      readings: [
        { label: "Areas that hold the target", value: `${target.length} of 40` },
        { label: "Areas that hold the distractor", value: `${distractor.length} of 40` },
        { label: "Well-studied areas as recorded", value: `${overlap.agree} of ${overlap.items}` },
      ],
      plots: [
        cellsPlot(run, String(state.area)),
        delayPlot(run, threshold),
        balancePlot(run),
        overlapPlot(run),
      ],
    };
  },
  recipe: (state) => ({ kind: "run", experiment: experiment(state, macaque.areas) }),
  own: createRateMap,
});
