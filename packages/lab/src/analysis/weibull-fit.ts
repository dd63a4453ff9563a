import { scalar } from "@isocortex/core-wasm";

/** Part of the trials that are correct at a strength of the stimulus. */
export interface AccuracyPoint {
  readonly strength: number;
  readonly trials: number;
  readonly accuracy: number;
}

/** Threshold (the strength with 1 - e^-1/2 = 82 % correct) and slope. */
export interface Weibull {
  readonly alpha: number;
  readonly beta: number;
}

export interface WeibullFit extends Weibull {
  /** From the binomial variance of each point. */
  readonly standardErrors: Weibull;
}

const MOST_STEPS = 200;

/** 1 - e^(-(strength/alpha)^beta)/2: chance between two alternatives at 0. Quick 1974, Kybernetik 16:65. */
export function weibullCurve({ alpha, beta }: Weibull, strength: number): number {
  return strength > 0 ? 1 - scalar.exp(-scalar.exp(beta * scalar.log(strength / alpha))) / 2 : 0.5;
}

/** Derivatives of the curve by ln alpha and ln beta, which keep both above 0. */
function slopesOf({ alpha, beta }: Weibull, strength: number): readonly [number, number] {
  if (!(strength > 0)) return [0, 0];
  const log = scalar.log(strength / alpha);
  const power = scalar.exp(beta * log);
  const rise = (power * scalar.exp(-power)) / 2;
  return [-beta * rise, beta * log * rise];
}

interface Normal {
  /** Sum of squared residuals. */
  readonly sum: number;
  readonly A: readonly [aa: number, ab: number, bb: number];
  readonly g: readonly [number, number];
}

function normalEquations(points: readonly AccuracyPoint[], curve: Weibull): Normal {
  let [sum, aa, ab, bb, ga, gb] = [0, 0, 0, 0, 0, 0];
  for (const { strength, accuracy } of points) {
    const residual = accuracy - weibullCurve(curve, strength);
    const [a, b] = slopesOf(curve, strength);
    sum += residual * residual;
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ga += a * residual;
    gb += b * residual;
  }
  return { sum, A: [aa, ab, bb], g: [ga, gb] };
}

/** Variance of a part of the trials, with one success and one failure more, so that none in many is not none ever. */
export function proportionVariance(part: number, trials: number): number {
  const p = (part * trials + 1) / (trials + 2);
  return (p * (1 - p)) / trials;
}

function standardErrors(points: readonly AccuracyPoint[], curve: Weibull): Weibull {
  const [aa, ab, bb] = normalEquations(points, curve).A;
  const determinant = aa * bb - ab * ab;
  let [alpha, beta] = [0, 0];
  for (const { strength, accuracy, trials } of points) {
    const [a, b] = slopesOf(curve, strength);
    const variance = proportionVariance(accuracy, trials);
    const [byAlpha, byBeta] = [(bb * a - ab * b) / determinant, (aa * b - ab * a) / determinant];
    alpha += byAlpha * byAlpha * variance;
    beta += byBeta * byBeta * variance;
  }
  return { alpha: curve.alpha * Math.sqrt(alpha), beta: curve.beta * Math.sqrt(beta) };
}

/**
 * The Weibull curve nearest to accuracies by unweighted least squares, by Levenberg and Marquardt's method.
 * @returns undefined with fewer than two strengths above 0, or where accuracy does not depend on strength
 */
export function fitWeibull(points: readonly AccuracyPoint[]): WeibullFit | undefined {
  const above = points.filter(({ strength }) => strength > 0);
  if (new Set(above.map(({ strength }) => strength)).size < 2) return undefined;
  const nearest = above.reduce((best, point) =>
    Math.abs(point.accuracy - 0.82) < Math.abs(best.accuracy - 0.82) ? point : best,
  );
  let curve: Weibull = { alpha: nearest.strength, beta: 1 };
  let at = normalEquations(above, curve);
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < 1e12; step++) {
    const [aa, ab, bb] = [at.A[0] * (1 + damping), at.A[1], at.A[2] * (1 + damping)];
    const determinant = aa * bb - ab * ab;
    if (!(determinant > 0)) return undefined;
    const moves = [(bb * at.g[0] - ab * at.g[1]) / determinant, (aa * at.g[1] - ab * at.g[0]) / determinant];
    const next = { alpha: curve.alpha * scalar.exp(moves[0]!), beta: curve.beta * scalar.exp(moves[1]!) };
    const there = normalEquations(above, next);
    if (there.sum <= at.sum) {
      [curve, at] = [next, there];
      damping = Math.max(damping / 10, 1e-12);
      if (Math.max(Math.abs(moves[0]!), Math.abs(moves[1]!)) < 1e-12) break;
    } else damping *= 10;
  }
  return { ...curve, standardErrors: standardErrors(above, curve) };
}
