import { randomStream } from "@isocortex/core-wasm";
import type { Reproduction } from "../src/reproduction-context.js";
import { run } from "../src/run.js";
import type { RunResult } from "../src/run-record.js";
import { trainNetwork } from "../src/train/train-network.js";
import { host } from "./in-process-host.js";

/** What a reproduction gave, with every run that it asked for and the progress it reported. */
export type CarriedOut = Awaited<ReturnType<Reproduction["reproduce"]>> & {
  readonly name: string;
  readonly headlines: readonly string[];
  readonly seen: ReadonlyMap<string, RunResult>;
  readonly fractions: readonly number[];
};

/** Carries a published result out as `reproduce` does with seed 1, in process, keeping the arrays of its runs. */
export async function carryOut(reproduction: Reproduction): Promise<CarriedOut> {
  const seen = new Map<string, RunResult>();
  const fractions: number[] = [];
  const outcome = await reproduction.reproduce({
    core: await host.core(false),
    full: false,
    seed: 1,
    random: randomStream(1).split(reproduction.name),
    async run(experiment, attached) {
      const result = await run(host, { isocortex: 1, ...experiment }, attached);
      seen.set(result.record.experiment.name, result);
      return result;
    },
    train: (training) => trainNetwork(host, training, () => undefined),
    async progress(_, fraction) {
      fractions.push(fraction);
    },
  });
  return { ...outcome, name: reproduction.name, headlines: reproduction.headlines, seen, fractions };
}
