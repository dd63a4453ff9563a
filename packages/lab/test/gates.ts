/** A number that must be among those a reproduction checks: quantity, value, largest tolerance allowed. */
export type Gate = readonly [quantity: string, published: number, tolerance: number];

const percent = (part: number, entries: readonly (readonly [string, number])[]): Gate[] =>
  entries.map(([quantity, value]) => [quantity, value, (part / 100) * value * (1 + 1e-12)]);

const perLevel = (what: string, counts: Readonly<Record<string, number>>): Gate[] =>
  Object.entries(counts).map(([level, count]) => [`${what} ${level}`, count, 0]);

/**
 * Landmarks of the publications as an independent implementation of their equations gives them, written down apart from
 * the reproductions so that neither their values nor their tolerances can be tuned away.
 */
export const gatesOf = {
  chaudhuri2015: [
    ["links between the 29 areas", 536, 0],
    ["links over possible links", 0.66, 0.001],
    ["V1 above rest at the end of the pulse", 100, 0.01],
    ...percent(2, [
      ["noise into V1: time constant of V1", 41.7443],
      ["noise into V1: time constant of V4", 56.2858],
      ["noise into V1: time constant of MT", 82.0749],
      ["noise into V1: time constant of 8l", 134.516],
      ["noise into V1: time constant of TEO", 118.938],
      ["noise into V1: time constant of 8m", 247.796],
      ["noise into V1: time constant of TEpd", 218.593],
      ["noise into V1: time constant of 9/46d", 297.472],
      ["noise into V1: time constant of F7", 796.116],
      ["noise into V1: time constant of 24c", 902.932],
      ["noise into V1: time constant of STPr", 1000.6],
      ["noise into area 2: time constant of 2", 114.036],
      ["noise into area 2: time constant of F1", 227.768],
      ["noise into area 2: time constant of 5", 255.196],
      ["noise into area 2: time constant of 24c", 736.677],
      ["noise into area 2: time constant of STPr", 1436.09],
      ["no gradient (eta 0): longest time constant", 41.5923],
      ["mean gradient everywhere: longest time constant", 624.016],
      ["no feedback: time constant of 24c", 606.365],
    ]),
    ...percent(1e-4, [
      ["slowest mode, published parameters", 760.3424059],
      ["slowest mode, no feedback", 400.8848765],
    ]),
  ],
  "froudist-walsh2021": [
    ["areas that hold the target at dopamine 1.5 (of 40)", 23, 0],
    ["areas that differ from the reference set", 0, 0],
    ["well-studied areas that agree with recordings (of 19)", 18, 0],
    ["chi-squared of model against recordings", 15.033, 0.0005],
    ["p of that chi-squared", 1e-4, 1e-5],
    ["delay rate of 24c", 28.5, 0.006],
    ["delay rate of STPr", 26.01, 0.006],
    ["delay rate of 45A", 24.75, 0.006],
    ["delay rate of 9/46d", 20.22, 0.006],
    ["delay rate of 8m", 15.72, 0.006],
    ["delay rate of 46d", 8.33, 0.006],
    ["delay rate of 7A", 7.24, 0.006],
    ["delay rate of V1", 0.27, 0.006],
    ["levels up to 0.9 and from 2.2 at which any area holds the target", 0, 0],
    ...perLevel("areas that hold the target at dopamine", {
      ...{ "1.0": 7, "1.1": 17, "1.2": 22, "1.3": 23, "1.4": 23, "1.5": 23 },
      ...{ "1.6": 24, "1.7": 23, "1.8": 21, "1.9": 18, "2.0": 15, "2.1": 6, "2.2": 0 },
    }),
    ["areas that keep the target through the distractor at dopamine 1.5", 23, 0],
    ["areas that follow the distractor at dopamine 1.0", 7, 0],
    ["areas that follow the distractor at dopamine 2.0", 15, 0],
    ["areas that follow the distractor at dopamine 2.1", 6, 0],
    ["CB2 at 0 nA during the distractor: areas with the target", 23, 0],
    ["CB2 at -0.05 nA during the distractor: areas with the distractor", 23, 0],
    ["CB2 at -0.1 nA during the distractor: areas with the target", 0, 0],
    ["CB2 at -0.1 nA during the distractor: areas with the distractor", 23, 0],
    ["CB2 at -0.2 nA during the distractor: areas with the distractor", 23, 0],
    ["no dopamine on NMDA, level 1.5: areas with the target", 0, 0],
    ["no dopamine on PV, level 1.5: areas with the target", 0, 0],
    ["no dopamine on CB, level 2.5: areas with the distractor", 15, 0],
    ["no dopamine on M-current, level 2.5: areas with the target", 27, 0],
    ["noisy trials of 20 with 18 of 19 areas as recorded", 20, 0],
  ],
  "distance-rule": [
    ["decay of wiring length lambda, mean of 20 generated cortices", 0.19, 0.01],
    ["density of links, generated cortices", 0.66, 0.001],
    ["density of links, measured macaque (29 areas)", 0.66, 0.001],
  ],
  "n-back": [
    ...[16, 64, 256].map(
      (hidden): Gate => [
        `balanced accuracy in 3-back, feedforward on the present letter, ${hidden} hidden units`,
        0.5,
        0.02,
      ],
    ),
    ["balanced accuracy in 3-back, feedforward with a window of 4 letters", 1, 0.05],
    ["balanced accuracy in 3-back, recurrent (Elman, tanh)", 1, 0.05],
    ["balanced accuracy in 3-back, recurrent (GRU)", 1, 0.05],
  ],
  "psychrnn-training": [
    ["updates to 0.9 by curriculum (coherence 0.7, 0.5, 0.3, 0.1)", 46.5, 25.5],
    ["updates to 0.9 at coherence 0.1 from the start", 90.5, 43.5],
    ["updates to 0.9 at mixed coherences with Dale's law (80 % excitatory)", 69.5, 31.5],
    ["curriculum takes fewer updates than direct training (1 = yes)", 1, 0],
  ],
  "trained-tasks": [
    ["Romo's vibrations, delay 2.5 to 3.5 s: lowest accuracy over pairs", 1, 0.15],
    ["match to sample through a distractor: probes at its place that are refused", 1, 0.15],
    ["oculomotor delayed response, eight cues, delay 1 to 3 s: mean error", 0, 22.5],
    ["context-dependent integration: accuracy over all coherences", 1, 0.15],
    ["context-dependent integration: variance of fixed points along a line, motion context", 1, 0.15],
    ["context-dependent integration: variance of fixed points along a line, colour context", 1, 0.15],
    ["three-bit flip-flop: trials with all bits right at every time", 1, 0.05],
  ],
  unrolling: [
    ["units of the recurrent network", 14, 0],
    ["units unrolled over 3 steps", 42, 0],
    ["weights of the recurrent network", 186, 0],
    ["weights unrolled over 3 steps", 392, 0],
    ["smallest p with F^p = 0", 3, 0],
    ["entries of F beside its blocks (t, t - 1)", 0, 0],
    ["parameters that unrolling adds while copies are tied", 0, 0],
    ["copies of areas that the output at step 3 can see", 6, 0],
    ["largest difference between 150 recurrent networks and their layers", 0, 0],
    ["largest difference between Elman networks and T sweeps of z = f(F z + G x + b)", 0, 0],
    ["largest difference between gradients, tied copies summed", 0, 0],
    ["layers of the spatially unrolled network, 3 areas, 3 steps, bottom-up at once", 6, 0],
    ["steps from which more than 20 layers are needed, bottom-up delayed", 20, 0],
    ["steps from which more than 20 layers are needed, bottom-up at once", 18, 0],
    ["steps from which more than 20 layers are needed, bottom-up at once, top-down", 10, 0],
  ],
} as const satisfies Readonly<Record<string, readonly Gate[]>>;
