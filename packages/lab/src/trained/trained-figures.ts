import type { Trace } from "@isocortex/models";
import type { Figure } from "../figure.js";
import { traceFigures } from "../trace-figures.js";
import type { Evaluation, Seen } from "../train/evaluate.js";
import type { Setup } from "../train/setup.js";
import { psychometricPoints, trialFigure } from "../train/training-figures.js";
import type { ResolvedTrainedExperiment } from "./resolve-trained-experiment.js";

/** The first trial: outputs beside targets, and everything else that was recorded; and a psychometric curve where there is one. */
export function trainedFigures(
  setup: Setup,
  { name, stimuli, silence, trials }: ResolvedTrainedExperiment,
  {
    evaluation,
    traces,
    example,
  }: {
    readonly evaluation: Evaluation;
    readonly traces: readonly Trace[];
    readonly example: Pick<Seen, "batch" | "outputs">;
  },
): readonly Figure[] {
  const spans = [
    ...stimuli.map(({ name: label, input, startMs, endMs }) => ({
      from: startMs,
      to: endMs,
      label: label ?? (input === "current" ? input : `current ${input}`),
    })),
    ...silence.map(({ name: label = "silence", startMs, endMs }) => ({ from: startMs, to: endMs, label })),
  ];
  const drawn = traces.filter(({ variable }) => ["inputs", "rates", "state"].includes(variable));
  return [
    trialFigure(setup, example, name, `trial 1 of ${trials}`),
    ...traceFigures(drawn, {
      name,
      spans,
      what: "perturbations",
      places: { inputs: "channels", rates: "units", state: "units" },
    }),
    ...psychometricPoints(setup.source.task, evaluation, name),
  ];
}
