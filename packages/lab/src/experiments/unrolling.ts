import { type RandomStream, uniformsOf } from "@isocortex/core-wasm";
import {
  type ActivationName,
  activations,
  type Cell,
  conventions,
  elman,
  leaky,
  lstm,
  type UnrollOptions,
  unroll,
  unrolledMatrix,
} from "@isocortex/models";
import { check } from "../check.js";
import type { Figure } from "../figure.js";
import {
  feedforwardDrawing,
  recurrentDrawing,
  spaceDrawing,
  timeDrawing,
} from "../figures/network-drawings.js";
import type { Reproduction } from "../reproduction-context.js";
import { type AreaChain, areaChain } from "../unroll/area-chain.js";
import { compare, type Difference } from "./unrolling/compare.js";

const NETWORKS = 150;
const LAYERS = 20;
const STEPS = 24;
const example = { sizes: [5, 6, 3], inputs: 4, outputs: 2, topDown: true } as const;
const reference =
  "independent implementation of the construction in numpy: 4 inputs, areas of 5, 6 and 3 units, T = 3";
const byHand = "longest path by hand, 3 areas: area l at step t in layer";

/** The smallest p with F^p = 0, F (n, n), by what is not 0 in it. */
function nilpotentPower(F: Float64Array, n: number): number {
  let power = F.map((f) => (f === 0 ? 0 : 1));
  for (let p = 1; ; p++) {
    if (power.every((value) => value === 0)) return p;
    const next = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++)
        if (power[i * n + k] !== 0) for (let j = 0; j < n; j++) if (F[k * n + j] !== 0) next[i * n + j] = 1;
    power = next;
  }
}

/** Entries of F that are not 0 outside the blocks (t, t - 1) of `units` each. */
function besideBlocks(F: Float64Array, n: number, units: number): number {
  const block = (i: number): number => Math.floor(i / units);
  return F.filter((f, e) => f !== 0 && block(Math.floor(e / n)) !== block(e % n) + 1).length;
}

interface Drawn {
  readonly cell: string;
  readonly difference: Difference;
}

/** A random network of every kind in turn, over a random number of steps. */
function drawNetwork(stream: RandomStream, i: number): { chain: AreaChain; steps: number; trials: number } {
  const uniform = uniformsOf(stream.split("kind"));
  const below = (n: number): number => Math.floor(uniform() * n);
  const names = Object.keys(activations) as ActivationName[];
  // A state of 0 sends more than 0 through these.
  const quiet = names.filter((name) => name !== "sigmoid" && name !== "softplus");
  const alpha = 0.1 + 0.8 * uniform();
  const cells: readonly (() => Cell)[] = [
    () => elman(names[below(names.length)]!),
    ...conventions.map(
      (convention) => () => leaky({ convention, activation: quiet[below(quiet.length)]!, alpha, noise: 0 }),
    ),
    () => lstm({ output: "tanh" }),
  ];
  const sizes = Array.from({ length: 1 + below(4) }, () => 1 + below(12));
  const options = { sizes, inputs: 1 + below(5), outputs: 1 + below(3), topDown: uniform() < 0.7 };
  const chain = areaChain(cells[i % cells.length]!(), options, stream.split("weights"));
  return { chain, steps: 1 + below(12), trials: 1 + below(6) };
}

type Way = Pick<UnrollOptions, "bottomUp"> & { readonly topDown: boolean };

function layersOf(random: RandomStream, { topDown, bottomUp }: Way, steps: number): number {
  const { network, weights, areas } = areaChain(elman("relu"), { ...example, topDown }, random);
  const options = { steps, in: "space", read: "last", start: "zero", areas, bottomUp } as const;
  return unroll(network, weights, options).size.layers;
}

const ways = {
  "bottom-up delayed": { topDown: true, bottomUp: "delayed" },
  "bottom-up at once": { topDown: false, bottomUp: "instantaneous" },
  "bottom-up at once, top-down": { topDown: true, bottomUp: "instantaneous" },
} as const satisfies Readonly<Record<string, Way>>;

function drawings({ network, weights, areas }: AreaChain): readonly Figure[] {
  const options = { steps: 3, areas, start: "zero", bottomUp: "instantaneous" } as const;
  const time = unroll(network, weights, { ...options, in: "time" });
  const space = unroll(network, weights, { ...options, in: "space", read: "last" });
  const { units, weights: connections, parameters } = time.recurrentSize;
  const numbers = (size: typeof time.size): string =>
    `${size.units} units, ${size.weights} weights, ${size.layers} layers with the read-out, still ${size.parameters} ` +
    `parameters while copies are tied (${size.untiedParameters} untied)`;
  return [
    {
      ...{ kind: "graph", name: "unrolling-1-feedforward", title: "Feedforward" },
      caption: "Three areas without loops.",
      ...feedforwardDrawing(time),
    },
    {
      ...{ kind: "graph", name: "unrolling-2-recurrent", title: "Recurrent" },
      caption: `The same areas with lateral and top-down connections: ${units} units, ${connections} weights, ${parameters} parameters.`,
      ...recurrentDrawing(time),
    },
    {
      ...{ kind: "graph", name: "unrolling-3-in-time", title: "Recurrent, unrolled in time" },
      caption: `Each area once per step, bottom-up connections within a step: ${numbers(time.size)}.`,
      ...timeDrawing(time),
    },
    {
      ...{ kind: "graph", name: "unrolling-4-in-space", title: "Recurrent, unrolled in space" },
      caption: `Each copy in the layer of its longest path, copies that the output cannot see left out: ${numbers(space.size)}.`,
      ...spaceDrawing(space),
    },
  ];
}

/** A recurrent network over T steps is a feedforward one with tied weights. van Bergen & Kriegeskorte 2020. */
export const unrolling: Reproduction = {
  name: "unrolling",
  title: "A recurrent network is a deep feedforward one with tied weights",
  citations: ["vanbergen2020", "elman1990"],
  flagship: false,
  headlines: [
    `largest difference between ${NETWORKS} recurrent networks and their layers`,
    `steps from which more than ${LAYERS} layers are needed, bottom-up at once, top-down`,
  ],
  async reproduce({ core, random, progress }) {
    const chain = areaChain(elman("tanh"), example, random.split("example"));
    const options = { steps: 3, areas: chain.areas, start: "zero" } as const;
    const time = unroll(chain.network, chain.weights, { ...options, in: "time" });
    const space = unroll(chain.network, chain.weights, { ...options, in: "space", read: "last" });
    const { F, n } = unrolledMatrix(time, chain.weights);
    const drawn: Drawn[] = [];
    for (let i = 0; i < NETWORKS; i++) {
      if (i % 10 === 0) await progress("random networks, both ways", i / NETWORKS);
      const stream = random.split(`network ${i}`);
      const { chain: one, steps, trials } = drawNetwork(stream, i);
      const precision = i % 2 === 0 ? ("f64" as const) : ("f32" as const);
      const difference = compare(core, one, { steps, trials, precision }, stream.split("inputs"));
      drawn.push({ cell: one.network.cell.name, difference });
    }
    const worst = (of: (difference: Difference) => number | undefined): number =>
      drawn.reduce((most, { difference }) => Math.max(most, of(difference) ?? 0), 0);
    const steps = Array.from({ length: STEPS }, (_, i) => i + 1);
    const depths = Object.entries(ways).map(([label, way]) => ({
      label,
      layers: steps.map((t) => layersOf(random.split("layers"), way, t)),
    }));
    const deepFrom = (label: keyof typeof ways): number =>
      1 + depths.find((one) => one.label === label)!.layers.findIndex((layers) => layers > LAYERS);
    await progress("done", 1);
    const counted = (quantity: string, published: number, got: number, source = reference) =>
      check({ ...{ quantity, unit: "1", published, got, tolerance: 0, source }, origin: "reference" });
    const equal = (quantity: string, got: number) =>
      counted(
        quantity,
        0,
        got,
        "mathematical identity: the same sums in the same order, so no rounding either",
      );
    return {
      checks: [
        counted("units of the recurrent network", 14, time.recurrentSize.units),
        counted("units unrolled over 3 steps", 42, time.size.units),
        counted("weights of the recurrent network", 186, time.recurrentSize.weights),
        counted("weights unrolled over 3 steps", 392, time.size.weights),
        counted("smallest p with F^p = 0", 3, nilpotentPower(F, n)),
        counted("entries of F beside its blocks (t, t - 1)", 0, besideBlocks(F, n, 14)),
        counted(
          "parameters that unrolling adds while copies are tied",
          0,
          time.size.parameters - time.recurrentSize.parameters,
        ),
        counted(
          "copies of areas that the output at step 3 can see",
          6,
          space.copies.length,
          "drawing of the lecture after van Bergen & Kriegeskorte 2020: area 1 once, area 2 twice, area 3 three times",
        ),
        equal(
          `largest difference between ${NETWORKS} recurrent networks and their layers`,
          worst((d) => d.layers),
        ),
        equal(
          "largest difference between Elman networks and T sweeps of z = f(F z + G x + b)",
          worst((d) => d.sweeps),
        ),
        equal(
          "largest difference between gradients, tied copies summed",
          worst((d) => d.gradients),
        ),
        counted(
          "layers of the spatially unrolled network, 3 areas, 3 steps, bottom-up at once",
          6,
          depths.find(({ label }) => label === "bottom-up at once")!.layers[2]!,
          `${byHand} t + l - 1, and the read-out`,
        ),
        counted(
          `steps from which more than ${LAYERS} layers are needed, bottom-up delayed`,
          20,
          deepFrom("bottom-up delayed"),
          `${byHand} t, and the read-out`,
        ),
        counted(
          `steps from which more than ${LAYERS} layers are needed, bottom-up at once`,
          18,
          deepFrom("bottom-up at once"),
          `${byHand} t + l - 1, and the read-out`,
        ),
        counted(
          `steps from which more than ${LAYERS} layers are needed, bottom-up at once, top-down`,
          10,
          deepFrom("bottom-up at once, top-down"),
          `${byHand} 2 (t - 1) + l, and the read-out`,
        ),
      ],
      figures: [
        ...drawings(chain),
        {
          kind: "lines",
          name: "unrolling-layers",
          title: "Layers of the feedforward equivalent",
          caption:
            "Layers of weights on the longest path from the input to the output of the last step, the read-out's among them, " +
            "for three areas with lateral connections. Bottom-up connections are delayed by a step, as all others are, or act at " +
            "once; top-down connections make no difference where all are delayed.",
          x: { label: "Steps T" },
          y: { label: "Layers" },
          series: [
            ...depths.map(({ label, layers }) => ({ label, x: steps, y: layers })),
            { label: `${LAYERS} layers`, x: steps, y: steps.map(() => LAYERS), dashed: true, muted: true },
          ],
        },
      ],
      notes: [
        "The reference finds 2.8e-17 between both networks, rounding of sums that are grouped otherwise; here blocks are added in " +
          "the order of the concatenated sum, which leaves no difference.",
        `Elman networks, leaky ones in three conventions and LSTMs in turn, ${NETWORKS} in all, half of them in f32, 1 to 4 areas, 1 to 12 steps.`,
        "With instantaneous bottom-up connections area l at step t is in layer t + l - 1 only without top-down connections; with " +
          "them the longest path goes down and up again at every step, and it is in layer 2 (t - 1) + l.",
        "The lecture draws the six copies that the output can see one above another, six layers; along connections that take a " +
          "step each, their longest path has three layers and the read-out.",
      ],
      runs: [],
    };
  },
};
