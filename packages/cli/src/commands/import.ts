import { extname } from "node:path";
import { Command } from "commander";
import {
  addCommonOptions,
  addFolderOptions,
  addSetOption,
  type CommonOptions,
  type FolderOptions,
} from "../common-options.js";
import { outputOf } from "../output.js";
import { allowRelaxedSimd } from "../relaxed-simd.js";
import { version } from "../version.js";
import { addTrainingFlags, settingsOfFlags, type TrainingFlags } from "./train.js";

interface ImportOptions extends CommonOptions, FolderOptions, TrainingFlags {
  readonly task: string;
  readonly set: readonly string[];
}

const EXAMPLES = `
Examples:
  isocortex import psychrnn.npz --task go-no-go --out mine
  isocortex evaluate mine
  isocortex train --from mine --updates 1000    go on from there`;

async function carryOut(file: string, options: ImportOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: importing ${file}`);
  const [
    lab,
    { readBytes },
    { readTraining },
    { checkFolder },
    { writeResults },
    { settingsFiles },
    { withLab },
    { trainingFiles },
  ] = await Promise.all([
    import("@isocortex/lab"),
    import("../files/read-bytes.js"),
    import("../files/read-training.js"),
    import("../files/check-folder.js"),
    import("../files/write-folder.js"),
    import("../files/training-folder.js"),
    import("../session.js"),
    import("@isocortex/lab/files"),
  ]);
  const { tellTraining } = await import("../tell-training.js");
  const force = options.force ?? false;
  checkFolder(options.out, force);
  const bytes = readBytes(file);
  const { arrays, objects, metadata } = file.endsWith(".safetensors")
    ? { ...lab.decodeSafetensors(bytes), objects: [] }
    : { ...lab.decodeNpzLeavingObjects(bytes), metadata: {} };
  const { weights, network: found, notes } = lab.fromPsychRnn(arrays);
  const told = Object.fromEntries(
    Object.entries(metadata).filter(([key]) => ["cell", "convention", "activation"].includes(key)),
  );
  const { convention, noise, ...any } = found;
  const network = told.cell === "elman" ? { ...any, ...told } : { convention, noise, ...any, ...told };
  const module = /^\.m?[jt]s$/.test(extname(options.task));
  const read = readTraining({
    source: module ? undefined : options.task,
    task: module ? options.task : undefined,
    settings: [["network", network], ...settingsOfFlags(options)],
    changes: options.set,
  });
  const { training, connectomes, ownTask } = read;
  if (training.fast === true) allowRelaxedSimd();
  for (const name of objects)
    output.note(`warning: ${name} is a pickled Python object, which is never unpickled; left out.`);
  for (const note of notes) output.note(`note: ${note}`);
  const gated = !["leaky", "elman"].includes(found.cell ?? "leaky");
  const silent = (key: "convention" | "activation"): boolean =>
    !gated && options[key] === undefined && !(key in told);
  if (silent("activation"))
    output.note(
      'note: the activation is not in the file; taken as "relu", PsychRNN\'s default; --activation says otherwise.',
    );
  if (silent("convention") && told.cell !== "elman")
    output.note(
      'note: the convention is not in the file; taken as "state", PsychRNN\'s; --convention says otherwise.',
    );
  const result = await withLab(1, (lent, signal) =>
    lent.adopt(training, weights, { connectomes, taskUrl: ownTask?.url, signal }),
  );
  const resolved = result.record.training;
  const folder = writeResults(options.out, force, resolved.name, {
    ...settingsFiles(resolved, read),
    ...trainingFiles(result, `isocortex import ${file} --task ${options.task}`),
  });
  tellTraining(folder, result.record, output);
}

/** `isocortex import`: weights that PsychRNN saved, as a folder of a training. */
export function importWeights(): Command {
  const command = new Command("import")
    .summary("weights of PsychRNN, or exported")
    .description(
      "Read weights that PsychRNN saved into a folder that evaluate, export and train --from take.",
    )
    .argument("<file>", "an .npz that PsychRNN's save wrote, or one of isocortex export")
    .requiredOption("--task <task>", "the task that the network does: a name, or a module of your own");
  addTrainingFlags(command);
  addSetOption(command, "change anything of the training by path; repeatable");
  return addCommonOptions(addFolderOptions(command)).addHelpText("after", EXAMPLES).action(carryOut);
}
