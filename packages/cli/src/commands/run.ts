import type { OnProgress, RunPlan, TrainedRunPlan } from "@isocortex/lab";
import { Command } from "commander";
import {
  addCommonOptions,
  addFolderOptions,
  type CommonOptions,
  type FolderOptions,
  seedOption,
} from "../common-options.js";
import { exitCodes } from "../exit-codes.js";
import { outputOf } from "../output.js";
import { bytes } from "../terminal/bytes.js";
import { version } from "../version.js";

interface RunOptions extends CommonOptions, FolderOptions {
  readonly set: readonly string[];
  readonly seed?: number;
  readonly dryRun?: boolean;
}

const EXAMPLES = `
Examples:
  isocortex run chaudhuri-2015                      a model's published protocol
  isocortex run experiment.json --out results/a     an experiment of your own
  isocortex run froudist-walsh-2021 -s dopamine=1.2 -s noise=true -s trials=20
  isocortex run go -s delayMs=1.5s                  trials of a trained network
  isocortex show experiment                         the format, as JSON Schema`;

type Plan = RunPlan | TrainedRunPlan;

/** What a run will take, in one line. */
function planned(plan: Plan): string {
  const { experiment, steps, memoryBytes } = plan;
  const what =
    "task" in plan
      ? `${plan.task} by ${plan.hidden} ${plan.cell} units`
      : `${plan.experiment.model}${plan.experiment.connectome ? ` on ${plan.experiment.connectome}` : ""}`;
  const { dtMs, trials } = experiment;
  return `${what}: ${steps} steps of ${dtMs} ms, ${trials} trial${trials === 1 ? "" : "s"}, ${bytes(memoryBytes)} of memory`;
}

async function carryOut(source: string, options: RunOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: running ${source === "-" ? "standard input" : source}`);
  const [
    { readExperiment },
    { checkFolder },
    { writeResults },
    { withLab },
    { progressLine },
    { tellRun },
    { runFiles },
    { commandLine },
  ] = await Promise.all([
    import("../files/read-experiment.js"),
    import("../files/check-folder.js"),
    import("../files/write-folder.js"),
    import("../session.js"),
    import("../terminal/progress.js"),
    import("../tell-run.js"),
    import("@isocortex/lab/files"),
    import("../command-line.js"),
  ]);
  const { experiment, connectomes, network } = readExperiment(source, options.set, options.seed);
  const force = options.force ?? false;
  checkFolder(options.out, force);

  await withLab(1, async (lab, signal) => {
    const plan: Plan = network
      ? await lab.planTrained(experiment, network, { signal })
      : await lab.plan(experiment, { connectomes, signal });
    output.note(planned(plan));
    if (options.dryRun) {
      const { experiment: resolved, steps, memoryBytes } = plan;
      output.document({ experiment: resolved, steps, memoryBytes });
      return;
    }
    const { name } = plan.experiment;
    const progress = progressLine(process.stderr, output.quiet);
    const onProgress: OnProgress = (at) => {
      progress.update(name, at);
      return undefined;
    };
    const carriedOut = network
      ? lab.runTrained(experiment, network, { signal, onProgress })
      : lab.run(experiment, { connectomes, signal, onProgress });
    const result = await carriedOut.finally(progress.done);
    const { encodeConnectome } = await import("../files/connectome-copy.js");
    const [attached] = Object.values(connectomes);
    signal.throwIfAborted();
    const folder = writeResults(options.out, force, name, {
      ...runFiles(result, commandLine()),
      ...(attached ? { "connectome.json": encodeConnectome(attached) } : {}),
      ...network?.files,
    });
    const { record } = result;
    tellRun(folder, record, output);
    if (record.audit.verdict === "flagged") {
      output.note(`isocortex: the step is too large to trust this run: ${record.audit.detail}.`);
      process.exitCode = exitCodes.numerical;
    }
  });
}

/** `isocortex run`: an experiment to a folder of results. */
export function run(): Command {
  const command = new Command("run")
    .summary("carry out an experiment")
    .description("Carry out an experiment and write a folder: arrays, record, figures, report.")
    .argument(
      "<experiment>",
      "a JSON file, - for standard input, a model for its published protocol, or the folder of a finished training",
    )
    .option(
      "-s, --set <key=value>",
      "change a key of the experiment, a parameter or an option; repeatable",
      (text: string, all: string[]) => [...all, text],
      [] as string[],
    )
    .addOption(seedOption())
    .option("--dry-run", "check the experiment and say what it will take, no more");
  return addCommonOptions(addFolderOptions(command)).addHelpText("after", EXAMPLES).action(carryOut);
}
