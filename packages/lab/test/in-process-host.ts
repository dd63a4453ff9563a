import { init } from "@isocortex/core-wasm";
import type { Host } from "../src/host.js";

/** A host without a worker: the verbs are carried out where the test is. */
export const host: Host = {
  core: (fast) => init({ fast }),
  engine: "in process",
  now: () => performance.now(),
  onProgress: () => undefined,
};
