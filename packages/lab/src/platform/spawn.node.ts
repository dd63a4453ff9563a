import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { SpawnedWorker } from "./spawned-worker.js";

export function spawn(): SpawnedWorker {
  const worker = new Worker(new URL("./worker.node.js", import.meta.url));
  return {
    endpoint: nodeEndpoint(worker),
    onDeath(callback) {
      worker.once("error", (error: Error) => callback(error.message));
      worker.once("exit", (code) => callback(`it exited with code ${code}`));
    },
    terminate() {
      void worker.terminate();
    },
  };
}
