import type { Core } from "@isocortex/core-wasm";
import { type FixedPoint, findFixedPoints, type SystemFamily } from "../../analysis/index.js";
import { buildFamily } from "../../build-family.js";
import { check } from "../../check.js";
import { type Part, reference } from "./part.js";
import { type Equilibrium, type EquilibriumSet, equilibriumSets } from "./reference.js";

type Values = Readonly<Record<string, number>>;

/** Starts of the search, evenly over S from 0 to 0.8. */
const SIDE = 7;
const STARTS = Array.from({ length: SIDE * SIDE }, (_, i) =>
  Float64Array.of((0.8 * ((i % SIDE) + 0.5)) / SIDE, (0.8 * (Math.floor(i / SIDE) + 0.5)) / SIDE),
);
const MU0_STEP = 0.5;
const LAST_MU0 = 70;
/** First mu0 (Hz, in steps of 0.5) from which there are so many stable states without a bias. */
const stableFrom: readonly (readonly [mu0: number, stable: number])[] = [
  [0, 3],
  [11, 2],
  [43.5, 3],
  [66, 1],
];

const family = (core: Core): SystemFamily => buildFamily(core, { model: "wong-wang-2006" });

const equilibria = (systems: SystemFamily, values: Values): readonly FixedPoint[] =>
  findFixedPoints(systems.at(values), STARTS).points.filter(({ kind }) => kind === "fixed");

const isStable = ({ unstable }: FixedPoint): boolean => unstable === 0;

const stableStates = (systems: SystemFamily, values: Values): number =>
  equilibria(systems, values).filter(isStable).length;

/** Largest difference of S between an equilibrium and the nearest one found of its kind; 1 where the numbers differ. */
function largestDifference(
  systems: SystemFamily,
  { parameters, equilibria: expected }: EquilibriumSet,
): number {
  const found = equilibria(systems, parameters);
  if (found.length !== expected.length) return 1;
  const nearest = ([S1, S2, stable]: Equilibrium): number =>
    Math.min(
      1,
      ...found
        .filter((point) => isStable(point) === stable)
        .map(({ state }) => Math.max(Math.abs(state[0]! - S1), Math.abs(state[1]! - S2))),
    );
  return Math.max(...expected.map(nearest));
}

/** Coherence at which the attractor of the error goes, at mu0 30 Hz, to 0.01 %. */
function endOfError(systems: SystemFamily): number {
  let [two, one] = [51.2, 100];
  while (one - two > 0.01) {
    const middle = (one + two) / 2;
    if (stableStates(systems, { mu0: 30, coherence: middle }) === 2) two = middle;
    else one = middle;
  }
  return (two + one) / 2;
}

/** Stable states over the strength of the stimulus, none of whose alternatives is favoured. */
function stableOverMu0(systems: SystemFamily): readonly (readonly [mu0: number, stable: number])[] {
  return Array.from({ length: LAST_MU0 / MU0_STEP + 1 }, (_, i) => {
    const mu0 = i * MU0_STEP;
    return [mu0, stableStates(systems, { mu0, coherence: 0 })];
  });
}

const expectedAt = (mu0: number): number => stableFrom.filter(([from]) => from <= mu0).at(-1)![1];

/** Where the noise-free circuit stands still. */
export const attractors: Part = async ({ core, progress }) => {
  await progress("equilibria", 0);
  const systems = family(core);
  const counts = stableOverMu0(systems);
  return {
    checks: [
      ...equilibriumSets.map((set) =>
        check({
          quantity: `equilibria, ${set.name}: largest difference`,
          unit: "1",
          published: 0,
          got: largestDifference(systems, set),
          tolerance: 1e-8,
          source: `${reference}; 1 where number or stability differ`,
          origin: "reference",
        }),
      ),
      check({
        quantity: `values of mu0 from 0 to ${LAST_MU0} Hz with another number of stable states`,
        unit: "1",
        published: 0,
        got: counts.filter(([mu0, stable]) => stable !== expectedAt(mu0)).length,
        tolerance: 0,
        source: `${reference}: 3 below 11 Hz, 2 to 43, 3 from 43.5 to 65.5, 1 from 66, in steps of 0.5`,
        origin: "reference",
      }),
      check({
        quantity: "coherence at which the attractor of the error vanishes, mu0 30 Hz",
        unit: "%",
        published: 68.5,
        got: endOfError(systems),
        tolerance: 0.5,
        source: `${reference}: between 68 and 69 %`,
        origin: "reference",
      }),
    ],
    figures: [
      {
        kind: "lines",
        name: "wong-wang2006-stable-states",
        title: "Memory, decision, and neither: stable states by the strength of the stimulus",
        caption:
          "Stable states of the circuit without noise, coherence 0. Weak stimuli leave spontaneous activity stable beside two " +
          "choices; from 11 Hz the circuit must choose; from 43.5 Hz both populations may stay high, from 66 Hz they must.",
        x: { label: "Stimulus strength mu0", unit: "Hz" },
        y: { label: "Stable states", domain: [0, 4] },
        series: [{ label: "stable states", x: counts.map(([mu0]) => mu0), y: counts.map(([, n]) => n) }],
      },
    ],
  };
};
