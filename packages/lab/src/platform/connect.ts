import { type ErrorCode, InputError } from "@isocortex/core-wasm";
import { proxy, type Remote, wrap } from "comlink";
import { spawn } from "#spawn";
import type { Attachments } from "../cortices.js";
import { Cancelled, type OnProgress } from "../progress.js";
import type { ReproduceOptions } from "../reproduce.js";
import type { ReproductionOutcome } from "../reproduction.js";
import type { RunPlan } from "../run.js";
import type { RunResult } from "../run-record.js";
import type { PlainError, Settled, Verbs } from "../verbs.js";
import type { SpawnedWorker } from "./spawned-worker.js";

export interface CallOptions {
  readonly onProgress?: OnProgress | undefined;
  /** Cancels the call within 100 ms; it rejects with an error named `Cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** Connectomes that the experiment names besides the packaged ones. */
  readonly connectomes?: Attachments | undefined;
}

/** The verbs, carried out in workers; calls wait for a free one. */
export interface Lab {
  plan(experiment: unknown, options?: CallOptions): Promise<RunPlan>;
  run(experiment: unknown, options?: CallOptions): Promise<RunResult>;
  reproduce(name: string, options?: CallOptions & ReproduceOptions): Promise<ReproductionOutcome>;
  /** Ends the workers; calls under way reject. */
  close(): void;
}

interface Member {
  readonly worker: SpawnedWorker;
  readonly verbs: Remote<Verbs>;
  /** Rejects when the worker dies; nothing that was asked of it stays pending. */
  readonly death: Promise<never>;
  fail(error: Error): void;
  busy: boolean;
}

/** A call that no worker is free for yet. */
interface Waiting {
  resolve(member: Member): void;
  reject(error: Error): void;
}

/** A worker gets this long to notice a cancel at its next progress report before it is terminated. */
const PATIENCE_MS = 80;

function revive({ name, message, stack, code, path, hint }: PlainError): Error {
  if (name === "Cancelled") return new Cancelled();
  if (name === "InputError") {
    return new InputError(message, {
      ...(code === undefined ? {} : { code: code satisfies ErrorCode }),
      ...(path === undefined ? {} : { path }),
      ...(hint === undefined ? {} : { hint }),
    });
  }
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

function enlist(onDeath: (member: Member) => void): Member {
  const worker = spawn();
  let fail: (error: Error) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    fail = reject;
  });
  death.catch(() => undefined);
  const member: Member = { worker, verbs: wrap<Verbs>(worker.endpoint), death, fail, busy: false };
  worker.onDeath((reason) => {
    fail(new Error(`the worker died: ${reason}; run it again.`));
    onDeath(member);
  });
  return member;
}

/** Starts a pool of workers (one unless said) that carry out the verbs. */
export function connect({ workers = 1 }: { workers?: number | undefined } = {}): Lab {
  const members = new Set<Member>();
  const waiting = new Set<Waiting>();
  let closed = false;

  const shift = (): Waiting | undefined => {
    const [next] = waiting;
    if (next) waiting.delete(next);
    return next;
  };

  const remove = (member: Member): void => {
    if (!members.delete(member)) return;
    shift()?.resolve(hire());
  };

  function hire(): Member {
    const member = enlist(remove);
    members.add(member);
    member.busy = true;
    return member;
  }

  function acquire(signal: AbortSignal | undefined): Promise<Member> {
    if (closed) return Promise.reject(new Error("the lab is closed."));
    const idle = [...members].find(({ busy }) => !busy);
    if (idle) {
      idle.busy = true;
      return Promise.resolve(idle);
    }
    if (members.size < workers) return Promise.resolve(hire());
    return new Promise((resolve, reject) => {
      const place = { resolve, reject };
      waiting.add(place);
      signal?.addEventListener("abort", () => waiting.delete(place) && reject(new Cancelled()), {
        once: true,
      });
    });
  }

  function release(member: Member): void {
    if (!members.has(member)) return;
    const next = shift();
    if (next) next.resolve(member);
    else member.busy = false;
  }

  async function call<T>(
    options: CallOptions,
    ask: (verbs: Remote<Verbs>, onProgress: OnProgress) => Promise<Settled<T>>,
  ): Promise<T> {
    const { signal, onProgress } = options;
    if (signal?.aborted) throw new Cancelled();
    const member = await acquire(signal);
    let patience: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => {
      patience = setTimeout(() => {
        member.worker.terminate();
        member.fail(new Cancelled());
        remove(member);
      }, PATIENCE_MS);
    };
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
    const progress: OnProgress = proxy(async (at: Parameters<OnProgress>[0]) =>
      signal?.aborted ? ("stop" as const) : onProgress?.(at),
    );
    try {
      const settled = await Promise.race([ask(member.verbs, progress), member.death]);
      if ("error" in settled) throw revive(settled.error);
      return settled.value;
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener("abort", abort);
      release(member);
    }
  }

  return {
    plan: (experiment, options = {}) =>
      call(options, (verbs) => verbs.plan(experiment, options.connectomes ?? {})),
    run: (experiment, options = {}) =>
      call(options, (verbs, onProgress) => verbs.run(experiment, options.connectomes ?? {}, onProgress)),
    reproduce: (name, options = {}) =>
      call(options, (verbs, onProgress) =>
        verbs.reproduce(name, { full: options.full, seed: options.seed }, onProgress),
      ),
    close() {
      closed = true;
      for (const member of members) {
        member.worker.terminate();
        member.fail(new Error("the lab was closed."));
      }
      members.clear();
      for (const { reject } of waiting) reject(new Error("the lab was closed."));
      waiting.clear();
    },
  };
}
