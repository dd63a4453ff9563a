import { angleError, type Lab, type RunResult } from "@isocortex/lab";
import { numberAt, type Plot, type State } from "../../src/page.js";
import { CUE_MS, experiment } from "./experiment.js";
import { decodedAt } from "./results.js";

const DELAYS_S = [0.75, 1.5, 3, 6, 12];
const [SHORT_S, LONG_S] = [3, 12];
const TRIALS = 64;
const CHUNKS = 4;
const EVERY_MS = 250;

/** Errors (deg) of many trials after each delay, and how far the bump moved since the cue ended. */
export interface DelayStudy {
  readonly errors: ReadonlyMap<number, readonly number[]>;
  readonly moves: ReadonlyMap<number, readonly number[]>;
}

/** Many trials of one long delay, read at several times: what comes after a time cannot change what was there. */
export async function studyDelays(
  lab: Lab,
  state: State,
  signal: AbortSignal,
  progress: (fraction: number) => void,
): Promise<DelayStudy> {
  const longest = 1000 * DELAYS_S.at(-1)!;
  const done = new Array<number>(CHUNKS).fill(0);
  const runs = await Promise.all(
    done.map((_, c) =>
      lab.run(
        {
          isocortex: 1,
          ...experiment(
            { ...state, distractor: 0 },
            {
              ...{ delayMs: longest + EVERY_MS, trials: TRIALS / CHUNKS, everyMs: EVERY_MS },
              seed: numberAt(state, "seed") * CHUNKS + c,
            },
          ),
        },
        {
          signal,
          onProgress({ fraction }) {
            done[c] = fraction;
            progress(done.reduce((sum, one) => sum + one, 0) / CHUNKS);
            return undefined;
          },
        },
      ),
    ),
  );
  const cue = numberAt(state, "cue");
  const all = runs.flatMap((run) => Array.from({ length: TRIALS / CHUNKS }, (_, trial) => ({ run, trial })));
  const at = ({ run, trial }: { run: RunResult; trial: number }, seconds: number): number => {
    const ms = CUE_MS[1] + 1000 * seconds;
    return angleError(decodedAt(run, ms, ms + EVERY_MS, trial), cue);
  };
  return {
    errors: new Map(DELAYS_S.map((s) => [s, all.map((one) => at(one, s))])),
    moves: new Map(DELAYS_S.map((s) => [s, all.map((one) => angleError(at(one, s), at(one, 0)))])),
  };
}

function sdOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** sd of the error after 12 s over that after 3 s. */
export function errorRatio({ errors }: DelayStudy): number {
  return sdOf(errors.get(LONG_S)!) / sdOf(errors.get(SHORT_S)!);
}

/** Errors against the delay, and their histogram. */
export function delayPlots(study: DelayStudy): readonly Plot[] {
  const { errors, moves } = study;
  const error = DELAYS_S.map((s) => sdOf(errors.get(s)!));
  const move = DELAYS_S.map((s) => sdOf(moves.get(s)!));
  const perRoot = Math.exp(
    DELAYS_S.reduce((sum, s, i) => sum + Math.log(move[i]! / Math.sqrt(s)), 0) / DELAYS_S.length,
  );
  const [short, long] = [SHORT_S, LONG_S].map((s) => error[DELAYS_S.indexOf(s)]!) as [number, number];
  return [
    {
      figure: {
        kind: "dots",
        name: "error-over-delay",
        title: "The error grows with the delay",
        caption: `Standard deviation over ${TRIALS} trials; the line grows as the square root of the delay.`,
        x: { label: "Delay", unit: "s", type: "log" },
        y: { label: "Standard deviation", unit: "°", type: "log" },
        points: [
          ...DELAYS_S.map((x, i) => ({ x, y: error[i]!, group: "error" })),
          ...DELAYS_S.map((x, i) => ({ x, y: move[i]!, group: "moved since the cue ended" })),
        ],
        lines: [
          { label: "√delay", x: DELAYS_S, y: DELAYS_S.map((s) => perRoot * Math.sqrt(s)), dashed: true },
        ],
      },
      summary:
        `The sd of the error is ${short.toFixed(1)}° after ${SHORT_S} s and ${long.toFixed(1)}° after ${LONG_S} s, ` +
        `${(long / short).toFixed(2)} times as much; four times the delay gives a diffusing bump a factor of 2.`,
    },
    histogramPlot(study),
  ];
}

const BINS = 13;

/** Outlines of the histograms of errors after a short and a long delay. */
function histogramPlot({ errors }: DelayStudy): Plot {
  const both = [SHORT_S, LONG_S].map((s) => errors.get(s)!);
  const most = Math.max(...both.flat().map(Math.abs)) * 1.001;
  const width = (2 * most) / BINS;
  const edges = Array.from({ length: BINS + 1 }, (_, b) => b * width - most);
  const outline = (values: readonly number[]) => {
    const counts = edges
      .slice(0, -1)
      .map((from) => values.filter((value) => value >= from && value < from + width).length);
    return {
      x: edges.flatMap((edge, b) => [edge, edge + (b < BINS ? 1e-9 : 2e-9)]),
      y: edges.flatMap((_, b) => [counts[b - 1] ?? 0, counts[b] ?? 0]),
    };
  };
  const within = (values: readonly number[], deg: number): number =>
    Math.round((100 * values.filter((value) => Math.abs(value) < deg).length) / values.length);
  return {
    figure: {
      kind: "lines",
      name: "error-histogram",
      title: "Errors after a short and a long delay",
      caption: `Trials of ${TRIALS} by the error of the decoded place.`,
      x: { label: "Error", unit: "°" },
      y: { label: "Trials" },
      series: both.map((values, i) => ({ label: `after ${[SHORT_S, LONG_S][i]} s`, ...outline(values) })),
    },
    summary: `Of ${TRIALS} trials ${within(both[0]!, 5)} % are less than 5° off after ${SHORT_S} s, ${within(both[1]!, 5)} % after ${LONG_S} s; errors fall to both sides of the cue.`,
  };
}
