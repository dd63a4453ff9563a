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

/** A call's place in the queue: it gets all its workers at once or none yet. */
interface Ticket {
  readonly count: number;
  resolve(members: readonly Member[]): void;
  reject(error: unknown): void;
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
    // A browser's worker goes on after an error that it did not catch, in whatever state that left it.
    worker.terminate();
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
  const most = Math.max(1, Math.floor(workers));
  const members = new Set<Member>();
  const queue = new Set<Ticket>();
  let closed = false;

  const remove = (member: Member): void => {
    if (members.delete(member)) serve();
  };

  function hire(): Member {
    const member = enlist(remove);
    members.add(member);
    return member;
  }

  /** Serves tickets in their order, each whole, so that no two calls wait for a worker that the other holds. */
  function serve(): void {
    for (const ticket of queue) {
      const free = [...members].filter(({ busy }) => !busy);
      if (free.length + most - members.size < ticket.count) return;
      queue.delete(ticket);
      try {
        while (free.length < ticket.count) free.push(hire());
        const taken = free.slice(0, ticket.count);
        for (const member of taken) member.busy = true;
        ticket.resolve(taken);
      } catch (error) {
        ticket.reject(error);
      }
    }
  }

  function acquire(count: number, signal: AbortSignal | undefined): Promise<readonly Member[]> {
    if (closed) return Promise.reject(new Error("the lab is closed."));
    return new Promise((resolve, reject) => {
      const ticket = { count, resolve, reject };
      queue.add(ticket);
      serve();
      if (!queue.has(ticket)) return;
      const leave = (): void => {
        if (!queue.delete(ticket)) return;
        reject(new Cancelled());
        serve();
      };
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  function release(asked: readonly Member[]): void {
    for (const member of asked) member.busy = false;
    serve();
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
    const asked = await acquire(Math.min(Math.ceil(wanted), most), signal);
    let patience: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => {
      patience = setTimeout(() => dismiss(asked, new Cancelled()), patienceMs);
    };
    try {
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
      release(asked);
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
      for (const { reject } of queue) reject(new Error("the lab was closed."));
      queue.clear();
    },
  };
}
