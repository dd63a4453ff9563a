import { numberAt, type State } from "../../src/page.js";

export const TARGET_MS = [1000, 1400] as const;
export const DISTRACTOR_MS = [2000, 2400] as const;
export const areaChoices = ["V1", "MT", "LIP", "7A", "46d", "8m", "9/46d", "24c", "STPr"];

/** Input channel of each cell type that can be inhibited. */
const channels = { CB2: "CB2", CB1: "CB1", PV: "PV", CR2: "CR2", CR1: "CR1" } as const;

/** The trial of the paper: target, delay, distractor, delay; one cell type perhaps inhibited in every area. */
export function experiment(state: State, areas: readonly string[]) {
  const distractor = numberAt(state, "distractor");
  const inhibition = numberAt(state, "inhibition");
  const [startMs, endMs] =
    state.when === "distractor" ? DISTRACTOR_MS : state.when === "target" ? TARGET_MS : [0, 5000];
  const stimuli = [
    {
      name: "target",
      input: "dendrite-E1",
      areas: ["V1"],
      startMs: TARGET_MS[0],
      endMs: TARGET_MS[1],
      amplitude: 0.1,
    },
    ...(distractor === 0
      ? []
      : [
          {
            name: "distractor",
            input: "dendrite-E2",
            areas: ["V1"],
            startMs: DISTRACTOR_MS[0],
            endMs: DISTRACTOR_MS[1],
            amplitude: distractor,
          },
        ]),
    ...(inhibition === 0 || state.cell === "none"
      ? []
      : [
          {
            name: `inhibition of ${state.cell}`,
            input: channels[state.cell as keyof typeof channels],
            areas: [...areas],
            startMs,
            endMs,
            amplitude: -inhibition,
          },
        ]),
  ];
  return {
    model: "froudist-walsh-2021",
    connectome: "macaque-40",
    parameters: { dopamine: numberAt(state, "dopamine") },
    options: { ablate: state.ablate },
    stimuli,
    noise: state.noise,
    seed: numberAt(state, "seed"),
    record: ["rE1", "rE2", "rPV", "rCB1", "rCB2", "rCR1", "rCR2"].map((variable) => ({
      variable,
      everyMs: 10,
    })),
    analyses: [
      { name: "persistence", thresholdHz: numberAt(state, "threshold") },
      { name: "contingency", thresholdHz: numberAt(state, "threshold") },
    ],
    audit: false,
  };
}
