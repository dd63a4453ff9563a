import type { Worker } from "node:worker_threads";
import { afterAll } from "vitest";

/** The worker threads that the tests of a file have started so far, oldest first. */
export function spawnedWorkers(): Worker[] {
  const workers: Worker[] = [];
  const note = (worker: Worker): void => {
    workers.push(worker);
  };
  process.on("worker", note);
  afterAll(() => {
    process.off("worker", note);
  });
  return workers;
}

/** An experiment that steps for minutes, reporting all the while, and keeps next to nothing. */
export const minutes = {
  ...{ isocortex: 1, model: "froudist-walsh-2021", durationMs: 1e7, audit: false },
  record: [{ variable: "rE1", everyMs: 1e6 }],
} as const;

/** The same, held up first by a step audit that reports nothing for seconds. */
export const deaf = { ...minutes, audit: true } as const;

export const short = { isocortex: 1, model: "excitatory-inhibitory", durationMs: 50 } as const;
