import { scalar } from "@isocortex/core-wasm";
import { LuDecomposition, Matrix, solve } from "ml-matrix";
import { normalCdf, normalPdf } from "./erfc.js";

/** Choices at one strength of the stimulus: how many of the trials went to alternative 1. */
export interface ChoiceGroup {
  readonly strength: number;
  readonly trials: number;
  readonly chosen: number;
}

/** The curve's numbers: strength of indifference, standard deviation of the cumulative Gaussian, rate of lapses each way. */
export interface Psychometric {
  readonly bias: number;
  readonly threshold: number;
  readonly lapse: number;
}

/** Standard errors from the observed information, undefined where it is not positive definite; none for a lapse at 0. */
export interface PsychometricFit extends Psychometric {
  readonly standardErrors:
    | { readonly bias: number; readonly threshold: number; readonly lapse?: number }
    | undefined;
  readonly logLikelihood: number;
  readonly trials: number;
}

const MOST_LAPSE = 0.49;
const MOST_STEPS = 200;
const GRID = 12;
const TINY = 1e-300;

/** P(choice 1 | x) = lapse + (1 - 2 lapse) Phi((x - bias)/threshold). Wichmann & Hill 2001, Percept Psychophys 63:1293, with equal lapses. */
export function psychometricCurve({ bias, threshold, lapse }: Psychometric, strength: number): number {
  return lapse + (1 - 2 * lapse) * normalCdf((strength - bias) / threshold);
}

/** Sum over trials of the log probability of what was chosen. */
export function psychometricLogLikelihood(groups: readonly ChoiceGroup[], curve: Psychometric): number {
  const { bias, threshold, lapse } = curve;
  let sum = 0;
  for (const { strength, trials, chosen } of groups) {
    const one = psychometricCurve(curve, strength);
    const other = lapse + (1 - 2 * lapse) * normalCdf((bias - strength) / threshold);
    if (chosen > 0) sum += chosen * scalar.log(Math.max(one, TINY));
    if (chosen < trials) sum += (trials - chosen) * scalar.log(Math.max(other, TINY));
  }
  return sum;
}

interface Slopes {
  readonly gradient: number[];
  /** (3, 3) row-major: bias, threshold, lapse. */
  readonly hessian: number[];
}

/** First and second derivatives of the log likelihood by bias, threshold and lapse. */
function slopesOf(groups: readonly ChoiceGroup[], { bias, threshold, lapse }: Psychometric): Slopes {
  const gradient = [0, 0, 0];
  const hessian = new Array<number>(9).fill(0);
  const scale = 1 - 2 * lapse;
  for (const { strength, trials, chosen } of groups) {
    const z = (strength - bias) / threshold;
    const density = normalPdf(z);
    const one = Math.max(lapse + scale * normalCdf(z), TINY);
    const other = Math.max(lapse + scale * normalCdf(-z), TINY);
    const byP = chosen / one - (trials - chosen) / other;
    const byP2 = -chosen / one / one - (trials - chosen) / other / other;
    const d = [(-scale * density) / threshold, (-scale * density * z) / threshold, 1 - 2 * normalCdf(z)];
    const t2 = threshold * threshold;
    const d2 = [
      (-scale * density * z) / t2,
      (-scale * density * (z * z - 1)) / t2,
      (2 * density) / threshold,
      (-scale * density * (z * z - 1)) / t2,
      (-scale * density * z * (z * z - 2)) / t2,
      (2 * density * z) / threshold,
      (2 * density) / threshold,
      (2 * density * z) / threshold,
      0,
    ];
    for (let i = 0; i < 3; i++) {
      gradient[i]! += byP * d[i]!;
      for (let j = 0; j < 3; j++) hessian[i * 3 + j]! += byP2 * d[i]! * d[j]! + byP * d2[i * 3 + j]!;
    }
  }
  return { gradient, hessian };
}

/** Rising choices that overlap: only then does a likeliest curve with a threshold above 0 exist. */
function hasMaximum(groups: readonly ChoiceGroup[]): boolean {
  const trials = groups.reduce((sum, group) => sum + group.trials, 0);
  const chosen = groups.reduce((sum, group) => sum + group.chosen, 0);
  if (trials === 0) return false;
  const rise = groups.reduce((sum, g) => sum + g.strength * (g.chosen - (g.trials * chosen) / trials), 0);
  if (!(rise > 0)) return false;
  const lowestOne = Math.min(...groups.filter((g) => g.chosen > 0).map((g) => g.strength));
  const highestZero = Math.max(...groups.filter((g) => g.chosen < g.trials).map((g) => g.strength));
  return lowestOne < highestZero;
}

function startOf(groups: readonly ChoiceGroup[], withLapse: boolean): Psychometric {
  const strengths = groups.map(({ strength }) => strength);
  const low = Math.min(...strengths);
  const range = Math.max(...strengths) - low;
  let best: { readonly curve: Psychometric; readonly value: number } | undefined;
  for (const lapse of withLapse ? [0.01, 0.05, 0.15] : [0]) {
    for (let i = 0; i <= GRID; i++) {
      for (let j = 0; j <= GRID; j++) {
        const curve = {
          bias: low + (range * i) / GRID,
          threshold: range * 0.01 * scalar.exp((scalar.log(400) * j) / GRID),
          lapse,
        };
        const value = psychometricLogLikelihood(groups, curve);
        if (!best || value > best.value) best = { curve, value };
      }
    }
  }
  return best!.curve;
}

const pick = (values: readonly number[], active: readonly number[]): number[] =>
  active.map((i) => values[i]!);
const pickSquare = (values: readonly number[], active: readonly number[]): Matrix =>
  new Matrix(active.map((i) => active.map((j) => -values[i * 3 + j]!)));

/** Newton's method uphill, damped until the likelihood rises; a lapse that would fall below 0 stays there. */
function climb(groups: readonly ChoiceGroup[], start: Psychometric, withLapse: boolean): Psychometric {
  let curve = start;
  let value = psychometricLogLikelihood(groups, curve);
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < 1e12; step++) {
    const { gradient, hessian } = slopesOf(groups, curve);
    const active = withLapse && (curve.lapse > 0 || gradient[2]! > 0) ? [0, 1, 2] : [0, 1];
    const information = pickSquare(hessian, active);
    active.forEach((_, i) => {
      information.set(i, i, information.get(i, i) + damping * (Math.abs(information.get(i, i)) + 1e-12));
    });
    const [bias, threshold, lapse = 0] = solve(
      information,
      Matrix.columnVector(pick(gradient, active)),
    ).to1DArray();
    const next = {
      bias: curve.bias + bias!,
      threshold: curve.threshold + threshold!,
      lapse: Math.min(MOST_LAPSE, Math.max(0, curve.lapse + lapse)),
    };
    const reached = next.threshold > 0 ? psychometricLogLikelihood(groups, next) : Number.NaN;
    if (reached >= value) {
      const moved = Math.max(
        Math.abs(bias!) / curve.threshold,
        Math.abs(threshold!) / curve.threshold,
        Math.abs(next.lapse - curve.lapse),
      );
      [curve, value] = [next, reached];
      damping = Math.max(damping / 10, 1e-15);
      if (moved < 1e-12) break;
    } else damping = Math.max(damping, 1e-12) * 10;
  }
  return curve;
}

function errorsOf(hessian: readonly number[], active: readonly number[]): number[] | undefined {
  const factor = new LuDecomposition(pickSquare(hessian, active));
  if (factor.isSingular()) return undefined;
  const variances = factor.solve(Matrix.eye(active.length)).diagonal();
  return variances.every((variance) => variance > 0) ? variances.map(Math.sqrt) : undefined;
}

/**
 * The likeliest cumulative Gaussian through choices, with a lapse rate if asked for (0 otherwise).
 * @returns undefined where there is none: choices that do not rise with strength, or that some strength parts without error
 */
export function fitPsychometric(
  groups: readonly ChoiceGroup[],
  { lapse: withLapse = false }: { readonly lapse?: boolean | undefined } = {},
): PsychometricFit | undefined {
  if (!hasMaximum(groups)) return undefined;
  const curve = climb(groups, startOf(groups, withLapse), withLapse);
  const { hessian } = slopesOf(groups, curve);
  const errors = errorsOf(hessian, curve.lapse > 0 ? [0, 1, 2] : [0, 1]);
  const [bias, threshold, lapse] = errors ?? [];
  return {
    ...curve,
    standardErrors: errors && {
      bias: bias!,
      threshold: threshold!,
      ...(lapse === undefined ? {} : { lapse }),
    },
    logLikelihood: psychometricLogLikelihood(groups, curve),
    trials: groups.reduce((sum, { trials }) => sum + trials, 0),
  };
}
