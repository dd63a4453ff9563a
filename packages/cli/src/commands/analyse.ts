import { Command } from "commander";
import { addCommonOptions, addSetOption, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";
import { printable } from "../terminal/printable.js";
import { version } from "../version.js";

interface AnalyseOptions extends CommonOptions {
  readonly set: readonly string[];
}

const EXAMPLES = `
Examples:
  isocortex analyse go                          all that suits the task
  isocortex analyse go fixedPoints -s fixedPoints.starts=200
  isocortex list analyses`;

async function carryOut(folder: string, named: readonly string[], options: AnalyseOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: analysing ${folder}`);
  const [
    { openFinished },
    { setByPath },
    { withLab },
    lab,
    { renderFigure },
    { writeAtomically },
    { refusal },
  ] = await Promise.all([
    import("../files/finished-training.js"),
    import("../set-by-path.js"),
    import("../session.js"),
    import("@isocortex/lab"),
    import("@isocortex/lab/figures"),
    import("../files/write-atomically.js"),
    import("../files/check-folder.js"),
  ]);
  const { training, weights, taskUrl, connectomes } = openFinished(folder);
  const names = named.length > 0 ? [...new Set(named)] : Object.keys(lab.trainedAnalysisTable);
  const given: Record<string, unknown> = {};
  for (const change of options.set) setByPath(given, change, (key) => [names[0]!, key]);
  const unused = Object.keys(given).find((name) => !names.includes(name));
  if (unused !== undefined) {
    throw new lab.InputError(
      `--set ${unused}: no analysis of that name is carried out; ${lab.didYouMean(unused, names)}`,
      { code: "usage" },
    );
  }
  const results = await withLab(1, async (lent, signal) => {
    const all = [];
    for (const name of names) {
      output.note(`${name} ...`);
      try {
        const spec = { name, ...(given[name] as object | undefined) };
        all.push(...(await lent.analyse(training, weights, [spec], { taskUrl, connectomes, signal })));
      } catch (error) {
        // What does not suit a task is left out unless it was asked for, by an option too.
        if (named.length > 0 || name in given || !lab.isInputError(error)) throw error;
        output.note(`left out ${name}: ${error.message}`);
      }
    }
    signal.throwIfAborted();
    return all;
  });
  const where = `${folder}/analyses`;
  try {
    for (const { name, figures, ...rest } of results) {
      writeAtomically(`${where}/${name}.json`, `${JSON.stringify({ name, ...rest }, null, 2)}\n`);
      for (const figure of figures) writeAtomically(`${where}/${figure.name}.svg`, renderFigure(figure));
    }
  } catch (error) {
    throw refusal(where, error);
  }
  output.document({
    folder: where,
    analyses: results.map(({ figures, ...rest }) => ({ ...rest, figures: figures.map(({ name }) => name) })),
  });
  for (const { name, figures } of results) {
    output.print(printable(`${where}/${name}.json`));
    for (const figure of figures)
      output.print(printable(`  ${figure.name}.svg  ${figure.title}`).slice(0, output.width));
  }
}

/** `isocortex analyse`: what a trained network does, as numbers and figures. */
export function analyse(): Command {
  const command = new Command("analyse")
    .summary("analyse a trained network")
    .description("Analyse a trained network: numbers as JSON and figures as SVG in its folder analyses.")
    .argument("<folder>", "folder of a finished training")
    .argument("[names...]", 'analyses ("isocortex list analyses"); all that suit it when left out');
  addSetOption(command, "an option of an analysis, as name.option=value; repeatable");
  return addCommonOptions(command).addHelpText("after", EXAMPLES).action(carryOut);
}
