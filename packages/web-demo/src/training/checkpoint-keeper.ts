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

  /** One after the other, so that what was dropped stays so. */
  function then(work: () => Promise<void>): void {
    queue = queue.then(work).catch((error: unknown) => {
      onFailure(error instanceof Error ? error.message : String(error));
    });
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const kept = waiting;
    waiting = undefined;
    written = performance.now();
    then(async () => {
      await store.put(kept);
      onKept(kept);
    });
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
      if (waiting?.page === page && waiting.work.settings === settings) waiting = undefined;
      then(() => store.drop(page, settings));
    },
    close() {
      flush();
      document.removeEventListener("visibilitychange", onHidden);
      removeEventListener("pagehide", flush);
    },
  };
}
