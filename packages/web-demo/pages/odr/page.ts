import "./style.css";
import { models } from "@isocortex/lab";
import { definePage, numberAt } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { about } from "./about.js";
import { experiment } from "./experiment.js";
import { createOdr } from "./own-part.js";
import { bumpPlot, driftPlot, memoryOf, ringPlot } from "./results.js";

const { params } = models.get("odr-ring")!;

export const page = definePage({
  ...about,
  text: [
    "A monkey looks at the middle of a screen. A light goes on for half a second at one of eight places; after a delay in the dark the monkey has to look where the light was. In the delay nothing is on the screen, so what guides the eye must be in the brain.",
    "Here is a ring of cells, each preferring one direction. Cells of like preference excite each other, and all share inhibition: a hill of activity, the bump, keeps itself up where the cue raised it. Nothing holds the bump at one place of the ring rather than another, so every bit of noise moves it for good.",
  ],
  controls: {
    cue: {
      kind: "number",
      label: "Place of the cue",
      help: "Or pick one of the slide's eight on the screen.",
      value: 135,
      unit: "°",
      range: [0, 359],
      step: 1,
    },
    delay: { kind: "number", label: "Delay", value: 3, unit: "s", range: [0.5, 10], step: 0.25 },
    noise: {
      kind: "number",
      label: "Noise, 1 as published, 0 off",
      value: 1,
      unit: "",
      range: [0, 3],
      step: 0.1,
    },
    GEE: parameterControl(params.GEE!, { label: "Recurrent excitation, GEE", within: [3, 9] }),
    kappa: parameterControl(params.kappa!, {
      label: "Narrowness of excitation, κ",
      help: "The larger, the nearer must two cells' directions be to excite each other.",
      within: [0, 5],
    }),
    distractor: {
      kind: "number",
      label: "Distractor in the delay, times the cue",
      value: 0,
      unit: "",
      range: [0, 2],
      step: 0.05,
    },
    distractorAngle: {
      kind: "number",
      label: "Place of the distractor",
      value: 45,
      unit: "°",
      range: [0, 359],
      step: 1,
    },
    unit: {
      kind: "number",
      label: "Unit to ask, by its direction",
      value: 180,
      unit: "°",
      range: [0, 359],
      step: 1,
      drawer: true,
    },
    N: {
      kind: "number",
      label: "Units of the ring",
      help: "512 in the published code; the fewer, the more noise moves the bump.",
      value: 256,
      unit: "",
      range: [64, 512],
      step: 64,
      drawer: true,
    },
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
    "The task": {},
    "Without noise": { noise: 0 },
    "A long delay": { delay: 10 },
    "A distractor": { distractor: 0.5, noise: 0 },
  },
  prediction: {
    question: "The delay becomes four times as long. What happens to the spread of the saccades?",
    answers: ["It stays the same", "It doubles", "It becomes four times as large"],
    right: 1,
    because:
      "Noise pushes the bump to either side by chance, as in a random walk: its spread grows as the square root of time.",
  },
  tasks: [
    {
      text: "Measure the error against the delay: after 12 s its spread is about twice that after 3 s.",
      done: (_, { numbers }) => numbers?.ratio !== undefined && numbers.ratio > 1.6 && numbers.ratio < 2.5,
    },
    {
      text: "Let a distractor pull the remembered place by more than 20° without wiping it out.",
      done: (state, { numbers }) =>
        numberAt(state, "distractor") > 0 && numbers?.held === 1 && Math.abs(numbers.error!) > 20,
    },
    {
      text: "Weaken or widen recurrent excitation until no place is held.",
      done: (_, { numbers }) => numbers?.held === 0,
    },
  ],
  cite: ["funahashi1989", "compte2000", "burak2012"],
  async compute(state, { lab, signal, progress }) {
    const run = await lab.run(
      { isocortex: 1, ...experiment(state) },
      {
        signal,
        onProgress({ stage, fraction }) {
          progress(stage, fraction);
          return undefined;
        },
      },
    );
    const memory = memoryOf(run, state);
    const { held, angleDeg, errorDeg, peak } = memory;
    return {
      run,
      numbers: { held: held ? 1 : 0, error: errorDeg },
      readings: [
        { label: "Cue", value: `${numberAt(state, "cue")}°` },
        { label: "Decoded at the end", value: held ? `${angleDeg.toFixed(1)}°` : "no place" },
        { label: "Error", value: held ? `${errorDeg.toFixed(1)}°` : "–" },
        { label: "Peak of the bump", value: peak.toFixed(2) },
      ],
      plots: [ringPlot(run, state, memory), driftPlot(run, state, memory), bumpPlot(run, state, memory)],
    };
  },
  recipe: (state) => ({ kind: "run", experiment: experiment(state) }),
  own: createOdr,
});
