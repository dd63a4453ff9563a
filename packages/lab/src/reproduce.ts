import { InputError, randomStream } from "@isocortex/core-wasm";
import { reproductions } from "./experiments/index.js";
import { type Host, report } from "./host.js";
import { didYouMean } from "./io/did-you-mean.js";
import { Cancelled } from "./progress.js";
import type { ReproductionOutcome } from "./reproduction.js";
import type { Reproduction } from "./reproduction-context.js";
import { run } from "./run.js";
import { prepareTraining } from "./train/setup.js";
import { train } from "./train/train.js";
import { createTrainer } from "./train/trainer.js";
import { resolveTraining } from "./train/training.js";

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
    full: options.full ?? false,
    seed,
    random: randomStream(seed).split(name),
    run: (experiment, attached) => run(inner, { isocortex: 1, ...experiment }, attached),
    async train(training) {
      const resolved = resolveTraining({ isocortex: 1, ...training });
      const setup = prepareTraining(await host.core(resolved.fast), resolved);
      const { ending, state } = await train(host, setup, () => host.onProgress(at));
      if (ending === "stopped") throw new Cancelled();
      return { setup, ending, state, weights: createTrainer(setup, [], state).weights("best") };
    },
    async progress(stage, fraction) {
      at = { stage, fraction };
      await report(host, stage, fraction);
    },
  });
  return { name, title, citations, headlines, ...outcome };
}
