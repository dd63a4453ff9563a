import type { NdArray } from "../nd-array.js";
import type { RunRecord, RunResult } from "../run-record.js";
import type { ResolvedTraining } from "../train/training.js";
import type { TrainingRecord } from "../train/training-record.js";
import type { ResolvedTrainedExperiment } from "./resolve-trained-experiment.js";

/** What `run.json` keeps of a run of a trained network: with the weights beside it, all that is needed to repeat it. */
export interface TrainedRunRecord extends RunRecord<ResolvedTrainedExperiment> {
  readonly trained: {
    /** The training that the weights are of. */
    readonly training: ResolvedTraining;
    readonly trainingSha256: string;
    /** Of the weights as they were trained, before lesions. */
    readonly weights: TrainingRecord["arrays"];
  };
}

/** A run of a trained network carried out. */
export interface TrainedRunResult extends RunResult<TrainedRunRecord> {
  /** Effective weights as they were trained. */
  readonly weights: Readonly<Record<string, NdArray>>;
}

/** Whether a run is of a trained network. */
export function isTrainedRun<T extends RunRecord | TrainedRunRecord>(
  record: T,
): record is T & TrainedRunRecord {
  return record.experiment.model === "trained";
}
