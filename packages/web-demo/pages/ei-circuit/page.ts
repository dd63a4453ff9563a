import { models } from "@isocortex/lab";
import { definePage, numberAt, type State } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { about } from "./about.js";

const { params } = models.get("excitatory-inhibitory")!;

function experiment(state: State) {
  return {
    model: "excitatory-inhibitory",
    parameters: { wEE: numberAt(state, "wEE") },
    record: [
      { variable: "rE", everyMs: 2 },
      { variable: "rI", everyMs: 2 },
    ],
  };
}

export const page = definePage({
  ...about,
  text: ["Draft."],
  controls: { wEE: parameterControl(params.wEE!, { label: "Excitation of itself, wEE", within: [0, 40] }) },
  prediction: { question: "q?", answers: ["a", "b"], right: 1, because: "Because." },
  tasks: [{ text: "Move it", done: (state) => numberAt(state, "wEE") > 30 }],
  cite: ["chaudhuri2015"],
  async compute(state, { lab, signal }) {
    const run = await lab.run({ isocortex: 1, ...experiment(state) }, { signal });
    const time = [...run.arrays["rE.timeMs"]!.data];
    const of = (name: string): number[] => [...run.arrays[name]!.data];
    return {
      run,
      plots: [
        {
          figure: {
            kind: "lines",
            name: "rates",
            title: "Rates after a pulse",
            caption: "",
            x: { label: "Time", unit: "ms" },
            y: { label: "Rate", unit: "Hz" },
            series: [
              { label: "E", x: time, y: of("rE") },
              { label: "I", x: time, y: of("rI") },
            ],
            spans: [{ from: 100, to: 350, label: "pulse" }],
          },
          summary: `E peaks at ${Math.max(...of("rE")).toFixed(1)} Hz.`,
        },
      ],
    };
  },
  recipe: (state) => ({ kind: "run", experiment: experiment(state) }),
});
