import { angleError, bumpOf } from "../../analysis/index.js";
import type { Figure } from "../../figure.js";
import type { RunResult } from "../../run-record.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import {
  agrees,
  anglesOf,
  average,
  DELAY_END_MS,
  meanRates,
  READ_MS,
  STANDARD_ERRORS,
  standardDeviation,
  trial,
} from "./trial.js";

const CUES = [0, 45, 90, 135, 180, 225, 270, 315];
const UNIT = "180";
const EVERY_MS = 10;
const LAST_MS = 4190;
/** Trials of the reference, two of each cue: its numbers are as uncertain as this few allow. */
const REFERENCE_TRIALS = 16;
/** Standard deviation of the largest of 16 |N(0, 1)|, by drawing them 400 000 times. */
const LARGEST_OF_16_SD = 0.485;
const TRIALS = { usual: 4, full: 64 };

interface Read {
  readonly cueDeg: number;
  readonly errorDeg: number;
  readonly peak: number;
  readonly leftAfterErasing: number;
}

function readsOf(result: RunResult, cueDeg: number, trials: number): Read[] {
  const angles = anglesOf(result);
  return Array.from({ length: trials }, (_, t) => {
    const { angleDeg, peak } = bumpOf(meanRates(result, t, READ_MS), angles);
    return {
      cueDeg,
      errorDeg: angleError(angleDeg, cueDeg),
      peak,
      leftAfterErasing: Math.max(...meanRates(result, t, [LAST_MS, LAST_MS + EVERY_MS])),
    };
  });
}

/** Mean rate over trials of one unit over time. */
function responseOf({ arrays, record }: RunResult, area: string): { x: number[]; y: number[] } {
  const { data, shape } = arrays.rE!;
  const [samples, trials, n] = shape as [number, number, number];
  const at = record.areas.indexOf(area);
  const kept = Array.from({ length: samples }, (_, s) => s);
  return {
    x: kept.map((s) => EVERY_MS * s),
    y: kept.map((s) => average(Array.from({ length: trials }, (_, t) => data[(s * trials + t) * n + at]!))),
  };
}

function responseFigure(results: readonly RunResult[]): Figure {
  return {
    kind: "lines",
    name: "odr-ring-responses",
    title: "A delay cell fires for one remembered place",
    caption: `Mean rate of the unit that prefers ${UNIT}° after cues at eight places, with noise.`,
    x: { label: "Time", unit: "ms" },
    y: { label: "Rate" },
    series: results.map((result, c) => ({ label: `${CUES[c]}°`, ...responseOf(result, UNIT) })),
    spans: [
      { from: 1000, to: 1498, label: "cue" },
      { from: DELAY_END_MS, to: 4000, label: "erase" },
    ],
  };
}

function tuningFigure(delayRates: readonly number[]): Figure {
  return {
    kind: "dots",
    name: "odr-ring-tuning",
    title: "Delay activity is tuned to the remembered place",
    caption: `Mean rate from 1.5 to 3.5 s of the unit that prefers ${UNIT}°, by the place of the cue.`,
    x: { label: "Cue", unit: "deg" },
    y: { label: "Rate in the delay" },
    points: delayRates.map((rate, c) => ({ x: CUES[c]!, y: rate })),
    lines: [{ label: "mean", x: CUES, y: delayRates }],
  };
}

function errorFigure(errors: readonly number[]): Figure {
  const width = 2;
  const most = width * Math.ceil(Math.max(...errors.map(Math.abs)) / width);
  const bins = Array.from({ length: (2 * most) / width }, (_, b) => b * width - most);
  return {
    kind: "bars",
    name: "odr-ring-errors",
    title: "Noise moves the bump a few degrees in two seconds",
    caption: `Error of the decoded place at the end of the delay, ${errors.length} trials of eight cues.`,
    x: { label: "Error", unit: "deg" },
    y: { label: "Trials" },
    bars: bins.map((from) => ({
      label: `${from} to ${from + width}`,
      value: errors.filter((error) => error >= from && error < from + width).length,
    })),
  };
}

/** Standard error of the difference of our mean and the reference's, both of trials with standard deviation `sd`. */
const differenceOfMeans = (sd: number, trials: number): number =>
  sd * Math.sqrt(1 / trials + 1 / REFERENCE_TRIALS);

/** Noisy trials of the eight cues: errors, peaks and what is left after erasing. */
export const cues: ReproductionPart = async ({ run, progress, seed, full }) => {
  const trials = full ? TRIALS.full : TRIALS.usual;
  const results: RunResult[] = [];
  for (const [c, cueDeg] of CUES.entries()) {
    await progress("noisy trials of eight cues", c / CUES.length);
    const noisy = { noise: true, trials, seed: seed + c, audit: false };
    results.push(
      await run(
        trial(`odr-ring noise cue ${cueDeg}`, cueDeg, {
          ...noisy,
          record: [{ variable: "rE", everyMs: EVERY_MS }],
        }),
      ),
    );
  }
  const reads = results.flatMap((result, c) => readsOf(result, CUES[c]!, trials));
  const count = reads.length;
  const errors = reads.map(({ errorDeg }) => errorDeg);
  const sd = standardDeviation(errors);
  const peaks = reads.map(({ peak }) => peak);
  const left = reads.map(({ leftAfterErasing }) => leftAfterErasing);
  const few = results.flatMap((result, c) => readsOf(result, CUES[c]!, REFERENCE_TRIALS / CUES.length));
  const published = 2.6252514822726;
  const at = results[0]!.record.areas.indexOf(UNIT);
  const delayRates = results.map((result) =>
    average(Array.from({ length: trials }, (_, t) => meanRates(result, t, [1500, DELAY_END_MS])[at]!)),
  );
  return {
    checks: [
      agrees(
        "sd of the decoding error after 2 s of delay, eight cues with noise",
        "deg",
        published,
        sd,
        STANDARD_ERRORS * published * Math.sqrt(1 / (2 * (count - 1)) + 1 / (2 * (REFERENCE_TRIALS - 1))),
      ),
      agrees(
        "mean decoding error, eight cues with noise",
        "deg",
        0,
        average(errors),
        (STANDARD_ERRORS * sd) / Math.sqrt(count),
        "symmetry of the ring",
      ),
      agrees(
        `largest decoding error in ${REFERENCE_TRIALS} trials with noise`,
        "deg",
        5.727007459766639,
        Math.max(...few.map(({ errorDeg }) => Math.abs(errorDeg))),
        STANDARD_ERRORS * Math.sqrt(2) * LARGEST_OF_16_SD * published,
      ),
      agrees(
        "peak of the bump with noise, mean over trials",
        "1",
        6.510759102167562,
        average(peaks),
        STANDARD_ERRORS * differenceOfMeans(standardDeviation(peaks), count),
      ),
      agrees(
        "largest rate after erasing with noise, mean over trials",
        "1",
        0.6579522946359975,
        average(left),
        STANDARD_ERRORS * differenceOfMeans(standardDeviation(left), count),
      ),
      agrees(
        `cue to which unit ${UNIT} responds most in the delay`,
        "deg",
        Number(UNIT),
        CUES[delayRates.indexOf(Math.max(...delayRates))]!,
        0,
        "its preferred angle; tuned delay cells of Funahashi et al. 1989, J Neurophysiol 61:331",
      ),
    ],
    figures: [responseFigure(results), tuningFigure(delayRates), errorFigure(errors)],
    runs: results.map(({ record }) => record),
  };
};
