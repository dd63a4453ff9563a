import { InputError, randomStream } from "@isocortex/core-wasm";
import { reproductions } from "./experiments/index.js";
import { type Host, report } from "./host.js";
import { didYouMean } from "./io/did-you-mean.js";
import type { ReproductionOutcome } from "./reproduction.js";
import type { Reproduction } from "./reproduction-context.js";
import { run } from "./run.js";
import { trainNetwork } from "./train/train-network.js";

export interface ReproduceOptions {
  /** Also what takes minutes. */
  readonly full?: boolean | undefined;
  readonly seed?: number | undefined;
}

const DEFAULT_SEED = 1;

/** @throws InputError when there is no reproduction of that name */
export function findReproduction(name: string): Reproduction {
  const found = reproductions.find((candidate) => candidate.name === name);
  if (found) return found;
  const names = reproductions.map((candidate) => candidate.name);
  throw new InputError(`there is no reproduction "${name}"; ${didYouMean(name, names)}`, { code: "usage" });
}

/**
 * Carries out the experiments of a published result and checks its numbers.
 * @throws InputError when there is no reproduction of that name; Cancelled when progress says so
 */
export async function reproduce(
  host: Host,
  name: string,
  options: ReproduceOptions,
): Promise<ReproductionOutcome> {
  const { reproduce: carryOut, title, citations, headlines } = findReproduction(name);
  const seed = options.seed ?? DEFAULT_SEED;
  let at = { stage: "start", fraction: 0 };
  const inner: Host = { ...host, onProgress: () => host.onProgress(at) };
  const outcome = await carryOut({
    core: await host.core(false),
    full: options.full ?? false,
    seed,
    random: randomStream(seed).split(name),
    run: (experiment, attached) => run(inner, { isocortex: 1, ...experiment }, attached),
    train: (training) => trainNetwork(host, training, () => host.onProgress(at)),
    async progress(stage, fraction) {
      at = { stage, fraction };
      await report(host, stage, fraction);
    },
  });
  return { name, title, citations, headlines, ...outcome };
}
