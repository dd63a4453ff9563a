import { InputError, uniformsOf } from "@isocortex/core-wasm";
import { type FixedPoint, findFixedPoints } from "../analysis/fixed-points.js";
import { type Pca, pca, project } from "../analysis/pca.js";
import type { Figure } from "../figure.js";
import {
  cleanInputs,
  type NamedInput,
  networkMapOf,
  usualInputs,
  visitedStates,
} from "./analyses-dynamics.js";
import { notNegative, positive, wholeNumber } from "./analyses-options.js";
import { analysisStream, analysisTrials, type Trained, type TrainedAnalysis } from "./analyses-trained.js";
import { gaussiansOf } from "./gaussians.js";

const MOST_STARTS = 10_000;
const SHOWN_TRIALS = 12;

const options = {
  /** Trials whose states are started from. */
  trials: 32,
  /** Descents for each input. */
  starts: 48,
  /** Standard deviation that is added to a start, as a part of the visited states' own. */
  jitter: 0.1,
  /** Constant inputs; the mean input of each epoch and context when left empty. */
  inputs: [] as readonly (readonly number[])[],
  /** Largest max |F| of a fixed point, and largest q = |F|²/2 of a slow one, time in units of tau. */
  tolerance: 1e-10,
  slowQ: 1e-4,
};

function givenInputs(given: readonly unknown[], width: number, path: string): readonly NamedInput[] {
  return given.map((input, i) => {
    if (Array.isArray(input) && input.length === width && input.every(Number.isFinite))
      return { name: `input ${i + 1}`, input: input as readonly number[] };
    throw new InputError(
      `${path}.inputs[${i}] is ${JSON.stringify(input)}; expected a list of ${width} numbers, one for each input unit.`,
      { path: `${path}.inputs[${i}]` },
    );
  });
}

/** States drawn from those visited, each moved a little. */
function drawStarts(
  trained: Trained,
  visited: readonly Float64Array[],
  count: number,
  jitter: number,
): readonly Float64Array[] {
  const size = visited[0]!.length;
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (const x of visited) {
    for (let i = 0; i < size; i++) {
      mean[i]! += x[i]! / visited.length;
      square[i]! += (x[i]! * x[i]!) / visited.length;
    }
  }
  const variance = square.reduce((sum, value, i) => sum + Math.max(0, value - mean[i]! * mean[i]!), 0) / size;
  const uniform = uniformsOf(analysisStream(trained, "fixed points", "starts"));
  const normal = gaussiansOf(analysisStream(trained, "fixed points", "jitter"));
  return Array.from({ length: count }, () =>
    visited[Math.floor(uniform() * visited.length)]!.map(
      (value) => value + jitter * Math.sqrt(variance) * normal(),
    ),
  );
}

const groups = ["stable", "unstable", "marginal", "slow"] as const;

function groupOf({ kind, unstable, marginal }: FixedPoint): (typeof groups)[number] {
  if (kind === "slow") return "slow";
  if (unstable > 0) return "unstable";
  return marginal > 0 ? "marginal" : "stable";
}

function figureOf(
  { name }: NamedInput,
  number: number,
  points: readonly FixedPoint[],
  ways: readonly (readonly Float64Array[])[],
  plane: Pca,
  title: string,
): Figure {
  const place = (state: ArrayLike<number>): readonly number[] => project(plane, state);
  return {
    kind: "dots",
    name: `fixed-points-${number}`,
    title: `Fixed points, ${title}: ${name}`,
    caption:
      `Fixed and slow points under a constant input (${name}), in the plane of the first two principal components of the ` +
      `states visited without noise; dashed: ${ways.length} trials.`,
    x: { label: "PC1" },
    y: { label: "PC2" },
    points: groups.flatMap((group) =>
      points
        .filter((point) => groupOf(point) === group)
        .map(({ state }) => {
          const [x, y = 0] = place(state);
          return { x: x!, y, group };
        }),
    ),
    lines: ways.map((way) => ({
      label: "",
      x: way.map((state) => place(state)[0]!),
      y: way.map((state) => place(state)[1] ?? 0),
    })),
  };
}

export const fixedPointsAnalysis: TrainedAnalysis<typeof options> = {
  meaning:
    "fixed and slow points under constant inputs, with the eigenvalues of the Jacobian there and their stability",
  options,
  apply(trained, { trials: count, starts: wanted, jitter, inputs: given, tolerance, slowQ }, path) {
    const { resolved, built } = trained.setup;
    const map = networkMapOf(trained, path);
    const trials = analysisTrials(
      trained,
      "fixed points",
      wholeNumber(count, `${path}.trials`, 1, MOST_STARTS),
    );
    const clean = cleanInputs(trained, trials);
    const ways = visitedStates(map, clean);
    const visited = ways.flat();
    const starts = drawStarts(
      trained,
      visited,
      wholeNumber(wanted, `${path}.starts`, 1, MOST_STARTS),
      notNegative(jitter, `${path}.jitter`),
    );
    const limits = {
      tolerance: positive(tolerance, `${path}.tolerance`),
      slowQ: positive(slowQ, `${path}.slowQ`),
    };
    const inputs =
      given.length > 0 ? givenInputs(given, built.network.inputs, path) : usualInputs(trained, trials, clean);
    const results = inputs.map((one) => ({
      ...one,
      ...findFixedPoints(map.under(one.input), starts, limits),
    }));
    const data = Float64Array.from(visited.flatMap((x) => Array.from(x)));
    const plane = pca(data, visited.length, map.size, Math.min(2, map.size));
    return {
      numbers: {
        state: map.state,
        unitOfTimeMs: resolved.dtMs / map.under(inputs[0]!.input).step,
        descents: starts.length,
        inputs: results,
      },
      figures: results.map((one, i) =>
        figureOf(one, i + 1, one.points, ways.slice(0, SHOWN_TRIALS), plane, resolved.name),
      ),
    };
  },
};
