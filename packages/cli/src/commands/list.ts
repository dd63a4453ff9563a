import { Argument, Command } from "commander";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";

const kinds = ["models", "tasks", "analyses", "connectomes", "reproductions"] as const;
type Kind = (typeof kinds)[number];

interface Entry {
  readonly name: string;
  readonly title: string;
  /** What it is an analysis of. */
  readonly of?: string;
}

/** How analyses are asked for. */
const ASKED: Readonly<Record<string, string>> = {
  runs: 'asked for in an experiment: "analyses": [{ "name": "persistence" }], or -s \'analyses=[{"name":"persistence"}]\'',
  "trained networks":
    "asked for by isocortex analyse <folder> <name>, or in an experiment on a trained network",
};

async function carryOut(kind: Kind | undefined, options: CommonOptions): Promise<void> {
  const output = outputOf(options);
  const [
    {
      connectome,
      connectomeNames,
      meanFields,
      models,
      reproductions,
      runAnalysisTable,
      tasks,
      trainedAnalysisTable,
    },
    { table },
  ] = await Promise.all([import("@isocortex/lab"), import("../terminal/table.js")]);
  const entries: Record<Kind, readonly Entry[]> = {
    models: [...models.values(), ...meanFields.values()].map(({ name, title }) => ({ name, title })),
    tasks: [...tasks.values()].map(({ name, title }) => ({ name, title })),
    analyses: [
      ...Object.entries(runAnalysisTable).map(([name, { meaning }]) => ({
        name,
        title: meaning,
        of: "runs",
      })),
      ...Object.entries(trainedAnalysisTable).map(([name, { meaning }]) => ({
        name,
        title: meaning,
        of: "trained networks",
      })),
    ],
    connectomes: connectomeNames.map((name) => ({ name, title: connectome(name).title })),
    reproductions: reproductions.map(({ name, title }) => ({ name, title })),
  };
  const chosen = kind ? [kind] : kinds;
  output.document(Object.fromEntries(chosen.map((one) => [one, entries[one]])));
  const lists = chosen.flatMap((one) =>
    [...new Set(entries[one].map(({ of }) => of))].map((of) => ({
      head: of === undefined ? one : `${one} of ${of}`,
      rows: entries[one].filter((entry) => entry.of === of).map(({ name, title }) => [name, title]),
      hint: of === undefined ? undefined : ASKED[of],
    })),
  );
  lists.forEach(({ head, rows, hint }, i) => {
    output.print(
      `${i > 0 ? "\n" : ""}${table([{ head }, { head: "", flexible: true }], rows, output.width)}`,
    );
    if (hint !== undefined) output.prose(hint);
  });
}

/** `isocortex list`: what there is. */
export function list(): Command {
  const command = new Command("list")
    .summary("what there is")
    .description("List models, tasks, analyses, connectomes and published results.")
    .addArgument(new Argument("[kind]", "only these").choices(kinds));
  return addCommonOptions(command).action(carryOut);
}
