import { type Core, init } from "@isocortex/core-wasm";
import { type Endpoint, expose, transfer, wrap } from "comlink";
import type { Lender } from "../verb-platform.js";
import { buffersOf, type Verbs, verbsOn } from "../verbs.js";

/** Buffers of every gradient, to be transferred rather than cloned. */
function gradientBuffers(parts: Awaited<ReturnType<Lender["gradients"]>>): ArrayBuffer[] {
  return parts.flatMap(({ gradients }) =>
    Object.values(gradients).map(({ buffer }) => buffer as ArrayBuffer),
  );
}

/**
 * Exposes the verbs on an endpoint, with one core of each kind made when first needed.
 * @param loadModule imports a module of the user's own
 */
export function serve(
  endpoint: Endpoint,
  engine: string,
  loadModule: (url: string) => Promise<unknown>,
): void {
  const cores = new Map<boolean, Promise<Core>>();
  const verbs = verbsOn<MessagePort>({
    engine,
    now: () => performance.now(),
    core(fast) {
      const core = cores.get(fast) ?? init({ fast });
      cores.set(fast, core);
      // What could not be loaded is asked for again the next time.
      core.catch(() => cores.delete(fast));
      return core;
    },
    loadModule,
    reach(port) {
      const remote = wrap<Lender>(port);
      return {
        take: (shards) => remote.take(shards),
        prepare: (update, probabilities) => remote.prepare(update, probabilities),
        gradients: (weights, denominator) => remote.gradients(weights, denominator),
      };
    },
    offer(port, lender) {
      const offered: Lender = {
        ...lender,
        async gradients(weights, denominator) {
          const parts = await lender.gradients(weights, denominator);
          return transfer(parts, gradientBuffers(parts));
        },
      };
      expose(Object.freeze(offered), port);
    },
  });
  const exposed: Verbs<MessagePort> = Object.freeze({
    ...verbs,
    async run(...args: Parameters<Verbs<MessagePort>["run"]>) {
      const settled = await verbs.run(...args);
      return transfer(settled, buffersOf(settled) as ArrayBuffer[]);
    },
    async runTrained(...args: Parameters<Verbs<MessagePort>["runTrained"]>) {
      const settled = await verbs.runTrained(...args);
      return transfer(settled, buffersOf(settled) as ArrayBuffer[]);
    },
    async train(...args: Parameters<Verbs<MessagePort>["train"]>) {
      const settled = await verbs.train(...args);
      return transfer(settled, buffersOf(settled) as ArrayBuffer[]);
    },
  });
  expose(exposed, endpoint);
}
