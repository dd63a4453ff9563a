import { isCancelled } from "@isocortex/lab";

/** Does one piece of work at a time; of those asked for meanwhile only the latest is done. */
export interface Latest<T> {
  ask(wanted: T): void;
  /** Ends what is under way. */
  cancel(): void;
}

/** Work that is under way when more is asked for gets this long to show something. */
const PATIENCE_MS = 120;

/** What work is told by and tells. */
export interface Doing {
  /** Cancels it. */
  readonly signal: AbortSignal;
  /** Says that something is shown: from now on it gives way at once to what is asked for. */
  showed(): void;
}

/** @param work rejects with what `failed` is told, unless it was cancelled */
export function latest<T>(
  work: (wanted: T, doing: Doing) => Promise<void>,
  failed: (error: unknown) => void,
): Latest<T> {
  let waiting: { readonly wanted: T } | undefined;
  let controller: AbortController | undefined;
  let hasShown = false;

  async function drain(): Promise<void> {
    while (waiting) {
      const { wanted } = waiting;
      waiting = undefined;
      const current = new AbortController();
      controller = current;
      hasShown = false;
      try {
        await work(wanted, {
          signal: current.signal,
          showed() {
            hasShown = true;
            if (waiting) current.abort();
          },
        });
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
      else if (hasShown) running.abort();
      else setTimeout(() => running.abort(), PATIENCE_MS);
    },
    cancel() {
      waiting = undefined;
      controller?.abort();
    },
  };
}
