import { type ErrorCode, InputError } from "@isocortex/core-wasm";
import { type Remote, wrap } from "comlink";
import { spawn } from "#spawn";
import { Cancelled } from "../progress.js";
import type { PlainError, Settled, Verbs } from "../verbs.js";
import type { SpawnedWorker } from "./spawned-worker.js";

export interface Member {
  readonly worker: SpawnedWorker;
  readonly verbs: Remote<Verbs<MessagePort>>;
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
  const member: Member = {
    worker,
    verbs: wrap<Verbs<MessagePort>>(worker.endpoint),
    death,
    fail,
    busy: false,
  };
  worker.onDeath((reason) => {
    fail(new Error(`the worker died: ${reason}; run it again.`));
    onDeath(member);
  });
  return member;
}

/** What a call may take. */
export interface AskOptions {
  /** Cancels the call; it rejects with an error named `Cancelled`. */
  readonly signal: AbortSignal | undefined;
  /** How long workers get to notice a cancel by themselves before they are terminated. */
  readonly patienceMs: number;
  /** Workers for the call, at most as many as the pool has; 1 when left out. */
  readonly workers?: number | undefined;
}

/** Workers that calls wait for. */
export interface Pool {
  /** Asks free workers, the first of them answering. */
  ask<T>(options: AskOptions, question: (members: readonly Member[]) => Promise<Settled<T>>): Promise<T>;
  close(): void;
}

/** A pool of up to so many workers, each started when first needed. */
export function createPool(workers: number): Pool {
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

  /** Terminates members that did not end by themselves; what was asked of them rejects. */
  function dismiss(asked: readonly Member[], reason: Error): void {
    for (const member of asked) {
      member.worker.terminate();
      member.fail(reason);
      remove(member);
    }
  }

  async function ask<T>(
    { signal, patienceMs, workers: wanted = 1 }: AskOptions,
    question: (members: readonly Member[]) => Promise<Settled<T>>,
  ): Promise<T> {
    if (signal?.aborted) throw new Cancelled();
    const asked: Member[] = [];
    let patience: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => {
      patience = setTimeout(() => dismiss(asked, new Cancelled()), patienceMs);
    };
    try {
      while (asked.length < Math.min(wanted, workers)) asked.push(await acquire(signal));
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) abort();
      const deaths = asked.map(({ death }) => death);
      const settled = await Promise.race([question(asked), ...deaths]).catch((error: unknown) => {
        // One of several died: the others wait for it for good.
        if (asked.length > 1) dismiss(asked, new Error("a worker that they worked with died."));
        throw error;
      });
      if ("error" in settled) throw revive(settled.error);
      return settled.value;
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener("abort", abort);
      for (const member of asked) release(member);
    }
  }

  return {
    ask,
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
