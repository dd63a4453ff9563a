import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Lab, TrainingPlan } from "@isocortex/lab";
import { Command, Option } from "commander";
import {
  addCommonOptions,
  addFolderOptions,
  addSetOption,
  type CommonOptions,
  type FolderOptions,
  numberOf,
  seedOption,
  workersOption,
} from "../common-options.js";
import type { ReadTraining } from "../files/read-training.js";
import { ofCommandLine } from "../of-command-line.js";
import { type Output, outputOf } from "../output.js";
import { bytes } from "../terminal/bytes.js";
import { version } from "../version.js";

/** Flags that set one key of the training each; shared with `import`. */
export interface TrainingFlags {
  readonly hidden?: number;
  readonly cell?: string;
  readonly convention?: string;
  readonly activation?: string;
  readonly dale?: number;
  readonly seed?: number;
  readonly updates?: number;
  readonly batch?: number;
  readonly rate?: number;
  readonly tau?: string;
  readonly dt?: string;
  readonly noise?: number;
  readonly target?: number;
  readonly fast?: boolean;
}

interface TrainOptions extends CommonOptions, FolderOptions, TrainingFlags {
  readonly set: readonly string[];
  readonly task?: string;
  readonly from?: string;
  readonly workers?: number;
  readonly dryRun?: boolean;
}

const EXAMPLES = `
Examples:
  isocortex train odr                           a task, the rest as usual
  isocortex train go-no-go --dale 0.8 --target 0.95 --out go
  isocortex train training.json -s network.autapses=false -s delayMs=2000
  isocortex train --task ./my-task.ts           a task of your own
  isocortex train --from go --updates 500       on from trained weights
  isocortex resume go                           after Ctrl-C, or worse
  isocortex show training                       the format, as JSON Schema`;

const paths: Readonly<Record<keyof TrainingFlags, string>> = {
  hidden: "network.hidden",
  cell: "network.cell",
  convention: "network.convention",
  activation: "network.activation",
  dale: "network.dale.ratio",
  seed: "seed",
  updates: "training.updates",
  batch: "training.batch",
  rate: "training.learningRate.rate",
  tau: "network.tauMs",
  dt: "dtMs",
  noise: "network.noise",
  target: "training.stop.target",
  fast: "fast",
};

/** What the flags set, by path. */
export function settingsOfFlags(flags: TrainingFlags): [string, unknown][] {
  return Object.entries(paths).flatMap(([flag, path]): [string, unknown][] => {
    const value = flags[flag as keyof TrainingFlags];
    return value === undefined ? [] : [[path, value]];
  });
}

async function readSource(source: string | undefined, options: TrainOptions): Promise<ReadTraining> {
  const { readTraining } = await import("../files/read-training.js");
  const { startingFrom } = await import("../files/start-from.js");
  const given = { source, task: options.task, settings: settingsOfFlags(options), changes: options.set };
  return options.from === undefined ? readTraining(given) : startingFrom(options.from, given);
}

function tellPlan(
  { training, steps, inputs, outputs, parameters, memoryBytes }: TrainingPlan,
  workers: number,
  output: Output,
): void {
  const { network, training: how, task, dtMs } = training;
  output.note(
    `${task}: ${inputs} inputs, ${network.hidden} ${network.cell} units, ${outputs} outputs, ${parameters} parameters; ` +
      `batches of ${how.batch} trials of ${steps} steps of ${dtMs} ms, ${how.updates} updates at most; ` +
      `${workers} worker${workers === 1 ? "" : "s"}, ${bytes(memoryBytes)} of memory each`,
  );
}

/** As many as there are cores and parts of a batch. */
export function workersFor(asked: number | undefined, training: TrainingPlan["training"]): number {
  const { shards, batch } = training.training;
  return Math.min(asked ?? availableParallelism(), shards, batch);
}

/** Paths of a training that the command line decides: by flags, by changes, and the task where the training is named by one. */
function namedBy(source: string | undefined, options: TrainOptions): readonly string[] {
  const changes = options.set.map((change) => change.split("=")[0]!.replace(/\[(\d+)\]/g, ".$1"));
  const task = source !== undefined && source !== "-" && !existsSync(source);
  return [...settingsOfFlags(options).map(([path]) => path), ...changes, ...(task ? ["task"] : [])];
}

async function carryOut(source: string | undefined, options: TrainOptions): Promise<void> {
  const output = outputOf(options);
  const named = source === "-" ? "standard input" : (source ?? options.task ?? options.from ?? "");
  output.note(`isocortex ${version}: training ${named}`);
  const [{ checkFolder }, { withLab }, { createTrainingFolder, inputsOf }] = await Promise.all([
    import("../files/check-folder.js"),
    import("../session.js"),
    import("../files/training-folder.js"),
  ]);
  const read = await readSource(source, options);
  const force = options.force ?? false;
  checkFolder(options.out, force);
  const { allowRelaxedSimd } = await import("../relaxed-simd.js");
  if (read.training.fast === true) allowRelaxedSimd();

  const most = options.workers ?? availableParallelism();
  await withLab(most, async (lab: Lab, signal) => {
    const plan = await lab
      .planTraining(read.training, {
        connectomes: read.connectomes,
        taskUrl: read.ownTask?.url,
        signal,
      })
      .catch((error: unknown) => {
        throw ofCommandLine(error, namedBy(source, options));
      });
    const workers = workersFor(options.workers, plan.training);
    tellPlan(plan, workers, output);
    if (options.dryRun) {
      const { training, ...rest } = plan;
      output.document({ training, workers, ...rest });
      output.print(JSON.stringify(training, null, 2));
      return;
    }
    signal.throwIfAborted();
    const { carryOnTraining } = await import("../carry-on-training.js");
    const { finishTraining } = await import("../finish-training.js");
    const folder = createTrainingFolder(options.out, force, plan.training, read);
    try {
      const inputs = inputsOf(folder.path, plan.training);
      const result = await carryOnTraining(lab, folder, inputs, { workers, quiet: output.quiet, signal });
      finishTraining(folder, result, output);
    } finally {
      folder.release();
    }
  });
}

/** Flags that say what network is trained on what. */
export function addTrainingFlags(command: Command): Command {
  const number = (flags: string, meaning: string): Option => new Option(flags, meaning).argParser(numberOf);
  return command
    .addOption(number("--hidden <n>", "units of the network (default: 100)"))
    .option("--cell <name>", "leaky, elman, lstm, gru, leaky-gru or feedforward (default: leaky)")
    .option("--convention <name>", "of leaky units: rate, state or post (default: rate)")
    .option("--activation <name>", "relu, tanh, sigmoid, ... (default: relu)")
    .addOption(number("--dale <part>", "part of the units that excite, the rest inhibit"))
    .option("--tau <time>", "time constant of leaky units, in ms or as 0.1s (default: 100)")
    .option("--dt <time>", "step, in ms or as 10ms (default: the task's)")
    .addOption(number("--noise <sd>", "recurrent noise (default: 0.05)"))
    .addOption(number("--updates <n>", "most updates (default: 5000)"))
    .addOption(number("--batch <n>", "trials of an update (default: 64)"))
    .addOption(number("--rate <n>", "learning rate (default: 0.001)"))
    .addOption(number("--target <part>", "stop at this part of correct trials"))
    .addOption(seedOption());
}

/** `isocortex train`: a network for a task. */
export function train(): Command {
  const command = new Command("train")
    .summary("train a network on a task")
    .description("Train a network on a task and write a folder: weights, record, log, figures, report.")
    .argument("[training]", "a task, a JSON file, the folder of a training, or - for standard input")
    .option("--task <file>", "a task of your own: a module, .ts or .js, that exports it as default")
    .option("--from <folder>", "start from the weights of this folder");
  addTrainingFlags(command)
    .addOption(workersOption())
    .option("--fast", "relaxed SIMD: faster, bits not promised");
  addSetOption(command, "change anything of the training by path; repeatable").option(
    "--dry-run",
    "say what it will take: parameters, steps, memory",
  );
  return addCommonOptions(addFolderOptions(command)).addHelpText("after", EXAMPLES).action(carryOut);
}
