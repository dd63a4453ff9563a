import { isCancelled } from "@isocortex/lab";

/** Does one piece of work at a time; of those asked for meanwhile only the latest is done. */
export interface Latest<T> {
  ask(wanted: T): void;
  /** Ends what is under way. */
  cancel(): void;
}

/** Work that is under way when more is asked for gets this long to end by itself. */
const PATIENCE_MS = 120;

/** @param work is told by a signal when it is cancelled; it rejects with what `failed` is told */ export function latest<
  T,
>(work: (wanted: T, signal: AbortSignal) => Promise<void>, failed: (error: unknown) => void): Latest<T> {
  let waiting: { readonly wanted: T } | undefined;
  let controller: AbortController | undefined;

  async function drain(): Promise<void> {
    while (waiting) {
      const { wanted } = waiting;
      waiting = undefined;
      controller = new AbortController();
      try {
        await work(wanted, controller.signal);
      } catch (error) {
        if (!isCancelled(error)) failed(error);
      }
    }
    controller = undefined;
  }

  return {
    ask(wanted) {
      waiting = { wanted };
      const running = controller;
      if (!running) void drain();
      else setTimeout(() => running.abort(), PATIENCE_MS);
    },
    cancel() {
      waiting = undefined;
      controller?.abort();
    },
  };
}
