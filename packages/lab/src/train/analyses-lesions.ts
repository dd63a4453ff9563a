import type { Figure } from "../figure.js";
import { type Lesion, lesioned, lesionsOf } from "./analyses-lesion-table.js";
import { MOST_TRIALS, wholeNumber } from "./analyses-options.js";
import { analysisTrials, runnerOf, type TrainedAnalysis } from "./analyses-trained.js";
import type { Evaluation } from "./evaluate.js";
import { score } from "./score.js";

/** Units shown, those whose loss costs most. */
const SHOWN_UNITS = 40;

const options = {
  trials: 256,
  /** Whether each unit is silenced by itself too. */
  units: true,
};

interface Effect extends Lesion {
  readonly accuracy: number;
  /** Accuracy with the lesion less that without. */
  readonly change: number;
  readonly byCondition: readonly unknown[];
}

const byConditionOf = (evaluation: Evaluation) =>
  score(evaluation).byCondition.map(({ condition, value, trials, accuracy }) => ({
    condition,
    value,
    trials,
    accuracy,
  }));

function figureOf(
  name: string,
  caption: string,
  title: string,
  effects: readonly Effect[],
  intact: number,
): Figure {
  return {
    kind: "bars",
    name,
    title,
    caption,
    x: { label: "" },
    y: { label: "Accuracy", domain: [0, 1] },
    bars: effects.map((effect) => ({
      label: effect.name.replace(/^input /, "in "),
      value: effect.accuracy,
      group: effect.kind,
    })),
    rule: { at: intact, label: "intact" },
  };
}

export const lesionsAnalysis: TrainedAnalysis<typeof options> = {
  meaning: "accuracy after silencing each unit, each group of units and each pathway",
  options,
  apply(trained, { trials: count, units }, path) {
    const { name } = trained.setup.resolved;
    const trials = analysisTrials(trained, "lesions", wholeNumber(count, `${path}.trials`, 1, MOST_TRIALS));
    const run = runnerOf(trained, "lesions");
    const intact = run(trials);
    const effects = lesionsOf(trained, units).map((lesion): Effect => {
      const evaluation = run(trials, undefined, lesioned(trained, lesion));
      return {
        ...lesion,
        accuracy: evaluation.accuracy,
        change: evaluation.accuracy - intact.accuracy,
        byCondition: byConditionOf(evaluation),
      };
    });
    const parts = effects.filter(({ kind }) => kind !== "unit");
    const worst = effects
      .filter(({ kind }) => kind === "unit")
      .sort((a, b) => a.accuracy - b.accuracy)
      .slice(0, SHOWN_UNITS);
    return {
      numbers: {
        trials: trials.length,
        intact: { accuracy: intact.accuracy, byCondition: byConditionOf(intact) },
        lesions: effects.map(({ kind, name: what, accuracy, change, byCondition }) => ({
          kind,
          name: what,
          accuracy,
          change,
          byCondition,
        })),
      },
      figures: [
        figureOf(
          "lesions",
          "Accuracy on the same trials after a group of units or a pathway is silenced; the line: intact.",
          `Lesions, ${name}`,
          parts,
          intact.accuracy,
        ),
        ...(worst.length > 0
          ? [
              figureOf(
                "lesions-units",
                `Accuracy on the same trials after one unit is silenced, the ${worst.length} that cost most; the line: intact.`,
                `Lesions of units, ${name}`,
                worst,
                intact.accuracy,
              ),
            ]
          : []),
      ],
    };
  },
};
