import { InputError } from "@isocortex/core-wasm";
import type { Figure } from "../figure.js";
import { didYouMean } from "../io/did-you-mean.js";
import { fixedPointsAnalysis } from "./analyses-fixed-points.js";
import { lesionsAnalysis } from "./analyses-lesions.js";
import { psychometricAnalysis } from "./analyses-psychometric.js";
import { selectivityAnalysis } from "./analyses-selectivity.js";
import { spectrumAnalysis } from "./analyses-spectrum.js";
import type { AnalysisOptions, Trained, TrainedAnalysis } from "./analyses-trained.js";
import { trajectoriesAnalysis } from "./analyses-trajectories.js";
import { unrollingAnalysis } from "./analyses-unrolling.js";
import { weightsAnalysis } from "./analyses-weights.js";

/** Analyses of trained networks: one entry each. */
export const trainedAnalysisTable: Readonly<Record<string, TrainedAnalysis>> = {
  psychometric: psychometricAnalysis,
  trajectories: trajectoriesAnalysis,
  fixedPoints: fixedPointsAnalysis,
  lesions: lesionsAnalysis,
  selectivity: selectivityAnalysis,
  weights: weightsAnalysis,
  spectrum: spectrumAnalysis,
  unrolling: unrollingAnalysis,
};

/** An analysis by its name, with options of its own. */
export interface TrainedAnalysisSpec {
  readonly name: string;
  readonly [option: string]: unknown;
}

export interface TrainedAnalysisResult {
  readonly name: string;
  /** Every option, given or not. */
  readonly options: AnalysisOptions;
  /** Plain JSON. */
  readonly numbers: unknown;
  readonly figures: readonly Figure[];
}

interface Checked {
  readonly name: string;
  readonly entry: TrainedAnalysis;
  readonly options: AnalysisOptions;
  readonly path: string;
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);

/** @throws InputError for an analysis or option that does not exist, or an option of another type than its default */
function check(spec: TrainedAnalysisSpec, path: string): Checked {
  const { name, ...given } = spec;
  if (!Object.hasOwn(trainedAnalysisTable, name))
    throw new InputError(
      `there is no analysis ${JSON.stringify(name)} of trained networks; ${didYouMean(String(name), Object.keys(trainedAnalysisTable))}`,
      { path: `${path}.name` },
    );
  const entry = trainedAnalysisTable[name]!;
  for (const [option, value] of Object.entries(given)) {
    const at = `${path}.${option}`;
    if (!Object.hasOwn(entry.options, option))
      throw new InputError(
        `analysis ${name} has no option "${option}"; ${didYouMean(option, Object.keys(entry.options))}`,
        { path: at },
      );
    const usual = entry.options[option];
    if (kindOf(value) !== kindOf(usual) || (typeof value === "number" && !Number.isFinite(value)))
      throw new InputError(
        `${at} is ${JSON.stringify(value)}; expected a ${kindOf(usual)} such as ${JSON.stringify(usual)}.`,
        { path: at },
      );
  }
  return { name, entry, options: { ...entry.options, ...given }, path };
}

/** @throws InputError for an analysis or option that does not exist, or an option of another type than its default */
export function checkTrainedAnalyses(specs: readonly TrainedAnalysisSpec[]): readonly Checked[] {
  return specs.map((spec, i) => check(spec, `analyses[${i}]`));
}

/**
 * Analyses of a trained network, in the order asked for; all are checked before the first begins. The same network gives
 * the same numbers. An analysis named a second time marks its figures' names with its place in the list.
 * @throws InputError for an analysis or option that does not exist, or does not fit the network or its task
 */
export function analyseTrained(
  trained: Trained,
  specs: readonly TrainedAnalysisSpec[],
): readonly TrainedAnalysisResult[] {
  const checked = checkTrainedAnalyses(specs);
  return checked.map(({ name, entry, options, path }, i) => {
    const { numbers, figures } = entry.apply(trained, options, path);
    const again = checked.findIndex((other) => other.name === name) < i;
    return {
      name,
      options,
      numbers,
      figures: again ? figures.map((figure) => ({ ...figure, name: `${figure.name}-${i + 1}` })) : figures,
    };
  });
}
