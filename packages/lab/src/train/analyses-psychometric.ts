import { InputError } from "@isocortex/core-wasm";
import { binomialInterval } from "../analysis/binomial-interval.js";
import {
  type ChoiceGroup,
  fitPsychometric,
  type Psychometric,
  psychometricCurve,
} from "../analysis/psychometric-fit.js";
import type { Figure } from "../figure.js";
import { conditionNames, groupValues, knownName, MOST_TRIALS, wholeNumber } from "./analyses-options.js";
import { analysisTrials, runnerOf, type TrainedAnalysis } from "./analyses-trained.js";

const MOST_POINTS = 24;
const CURVE_POINTS = 101;

const options = {
  trials: 1024,
  /** Holds the signed strength; that of the task when left empty. */
  condition: "",
  lapse: false,
};

interface Choice {
  readonly strength: number;
  readonly one: boolean;
}

function counted(choices: readonly Choice[]): readonly ChoiceGroup[] {
  const groups = new Map<number, { trials: number; chosen: number }>();
  for (const { strength, one } of choices) {
    const group = groups.get(strength) ?? { trials: 0, chosen: 0 };
    group.trials++;
    if (one) group.chosen++;
    groups.set(strength, group);
  }
  return [...groups]
    .map(([strength, group]) => ({ strength, ...group }))
    .sort((a, b) => a.strength - b.strength);
}

/** Points with their 95 % intervals as upright lines, and the curve. */
function figureOf(
  points: readonly (ChoiceGroup & { readonly interval: readonly [number, number] })[],
  fit: Psychometric | undefined,
  condition: string,
  name: string,
): Figure {
  const [low, high] = [points[0]!.strength, points[points.length - 1]!.strength];
  const x = Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1));
  return {
    kind: "dots",
    name: "psychometric-fit",
    title: `Psychometric curve, ${name}`,
    caption:
      `Part of the trials with choice 1 against ${condition}, with 95 % binomial (Wilson) intervals` +
      `${fit ? ", and the cumulative Gaussian of greatest likelihood" : ""}.`,
    x: { label: condition },
    y: { label: "Choice 1", domain: [0, 1] },
    points: points.map(({ strength, chosen, trials }) => ({ x: strength, y: chosen / trials })),
    lines: [
      ...points.map(({ strength, interval }) => ({ label: "", x: [strength, strength], y: [...interval] })),
      ...(fit ? [{ label: "fit", x, y: x.map((strength) => psychometricCurve(fit, strength)) }] : []),
    ],
  };
}

/** Points of the figure: every strength, or bins of equal counts of trials where there are too many. */
function pointsOf(choices: readonly Choice[]) {
  const strengths = choices.map(({ strength }) => strength);
  return groupValues(strengths, MOST_POINTS).map(({ members }) => {
    const group = members.map((i) => choices[i]!);
    const chosen = group.filter(({ one }) => one).length;
    return {
      strength: group.reduce((sum, { strength }) => sum + strength, 0) / group.length,
      trials: group.length,
      chosen,
      interval: binomialInterval(chosen, group.length),
    };
  });
}

export const psychometricAnalysis: TrainedAnalysis<typeof options> = {
  meaning:
    "choices against the signed strength of the stimulus: cumulative Gaussian with bias, threshold and lapse",
  options,
  apply(trained, { trials: count, condition: wanted, lapse }, path) {
    const { task } = trained.setup.source;
    const trials = analysisTrials(
      trained,
      "psychometric",
      wholeNumber(count, `${path}.trials`, 1, MOST_TRIALS),
    );
    if (wanted === "" && task.psychometric === undefined)
      throw new InputError(
        `${path}: ${task.name} has no signed strength; name one of its conditions: ${conditionNames(trials).join(", ")}.`,
        { path },
      );
    const condition = knownName(
      wanted || task.psychometric!,
      conditionNames(trials),
      "condition of the task",
      `${path}.condition`,
    );
    const { answers, accuracy } = runnerOf(trained, "psychometric")(trials);
    const choices = answers.flatMap(({ condition: { [condition]: value }, choice }) =>
      typeof value === "number" && (choice === 0 || choice === 1)
        ? [{ strength: value, one: choice === 1 }]
        : [],
    );
    if (choices.length === 0)
      throw new InputError(
        `${path}.condition is "${condition}", but no trial has a number there and a choice of 0 or 1; name another condition.`,
        { path: `${path}.condition` },
      );
    const fit = fitPsychometric(counted(choices), { lapse });
    const points = pointsOf(choices);
    return {
      numbers: {
        condition,
        trials: trials.length,
        undecided: trials.length - choices.length,
        accuracy,
        fit: fit ?? null,
        ...(fit
          ? {}
          : { why: "choices do not rise with the strength, or some strength parts them without error" }),
        points,
      },
      figures: [figureOf(points, fit, condition, trained.setup.resolved.name)],
    };
  },
};
