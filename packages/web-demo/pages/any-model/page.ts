import { models, type RunResult } from "@isocortex/lab";
import { definePage, type Plot, type State } from "../../src/page.js";
import { about } from "./about.js";

const names = [...models.values()];

function experiment({ model, noise }: State): Record<string, unknown> {
  return { model, noise };
}

const MOST_POINTS = 400;
const MOST_SERIES = 8;

/** The first variable that was recorded, in the areas that move most. */
function plotOf({ arrays, record }: RunResult): Plot {
  const [name, { data, shape }] = Object.entries(arrays)[0]!;
  const time = arrays[`${name}.timeMs`]!.data;
  const [samples, trials, areas] = [shape[0]!, shape[1]!, shape[2]!];
  const every = Math.max(1, Math.ceil(samples / MOST_POINTS));
  const at = Array.from({ length: Math.ceil(samples / every) }, (_, i) => i * every);
  const trace = (area: number): number[] => at.map((s) => data[s * trials * areas + area]!);
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const liveliest = Array.from({ length: areas }, (_, area) => area)
    .map((area) => ({ area, y: trace(area) }))
    .sort((a, b) => spread(b.y) - spread(a.y))
    .slice(0, MOST_SERIES);
  const [first] = liveliest;
  return {
    wide: true,
    figure: {
      kind: "lines",
      name: `${record.experiment.model}-${name}`,
      title: `${name} of ${record.experiment.model}`,
      caption: `The ${liveliest.length} liveliest of ${areas} areas, first trial.`,
      x: { label: "Time", unit: "ms" },
      y: { label: name, unit: record.arrays[name]!.unit },
      series: liveliest.map(({ area, y }) => ({ label: record.areas[area]!, x: at.map((s) => time[s]!), y })),
    },
    summary: `${record.areas[first!.area]} moves most, between ${Math.min(...first!.y).toPrecision(3)} and ${Math.max(...first!.y).toPrecision(3)} ${record.arrays[name]!.unit}.`,
  };
}

export const page = definePage({
  ...about,
  text: [
    "Random numbers depend on a seed, a name, the trial and the step alone, and every kernel sums in one fixed order. That is why a run in this browser and a run on a cluster give the same bits, noise and all.",
  ],
  live: false,
  controls: {
    model: {
      kind: "choice",
      label: "Model",
      value: "chaudhuri-2015",
      options: Object.fromEntries(names.map(({ name, title }) => [name, title])),
    },
    noise: { kind: "toggle", label: "Noise", value: false },
  },
  prediction: {
    question:
      "Two machines run the same noisy simulation with the same seed. How far apart are their results?",
    answers: ["A little: rounding differs", "Not at all", "As far as two seeds"],
    right: 1,
    because: "Noise is drawn by counters, and sums are taken in a fixed order.",
  },
  tasks: [
    { text: "Run a model with noise.", done: (state, { run }) => run !== undefined && state.noise === true },
  ],
  cite: ["isocortex"],
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
    return {
      run,
      plots: [plotOf(run)],
      readings: [
        { label: "Wall time", value: `${run.record.wallMs.toFixed(0)} ms` },
        { label: "Step", value: run.record.audit.verdict },
      ],
    };
  },
  recipe: (state) => ({ kind: "run", experiment: experiment(state) }),
});
