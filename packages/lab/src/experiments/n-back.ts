import { check } from "../check.js";
import type { Reproduction, ReproductionContext } from "../reproduction-context.js";
import { examine } from "../train/carry-out-training.js";
import type { Training } from "../train/training.js";

const N = 3;

interface Player {
  readonly name: string;
  /** For a figure. */
  readonly short: string;
  readonly network: Training["network"];
  readonly updates: number;
  /** Balanced accuracy that an independent implementation got. */
  readonly expected: number;
  readonly tolerance: number;
}

const feedforward = (hidden: number, window: number): Training["network"] => ({
  cell: "feedforward",
  activation: "tanh",
  hidden,
  window,
});

/** Chance and solved as measured by the reference; tolerances of a percent or two of 512 sequences. */
const players: readonly Player[] = [
  ...[16, 64, 256].map((hidden) => ({
    name: `feedforward on the present letter, ${hidden} hidden units`,
    short: `FF, ${hidden}`,
    network: feedforward(hidden, 1),
    updates: 200,
    expected: 0.5,
    tolerance: 0.02,
  })),
  {
    name: `feedforward with a window of ${N} letters`,
    short: `FF, ${N} letters`,
    network: feedforward(64, N),
    updates: 300,
    expected: 0.5,
    tolerance: 0.05,
  },
  {
    name: `feedforward with a window of ${N + 1} letters`,
    short: `FF, ${N + 1} letters`,
    network: feedforward(64, N + 1),
    updates: 500,
    expected: 1,
    tolerance: 0.02,
  },
  {
    name: "recurrent (Elman, tanh)",
    short: "Elman",
    network: { cell: "elman", activation: "tanh", hidden: 64, initialise: { W_rec: { kind: "orthogonal" } } },
    updates: 600,
    expected: 1,
    tolerance: 0.02,
  },
  {
    name: "recurrent (GRU)",
    short: "GRU",
    network: { cell: "gru", hidden: 64 },
    updates: 600,
    expected: 1,
    tolerance: 0.02,
  },
];

async function balancedAccuracy(
  { train, seed }: ReproductionContext,
  { network, updates }: Player,
): Promise<number> {
  const trained = await train({
    task: "n-back",
    taskParameters: { n: N },
    network,
    training: {
      updates,
      learningRate: { kind: "constant", rate: 0.003 },
      metric: "balancedAccuracy",
      validation: { every: 50, trials: 128 },
      stop: { target: 0.995, passes: 2 },
    },
    seed,
  });
  return examine(trained.setup, { ...trained.weights }, 0).evaluation.balancedAccuracy ?? Number.NaN;
}

/** Who can play n-back: a network without memory cannot, whatever its size. */
export const nBack: Reproduction = {
  name: "n-back",
  title: "Without loops, or a long enough window, there is no n-back",
  citations: ["kirchner1958"],
  flagship: false,
  headlines: players.map(({ name }) => `balanced accuracy in ${N}-back, ${name}`),
  async reproduce(context) {
    const got: number[] = [];
    for (const [i, player] of players.entries()) {
      await context.progress(player.name, i / players.length);
      got.push(await balancedAccuracy(context, player));
    }
    await context.progress("done", 1);
    return {
      checks: players.map(({ name, expected, tolerance }, i) =>
        check({
          quantity: `balanced accuracy in ${N}-back, ${name}`,
          unit: "1",
          published: expected,
          got: got[i]!,
          tolerance,
          source:
            "independent implementation in torch (64 hidden units, Adam 3e-3, 512 sequences of 24 letters): chance, or solved",
          origin: "reference",
        }),
      ),
      figures: [
        {
          kind: "bars",
          name: "n-back",
          title: `${N}-back: who can play`,
          caption:
            "Balanced accuracy on 512 new sequences. FF: feedforward, with 16 to 256 hidden units on the present letter, or " +
            "on the last letters: it needs the present one and the n before it. A recurrent network keeps them.",
          x: { label: "", type: "band" },
          y: { label: "Balanced accuracy", domain: [0, 1] },
          bars: players.map(({ short }, i) => ({ label: short, value: got[i]! })),
          rule: { at: 0.5, label: "chance" },
        },
      ],
      notes: [
        "Raw accuracy would mislead: always saying no is right for 59 % of the letters. Balanced accuracy is the mean of " +
          "the hit rate and the rate of correct rejections.",
      ],
      runs: [],
    };
  },
};
