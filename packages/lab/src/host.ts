import type { Core } from "@isocortex/core-wasm";
import { Cancelled, type OnProgress } from "./progress.js";

/** What a run needs of the machine it is on; the worker that carries it out provides it. */
export interface Host {
  /** Strict core, and the relaxed one when it is asked for. */
  core(fast: boolean): Promise<Core>;
  /** Such as "node v20.20.2 linux x64". */
  readonly engine: string;
  /** Monotonic time in ms. */
  now(): number;
  readonly onProgress: OnProgress;
}

/** Reports progress and lets other messages in. @throws Cancelled when the answer is "stop" */
export async function report(host: Host, stage: string, fraction: number): Promise<void> {
  if ((await host.onProgress({ stage, fraction })) === "stop") throw new Cancelled();
}
