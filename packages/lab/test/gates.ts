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
  "odr-ring": [
    ["peak of the bump at the end of the delay, no noise", 6.266551013338329, 1e-9],
    ["mean rE at the end of the delay, no noise", 1.7289991252246604, 1e-9],
    ["full width at half of the peak, no noise", 108.984375, 360 / 512],
    ["decoded angle of a cue at 180, no noise", 180, 1e-9],
    ["peak after erasing, no noise", 0, 1e-12],
    ["mean rI after erasing, no noise", 0.14313655881280435, 1e-9],
    ["sd of the decoding error after 2 s of delay, eight cues with noise", 2.6252514822726, 1.8],
    ["mean decoding error, eight cues with noise", 0, 2],
    ["largest decoding error in 16 trials with noise", 5.727007459766639, 5.5],
    ["peak of the bump with noise, mean over trials", 6.510759102167562, 0.15],
    ["largest rate after erasing with noise, mean over trials", 0.6579522946359975, 0.1],
    ["cue to which unit 180 responds most in the delay", 180, 0],
    ["slope of log sd of the drift against log delay, 1 to 8 s", 0.5, 0.25],
  ],
  "centre-surround": [
    ["radius of the best spot", 1.787581538967549, 1e-8],
    ["response to a spot of radius 0.5", 0.6559531311960691, 1e-8],
    ["response to a spot of radius 1", 1.833593722383919, 1e-8],
    ["response to a spot of radius 2", 2.5281181091049905, 1e-8],
    ["response to a spot of radius 4", 1.5529000570110176, 1e-8],
    ["response to a spot of radius 8", 0.6743507519808793, 1e-8],
    ["response to diffuse light", 0.6283185307179586, 1e-8],
    ["response to a ring from 2 to 8", -1.8537673571241111, 1e-8],
    ...(["On", "Off"] as const).flatMap((cell, i) =>
      (
        [
          ["light centre", 1],
          ["dark centre", -1],
          ["light surround", -1],
          ["diffuse light", 1],
        ] as const
      ).map(
        ([name, sign]): Gate => [`${cell} cell, ${name}: sign of the response`, i === 0 ? sign : -sign, 0],
      ),
    ),
    ["Off cell: rebound after light off exceeds baseline (1 = yes)", 1, 0],
    ["simple cells that respond most to their own orientation, of eight", 8, 0],
    ["simple cell: first harmonic over mean by phase", Math.PI / 2, 0.1],
    ["complex cell: first harmonic over mean by phase", 0, 0.05],
    ["complex cell: smallest over largest response by phase", 1, 0.2],
    ["shapes, in place and moved by up to 2 pixels, whose own template unit responds most", 18, 0],
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
} as const satisfies Readonly<Record<string, readonly Gate[]>>;
