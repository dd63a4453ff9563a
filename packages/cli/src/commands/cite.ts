import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";

type Lab = typeof import("@isocortex/lab");

/** Citation keys of a name or of a run on disk. */
async function keysOf(what: string, lab: Lab): Promise<readonly string[]> {
  if (existsSync(what)) {
    const { readText } = await import("../files/read-bytes.js");
    const path = statSync(what).isDirectory() ? join(what, "run.json") : what;
    const text = readText(path);
    const parse = lab.isTrainingRecord(text) ? lab.parseTrainingRecord : lab.parseRunRecord;
    return parse(text).citations;
  }
  const model = lab.models.get(what) ?? lab.meanFields.get(what);
  if (model) return ["isocortex", ...model.cite];
  const task = lab.tasks.get(what);
  if (task) return ["isocortex", ...task.cite];
  if (lab.connectomeNames.includes(what)) return ["isocortex", ...lab.connectome(what).citations];
  const reproduction = lab.reproductions.find(({ name }) => name === what);
  if (reproduction) return ["isocortex", ...reproduction.citations];
  const known = [
    ...lab.models.keys(),
    ...lab.meanFields.keys(),
    ...lab.tasks.keys(),
    ...lab.connectomeNames,
    ...lab.reproductions.map(({ name }) => name),
  ];
  throw new lab.InputError(
    `"${what}" is no run, model, task, connectome or result; ${lab.didYouMean(what, known)}`,
    {
      code: "usage",
    },
  );
}

async function carryOut(what: string | undefined, options: CommonOptions): Promise<void> {
  const output = outputOf(options);
  const lab = await import("@isocortex/lab");
  const keys = [...new Set(what === undefined ? ["isocortex"] : await keysOf(what, lab))];
  const known = keys.filter((key) => Object.hasOwn(lab.citations, key));
  if (known.length === 0) {
    throw new lab.InputError(`${what} cites nothing that is known here; run its experiment again.`);
  }
  const unknown = keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) output.note(`no BibTeX here for ${unknown.join(", ")}`);
  output.document(known.map((key) => ({ key, ...lab.citations[key]! })));
  output.print(known.map(lab.bibtex).join("\n\n"));
}

/** `isocortex cite`: BibTeX for what ran. */
export function cite(): Command {
  const command = new Command("cite")
    .summary("BibTeX for what ran")
    .description("Print BibTeX for Isocortex, a model, a task, a connectome, a result or a run.")
    .argument("[what]", 'a run folder, or a name from "isocortex list"; Isocortex itself when left out');
  return addCommonOptions(command).action(carryOut);
}
