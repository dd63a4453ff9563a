import { InputError } from "@isocortex/core-wasm";
import type { Trial } from "@isocortex/tasks";
import { dPrime } from "../analysis/d-prime.js";
import type { Figure } from "../figure.js";
import {
  bySize,
  conditionNames,
  epochNames,
  knownName,
  MOST_TRIALS,
  wholeNumber,
} from "./analyses-options.js";
import { analysisTrials, rateOf, runnerOf, type Trained, type TrainedAnalysis } from "./analyses-trained.js";
import { unitTypes } from "./analyses-unit-types.js";

const LARGEST_MATRIX = 128;

const options = {
  trials: 512,
  /** The psychometric one of the task, or its first with two sides, when left empty. */
  condition: "",
  /** "stimulus", or the last when left empty. */
  epoch: "",
};

type Value = Trial["condition"][string];

/** Which side of a condition a value is on: numbers of both signs by sign, two values by their order. */
function sidesOf(
  trials: readonly Trial[],
  condition: string,
): ((value: Value) => 0 | 1 | undefined) | undefined {
  const values = [...new Set(trials.map((trial) => trial.condition[condition]))].filter(
    (value): value is Value => value !== undefined,
  );
  if (values.length === 2) {
    const upper = values.sort(bySize)[1];
    return (value) => (value === upper ? 1 : 0);
  }
  const numbers = values.filter((value) => typeof value === "number");
  if (!numbers.some((value) => value > 0) || !numbers.some((value) => value < 0)) return undefined;
  return (value) => (value === 0 || typeof value !== "number" ? undefined : value > 0 ? 1 : 0);
}

/** Mean rate of every unit in an epoch of every trial: (units, trials), NaN where a trial lacks the epoch. */
function meanRates(trained: Trained, trials: readonly Trial[], epoch: string): readonly Float64Array[] {
  const { hidden } = trained.setup.built.network;
  const means = Array.from({ length: hidden }, () => new Float64Array(trials.length).fill(Number.NaN));
  runnerOf(trained, "selectivity")(trials, (seen, first) => {
    for (let i = 0; i < seen.count; i++) {
      const [, from, to] = seen.batch.epochs[i]!.find(([name]) => name === epoch) ?? ["", 0, 0];
      for (let unit = 0; unit < hidden && to > from; unit++) {
        let sum = 0;
        for (let t = from; t < to; t++) sum += rateOf(seen, i, t, unit);
        means[unit]![first + i] = sum / (to - from);
      }
    }
  });
  return means;
}

function matrixFigure(
  { setup, weights }: Trained,
  order: readonly number[],
  type: ReadonlyMap<number, string>,
  what: string,
): readonly Figure[] {
  const { hidden } = setup.built.network;
  const W = weights.W_rec;
  if (!W || hidden > LARGEST_MATRIX) return [];
  const names = order.map((unit) => `${type.get(unit) ?? ""}${unit + 1}`);
  return [
    {
      kind: "matrix",
      name: "selectivity",
      title: `Recurrent weights by selectivity, ${setup.resolved.name}`,
      caption: `Weight from each unit (column) to each unit (row), sorted by ${type.size > 0 ? "type and " : ""}d' of ${what}.`,
      x: { label: "From unit" },
      y: { label: "To unit" },
      rows: names,
      columns: names,
      values: order.map((i) => order.map((j) => W[i * hidden + j]!)),
      scale: { label: "Weight" },
    },
  ];
}

export const selectivityAnalysis: TrainedAnalysis<typeof options> = {
  meaning: "d' of each unit between the two sides of a condition in an epoch, and the weights sorted by it",
  options,
  apply(trained, { trials: count, condition: wanted, epoch: wantedEpoch }, path) {
    const { task } = trained.setup.source;
    const trials = analysisTrials(
      trained,
      "selectivity",
      wholeNumber(count, `${path}.trials`, 4, MOST_TRIALS),
    );
    const epochs = epochNames(trials);
    const epoch = knownName(
      wantedEpoch || (epochs.includes("stimulus") ? "stimulus" : epochs[epochs.length - 1]!),
      epochs,
      "epoch of the task",
      `${path}.epoch`,
    );
    const known = conditionNames(trials);
    const usual = task.psychometric ?? known.find((name) => sidesOf(trials, name));
    const condition = knownName(wanted || (usual ?? ""), known, "condition of the task", `${path}.condition`);
    const side = sidesOf(trials, condition);
    if (!side)
      throw new InputError(
        `${path}.condition is "${condition}", which has no two sides; expected one with two values or with numbers of both signs.`,
        { path: `${path}.condition` },
      );
    const means = meanRates(trained, trials, epoch);
    const on = (wantedSide: 0 | 1, rates: Float64Array): Float64Array =>
      rates.filter((rate, i) => {
        const value = trials[i]!.condition[condition];
        return value !== undefined && side(value) === wantedSide && !Number.isNaN(rate);
      });
    const values = means.map((rates) => dPrime(on(1, rates), on(0, rates)));
    const types = unitTypes(trained);
    const type = new Map(types.flatMap(({ name, units }) => units.map((unit) => [unit, name] as const)));
    const rank = (unit: number): number => types.findIndex(({ name }) => name === type.get(unit));
    const order = values
      .map((_, unit) => unit)
      .sort(
        (a, b) => rank(a) - rank(b) || (values[b]! > values[a]! ? 1 : values[b]! < values[a]! ? -1 : a - b),
      );
    return {
      numbers: {
        condition,
        epoch,
        units: values.map((value, unit) => ({
          unit,
          ...(type.has(unit) ? { type: type.get(unit) } : {}),
          dPrime: Number.isFinite(value) ? value : null,
        })),
        order,
      },
      figures: matrixFigure(trained, order, type, `${condition} in the ${epoch} epoch`),
    };
  },
};
