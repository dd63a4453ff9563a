import type { InputError } from "@isocortex/core-wasm";
import { isInputError } from "@isocortex/core-wasm";
import type { Attachments } from "./cortices.js";
import type { Host } from "./host.js";
import type { OnProgress } from "./progress.js";
import { type ReproduceOptions, reproduce } from "./reproduce.js";
import type { ReproductionOutcome } from "./reproduction.js";
import { planRun, type RunPlan, run } from "./run.js";
import type { RunResult } from "./run-record.js";

/** An error in a form that crosses a worker boundary whole. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: InputError["code"] | undefined;
  readonly path: string | undefined;
  readonly hint: string | undefined;
}

export type Settled<T> = { readonly value: T } | { readonly error: PlainError };

/** What a worker is asked for; every answer is settled, so that errors keep their fields. */
export interface Verbs {
  plan(experiment: unknown, attached: Attachments): Promise<Settled<RunPlan>>;
  run(experiment: unknown, attached: Attachments, onProgress: OnProgress): Promise<Settled<RunResult>>;
  reproduce(
    name: string,
    options: ReproduceOptions,
    onProgress: OnProgress,
  ): Promise<Settled<ReproductionOutcome>>;
}

async function settle<T>(work: () => T | Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const details = isInputError(error) ? error : undefined;
    return { error: { name, message, stack, code: details?.code, path: details?.path, hint: details?.hint } };
  }
}

/** The verbs on a host. */
export function verbsOn(host: Omit<Host, "onProgress">): Verbs {
  return {
    plan: (experiment, attached) => settle(() => planRun(experiment, attached)),
    run: (experiment, attached, onProgress) =>
      settle(() => run({ ...host, onProgress }, experiment, attached)),
    reproduce: (name, options, onProgress) => settle(() => reproduce({ ...host, onProgress }, name, options)),
  };
}

/** The buffers of a run's arrays, to be transferred rather than cloned. */
export function buffersOf(settled: Settled<RunResult>): ArrayBufferLike[] {
  return "value" in settled ? Object.values(settled.value.arrays).map(({ data }) => data.buffer) : [];
}
