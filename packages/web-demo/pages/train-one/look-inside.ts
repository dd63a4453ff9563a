import {
  isCancelled,
  isInputError,
  type Lab,
  type TrainedAnalysisResult,
  type TrainedAnalysisSpec,
  type TrainingResult,
  tasks,
} from "@isocortex/lab";
import type { Plot } from "../../src/page.js";
import type { Work } from "../../src/training/training-session.js";
import { taskOf } from "./experiment.js";
import { conditionPlot, planePlots, psychometricPlot, selectivityPlot } from "./results.js";

/**
 * Analyses of a trained network, one after the other; `show` gets the plots so far after each.
 * @returns what could not be analysed, in words
 */
export async function lookInside(
  lab: Lab,
  { training, state }: Work,
  result: TrainingResult,
  signal: AbortSignal,
  show: (plots: readonly Plot[]) => void,
): Promise<readonly string[]> {
  const { held, compared } = taskOf(state);
  const missing: string[] = [];
  let plots: readonly Plot[] = [];

  const analyse = async (spec: TrainedAnalysisSpec): Promise<TrainedAnalysisResult | undefined> => {
    try {
      return (await lab.analyse(training, result.arrays, [spec], { signal }))[0];
    } catch (error) {
      if (isCancelled(error) || !isInputError(error)) throw error;
      missing.push(error.message);
      return undefined;
    }
  };
  const add = (more: readonly Plot[]): void => {
    plots = [...plots, ...more];
    show(plots);
  };

  if (tasks.get(String(training.task))?.psychometric === undefined) add(conditionPlot(result));
  else {
    const curve = await analyse({ name: "psychometric" });
    if (curve) add([psychometricPlot(curve)]);
  }
  const trajectories = await analyse({ name: "trajectories" });
  if (trajectories) {
    const fixedPoints = await analyse({ name: "fixedPoints", starts: 32, trials: 16, slowQ: 1e-3 });
    add(planePlots(trajectories, fixedPoints, held));
  }
  if (compared !== undefined) {
    const selectivity = await analyse({ name: "selectivity", epoch: compared });
    if (selectivity) add([selectivityPlot(selectivity)]);
  }
  return missing;
}
