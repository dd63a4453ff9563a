import { extname } from "node:path";
import type { Task } from "@isocortex/lab";
import { Command } from "commander";
import { addCommonOptions, addSetOption, type CommonOptions, seedOption } from "../common-options.js";
import { outputOf } from "../output.js";

interface ShowOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly seed?: number;
  readonly svg?: string;
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  isocortex task list
  isocortex task show odr -s delayMinMs=3000 -s delayMaxMs=3000 --seed 4
  isocortex task show ./my-task.ts --svg trial.svg`;

async function list(options: CommonOptions): Promise<void> {
  const output = outputOf(options);
  const [{ tasks }, { table }] = await Promise.all([
    import("@isocortex/lab"),
    import("../terminal/table.js"),
  ]);
  const all = [...tasks.values()].map(({ name, title, dtMs, cite }) => ({ name, title, dtMs, cite }));
  output.document({ tasks: all });
  const rows = all.map(({ name, title }) => [name, title]);
  output.print(table([{ head: "tasks" }, { head: "", flexible: true }], rows, output.width));
}

/** A task by its name, or from a module of the user's own. */
async function find(name: string): Promise<Task> {
  const { checkTask, findTask, guardTask } = await import("@isocortex/lab");
  if (!/^\.m?[jt]s$/.test(extname(name))) return findTask(name);
  const { readOwnTask } = await import("../files/own-task.js");
  const { url } = readOwnTask(name);
  const module = (await import(url)) as { readonly default?: unknown };
  return guardTask(checkTask(module.default));
}

async function show(name: string, options: ShowOptions): Promise<void> {
  const output = outputOf(options);
  const [{ taskTrial }, { setByPath }, { taskDocument, tellTask }, { drawTrial }] = await Promise.all([
    import("@isocortex/lab"),
    import("../set-by-path.js"),
    import("../tell-task.js"),
    import("../terminal/draw-trial.js"),
  ]);
  const task = await find(name);
  const given = { taskParameters: {} };
  for (const change of options.set) setByPath(given, change, (key) => ["taskParameters", key]);
  const trial = taskTrial(task, { parameters: given.taskParameters, seed: options.seed });
  if (options.svg !== undefined) {
    const [{ renderFigure }, { writeFile }] = await Promise.all([
      import("@isocortex/lab/figures"),
      import("../files/write-file.js"),
    ]);
    writeFile(options.svg, renderFigure(trial.figure), options.force ?? false);
    if (options.svg === "-") return;
  }
  const { epochs, condition } = trial.trial;
  output.document({ ...taskDocument(task, trial), trial: { epochs, condition } });
  tellTask(task, trial, output);
  output.print(`\n${drawTrial(trial.figure, output.width)}`);
  output.prose(`\n${trial.figure.caption}`);
}

/** `isocortex task`: tasks, and what their trials look like. */
export function task(): Command {
  const command = new Command("task")
    .summary("tasks, and a trial of one")
    .description("List tasks, or draw a trial of one.");
  const shown = new Command("show")
    .description("Draw a trial of a task, with its parameters.")
    .argument("<name>", 'a task from "isocortex task list", or a module of your own')
    .addOption(seedOption())
    .option("--svg <file>", "write the trial as a figure, - for standard output")
    .option("--force", "replace that file if it is there");
  addSetOption(shown, "a parameter of the task; repeatable");
  command.addCommand(addCommonOptions(new Command("list").description("List tasks.")).action(list));
  command.addCommand(addCommonOptions(shown).action(show));
  return command.addHelpText("after", EXAMPLES);
}
