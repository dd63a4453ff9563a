export type { Connectome } from "@isocortex/connectomes";
export {
  connectome,
  connectomeNames,
  distanceRuleCortex,
  importConnectome,
  linkDensity,
  parseMatrixCsv,
} from "@isocortex/connectomes";
export { InputError, isInputError, randomStream, uniformsOf } from "@isocortex/core-wasm";
export type { MeanField, Model } from "@isocortex/models";
export {
  createSimulation,
  defaultSettings,
  defaultValues,
  meanFields,
  models,
  simulate,
} from "@isocortex/models";
export { checkTask, type Task, tasks, taskValues } from "@isocortex/tasks";
export { runAnalysisTable } from "./analyses.js";
export * from "./analysis/index.js";
export { type BifurcationRecord, type BifurcationResult, bifurcate } from "./bifurcate.js";
export { buildFamily, type FamilySpec } from "./build-family.js";
export type { Check } from "./check.js";
export { bibtex, citations, citationText } from "./citations.js";
export { reproductions } from "./experiments/index.js";
export type { Axis, Figure, PlaneCurve, PlanePoint, Series, Span, Tone } from "./figure.js";
export {
  feedforwardDrawing,
  recurrentDrawing,
  spaceDrawing,
  timeDrawing,
} from "./figures/network-drawings.js";
export type { Host } from "./host.js";
export { type BifurcationRequest, bifurcationKeys, bifurcationSchema } from "./io/bifurcation-request.js";
export { canonicalJson } from "./io/canonical-json.js";
export { connectomeFromCsv, connectomeFromNpz } from "./io/connectome-file.js";
export { toCsv } from "./io/csv.js";
export { didYouMean } from "./io/did-you-mean.js";
export { type Experiment, experimentKeys, parseExperiment } from "./io/experiment.js";
export { experimentSchema } from "./io/experiment-schema.js";
export { decodeNpz, decodeNpzLeavingObjects, encodeNpz } from "./io/npz.js";
export { parsePhasePlane, phasePlaneKeys, phasePlaneSchema } from "./io/phase-plane-request.js";
export { findModel, type ResolvedExperiment, resolveExperiment } from "./io/resolve-experiment.js";
export {
  differingArrays,
  type Files,
  parseRunFolder,
  parseRunRecord,
  parseTrainedWeights,
  runFolder,
} from "./io/run-folder.js";
export { decodeSafetensors, encodeSafetensors } from "./io/safetensors.js";
export { sha256OfBytes } from "./io/sha256.js";
export {
  isOfTrained,
  parseTrainedExperiment,
  type TrainedExperiment,
  trainedExperimentKeys,
} from "./io/trained-experiment.js";
export { isTrainingRecord, parseTrainingFolder, parseTrainingRecord } from "./io/training-folder.js";
export { inUnit } from "./io/units.js";
export type { NdArray } from "./nd-array.js";
export { phasePlane } from "./phase-plane/phase-plane.js";
export type { PhasePlaneRecord, PhasePlaneResult } from "./phase-plane/phase-plane-result.js";
export {
  type CallOptions,
  connect,
  type Lab,
  type TrainCallOptions,
  type TrainedSource,
} from "./platform/connect.js";
export { isCancelled, type OnProgress, type Progress } from "./progress.js";
export { findReproduction, type ReproduceOptions } from "./reproduce.js";
export type { ReproductionOutcome } from "./reproduction.js";
export type { RunPlan } from "./run.js";
export type { RunRecord, RunResult } from "./run-record.js";
export { type DecisionRun, simulateDecisions } from "./simulate-decisions.js";
export { type TaskTrial, taskTrial } from "./task-trial.js";
export {
  analyseTrained,
  type TrainedAnalysisResult,
  type TrainedAnalysisSpec,
  trainedAnalysisTable,
} from "./train/analyses.js";
export type { TrainingPlan } from "./train/carry-out-training.js";
export { checkpointHistory, trainingSha256 } from "./train/checkpoint.js";
export type { TrainedEvaluation } from "./train/evaluate-trained.js";
export { guardTask } from "./train/guard-task.js";
export { fromPsychRnn, toPsychRnn } from "./train/psychrnn-weights.js";
export type { OnTraining, TrainingEvent } from "./train/train.js";
export type { Ending, HistoryEntry } from "./train/trainer.js";
export {
  findTask,
  type ResolvedTraining,
  resolveTraining,
  type Training,
  trainingKeys,
  trainingSchema,
} from "./train/training.js";
export type { ConditionScore, Score, TrainingRecord, TrainingResult } from "./train/training-record.js";
export type { ResolvedTrainedExperiment } from "./trained/resolve-trained-experiment.js";
export type { TrainedRunPlan } from "./trained/run-trained.js";
export { isTrainedRun, type TrainedRunRecord, type TrainedRunResult } from "./trained/trained-run-record.js";
export { version } from "./version.js";
