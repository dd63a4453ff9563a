export { bifurcationFiles } from "./bifurcation-files.js";

import { renderFigure } from "../figures/render-figure.js";
import type { PhasePlaneRecord, PhasePlaneResult } from "../phase-plane/phase-plane-result.js";
import { renderReport } from "../report/render-report.js";
import type { ReproductionOutcome } from "../reproduction.js";
import type { RunRecord, RunResult } from "../run-record.js";
import type { TrainingResult } from "../train/training-record.js";
import { isTrainedRun, type TrainedRunRecord, type TrainedRunResult } from "../trained/trained-run-record.js";
import { version } from "../version.js";
import { toCsv } from "./csv.js";
import { encodeNpz } from "./npz.js";
import { type Files, runFolder } from "./run-folder.js";
import { encodeSafetensors } from "./safetensors.js";

function leadOf(record: RunRecord | TrainedRunRecord): string {
  if (isTrainedRun(record)) {
    const { trials, dtMs } = record.experiment;
    const { network, task } = record.trained.training;
    return `A trained network of ${network.hidden} ${network.cell} units in ${trials} trial${trials === 1 ? "" : "s"} of ${task}, in steps of ${dtMs} ms.`;
  }
  const { model, connectome, durationMs, dtMs } = record.experiment;
  return `A run of ${model}${connectome ? ` on ${connectome}` : ""}, ${durationMs} ms in steps of ${dtMs} ms.`;
}

/** Everything that `run` leaves in a folder: the run, its figures and a report. */
export function runFiles(result: RunResult | TrainedRunResult, command: string): Files {
  return {
    ...runFolder(result),
    ...("weights" in result ? { "weights.npz": encodeNpz(result.weights) } : {}),
    ...Object.fromEntries(
      result.figures.map((figure) => [`figures/${figure.name}.svg`, renderFigure(figure)]),
    ),
    "report.html": renderReport({
      title: result.record.experiment.name,
      lead: leadOf(result.record),
      result,
      command,
      version,
    }),
  };
}

/** Everything that a training leaves in its folder once it is over; `run.json` is last, for it says that the rest is there. */
export function trainingFiles(result: TrainingResult, command: string): Files {
  const { record, arrays, figures } = result;
  const { name, task, network } = record.training;
  return {
    "weights.npz": encodeNpz(arrays),
    "weights.safetensors": encodeSafetensors(arrays, { format: "isocortex", task }),
    ...Object.fromEntries(figures.map((figure) => [`figures/${figure.name}.svg`, renderFigure(figure)])),
    "report.html": renderReport({
      title: name,
      lead: `A network of ${network.hidden} ${network.cell} units, ${endings[record.ending]} ${task}.`,
      training: result,
      command,
      version,
    }),
    "run.json": `${JSON.stringify(record, null, 2)}\n`,
  };
}

const endings: Readonly<Record<TrainingResult["record"]["ending"], string>> = {
  target: "trained on",
  curriculum: "trained by a curriculum on",
  updates: "trained on",
  stopped: "trained, until it was stopped, on",
  imported: "trained elsewhere for",
};

/** Everything that `reproduce` leaves in a folder: outcomes as JSON, figures and one report. */
export function reproductionFiles(outcomes: readonly ReproductionOutcome[], command: string): Files {
  const figures = outcomes.flatMap((outcome) => outcome.figures);
  return {
    "reproduction.json": `${JSON.stringify(outcomes, null, 2)}\n`,
    ...Object.fromEntries(figures.map((figure) => [`figures/${figure.name}.svg`, renderFigure(figure)])),
    "report.html": renderReport({
      title: outcomes.length === 1 ? outcomes[0]!.title : "Published results, reproduced",
      lead:
        "Each number below was computed anew and set against the published one; where a publication prints none, against " +
        "an independent implementation of its equations.",
      outcomes,
      command,
      version,
    }),
  };
}

function equilibriaCsv({ equilibria, coordinates, timeUnit }: PhasePlaneRecord): string {
  const names = coordinates.map(({ name }) => name);
  const spectrum = names.flatMap((_, i) => [`re${i + 1}`, `im${i + 1}`]);
  return toCsv(
    [...names, "type", "inPlane", "residual", `period (${timeUnit})`, ...spectrum],
    equilibria.map(({ state, type, inPlane, residual, period, eigenvalues }) => [
      ...state,
      type,
      inPlane,
      residual,
      period,
      ...eigenvalues.flatMap(({ re, im }) => [re, im]),
    ]),
  );
}

/** Everything that `phase-plane` leaves in a folder: the record, its curves and points as tables, and the figure. */
export function phasePlaneFiles({ record, figures }: PhasePlaneResult): Files {
  const { nullclines, trajectories, goals, request, timeUnit } = record;
  const [x, y] = [request.x.coordinate, request.y.coordinate];
  return {
    "phase-plane.json": `${JSON.stringify(record, null, 2)}\n`,
    "nullclines.csv": toCsv(
      ["nullcline", "piece", x, y],
      nullclines.flatMap(({ of, pieces }) =>
        pieces.flatMap((piece, i) => piece.x.map((at, k) => [of, i + 1, at, piece.y[k]])),
      ),
    ),
    "equilibria.csv": equilibriaCsv(record),
    "trajectories.csv": toCsv(
      ["trajectory", "goal", `t (${timeUnit})`, x, y],
      trajectories.flatMap(({ times, goal, ...path }, i) =>
        times.map((t, k) => [i + 1, goals[goal]!.label.replaceAll("\u00a0", " "), t, path.x[k], path.y[k]]),
      ),
    ),
    ...Object.fromEntries(figures.map((figure) => [`figures/${figure.name}.svg`, renderFigure(figure)])),
  };
}
