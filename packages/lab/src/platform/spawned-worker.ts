import type { Endpoint } from "comlink";

/** A worker of this platform. */
export interface SpawnedWorker {
  readonly endpoint: Endpoint;
  /** Calls back once, with the reason, when the worker has died other than by `terminate`. */
  onDeath(callback: (reason: string) => void): void;
  terminate(): void;
}
