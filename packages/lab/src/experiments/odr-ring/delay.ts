import { scalar } from "@isocortex/core-wasm";
import { odrRing, vonMisesProfile } from "@isocortex/models";
import { angleError, bumpDiffusion, bumpOf } from "../../analysis/index.js";
import { check } from "../../check.js";
import type { Figure } from "../../figure.js";
import type { RunResult } from "../../run-record.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { anglesOf, meanRates, READ_MS, STANDARD_ERRORS, standardDeviation, trial } from "./trial.js";

const CUE_DEG = 180;
const CUE_END_MS = 500;
const DELAYS_MS = [1000, 2000, 4000, 8000];
/** Displacements over this long are independent, and long beside the 20 ms of the rates. */
const STRIDE_MS = 2000;
const TRIALS = { usual: 32, full: 400 };

/** Slope of ln y against ln x by least squares. */
function logLogSlope(x: readonly number[], y: readonly number[]): number {
  const [u, v] = [x.map(scalar.log), y.map(scalar.log)];
  const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [mu, mv] = [mean(u), mean(v)];
  const covariance = u.reduce((sum, value, i) => sum + (value - mu) * (v[i]! - mv), 0);
  return covariance / u.reduce((sum, value) => sum + (value - mu) * (value - mu), 0);
}

/** A statistic of trials and its standard error by leaving each trial out (jackknife). */
function jackknife<T>(trials: readonly T[], statistic: (of: readonly T[]) => number) {
  const left = trials.map((_, t) => statistic(trials.filter((_, other) => other !== t)));
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  const spread = left.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    value: statistic(trials),
    standardError: Math.sqrt(((trials.length - 1) / trials.length) * spread),
  };
}

/** Diffusion of the bump (degrees²/s) that its profile without noise implies, to first order in the noise. */
function predictedDiffusion(still: RunResult): number {
  const { kappa, sigmaE, tauE, noiseStep } = odrRing.params;
  const rates = meanRates(still, 0, READ_MS);
  const n = rates.length;
  const W = vonMisesProfile(n, kappa.value);
  const shift = rates.map((_, i) => ((rates[(i + n - 1) % n]! - rates[(i + 1) % n]!) * n) / 720);
  const neutral = shift.map((_, i) => shift.reduce((sum, u, j) => sum + W[(i - j + n) % n]! * u, 0));
  const diffusion = (sigmaE.value * Math.sqrt(noiseStep.value)) / tauE.value;
  return 1000 * bumpDiffusion(neutral, shift, diffusion);
}

function spreadFigure(sds: readonly number[], perSecond: number, trials: number): Figure {
  const seconds = DELAYS_MS.map((ms) => ms / 1000);
  return {
    kind: "dots",
    name: "odr-ring-delay",
    title: "Memory drifts with the square root of the delay",
    caption:
      `Standard deviation of how far the bump moves after the cue, ${trials} trials; line: √(D·delay) with D = ${perSecond.toFixed(2)} ` +
      "deg²/s, predicted from the bump without noise.",
    x: { label: "Delay", unit: "s", type: "log" },
    y: { label: "sd of the drift", unit: "deg", type: "log" },
    points: seconds.map((x, i) => ({ x, y: sds[i]!, group: "trials" })),
    lines: [{ label: "predicted", x: seconds, y: seconds.map((s) => Math.sqrt(perSecond * s)) }],
  };
}

/** Drift of the bump from where the cue left it. By symmetry one cue stands for all. */
export const delay: ReproductionPart = async ({ run, progress, seed, full }) => {
  await progress("errors after 1 to 8 s", 0);
  const trials = full ? TRIALS.full : TRIALS.usual;
  const still = await run(
    trial("odr-ring bump without noise", CUE_DEG, {
      audit: false,
      record: [{ variable: "rE", everyMs: 100 }],
    }),
  );
  const result = await run({
    name: "odr-ring delays",
    model: "odr-ring",
    stimuli: [{ input: "cue", areas: [String(CUE_DEG)], startMs: 0, endMs: CUE_END_MS, amplitude: 200 }],
    durationMs: CUE_END_MS + DELAYS_MS.at(-1)! + 100,
    noise: true,
    trials,
    seed,
    audit: false,
    record: [{ variable: "rE", everyMs: 500 }],
  });
  const angles = anglesOf(result);
  const errorAt = (t: number, ms: number): number =>
    angleError(bumpOf(meanRates(result, t, [ms, ms + 500]), angles).angleDeg, CUE_DEG);
  const strides = Array.from(
    { length: DELAYS_MS.at(-1)! / STRIDE_MS + 1 },
    (_, i) => CUE_END_MS + i * STRIDE_MS,
  );
  const reads = Array.from({ length: trials }, (_, t) => ({
    drifts: DELAYS_MS.map((ms) => angleError(errorAt(t, CUE_END_MS + ms), errorAt(t, CUE_END_MS))),
    path: strides.map((ms) => errorAt(t, ms)),
  }));
  const spreads = (of: readonly (typeof reads)[number][]): number[] =>
    DELAYS_MS.map((_, d) => standardDeviation(of.map(({ drifts }) => drifts[d]!)));
  const slope = jackknife(reads, (of) => logLogSlope(DELAYS_MS, spreads(of)));
  const diffusion = jackknife(reads, (of) => {
    const moves = of.flatMap(({ path }) => path.slice(1).map((at, i) => angleError(at, path[i]!)));
    return moves.reduce((sum, move) => sum + move * move, 0) / moves.length / (STRIDE_MS / 1000);
  });
  const predicted = predictedDiffusion(still);
  return {
    checks: [
      check({
        quantity: "slope of log sd of the drift against log delay, 1 to 8 s",
        unit: "1",
        published: 0.5,
        got: slope.value,
        tolerance: STANDARD_ERRORS * slope.standardError,
        source: `square-root law of a diffusing bump, within ${STANDARD_ERRORS} standard errors (jackknife over ${trials} trials)`,
        origin: "criterion",
      }),
      check({
        quantity: "diffusion of the bump against linear theory",
        unit: "deg²/s",
        published: predicted,
        got: diffusion.value,
        tolerance: STANDARD_ERRORS * diffusion.standardError,
        source: `noise projected on the neutral mode, Burak & Fiete 2012, PNAS 109:17645; within ${STANDARD_ERRORS} standard errors`,
        origin: "reference",
      }),
    ],
    figures: [spreadFigure(spreads(reads), predicted, trials)],
    runs: [still.record, result.record],
  };
};
