import { type Core, init } from "@isocortex/core-wasm";
import { type Endpoint, expose, transfer } from "comlink";
import { buffersOf, type Verbs, verbsOn } from "../verbs.js";

/** Exposes the verbs on an endpoint, with one core of each kind made when first needed. */
export function serve(endpoint: Endpoint, engine: string): void {
  const cores = new Map<boolean, Promise<Core>>();
  const verbs = verbsOn({
    engine,
    now: () => performance.now(),
    core(fast) {
      const core = cores.get(fast) ?? init({ fast });
      cores.set(fast, core);
      return core;
    },
  });
  const exposed: Verbs = Object.freeze({
    ...verbs,
    async run(...args: Parameters<Verbs["run"]>) {
      const settled = await verbs.run(...args);
      return transfer(settled, buffersOf(settled) as ArrayBuffer[]);
    },
  });
  expose(exposed, endpoint);
}
