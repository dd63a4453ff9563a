import type { Core } from "@isocortex/core-wasm";
import { InputError } from "@isocortex/core-wasm";
import { type DuringForward, sequenceBytes, type Trace } from "@isocortex/models";
import type { Given, Trial } from "@isocortex/tasks";
import type { Attachments } from "../cortices.js";
import type { Figure } from "../figure.js";
import { type Host, report } from "../host.js";
import { canonicalJson } from "../io/canonical-json.js";
import { sha256OfText } from "../io/sha256.js";
import { parseTrainedExperiment } from "../io/trained-experiment.js";
import { refuseTooLarge } from "../memory-limit.js";
import type { NdArray } from "../nd-array.js";
import { describeArrays, traceArrays } from "../run-arrays.js";
import { analyseTrained, type TrainedAnalysisResult } from "../train/analyses.js";
import { lesioned } from "../train/analyses-lesion-table.js";
import { type Trained, trainedOf } from "../train/analyses-trained.js";
import { describeWeights } from "../train/carry-out-training.js";
import { trainingSha256 } from "../train/checkpoint.js";
import { type Evaluation, evaluator, type Seen } from "../train/evaluate.js";
import { tested } from "../train/evaluate-trained.js";
import { prepareTraining, VALIDATION_CHUNK } from "../train/setup.js";
import { weightsFor } from "../train/start-weights.js";
import { type OwnTasks, type ResolvedTraining, resolveTraining } from "../train/training.js";
import { version } from "../version.js";
import { lesionNamed } from "./named-lesions.js";
import { namedChannels, namedUnits, placesOf } from "./network-names.js";
import { perturbationsOf, perturbing } from "./perturbations.js";
import { createRecorder, everySteps, type Kept, recordedBytes } from "./recorder.js";
import {
  type ResolvedTrainedExperiment,
  recordable,
  resolveTrainedExperiment,
} from "./resolve-trained-experiment.js";
import { trainedFigures } from "./trained-figures.js";
import type { TrainedRunRecord, TrainedRunResult } from "./trained-run-record.js";
import { summaryOf } from "./trained-summary.js";
import { trialArrays } from "./trial-arrays.js";

/** A trained network as it comes: its training, its effective weights, and what the training names. */
export interface TrainedNetwork {
  readonly training: unknown;
  readonly weights: Readonly<Record<string, NdArray>>;
  readonly tasks?: OwnTasks | undefined;
  readonly attached?: Attachments | undefined;
}

/** What a run of a trained network will take, known before it starts. */
export interface TrainedRunPlan {
  readonly experiment: ResolvedTrainedExperiment;
  readonly task: string;
  readonly cell: string;
  readonly hidden: number;
  /** Of the longest trial. */
  readonly steps: number;
  readonly memoryBytes: number;
}

interface Opened extends Omit<TrainedRunPlan, "task" | "cell" | "hidden"> {
  readonly original: ResolvedTraining;
  /** With its lesions. */
  readonly trained: Trained;
  readonly kept: readonly Kept[];
}

/** What is asked for by name and, at every step, what should have come out and where it counts. */
function keptOf({ record, dtMs }: ResolvedTrainedExperiment, trained: Trained): readonly Kept[] {
  const known = recordable(trained);
  const asked = record.map(({ variable, areas, everyMs }, i): Kept => {
    const named = known.get(variable)!;
    const places = placesOf(named, areas, "place", `record[${i}].areas`);
    return {
      variable,
      places,
      names: places.map((at) => named.names[at]!),
      every: everySteps(everyMs, dtMs),
    };
  });
  const { names } = namedChannels(trained.setup.source.channels.outputs);
  const all = { names, places: names.map((_, i) => i), every: 1 };
  return [...asked, { variable: "targets", ...all }, { variable: "scored", ...all }];
}

/** @throws InputError when experiment, training and weights do not fit together, or (code `resources`) too much is recorded */
function open(core: Core, value: unknown, { training, weights, tasks, attached }: TrainedNetwork): Opened {
  const form = parseTrainedExperiment(value);
  const original = resolveTraining(training, tasks);
  const { seed, taskParameters, dtMs = original.dtMs } = form;
  const setup = prepareTraining(
    core,
    tested({ ...original, dtMs }, { seed, taskParameters }),
    tasks,
    attached,
  );
  const intact = trainedOf(setup, weightsFor(setup, weights));
  const steps = setup.source.stepsOf([1]);
  const experiment = resolveTrainedExperiment(form, intact, steps);
  let trained = intact;
  experiment.lesions.forEach((name, i) => {
    const weights = lesioned(trained, lesionNamed(intact, name, `lesions[${i}]`));
    trained = { ...intact, weights };
  });
  const kept = keptOf(experiment, trained);
  const { precision } = setup.resolved;
  const { network } = setup.built;
  const rendered =
    steps * VALIDATION_CHUNK * (network.inputs + 4 * network.outputs) * (precision === "f64" ? 8 : 4);
  const memoryBytes =
    sequenceBytes(network, { steps, trials: VALIDATION_CHUNK, precision, gradients: false }) +
    rendered +
    recordedBytes(kept, steps, experiment.trials, precision);
  refuseTooLarge(memoryBytes);
  return { original, trained, kept, experiment, steps, memoryBytes };
}

/** What a run of a trained network will take. @throws InputError as `runTrained` does, before anything is computed */
export function planTrained(core: Core, experiment: unknown, network: TrainedNetwork): TrainedRunPlan {
  const { trained, experiment: resolved, steps, memoryBytes } = open(core, experiment, network);
  const { cell, hidden } = trained.setup.resolved.network;
  return { experiment: resolved, task: trained.setup.source.task.name, cell, hidden, steps, memoryBytes };
}

/** Both, one after the other. */
const together = (parts: readonly DuringForward[]): DuringForward => ({
  before: (t) => {
    for (const { before } of parts) before?.(t);
  },
  after: (t) => {
    for (const { after } of parts) after?.(t);
  },
});

/** @throws InputError (code `numerical`) when an output is not a number any more */
function checkFinite({ sequence }: Seen, { resolved }: Trained["setup"]): void {
  const at = sequence.outputs.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const { trials } = sequence.options;
  const step = Math.floor(at / (trials * sequence.network.outputs));
  throw new InputError(
    `the network's outputs stop being finite at ${step * resolved.dtMs} ms; expected finite numbers; use smaller currents.`,
    { code: "numerical", path: "stimuli" },
  );
}

interface Simulated {
  readonly evaluation: Evaluation;
  readonly traces: readonly Trace[];
  /** The first trial, output beside target. */
  readonly example: Pick<Seen, "batch" | "outputs">;
}

/** Runs the trials through the network, a chunk at a time, open to being cancelled after each. @throws Cancelled */
async function simulate(host: Host, opened: Opened, trials: readonly Trial[]): Promise<Simulated> {
  const { trained, experiment, kept, steps } = opened;
  const { setup, weights, stage } = trained;
  const { dtMs, precision } = setup.resolved;
  const recorder = createRecorder(kept, { steps, trials: trials.length, dtMs, precision });
  const perturbations = perturbationsOf(experiment, trained);
  let first = 0;
  let example: Simulated["example"] | undefined;
  const work = evaluator(setup).inChunks(weights, trials, stage, {
    noise: experiment.noise ? setup.root.split("scoring noise") : undefined,
    during: (sequence, from, count) =>
      together([perturbing(perturbations, sequence), recorder.during(sequence, from, count)]),
    seen(chunk) {
      checkFinite(chunk, setup);
      example ??= chunk;
      recorder.seen(chunk, first);
      first += chunk.count;
    },
  });
  for (;;) {
    const { done, value } = work.next();
    if (done) return { evaluation: value, traces: recorder.traces(), example: example! };
    await report(host, "simulate", value / trials.length);
  }
}

/** Axes of an array of a run: conditions are by trial, all else is over time too. */
function axesOf(name: string): readonly string[] {
  if (name === "correct" || name.startsWith("condition.")) return ["trial"];
  return ["time", "trial", name === "rates" || name === "state" ? "unit" : "channel"];
}

/** @throws InputError when the task draws its conditions whatever is given */
function checkConditions(trials: readonly Trial[], given: Given, task: string): void {
  for (const [name, value] of Object.entries(given)) {
    const other = trials.find(({ condition }) => Object.hasOwn(condition, name) && condition[name] !== value);
    if (!other) continue;
    throw new InputError(
      `condition ${name} is ${JSON.stringify(value)}, but task ${task} made a trial with ${JSON.stringify(other.condition[name])}; its trial(p, random, given) must take up what is given.`,
      { path: `conditions.${name}` },
    );
  }
}

/** The analyses that an experiment names, one at a time, open to being cancelled between them. @throws Cancelled */
async function analyse(
  host: Host,
  trained: Trained,
  specs: ResolvedTrainedExperiment["analyses"],
): Promise<readonly TrainedAnalysisResult[]> {
  const results: TrainedAnalysisResult[] = [];
  for (const [i, spec] of specs.entries()) {
    await report(host, spec.name, i / specs.length);
    results.push(...analyseTrained(trained, [spec]));
  }
  return results;
}

/**
 * Carries out an experiment on a trained network: trials of its task, with its weights, under the perturbations that the
 * experiment names. Trials, noise and outputs without perturbation are, bit for bit, those that it is evaluated on.
 * @throws InputError when experiment, training and weights do not fit together; Cancelled when progress says so
 */
export async function runTrained(
  host: Host,
  experiment: unknown,
  network: TrainedNetwork,
): Promise<TrainedRunResult> {
  const start = host.now();
  const { fast } = resolveTraining(network.training, network.tasks);
  const core = await host.core(fast);
  const opened = open(core, experiment, network);
  const { experiment: resolved, original, trained } = opened;
  const { setup } = trained;
  await report(host, "simulate", 0);
  const trials = setup.source.scoringTrials(trained.stage, resolved.trials, resolved.conditions);
  checkConditions(trials, resolved.conditions, setup.source.task.name);
  const simulated = await simulate(host, opened, trials);
  const analyses = await analyse(host, trained, resolved.analyses);
  const conditions = trialArrays(simulated.evaluation);
  const arrays = { ...traceArrays(simulated.traces), ...conditions.arrays };
  const record: TrainedRunRecord = {
    format: "isocortex.run/v1",
    experiment: resolved,
    experimentSha256: sha256OfText(canonicalJson(resolved)),
    trained: {
      training: original,
      trainingSha256: trainingSha256(original),
      weights: describeWeights(network.weights),
    },
    versions: { isocortex: version },
    wasmSha256: core.sha256 ?? "given by the caller",
    engine: host.engine,
    rng: "philox4x32-10",
    seed: resolved.seed,
    precision: setup.resolved.precision,
    mode: core.mode,
    audit: {
      verdict: "not-applicable",
      relativeError: 0,
      detail: "a trained network is a map from step to step, trained at its step: there is none to halve",
    },
    areas: namedUnits(trained).names,
    arrays: describeArrays(arrays, () => "1", axesOf),
    summary: summaryOf(setup, simulated, trials, conditions.codes, analyses),
    citations: ["isocortex", ...setup.source.task.cite],
    wallMs: host.now() - start,
    memoryBytes: opened.memoryBytes,
  };
  const figures: readonly Figure[] = [
    ...trainedFigures(setup, resolved, simulated),
    ...analyses.flatMap((one) => one.figures),
  ];
  return { record, arrays, figures, weights: network.weights };
}
