import type { Task } from "@isocortex/tasks";
import type { Figure, Series } from "../figure.js";
import type { Evaluation, Seen } from "./evaluate.js";
import type { Variables } from "./optimisers.js";
import type { Setup } from "./setup.js";
import type { HistoryEntry } from "./trainer.js";

function learningCurves(history: readonly HistoryEntry[], name: string): readonly Figure[] {
  const x = history.map(({ update }) => update);
  const series = (label: string, of: (entry: HistoryEntry) => number, dashed = false): Series => ({
    label,
    x,
    y: history.map(of),
    dashed,
  });
  return [
    {
      kind: "lines",
      name: "loss",
      title: `Loss, ${name}`,
      caption:
        "Loss over updates: mean over the updates since the validation before (training), and on the validation trials.",
      x: { label: "Update" },
      y: { label: "Loss", type: "log" },
      series: [
        series("training", ({ loss }) => loss),
        series("validation", ({ validationLoss }) => validationLoss, true),
      ],
    },
    {
      kind: "lines",
      name: "accuracy",
      title: `Accuracy, ${name}`,
      caption: "Part of the validation trials answered correctly, over updates.",
      x: { label: "Update" },
      y: { label: "Accuracy", domain: [0, 1] },
      series: [
        series("accuracy", ({ accuracy }) => accuracy),
        ...(history.some(({ balancedAccuracy }) => balancedAccuracy !== null)
          ? [series("balanced accuracy", ({ balancedAccuracy }) => balancedAccuracy ?? Number.NaN, true)]
          : []),
      ],
    },
  ];
}

/** Choices of the second alternative against the signed strength of the stimulus. */
export function psychometricPoints(task: Task, { answers }: Evaluation, name: string): readonly Figure[] {
  const key = task.psychometric;
  if (key === undefined) return [];
  const strengths = [...new Set(answers.map(({ condition }) => Number(condition[key])))].sort(
    (a, b) => a - b,
  );
  const points = strengths.map((strength) => {
    const group = answers.filter(({ condition }) => Number(condition[key]) === strength);
    return { x: strength, y: group.filter(({ choice }) => choice === 1).length / group.length };
  });
  if (points.length < 3 || points.length > 60) return [];
  return [
    {
      kind: "dots",
      name: "psychometric",
      title: `Psychometric curve, ${name}`,
      caption: `Part of the trials with choice 1 against the signed ${key}.`,
      x: { label: key },
      y: { label: "Choice 1", domain: [0, 1] },
      points,
    },
  ];
}

const LARGEST_MATRIX = 128;

function recurrentWeights(weights: Variables, hidden: number, name: string): readonly Figure[] {
  const W = weights.W_rec;
  if (!W || hidden > LARGEST_MATRIX) return [];
  const units = Array.from({ length: hidden }, (_, i) => String(i + 1));
  return [
    {
      kind: "matrix",
      name: "recurrent-weights",
      title: `Recurrent weights, ${name}`,
      caption: "Weight from each unit (column) to each unit (row), as the network uses it.",
      x: { label: "From unit" },
      y: { label: "To unit" },
      rows: units,
      columns: units,
      values: units.map((_, i) => Array.from(W.slice(i * hidden, (i + 1) * hidden))),
      scale: { label: "Weight" },
    },
  ];
}

const MOST_TRACES = 6;
const MOST_EPOCHS = 12;

/** One trial: what goes in, what comes out, what should. */
export function trialFigure(
  { source, resolved }: Setup,
  { batch, outputs }: Pick<Seen, "batch" | "outputs">,
  name: string,
  which = "one validation trial",
): Figure {
  const { steps, trials } = batch;
  const last = batch.epochs[0]!.at(-1)?.[2] ?? steps;
  const ms = Array.from({ length: last }, (_, t) => t * resolved.dtMs);
  const units = source.channels.outputs.flatMap(({ name: channel, size }) =>
    Array.from({ length: size }, (_, i) => (size === 1 ? channel : `${channel} ${i + 1}`)),
  );
  const every = Math.max(1, Math.ceil(units.length / MOST_TRACES));
  const of = (from: ArrayLike<number>, unit: number): number[] =>
    ms.map((_, t) => from[t * trials * units.length + unit]!);
  // More names than this would run into one another.
  const shaded =
    batch.epochs[0]!.length > MOST_EPOCHS
      ? []
      : batch.epochs[0]!.filter(([, from, to], i) => to > from && i % 2 === 1);
  const shown = units.map((label, unit) => ({ label, unit })).filter(({ unit }) => unit % every === 0);
  return {
    kind: "lines",
    name: "trial",
    title: `A trial, ${name}`,
    caption: `Outputs of the trained network in ${which}, targets dashed${shaded.length > 0 ? "; shaded: every other epoch" : ""}.`,
    x: { label: "Time", unit: "ms" },
    y: { label: "Output" },
    series: shown.flatMap(({ label, unit }) => [
      { label, x: ms, y: of(outputs, unit) },
      { label: `${label}, target`, x: ms, y: of(batch.targets, unit), dashed: true, muted: true },
    ]),
    spans: shaded.map(([label, from, to]) => ({ label, from: from * resolved.dtMs, to: to * resolved.dtMs })),
  };
}

/** The figures of a training. */
export function trainingFigures(
  setup: Setup,
  history: readonly HistoryEntry[],
  weights: Variables,
  evaluation: Evaluation,
  trial: Figure | undefined,
): readonly Figure[] {
  const { name } = setup.resolved;
  return [
    ...(history.length > 0 ? learningCurves(history, name) : []),
    ...psychometricPoints(setup.source.task, evaluation, name),
    ...(trial ? [trial] : []),
    ...recurrentWeights(weights, setup.built.network.hidden, name),
  ];
}
