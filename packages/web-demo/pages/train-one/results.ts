import type {
  Figure,
  HistoryEntry,
  NdArray,
  PlanePoint,
  TrainedAnalysisResult,
  TrainingResult,
} from "@isocortex/lab";
import type { Plot } from "../../src/page.js";

type Metric = "accuracy" | "balancedAccuracy";
type Arrays = Readonly<Record<string, NdArray>>;

/** Conditions as the page calls them. */
const words: Readonly<Record<string, string>> = {
  cueDeg: "cue, in deg",
  sampleDeg: "sample, in deg",
  testDeg: "test, in deg",
  evidence: "evidence",
};
const inWords = (condition: string): string => words[condition] ?? condition;

const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;

/** What a validation counts as the accuracy. */
export function accuracyOf(
  {
    accuracy,
    balancedAccuracy,
  }: Pick<HistoryEntry, "accuracy"> & { readonly balancedAccuracy?: number | null | undefined },
  metric: Metric,
): number {
  return metric === "accuracy" ? accuracy : (balancedAccuracy ?? Number.NaN);
}

/** Loss and accuracy over the updates, with a mark where weights were edited. */
export function learningPlots(
  history: readonly HistoryEntry[],
  earlier: readonly HistoryEntry[],
  metric: Metric,
  target: number,
): readonly [loss: Plot, accuracy: Plot] {
  const before = earlier.at(-1)?.update ?? 0;
  const all = [...earlier, ...history.map((entry) => ({ ...entry, update: entry.update + before }))];
  const x = all.map(({ update }) => update);
  const last = all.at(-1);
  const end = Math.max(10, last?.update ?? 0);
  const axis = { label: "Update" };
  const spans = before > 0 ? [{ from: 0, to: before, label: "before the edit" }] : [];
  const first = all.find((entry) => accuracyOf(entry, metric) >= 0.9);
  const name = metric === "accuracy" ? "Accuracy" : "Balanced accuracy";
  return [
    {
      figure: {
        kind: "lines",
        name: "loss",
        title: "Loss",
        caption:
          "Mean over the updates since the validation before (training), and on 128 trials kept aside.",
        x: axis,
        y: { label: "Loss", type: "log" },
        series: [
          { label: "training", x, y: all.map(({ loss }) => loss) },
          { label: "trials kept aside", x, y: all.map(({ validationLoss }) => validationLoss), dashed: true },
        ],
        spans,
      },
      summary: last
        ? `From ${all[0]!.validationLoss.toPrecision(2)} to ${last.validationLoss.toPrecision(2)} in ${last.update} updates.`
        : "No update yet.",
    },
    {
      figure: {
        kind: "lines",
        name: "accuracy",
        title: name,
        caption: "Part of 128 trials kept aside that is answered right.",
        x: axis,
        y: { label: name, domain: [0, 1] },
        series: [
          { label: "trials kept aside", x, y: all.map((entry) => accuracyOf(entry, metric)) },
          { label: "where training stops", x: [0, end], y: [target, target], dashed: true, muted: true },
        ],
        spans,
      },
      summary: last
        ? `${percent(accuracyOf(last, metric))} after ${last.update} updates; ${first ? `90 % first after ${first.update}` : "90 % not reached yet"}.`
        : "No validation yet.",
    },
  ];
}

/** A trial: outputs against what they should be. */
export function trialPlot({ figures }: TrainingResult): readonly Plot[] {
  const figure = figures.find(({ name }) => name === "trial");
  if (figure?.kind !== "lines") return [];
  const outputs = figure.series.filter(({ dashed }) => !dashed);
  const ends = outputs.map(({ label, y }) => `${label}: ${y.at(-1)!.toFixed(2)}`);
  return [
    {
      figure: { ...figure, title: "What it does in one trial" },
      summary: `Outputs solid, what they should be dashed. At the end ${ends.join(", ")}.`,
    },
  ];
}

/** Units in the order of the matrix: excitatory first where they have a type. */
export function unitOrder(arrays: Arrays): readonly { readonly unit: number; readonly name: string }[] {
  const size = arrays.W_rec!.shape[0]!;
  const signs = arrays.dale_signs?.data;
  const units = Array.from({ length: size }, (_, unit) => ({
    unit,
    name: signs ? `${signs[unit]! > 0 ? "E" : "I"}${unit + 1}` : String(unit + 1),
  }));
  return signs ? units.sort((a, b) => signs[b.unit]! - signs[a.unit]! || a.unit - b.unit) : units;
}

/** The recurrent weights, excitatory units first. */
export function weightPlot(arrays: Arrays, extra: Pick<Plot, "pick" | "picked">): Plot {
  const order = unitOrder(arrays);
  const { data } = arrays.W_rec!;
  const names = order.map(({ name }) => name);
  const values = order.map((to) => order.map((from) => data[to.unit * order.length + from.unit]!));
  const flat = values.flat();
  const zero = flat.filter((value) => value === 0).length;
  const excitatory = order.filter(({ name }) => name.startsWith("E")).length;
  const types = arrays.dale_signs
    ? `${excitatory} excitatory units first, then ${order.length - excitatory} inhibitory ones, whose columns are negative. `
    : "Units have no type: a column holds both signs. ";
  return {
    figure: {
      kind: "matrix",
      name: "recurrent-weights",
      title: "Recurrent weights",
      caption: "From each unit (column) to each unit (row), excitatory units first.",
      x: { label: "From unit" },
      y: { label: "To unit" },
      rows: names,
      columns: names,
      values,
      scale: { label: "Weight" },
    },
    summary: `${types}From ${Math.min(...flat).toFixed(2)} to ${Math.max(...flat).toFixed(2)}; ${zero} of ${flat.length} are 0.`,
    ...extra,
  };
}

interface Fit {
  readonly accuracy: number;
  readonly fit: { readonly bias: number; readonly threshold: number } | null;
}

/** The psychometric curve. */
export function psychometricPlot({ figures, numbers }: TrainedAnalysisResult): Plot {
  const { accuracy, fit } = numbers as Fit;
  const figure = figures[0]!;
  return {
    figure: { ...figure, title: "Psychometric curve" } as Figure,
    summary: fit
      ? `Right in ${percent(accuracy)}; threshold ${fit.threshold.toPrecision(2)}, bias ${fit.bias.toPrecision(2)} of full evidence.`
      : `Right in ${percent(accuracy)}; no curve of this form fits.`,
  };
}

const MOST_BARS = 12;

/** Accuracy by a condition of few values, for tasks without a psychometric curve. */
export function conditionPlot({ record: { score } }: TrainingResult): readonly Plot[] {
  const conditions = [...new Set(score.byCondition.map(({ condition }) => condition))];
  const condition = conditions.find((one) => {
    const { length } = score.byCondition.filter((entry) => entry.condition === one);
    return length > 1 && length <= MOST_BARS;
  });
  if (condition === undefined) return [];
  const bars = score.byCondition.filter((entry) => entry.condition === condition);
  const worst = bars.reduce((least, bar) => (bar.accuracy < least.accuracy ? bar : least));
  return [
    {
      figure: {
        kind: "bars",
        name: "by-condition",
        title: `Accuracy by ${inWords(condition)}`,
        caption: `Part of ${score.trials} fresh trials that is answered right.`,
        x: { label: inWords(condition), type: "band" },
        y: { label: "Accuracy", domain: [0, 1] },
        bars: bars.map(({ value, accuracy }) => ({ label: value, value: accuracy })),
      },
      summary: `Worst at ${worst.value}: ${percent(worst.accuracy)}.`,
    },
  ];
}

interface Trajectories {
  readonly condition: string;
  readonly explained: readonly number[];
  readonly mean: readonly number[];
  readonly components: readonly (readonly number[])[];
  readonly trajectories: readonly {
    readonly value: string;
    readonly points: readonly (readonly number[])[];
  }[];
}

interface Found {
  readonly name: string;
  readonly points: readonly {
    readonly kind: "fixed" | "slow";
    readonly state: readonly number[];
    readonly unstable: number;
    readonly eigenvalues: readonly unknown[];
  }[];
}

function kindOf({ kind, unstable, eigenvalues }: Found["points"][number]): PlanePoint["kind"] {
  if (kind === "slow") return "mark";
  if (unstable === 0) return "stable";
  return unstable === eigenvalues.length ? "unstable" : "saddle";
}

/** The inputs under which fixed points are shown: those of the epoch, one for each context. */
function inputsOf(inputs: readonly Found[], epoch: string): readonly Found[] {
  const named = inputs.filter(({ name }) => epoch !== "" && name.includes(epoch));
  return named.length > 0 ? named.slice(0, 2) : inputs.slice(0, 1);
}

/** What was found where activity stands still or nearly so, in words. */
function standstills(input: string | undefined, points: readonly Pick<PlanePoint, "kind">[]): string {
  if (input === undefined) return "";
  if (points.length === 0)
    return `Under "${input}" there is no place where activity stands still or nearly so.`;
  const count = (kind: PlanePoint["kind"]): number => points.filter((point) => point.kind === kind).length;
  return `Under "${input}": stable ${count("stable")} (filled), saddles ${count("saddle")} (half), unstable ${count("unstable")} (open), slow ${count("mark")} (square).`;
}

/** Trajectories by condition in the plane of their first two principal components, with the fixed and slow points there. */
export function planePlots(
  trajectories: TrainedAnalysisResult,
  fixedPoints: TrainedAnalysisResult | undefined,
  epoch: string,
): readonly Plot[] {
  const { condition, explained, mean, components, trajectories: ways } = trajectories.numbers as Trajectories;
  const along = (state: readonly number[], i: number): number =>
    (components[i] ?? []).reduce((sum, weight, unit) => sum + weight * (state[unit]! - mean[unit]!), 0);
  const axis = (i: number) => ({ label: `PC${i + 1}, ${percent(explained[i] ?? 0)} of variance` });
  const inputs = fixedPoints
    ? inputsOf((fixedPoints.numbers as { inputs: readonly Found[] }).inputs, epoch)
    : [];
  return (inputs.length > 0 ? inputs : [undefined]).map((found, i) => {
    const points = (found?.points ?? []).map((point) => ({
      kind: kindOf(point),
      x: along(point.state, 0),
      y: along(point.state, 1),
    }));
    return {
      figure: {
        kind: "plane",
        name: `trajectories-${i + 1}`,
        title: found ? `Trajectories; fixed points under the input "${found.name}"` : "Trajectories",
        caption: `Mean rates by ${inWords(condition)}; points: filled stable, half a saddle, open unstable, square slow.`,
        x: axis(0),
        y: axis(1),
        curves: ways.map(({ value, points: way }, palette) => ({
          label: `${inWords(condition)}: ${value}`,
          tone: "trajectory",
          palette,
          x: way.map((point) => point[0]!),
          y: way.map((point) => point[1] ?? 0),
        })),
        points,
      },
      summary: `Two components hold ${percent((explained[0] ?? 0) + (explained[1] ?? 0))} of the variance. ${standstills(found?.name, points)}`,
    };
  });
}

interface Selectivity {
  readonly condition: string;
  readonly epoch: string;
  readonly units: readonly {
    readonly unit: number;
    readonly type?: string;
    readonly dPrime: number | null;
  }[];
}

/** How well each unit tells the two sides of a condition apart. */
export function selectivityPlot({ numbers }: TrainedAnalysisResult): Plot {
  const { condition, epoch, units } = numbers as Selectivity;
  const told = units.flatMap(({ type, unit, dPrime }) => (dPrime === null ? [] : [{ type, unit, dPrime }]));
  const sorted = [...told].sort((a, b) => b.dPrime - a.dPrime);
  const strong = told.filter(({ dPrime }) => Math.abs(dPrime) > 1).length;
  const names = { E: "excitatory", I: "inhibitory" } as const;
  return {
    figure: {
      kind: "dots",
      name: "selectivity",
      title: `Tuning of units to ${condition}`,
      caption: `d' between the two sides of ${condition} in the ${epoch} epoch, units in its order.`,
      x: { label: "Unit, by rank" },
      y: { label: "d'" },
      points: sorted.map(({ type, dPrime }, rank) => ({
        x: rank + 1,
        y: dPrime,
        ...(type === "E" || type === "I" ? { group: names[type] } : {}),
      })),
      lines: [{ label: "", x: [1, Math.max(2, sorted.length)], y: [0, 0], dashed: true, muted: true }],
    },
    summary:
      sorted.length > 0
        ? `From ${sorted.at(-1)!.dPrime.toFixed(1)} to ${sorted[0]!.dPrime.toFixed(1)} in the ${epoch} epoch; ${strong} of ${units.length} units are beyond 1, ${units.length - told.length} never differ.`
        : "No unit tells the two sides apart.",
  };
}
