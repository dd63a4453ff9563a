import type { Host } from "../host.js";
import { Cancelled } from "../progress.js";
import type { Trained } from "../reproduction-context.js";
import { prepareTraining } from "./setup.js";
import { type OnTraining, train } from "./train.js";
import { createTrainer } from "./trainer.js";
import { resolveTraining, type Training } from "./training.js";

/** Trains a network on this thread, to its end. @throws Cancelled when the listener says stop */
export async function trainNetwork(
  host: Pick<Host, "core" | "now">,
  training: Omit<Training, "isocortex">,
  onTraining: OnTraining,
): Promise<Trained> {
  const resolved = resolveTraining({ isocortex: 1, ...training });
  const setup = prepareTraining(await host.core(resolved.fast), resolved);
  const { ending, state } = await train(host, setup, onTraining);
  if (ending === "stopped") throw new Cancelled();
  return { setup, ending, state, weights: createTrainer(setup, [], state).weights("best") };
}
