import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { SpawnedWorker } from "./spawned-worker.js";

/** Flags of the process that a thread may have too: a script given as text is of the process alone. */
const execArgv = process.execArgv.filter((flag) => !flag.startsWith("--input-type="));

export function spawn(): SpawnedWorker {
  const worker = new Worker(new URL("./worker.node.js", import.meta.url), { execArgv });
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
