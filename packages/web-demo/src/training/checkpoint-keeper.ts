import { type CheckpointStore, createCheckpointStore, type KeptTraining } from "./checkpoint-store.js";

/** Keeps a training's latest state across a reload. */
export interface CheckpointKeeper {
  /** A newer state: written at once when none was for 5 s, else then, and when the page is hidden. */
  offer(kept: KeptTraining): void;
  find(page: string, settings: string): Promise<KeptTraining | undefined>;
  /** Forgets the training of these settings, also one that is still to be written. */
  drop(page: string, settings: string): void;
  /** Writes what waits and stops listening. */
  close(): void;
}

interface KeeperOptions {
  /** Called when a state is there and was read back. */
  onKept(kept: KeptTraining): void;
  /** Called when this browser keeps nothing. */
  onFailure(reason: string): void;
}

const EVERY_MS = 5000;

/** Makes a keeper on this browser's store. */
export function createCheckpointKeeper(
  { onKept, onFailure }: KeeperOptions,
  store: CheckpointStore = createCheckpointStore(),
): CheckpointKeeper {
  let waiting: KeptTraining | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = Number.NEGATIVE_INFINITY;
  let queue: Promise<void> = Promise.resolve();
  /** States to be written, and those of them that were dropped meanwhile. */
  const pending = new Set<KeptTraining>();
  const dropped = new WeakSet<KeptTraining>();

  const fail = (error: unknown): void => onFailure(error instanceof Error ? error.message : String(error));

  async function write(kept: KeptTraining): Promise<void> {
    try {
      if (!dropped.has(kept)) await store.put(kept);
      if (!dropped.has(kept)) onKept(kept);
    } catch (error) {
      // One that was dropped is not there to be read back.
      if (!dropped.has(kept)) fail(error);
    } finally {
      pending.delete(kept);
    }
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const kept = waiting;
    waiting = undefined;
    written = performance.now();
    pending.add(kept);
    queue = queue.then(() => write(kept));
  }

  const onHidden = (): void => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", onHidden);
  addEventListener("pagehide", flush);

  return {
    offer(kept) {
      if (waiting && waiting.work.settings !== kept.work.settings) flush();
      waiting = kept;
      const due = written + EVERY_MS - performance.now();
      if (due <= 0) flush();
      else timer ??= setTimeout(flush, due);
    },
    find(page, settings) {
      flush();
      return queue.then(() => store.find(page, settings));
    },
    drop(page, settings) {
      const same = (kept: KeptTraining): boolean => kept.page === page && kept.work.settings === settings;
      if (waiting && same(waiting)) waiting = undefined;
      for (const kept of pending) if (same(kept)) dropped.add(kept);
      // At once, not behind what is being written: the page may be left right after.
      store.drop(page, settings).catch(fail);
    },
    close() {
      flush();
      document.removeEventListener("visibilitychange", onHidden);
      removeEventListener("pagehide", flush);
    },
  };
}
