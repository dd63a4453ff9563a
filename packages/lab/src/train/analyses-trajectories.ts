import { pca, project } from "../analysis/pca.js";
import {
  conditionNames,
  groupTrials,
  knownName,
  MOST_TRIALS,
  type TrialGroup,
  wholeNumber,
} from "./analyses-options.js";
import { analysisTrials, rateOf, runnerOf, type Trained, type TrainedAnalysis } from "./analyses-trained.js";

const COMPONENTS = 3;

const options = {
  trials: 256,
  /** The psychometric one of the task, or its first, when left empty. */
  condition: "",
  /** Most groups that a condition of many values is cut into. */
  groups: 8,
};

/** Mean rates of a group of trials over time: (steps, units), as long as any of its trials lasts. */
export interface ConditionMean {
  readonly label: string;
  readonly trials: number;
  readonly steps: number;
  readonly rates: Float64Array;
}

/** Rates over time, averaged over the trials of each group that still go on. */
export function conditionMeans(
  trained: Trained,
  trials: ReturnType<typeof analysisTrials>,
  groups: readonly TrialGroup[],
): readonly ConditionMean[] {
  const { hidden } = trained.setup.built.network;
  const { steps } = trained.setup.source;
  const groupOf = new Map(groups.flatMap(({ members }, g) => members.map((i) => [i, g] as const)));
  const sums = groups.map(() => new Float64Array(steps * hidden));
  const counts = groups.map(() => new Float64Array(steps));
  runnerOf(trained, "trajectories")(trials, (seen, first) => {
    for (let i = 0; i < seen.count; i++) {
      const g = groupOf.get(first + i);
      const last = seen.batch.epochs[i]!.at(-1)![2];
      if (g === undefined) continue;
      for (let t = 0; t < last; t++) {
        counts[g]![t]! += 1;
        for (let unit = 0; unit < hidden; unit++) sums[g]![t * hidden + unit]! += rateOf(seen, i, t, unit);
      }
    }
  });
  return groups.map(({ label, members }, g) => {
    const lasting = counts[g]!.indexOf(0);
    const kept = lasting < 0 ? steps : lasting;
    return {
      label,
      trials: members.length,
      steps: kept,
      rates: sums[g]!.subarray(0, kept * hidden).map((sum, at) => sum / counts[g]![Math.floor(at / hidden)]!),
    };
  });
}

export const trajectoriesAnalysis: TrainedAnalysis<typeof options> = {
  meaning:
    "principal components of the rates over time and conditions, and the way of each condition among them",
  options,
  apply(trained, { trials: count, condition: wanted, groups: most }, path) {
    const { resolved, source, built } = trained.setup;
    const { hidden } = built.network;
    const trials = analysisTrials(
      trained,
      "trajectories",
      wholeNumber(count, `${path}.trials`, 1, MOST_TRIALS),
    );
    const known = conditionNames(trials);
    const condition = knownName(
      wanted || (source.task.psychometric ?? known[0] ?? ""),
      known,
      "condition of the task",
      `${path}.condition`,
    );
    const groups = groupTrials(trials, condition, wholeNumber(most, `${path}.groups`, 1, 100));
    const means = conditionMeans(trained, trials, groups);
    const rows = means.reduce((sum, { steps }) => sum + steps, 0);
    const data = new Float64Array(rows * hidden);
    let at = 0;
    for (const { rates } of means) {
      data.set(rates, at);
      at += rates.length;
    }
    const found = pca(data, rows, hidden, Math.min(COMPONENTS, hidden));
    const ways = means.map(({ label, trials: inGroup, steps, rates }) => ({
      value: label,
      trials: inGroup,
      points: Array.from({ length: steps }, (_, t) =>
        project(found, rates.subarray(t * hidden, (t + 1) * hidden)),
      ),
    }));
    const part = (i: number): string =>
      `PC${i + 1}, ${((found.explained[i] ?? 0) * 100).toFixed(0)} % of variance`;
    return {
      numbers: {
        condition,
        everyMs: resolved.dtMs,
        explained: found.explained,
        participationRatio: found.participationRatio,
        mean: Array.from(found.mean),
        components: found.components.map((component) => Array.from(component)),
        trajectories: ways,
      },
      figures: [
        {
          kind: "lines",
          name: "trajectories",
          title: `Trajectories, ${resolved.name}`,
          caption:
            `Mean rates by ${condition} over time in the plane of their first two principal components; ` +
            `participation ratio ${found.participationRatio.toFixed(1)}.`,
          x: { label: part(0) },
          y: { label: part(1) },
          series: ways.map(({ value, points }) => ({
            label: value,
            x: points.map((point) => point[0]!),
            y: points.map((point) => point[1] ?? 0),
          })),
        },
      ],
    };
  },
};
