import { InputError } from "@isocortex/core-wasm";
import type { NdArray } from "../nd-array.js";
import type { RunRecord, RunResult } from "../run-record.js";
import { trainingSha256 } from "../train/checkpoint.js";
import type { TrainedRunRecord } from "../trained/trained-run-record.js";
import { canonicalJson } from "./canonical-json.js";
import { decodeNpz, encodeNpz } from "./npz.js";
import { sha256OfArray, sha256OfText } from "./sha256.js";
import { isOfTrained } from "./trained-experiment.js";

/** Relative path -> contents; who writes them to a disk is not known here. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** The files of a run's folder but for its figures and report. */
export function runFolder({ record, arrays }: RunResult<RunRecord | TrainedRunRecord>): Files {
  return {
    "run.json": `${JSON.stringify(record, null, 2)}\n`,
    "result.npz": encodeNpz(arrays),
    "summary.json": `${JSON.stringify(record.summary, null, 2)}\n`,
  };
}

/** Names of arrays whose numbers are not those that the record's hashes are of, or that are missing. */
export function differingArrays(
  record: {
    readonly arrays: Readonly<Record<string, { readonly shape: readonly number[]; readonly sha256: string }>>;
  },
  arrays: Readonly<Record<string, NdArray>>,
): string[] {
  return Object.entries(record.arrays)
    .filter(
      ([name, { sha256, shape }]) =>
        !Object.hasOwn(arrays, name) ||
        JSON.stringify(arrays[name]!.shape) !== JSON.stringify(shape) ||
        sha256OfArray(arrays[name]!) !== sha256,
    )
    .map(([name]) => name);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function isWhole({ experiment, arrays, ...rest }: Partial<RunRecord>): boolean {
  const hashed = (table: unknown): boolean =>
    isObject(table) &&
    Object.values(table).every((entry: unknown) => isObject(entry) && "sha256" in entry && "shape" in entry);
  const { trained } = rest as Partial<TrainedRunRecord>;
  const ofTrained = isOfTrained(experiment);
  return (
    isObject(experiment) &&
    hashed(arrays) &&
    (!ofTrained || (isObject(trained) && isObject(trained.training) && hashed(trained.weights)))
  );
}

/** The record of a run from the text of its `run.json`. @throws InputError when it is not one */
export function parseRunRecord(text: string): RunRecord | TrainedRunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `run.json is not JSON (${error instanceof Error ? error.message : error}); run the experiment again.`,
      {
        path: "run.json",
      },
    );
  }
  const record = value as Partial<RunRecord> | null;
  if (isObject(record) && record.format === ("isocortex.training/v1" as string)) {
    throw new InputError(
      "run.json is of a training, not of a run; `isocortex run` on its folder simulates the trained network.",
      { path: "run.json" },
    );
  }
  if (record?.format !== "isocortex.run/v1" || !isWhole(record)) {
    throw new InputError(
      'run.json is not a run; expected "format": "isocortex.run/v1" with experiment and arrays.',
      {
        path: "run.json",
      },
    );
  }
  return record as RunRecord | TrainedRunRecord;
}

/**
 * A run from its files, its arrays checked against their hashes.
 * @throws InputError (code `mismatch`) naming the arrays that differ
 */
export function parseRunFolder(
  runJson: string,
  resultNpz: Uint8Array,
): { record: RunRecord | TrainedRunRecord; arrays: Record<string, NdArray> } {
  const record = parseRunRecord(runJson);
  if (sha256OfText(canonicalJson(record.experiment)) !== record.experimentSha256) {
    throw new InputError(
      "the experiment in run.json differs from its experimentSha256; the file was changed or damaged.",
      { code: "mismatch", path: "run.json" },
    );
  }
  const arrays = decodeNpz(resultNpz);
  const differing = differingArrays(record, arrays);
  if (differing.length > 0) {
    throw new InputError(
      `result.npz differs from run.json in ${differing.join(", ")}; the file was changed or damaged.`,
      {
        code: "mismatch",
        path: "result.npz",
      },
    );
  }
  return { record, arrays };
}

/**
 * The weights of a run of a trained network from the file beside it, with the training they are of checked too.
 * @throws InputError (code `mismatch`) naming what differs from the hashes in its record
 */
export function parseTrainedWeights(
  { trained }: TrainedRunRecord,
  weightsNpz: Uint8Array,
): Record<string, NdArray> {
  if (trainingSha256(trained.training) !== trained.trainingSha256) {
    throw new InputError(
      "the training in run.json differs from its trainingSha256; the file was changed or damaged.",
      { code: "mismatch", path: "run.json" },
    );
  }
  const weights = decodeNpz(weightsNpz);
  const differing = differingArrays({ arrays: trained.weights }, weights);
  if (differing.length === 0) return weights;
  throw new InputError(
    `weights.npz differs from run.json in ${differing.join(", ")}; the file was changed or damaged.`,
    { code: "mismatch", path: "weights.npz" },
  );
}
