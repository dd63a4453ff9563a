import { Argument, Command } from "commander";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";

const kinds = ["models", "tasks", "analyses", "connectomes", "reproductions"] as const;
type Kind = (typeof kinds)[number];

async function carryOut(kind: Kind | undefined, options: CommonOptions): Promise<void> {
  const output = outputOf(options);
  const [
    { connectome, connectomeNames, meanFields, models, reproductions, tasks, trainedAnalysisTable },
    { table },
  ] = await Promise.all([import("@isocortex/lab"), import("../terminal/table.js")]);
  const entries: Record<Kind, readonly { readonly name: string; readonly title: string }[]> = {
    models: [...models.values(), ...meanFields.values()].map(({ name, title }) => ({ name, title })),
    tasks: [...tasks.values()].map(({ name, title }) => ({ name, title })),
    analyses: Object.entries(trainedAnalysisTable).map(([name, { meaning }]) => ({ name, title: meaning })),
    connectomes: connectomeNames.map((name) => ({ name, title: connectome(name).title })),
    reproductions: reproductions.map(({ name, title }) => ({ name, title })),
  };
  const chosen = kind ? [kind] : kinds;
  output.document(Object.fromEntries(chosen.map((one) => [one, entries[one]])));
  chosen.forEach((one, i) => {
    const rows = entries[one].map(({ name, title }) => [name, title]);
    output.print(
      `${i > 0 ? "\n" : ""}${table([{ head: one }, { head: "", flexible: true }], rows, output.width)}`,
    );
  });
}

/** `isocortex list`: what there is. */
export function list(): Command {
  const command = new Command("list")
    .summary("what there is")
    .description("List models, tasks, analyses of trained networks, connectomes and published results.")
    .addArgument(new Argument("[kind]", "only these").choices(kinds));
  return addCommonOptions(command).action(carryOut);
}
