import { join } from "node:path";
import type { OnProgress, RunRecord, RunResult, TrainedRunRecord } from "@isocortex/lab";
import { Command } from "commander";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";
import { version } from "../version.js";

async function carryOut(folder: string, options: CommonOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: verifying ${folder}`);
  const [
    { differingArrays, InputError, isTrainedRun, parseRunFolder },
    { kindOf },
    { readBytes, readText },
    { withLab },
    { progressLine },
  ] = await Promise.all([
    import("@isocortex/lab"),
    import("../files/folder-kind.js"),
    import("../files/read-bytes.js"),
    import("../session.js"),
    import("../terminal/progress.js"),
  ]);
  if (kindOf(folder) === "training") {
    const { verifyTraining } = await import("../verify-training.js");
    return verifyTraining(folder, output);
  }
  const [{ connectomesBeside }, { openTrained }] = await Promise.all([
    import("../files/connectome-copy.js"),
    import("../files/trained-network.js"),
  ]);
  const { record } = parseRunFolder(
    readText(join(folder, "run.json")),
    readBytes(join(folder, "result.npz")),
  );
  const progress = progressLine(process.stderr, output.quiet);
  const onProgress: OnProgress = (at) => {
    progress.update("verify", at);
    return undefined;
  };
  const again: Pick<RunResult<RunRecord | TrainedRunRecord>, "record" | "arrays"> = await withLab(
    1,
    (lab, signal): Promise<RunResult<RunRecord | TrainedRunRecord>> =>
      isTrainedRun(record)
        ? lab.runTrained(record.experiment, openTrained(folder), { signal, onProgress })
        : lab.run(record.experiment, {
            connectomes: connectomesBeside(folder, record.experiment.connectome),
            signal,
            onProgress,
          }),
  ).finally(progress.done);
  const differing = differingArrays(record, again.arrays);
  const total = Object.keys(record.arrays).length;
  if (differing.length > 0) {
    const why =
      record.mode === "fast"
        ? "the run was made with fast: true, outside the promise of equal bits"
        : record.versions.isocortex === version
          ? "expected the same bits"
          : `the run is of version ${record.versions.isocortex}, this is ${version}`;
    throw new InputError(
      `${differing.join(", ")} of ${folder} came out different on ${again.record.engine}; ${why}.`,
      {
        code: "mismatch",
      },
    );
  }
  output.document({
    folder,
    arrays: total,
    differing,
    engine: again.record.engine,
    recordedEngine: record.engine,
  });
  output.prose(
    `${total} of ${total} arrays have the same SHA-256, made on ${record.engine}, made again on ${again.record.engine}`,
  );
}

/** `isocortex verify`: carries out a recorded run or training again and compares its arrays bit for bit. */
export function verify(): Command {
  const command = new Command("verify")
    .summary("repeat and compare every bit")
    .description(
      "Carry out a recorded run or training again and compare every bit; exit code 6 if they differ.",
    )
    .argument("<folder>", "folder that isocortex run or train wrote");
  return addCommonOptions(command).action(carryOut);
}
