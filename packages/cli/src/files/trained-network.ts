import { join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import {
  type Files,
  isTrainedRun,
  parseRunRecord,
  parseTrainedWeights,
  type ResolvedTraining,
  type TrainedSource,
} from "@isocortex/lab";
import { allowRelaxedSimd } from "../relaxed-simd.js";
import { COPY, encodeConnectome } from "./connectome-copy.js";
import { openFinished } from "./finished-training.js";
import { kindOf } from "./folder-kind.js";
import { keptTask } from "./own-task.js";
import { readBytes, readText } from "./read-bytes.js";
import { namedInputs } from "./training-folder.js";

/** A trained network as a folder keeps it: that of its training, or that of a run of it. */
export interface TrainedNetwork extends TrainedSource {
  readonly training: ResolvedTraining;
  /** What a run keeps beside it besides weights: the task of the user's own and its connectome. */
  readonly files: Files;
}

/** @throws InputError when the folder holds no trained network, or a file of it was changed */
export function openTrained(folder: string): TrainedNetwork {
  if (kindOf(folder) === "training") {
    const { training, weights, taskUrl, connectomes } = openFinished(folder);
    return withFiles(folder, { training, weights, taskUrl, connectomes });
  }
  const path = join(folder, "run.json");
  const record = parseRunRecord(readText(path));
  if (!isTrainedRun(record)) {
    throw new InputError(
      `${folder} is of a run of ${record.experiment.model}, not of a trained network; isocortex verify ${folder} repeats it.`,
      { path },
    );
  }
  const { training } = record.trained;
  const weights = parseTrainedWeights(record, readBytes(join(folder, "weights.npz")));
  if (training.fast) allowRelaxedSimd();
  return withFiles(folder, { training, weights, ...namedInputs(folder, training) });
}

function withFiles(folder: string, network: Omit<TrainedNetwork, "files">): TrainedNetwork {
  const { training, connectomes = {} } = network;
  const connectome = connectomes[training.network.connectome?.name ?? ""];
  return {
    ...network,
    files: {
      ...(training.taskFile ? keptTask(folder, training.taskFile).files : {}),
      ...(connectome ? { [COPY]: encodeConnectome(connectome) } : {}),
    },
  };
}
