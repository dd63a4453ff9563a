import type { Core } from "@isocortex/core-wasm";
import { type Equilibrium, findEquilibria } from "../analysis/index.js";
import { buildFamily } from "../build-family.js";
import { type Check, check } from "../check.js";
import type { Figure } from "../figure.js";
import type { Reproduction } from "../reproduction-context.js";
import type { RunResult } from "../run-record.js";

const paper = "Wilson & Cowan 1972, Biophys J 12:1";
const reference = `independent implementation of the equations of ${paper}, in the convention named`;
const MODEL = "wilson-cowan";

interface Landmark {
  readonly E: number;
  readonly I: number;
  /** How many eigenvalues grow, and of the leading one the real and imaginary part; where known. */
  readonly unstable?: number;
  readonly leading?: readonly [re: number, im: number];
}

interface Case {
  readonly preset: string;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly name: string;
  readonly equilibria: readonly Landmark[];
}

const cases: readonly Case[] = [
  {
    preset: "multistable-1972",
    name: "(kE - E)S",
    equilibria: [
      { E: 0, I: 0, unstable: 0, leading: [-0.60660073681461, 0] },
      { E: 0.189669474311389, I: 0.0681030953810827, unstable: 1, leading: [0.7165517051528489, 0] },
      { E: 0.4397518248760556, I: 0.22593264516421516, unstable: 0, leading: [-1.3127294494552193, 0] },
    ],
  },
  {
    preset: "multistable-code",
    name: "(1 - E)S",
    equilibria: [
      { E: 0, I: 0 },
      { E: 0.1780372586, I: 0.0628011784 },
      { E: 0.4624648732, I: 0.2433641128 },
    ],
  },
  {
    preset: "multistable-rate",
    name: "S alone",
    equilibria: [
      { E: 0, I: 0, unstable: 0, leading: [-0.6233838572258439, 0.1311095729053099] },
      { E: 0.3368524079225214, I: 0.16841967591084822, unstable: 1, leading: [1.0572079750349137, 0] },
      { E: 0.9384304716774282, I: 0.6724810433176238, unstable: 0, leading: [-0.959562194959244, 0] },
    ],
  },
  {
    preset: "limit-cycle-1972",
    name: "(kE - E)S, P = 1.25",
    equilibria: [
      {
        ...{ E: 0.2017483955855511, I: 0.10688938574728346, unstable: 2 },
        leading: [0.11555367460204738, 1.8700301859030262],
      },
    ],
  },
  {
    preset: "limit-cycle-1972",
    parameters: { P: 0 },
    name: "(kE - E)S, P = 0",
    equilibria: [{ E: 0, I: 0, unstable: 0, leading: [-0.9024412944063734, 0] }],
  },
];

function equilibriaOf(core: Core, { preset, parameters = {} }: Case): readonly Equilibrium[] {
  const family = buildFamily(core, { model: MODEL, preset, parameters });
  return findEquilibria(
    family.at(),
    family.coordinates.map(({ range }) => range),
  );
}

function equilibriumChecks({ name, equilibria: expected }: Case, found: readonly Equilibrium[]): Check[] {
  const of = (
    what: string,
    published: number,
    got: number | undefined,
    unit = "1",
    tolerance = 1e-9,
  ): Check =>
    check({
      quantity: `${name}: ${what}`,
      ...{ unit, published, got: got ?? Number.NaN, tolerance, source: reference, origin: "reference" },
    });
  return [
    of("equilibria", expected.length, found.length, "1", 0),
    ...expected.flatMap(({ E, I, unstable, leading }, i) => {
      const { state = [], unstable: growing, eigenvalues = [] } = found[i] ?? {};
      const which = `equilibrium ${i + 1}`;
      return [
        of(`E of ${which}`, E, state[0]),
        of(`I of ${which}`, I, state[1]),
        ...(unstable === undefined ? [] : [of(`growing directions of ${which}`, unstable, growing, "1", 0)]),
        ...(leading === undefined
          ? []
          : [
              of(`growth of ${which}`, leading[0], eigenvalues[0]?.re, "1/ms"),
              of(`rotation of ${which}`, leading[1], eigenvalues[0]?.im, "rad/ms"),
            ]),
      ];
    }),
  ];
}

/** E and I by time (ms), Euler steps of 0.1, from both sides of the saddle. */
const trajectories: readonly {
  readonly E: number;
  readonly I: number;
  readonly at: Readonly<Record<string, readonly [E: number, I: number]>>;
}[] = [
  {
    ...{ E: 0.32, I: 0.15 },
    at: {
      "1": [0.307437414478664, 0.15166078445760595],
      "5": [0.056594982479670326, 0.05079974630238769],
      "10": [-6.989752956242599e-5, 0.0031620425040540926],
      "100": [-8.674332926041036e-36, 3.57775066520554e-26],
    },
  },
  {
    ...{ E: 0.33, I: 0.15 },
    at: {
      "1": [0.33911763570441267, 0.16322779457649242],
      "5": [0.6558415306306115, 0.3457336476545213],
      "10": [0.9359453293591863, 0.6677504833499737],
      "100": [0.9384304716774277, 0.6724810433176232],
    },
  },
];
const STEP_MS = 0.1;

function trajectoryChecks({ arrays }: RunResult, { E, at }: (typeof trajectories)[number]): Check[] {
  return Object.entries(at).flatMap(([ms, published]) =>
    (["E", "I"] as const).map((variable, i) =>
      check({
        quantity: `S alone: ${variable} at ${ms} ms from E = ${E}, Euler steps of ${STEP_MS} ms`,
        unit: "1",
        published: published[i]!,
        got: arrays[variable]!.data[Math.round(Number(ms) / STEP_MS)]!,
        tolerance: 1e-9,
        source: reference,
        origin: "reference",
      }),
    ),
  );
}

function planeFigure(runs: readonly RunResult[], equilibria: readonly Equilibrium[]): Figure {
  return {
    kind: "plane",
    name: "wilson-cowan-bistable",
    title: "Two stable states, parted by a saddle",
    caption:
      "Excitatory against inhibitory activity from two starts on either side of the saddle, in the convention dE/dt = -E + S.",
    x: { label: "E" },
    y: { label: "I" },
    curves: runs.map(({ arrays }, i) => ({
      label: `from E = ${trajectories[i]!.E}, I = ${trajectories[i]!.I}`,
      tone: "trajectory" as const,
      x: Array.from(arrays.E!.data),
      y: Array.from(arrays.I!.data),
    })),
    points: equilibria.map(({ state, type, unstable }) => ({
      label: type,
      kind:
        unstable === 0 ? ("stable" as const) : unstable === 1 ? ("saddle" as const) : ("unstable" as const),
      x: state[0]!,
      y: state[1]!,
    })),
  };
}

/** Equilibria of the Wilson-Cowan equations in the three conventions that go by their name. */
export const wilsonCowan: Reproduction = {
  name: "wilson-cowan",
  title: "Wilson-Cowan equations in three conventions",
  citations: ["wilsoncowan1972"],
  flagship: false,
  headlines: [
    "(kE - E)S: E of equilibrium 3",
    "(1 - E)S: E of equilibrium 3",
    "S alone: E of equilibrium 3",
    "(kE - E)S, P = 1.25: E of equilibrium 1",
  ],
  async reproduce({ core, run, progress }) {
    const checks: Check[] = [];
    let bistable: readonly Equilibrium[] = [];
    for (const [i, one] of cases.entries()) {
      await progress("equilibria", (0.7 * i) / cases.length);
      const found = equilibriaOf(core, one);
      if (one.preset === "multistable-rate") bistable = found;
      checks.push(...equilibriumChecks(one, found));
    }
    const runs: RunResult[] = [];
    for (const [i, trajectory] of trajectories.entries()) {
      await progress("trajectories", 0.7 + (0.3 * i) / trajectories.length);
      const result = await run({
        name: `wilson-cowan from E = ${trajectory.E}`,
        model: MODEL,
        preset: "multistable-rate",
        dtMs: STEP_MS,
        durationMs: 100 + STEP_MS,
        initial: { E: trajectory.E, I: trajectory.I },
        record: [
          { variable: "E", everyMs: STEP_MS },
          { variable: "I", everyMs: STEP_MS },
        ],
        audit: false,
      });
      runs.push(result);
      checks.push(...trajectoryChecks(result, trajectory));
    }
    return {
      checks,
      figures: [planeFigure(runs, bistable)],
      notes: [
        "The same weights have other equilibria in each convention: E of the upper state of the multistable set is 0.4398 with " +
          "kE - E (the paper) and 0.4625 with 1 - E (BrainPy, whose notebook prints 0.46246485; its optimiser ends 2e-8 away " +
          "there and 1.5e-6 away at the saddle).",
        "Audit is off in the trajectories: they are compared with Euler steps of 0.1 ms as they are.",
      ],
      runs: runs.map(({ record }) => record),
    };
  },
};
