import { checkTask } from "@isocortex/tasks";
import type { NdArray } from "../nd-array.js";
import type { OnProgress } from "../progress.js";
import { planTrained, runTrained, type TrainedRunPlan } from "../trained/run-trained.js";
import type { TrainedRunResult } from "../trained/trained-run-record.js";
import type { Lender, Platform, TrainingInputs, TrainingStart } from "../verb-platform.js";
import { adoptWeights } from "./adopt-weights.js";
import { analyseTrained, type TrainedAnalysisResult, type TrainedAnalysisSpec } from "./analyses.js";
import { trainedOf } from "./analyses-trained.js";
import {
  carryOutTraining,
  planTraining,
  type TrainingPlan,
  type TrainOptions,
} from "./carry-out-training.js";
import { type EvaluateOptions, evaluateTrained, type TrainedEvaluation } from "./evaluate-trained.js";
import { type GradientWorker, gradientWorker } from "./gradient-worker.js";
import { guardTask } from "./guard-task.js";
import { prepareTraining } from "./setup.js";
import { weightsFor } from "./start-weights.js";
import type { OnTraining } from "./train.js";
import { type OwnTasks, resolveTraining } from "./training.js";
import type { TrainingResult } from "./training-record.js";

type Weights = Readonly<Record<string, NdArray>>;

async function ownTask<P>({ loadModule }: Platform<P>, url: string | undefined): Promise<OwnTasks> {
  if (url === undefined) return {};
  const task = checkTask(((await loadModule(url)) as { readonly default?: unknown }).default);
  return { [task.name]: guardTask(task) };
}

/** Shards in runs of nearly equal length, one for each of so many workers. */
function shareOut(shards: number, workers: number): number[][] {
  const edge = (i: number): number => Math.floor((shards * i) / workers);
  return Array.from({ length: workers }, (_, w) =>
    Array.from({ length: edge(w + 1) - edge(w) }, (_each, i) => edge(w) + i),
  );
}

async function optionsOf<P>(
  platform: Platform<P>,
  { taskUrl, attached }: TrainingInputs,
): Promise<TrainOptions> {
  return { tasks: await ownTask(platform, taskUrl), attached };
}

async function setupOf<P>(platform: Platform<P>, training: unknown, inputs: TrainingInputs) {
  const { tasks, attached } = await optionsOf(platform, inputs);
  const resolved = resolveTraining(training, tasks);
  return prepareTraining(await platform.core(resolved.fast), resolved, tasks, attached);
}

export async function planOn<P>(
  platform: Platform<P>,
  training: unknown,
  inputs: TrainingInputs,
): Promise<TrainingPlan> {
  return planTraining(await platform.core(false), training, await optionsOf(platform, inputs));
}

/** @param lenders share the shards between them and this thread */
export async function trainOn<P>(
  platform: Platform<P>,
  training: unknown,
  inputs: TrainingInputs,
  from: TrainingStart,
  lenders: readonly P[],
  onTraining: OnTraining,
): Promise<TrainingResult> {
  return carryOutTraining(platform, training, onTraining, {
    ...(await optionsOf(platform, inputs)),
    ...from,
    async workers(setup) {
      const shares = shareOut(setup.shards.length, Math.min(lenders.length + 1, setup.shards.length));
      const own = shares.pop()!;
      const reached: Lender[] = lenders.slice(0, shares.length).map(platform.reach);
      await Promise.all(reached.map((lender, i) => lender.take(shares[i]!)));
      // This thread last: the others are asked before it is busy.
      return [...reached, gradientWorker(setup, own)];
    },
  });
}

export async function evaluateOn<P>(
  platform: Platform<P>,
  training: unknown,
  inputs: TrainingInputs,
  weights: Weights,
  options: EvaluateOptions,
): Promise<TrainedEvaluation> {
  return evaluateTrained(platform, training, weights, {
    ...options,
    ...(await optionsOf(platform, inputs)),
  });
}

export async function planTrainedOn<P>(
  platform: Platform<P>,
  experiment: unknown,
  training: unknown,
  inputs: TrainingInputs,
  weights: Weights,
): Promise<TrainedRunPlan> {
  const options = await optionsOf(platform, inputs);
  return planTrained(await platform.core(false), experiment, { ...options, training, weights });
}

export async function runTrainedOn<P>(
  platform: Platform<P>,
  experiment: unknown,
  training: unknown,
  inputs: TrainingInputs,
  weights: Weights,
  onProgress: OnProgress,
): Promise<TrainedRunResult> {
  const options = await optionsOf(platform, inputs);
  return runTrained({ ...platform, onProgress }, experiment, { ...options, training, weights });
}

export async function analyseOn<P>(
  platform: Platform<P>,
  training: unknown,
  inputs: TrainingInputs,
  weights: Weights,
  specs: readonly TrainedAnalysisSpec[],
): Promise<readonly TrainedAnalysisResult[]> {
  const setup = await setupOf(platform, training, inputs);
  return analyseTrained(trainedOf(setup, weightsFor(setup, weights)), specs);
}

export async function adoptOn<P>(
  platform: Platform<P>,
  training: unknown,
  inputs: TrainingInputs,
  weights: Weights,
): Promise<TrainingResult> {
  return adoptWeights(platform, training, weights, await optionsOf(platform, inputs));
}

export async function lendOn<P>(
  platform: Platform<P>,
  training: unknown,
  inputs: TrainingInputs,
  port: P,
): Promise<undefined> {
  const setup = await setupOf(platform, training, inputs);
  let worker: GradientWorker = gradientWorker(setup, []);
  platform.offer(port, {
    take(shards) {
      worker = gradientWorker(setup, shards);
    },
    prepare: (update, probabilities) => worker.prepare(update, probabilities),
    gradients: (weights, denominator) => worker.gradients(weights, denominator),
  });
  return undefined;
}
