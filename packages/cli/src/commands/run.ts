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
import { printable } from "../terminal/printable.js";
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
  isocortex show experiment                         the format, as JSON Schema`;

async function carryOut(source: string, options: RunOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: running ${source === "-" ? "standard input" : source}`);
  const [{ readExperiment }, { checkFolder }, { writeResults }, { withLab }, { progressLine }, { table }] =
    await Promise.all([
      import("../files/read-experiment.js"),
      import("../files/check-folder.js"),
      import("../files/write-folder.js"),
      import("../session.js"),
      import("../terminal/progress.js"),
      import("../terminal/table.js"),
    ]);
  const { runFiles } = await import("@isocortex/lab/files");
  const { commandLine } = await import("../command-line.js");
  const { experiment, connectomes } = readExperiment(source, options.set, options.seed);
  const force = options.force ?? false;
  if (!options.dryRun) checkFolder(options.out, force);

  await withLab(1, async (lab, signal) => {
    const { experiment: resolved, steps, memoryBytes } = await lab.plan(experiment, { connectomes });
    const where = resolved.connectome ? ` on ${resolved.connectome}` : "";
    output.note(
      `${resolved.model}${where}: ${steps} steps of ${resolved.dtMs} ms, ${resolved.trials} trial${resolved.trials === 1 ? "" : "s"}, ${bytes(memoryBytes)} of memory`,
    );
    if (options.dryRun) {
      output.document({ experiment: resolved, steps, memoryBytes });
      return;
    }
    const progress = progressLine(process.stderr, output.quiet);
    const result = await lab
      .run(experiment, {
        connectomes,
        signal,
        onProgress: (at) => {
          progress.update(resolved.name, at);
          return undefined;
        },
      })
      .finally(progress.done);
    const attached = resolved.connectome === undefined ? undefined : connectomes[resolved.connectome];
    const { encodeConnectome } = await import("../files/connectome-copy.js");
    signal.throwIfAborted();
    const folder = writeResults(options.out, force, resolved.name, {
      ...runFiles(result, commandLine()),
      ...(attached ? { "connectome.json": encodeConnectome(attached) } : {}),
    });

    const { record } = result;
    output.document({ folder, ...record });
    output.print(
      table(
        [{ head: "array", flexible: true }, { head: "shape" }, { head: "unit" }, { head: "SHA-256" }],
        Object.entries(record.arrays).map(([name, { shape, unit, sha256 }]) => [
          name,
          shape.join(" x "),
          unit,
          sha256.slice(0, 16),
        ]),
        output.width,
      ),
    );
    for (const [name, value] of Object.entries(record.summary)) {
      const text = JSON.stringify(value);
      output.prose(`${name}: ${text.length > 200 ? "in summary.json" : text}`);
    }
    output.prose(`\naudit ${record.audit.verdict}: ${record.audit.detail}`);
    output.print(printable(`report ${folder}/report.html`));
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
    .argument("<experiment>", "a JSON file, - for standard input, or a model for its published protocol")
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
