import { availableParallelism } from "node:os";
import { InputError } from "@isocortex/core-wasm";
import { decodeNpz, differingArrays } from "@isocortex/lab";
import { workersFor } from "./commands/train.js";
import { openFinished } from "./files/finished-training.js";
import type { Output } from "./output.js";
import { withLab } from "./session.js";
import { trainingProgress } from "./terminal/training-progress.js";
import { version } from "./version.js";

/** Trains again and compares the weights bit for bit. @throws InputError (code `mismatch`) naming those that differ */
export async function verifyTraining(folder: string, output: Output): Promise<void> {
  const { record, training, taskUrl, connectomes, start } = openFinished(folder);
  if (record.ending === "imported") {
    throw new InputError(
      `${folder} was imported: there is no training to repeat; isocortex evaluate ${folder} tests it.`,
      {
        code: "usage",
        path: folder,
      },
    );
  }
  const progress = trainingProgress(process.stderr, {
    quiet: output.quiet,
    target: training.training.stop?.target,
    stages: training.training.curriculum?.stages.length ?? 1,
    keys: false,
  });
  const workers = workersFor(undefined, training);
  const again = await withLab(availableParallelism(), async (lab, signal) => {
    const interrupted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    const trained = lab.train(training, {
      taskUrl,
      connectomes,
      workers,
      weights: start && decodeNpz(start),
      onTraining(event) {
        if (event.kind === "progress") progress.update(event);
        if (event.kind === "validation") progress.validation(event.entry);
        return undefined;
      },
    });
    trained.catch(() => undefined);
    return Promise.race([trained, interrupted]);
  }).finally(progress.done);
  const differing = differingArrays(record, again.arrays);
  if (differing.length > 0) {
    const why =
      record.mode === "fast"
        ? "the training was made with fast: true, outside the promise of equal bits"
        : record.versions.isocortex === version
          ? "expected the same bits"
          : `the training is of version ${record.versions.isocortex}, this is ${version}`;
    throw new InputError(
      `${differing.join(", ")} of ${folder} came out different on ${again.record.engine}; ${why}.`,
      { code: "mismatch" },
    );
  }
  const arrays = Object.keys(record.arrays).length;
  output.document({ folder, arrays, differing, engine: again.record.engine, recordedEngine: record.engine });
  output.prose(
    `${arrays} of ${arrays} weights have the same SHA-256 after ${record.updates} updates, made on ${record.engine}, made again on ${again.record.engine}`,
  );
}
