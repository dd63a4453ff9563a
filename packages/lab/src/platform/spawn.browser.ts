import type { SpawnedWorker } from "./spawned-worker.js";

export function spawn(): SpawnedWorker {
  const worker = new Worker(new URL("./worker.browser.js", import.meta.url), { type: "module" });
  return {
    endpoint: worker,
    onDeath(callback) {
      worker.addEventListener("error", (event) => callback(event.message || "it could not be loaded"));
      worker.addEventListener("messageerror", () => callback("a message could not be read"));
    },
    terminate() {
      worker.terminate();
    },
  };
}
