import { expect, it } from "vitest";
import { trainingSection } from "../../src/report/training-section.js";
import { carryOutTraining } from "../../src/train/carry-out-training.js";
import type { Training } from "../../src/train/training.js";
import { host } from "../in-process-host.js";

/** The terms and texts of a report's settings. */
async function settingsOf(network: Training["network"]): Promise<Record<string, string>> {
  const training = { batch: 8, updates: 1, validation: { every: 1, trials: 8 } };
  const { record } = await carryOutTraining(
    host,
    { isocortex: 1, task: "go-no-go", network: { hidden: 4, ...network }, training },
    () => undefined,
  );
  const html = trainingSection({ record, figures: [] });
  return Object.fromEntries(
    [...html.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, term, text]) => [term!, text!]),
  );
}

it.each([
  ["leaky", "4 leaky units, relu, rate convention", "steps of 20 ms, tau 100 ms", "0.05"],
  ["elman", "4 elman units, relu", "steps of 20 ms", undefined],
  ["leaky-gru", "4 leaky-gru units", "steps of 20 ms, tau 100 ms", undefined],
  ["lstm", "4 lstm units", "steps of 20 ms", undefined],
] as const)(
  "a report of %s units tells the settings that they have, and no others",
  async (cell, ...wanted) => {
    const told = await settingsOf({ cell });
    expect([told.network, told.time, told["recurrent noise"]]).toEqual(wanted);
  },
);
