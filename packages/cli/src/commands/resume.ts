import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { addCommonOptions, type CommonOptions, workersOption } from "../common-options.js";
import { outputOf } from "../output.js";
import { version } from "../version.js";
import { workersFor } from "./train.js";

interface ResumeOptions extends CommonOptions {
  readonly workers?: number;
}

async function carryOut(path: string, options: ResumeOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: resuming ${path}`);
  const [{ inputsOf, openTrainingFolder, settingsOf }, { openFinished }, { requireTraining }, { withLab }] =
    await Promise.all([
      import("../files/training-folder.js"),
      import("../files/finished-training.js"),
      import("../files/folder-kind.js"),
      import("../session.js"),
    ]);
  if (existsSync(join(path, "run.json"))) {
    const { record } = openFinished(path);
    const { endingOf } = await import("../tell-training.js");
    output.document({ folder: path, finished: true, ...record });
    output.prose(`${path} is finished: ${endingOf(record)}; report ${path}/report.html`);
    return;
  }
  if (!existsSync(join(path, "training.json"))) requireTraining(path);
  const settings = settingsOf(path);
  const { allowRelaxedSimd } = await import("../relaxed-simd.js");
  if (settings.fast === true) allowRelaxedSimd();
  const { carryOnTraining } = await import("../carry-on-training.js");
  const { finishTraining } = await import("../finish-training.js");
  const folder = openTrainingFolder(path);
  try {
    const inputs = inputsOf(path, settings);
    await withLab(options.workers ?? availableParallelism(), async (lab, signal) => {
      const { training } = await lab.planTraining(settings, { ...inputs, signal });
      output.note(
        folder.saved
          ? `on from update ${folder.saved.update} of at most ${training.training.updates}`
          : "no checkpoint was saved; from the start",
      );
      const workers = workersFor(options.workers, training);
      const result = await carryOnTraining(
        lab,
        folder,
        { ...inputs, training },
        { workers, quiet: output.quiet, signal },
      );
      finishTraining(folder, result, output);
    });
  } finally {
    folder.release();
  }
}

/** `isocortex resume`: on with a training that was interrupted. */
export function resume(): Command {
  const command = new Command("resume")
    .summary("go on with a training")
    .description("Go on with a training that was interrupted or killed; the result is the same in every bit.")
    .argument("<folder>", "folder that isocortex train wrote")
    .addOption(workersOption());
  return addCommonOptions(command).action(carryOut);
}
