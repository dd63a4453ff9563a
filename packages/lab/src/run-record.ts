import type { Figure } from "./figure.js";
import type { ResolvedExperiment } from "./io/resolve-experiment.js";
import type { NdArray } from "./nd-array.js";

/** What `run.json` keeps: everything needed to repeat the run and to tell whether the repeat is equal. */
export interface RunRecord<E = ResolvedExperiment> {
  readonly format: "isocortex.run/v1";
  readonly experiment: E;
  readonly experimentSha256: string;
  /** Package name -> version. */
  readonly versions: Readonly<Record<string, string>>;
  readonly wasmSha256: string;
  readonly engine: string;
  readonly rng: "philox4x32-10";
  readonly seed: number;
  readonly precision: "f64" | "f32";
  readonly mode: "strict" | "fast";
  readonly audit: {
    readonly verdict: "passed" | "flagged" | "not-applicable";
    readonly relativeError: number;
    readonly detail: string;
  };
  readonly areas: readonly string[];
  readonly arrays: Readonly<
    Record<
      string,
      {
        readonly shape: readonly number[];
        readonly dtype: "f8" | "f4" | "i4";
        readonly unit: string;
        readonly axes: readonly string[];
        readonly sha256: string;
      }
    >
  >;
  /** Numbers that the analyses of the experiment gave. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly citations: readonly string[];
  readonly wallMs: number;
  readonly memoryBytes: number;
}

/** A run carried out. */
export interface RunResult<R = RunRecord> {
  readonly record: R;
  readonly arrays: Readonly<Record<string, NdArray>>;
  readonly figures: readonly Figure[];
}
