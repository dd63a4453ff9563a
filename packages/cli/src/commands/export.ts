import { Command, Option } from "commander";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";

const formats = ["npz", "safetensors"] as const;

interface ExportOptions extends CommonOptions {
  readonly format?: (typeof formats)[number];
  readonly out: string;
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  isocortex export go --out go.npz              as PsychRNN reads it
  isocortex export go --out go.safetensors`;

async function carryOut(folder: string, options: ExportOptions): Promise<void> {
  const output = outputOf(options);
  const [{ openFinished }, { writeFile }, lab] = await Promise.all([
    import("../files/finished-training.js"),
    import("../files/write-file.js"),
    import("@isocortex/lab"),
  ]);
  const { format = options.out.endsWith(".safetensors") ? "safetensors" : "npz", out } = options;
  const { training, weights, connectomes } = openFinished(folder);
  const { task, dtMs, network } = training;
  const { arrays, notes } =
    format === "npz" ? lab.toPsychRnn(training, weights, connectomes) : { arrays: weights, notes: [] };
  const facts = {
    task,
    cell: network.cell,
    ...(network.convention === undefined ? {} : { convention: network.convention }),
    ...(network.activation === undefined ? {} : { activation: network.activation }),
    dtMs: String(dtMs),
  };
  const body = format === "npz" ? lab.encodeNpz(arrays) : lab.encodeSafetensors(arrays, facts);
  writeFile(out, body, options.force ?? false);
  for (const note of notes) output.note(`note: ${note}`);
  if (out === "-") return;
  const { table } = await import("../terminal/table.js");
  const rows = Object.entries(arrays).map(([name, { shape }]) => [name, shape.join(" x ") || "1"]);
  output.document({
    file: out,
    format,
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape])),
    notes,
  });
  output.print(table([{ head: "array" }, { head: "shape, [post][pre]" }], rows, output.width));
}

/** `isocortex export`: trained weights as a file for others. */
export function exportWeights(): Command {
  const command = new Command("export")
    .summary("trained weights as a file")
    .description("Write trained weights as a file: .npz with PsychRNN's names, or safetensors.")
    .argument("<folder>", "folder of a finished training")
    .addOption(new Option("--format <name>", "by the name of the file when left out").choices(formats))
    .requiredOption("-o, --out <file>", "file to write, or - for standard output")
    .option("--force", "replace the file if it is there");
  return addCommonOptions(command).addHelpText("after", EXAMPLES).action(carryOut);
}
