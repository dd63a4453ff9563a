import { initSync } from "@isocortex/core-wasm";
import { type Trained, trainedOf } from "../src/train/analyses-trained.js";
import { carryOutTraining } from "../src/train/carry-out-training.js";
import { prepareTraining } from "../src/train/setup.js";
import { resolveTraining, type Training } from "../src/train/training.js";
import { host } from "./in-process-host.js";

const core = initSync();

/** A training carried out where the test is, ready to be analysed. */
export async function trainSmall(training: Training): Promise<Trained> {
  const { arrays } = await carryOutTraining(host, training, () => undefined);
  return untrained(
    training,
    Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, data])),
  );
}

/** The setup of a training with weights given, or those that it would start from. */
export function untrained(training: Training, weights?: Parameters<typeof trainedOf>[1]): Trained {
  const setup = prepareTraining(core, resolveTraining(training));
  return trainedOf(
    setup,
    weights ?? setup.built.start(setup.root.split("weights"), setup.resolved.precision),
  );
}
