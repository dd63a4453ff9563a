import { InputError } from "@isocortex/core-wasm";
import type { BifurcationRecord } from "@isocortex/lab";
import { Command, Option } from "commander";
import {
  addCommonOptions,
  addFolderOptions,
  addSetOption,
  type CommonOptions,
  type FolderOptions,
  numberOf,
  wholeNumber,
} from "../common-options.js";
import { exitCodes } from "../exit-codes.js";
import { outputOf } from "../output.js";
import { printable } from "../terminal/printable.js";
import { version } from "../version.js";

interface BifurcateOptions extends CommonOptions, FolderOptions {
  readonly set: readonly string[];
  readonly parameter?: string;
  readonly from?: number;
  readonly to?: number;
  readonly variable?: string;
  readonly second?: string;
  readonly secondFrom?: number;
  readonly secondTo?: number;
  readonly maxPoints?: number;
  readonly cycles: boolean;
}

const EXAMPLES = `
Examples:
  isocortex bifurcate wilson-cowan --parameter P --from -1 --to 3
  isocortex bifurcate wilson-cowan -s preset=multistable-1972 \\
    --parameter P --from -1 --to 1 --second Q --second-from -2 --second-to 2
  isocortex bifurcate experiment.json --parameter input.E --from 0 --to 5`;

/** The request that the words of the command line make of a model or an experiment. */
function requestOf(
  given: Readonly<Record<string, unknown>>,
  options: BifurcateOptions,
): Record<string, unknown> {
  const { parameter, from, to, variable, second, secondFrom, secondTo, maxPoints, cycles } = options;
  const named = { parameter, from, to, variable, maxPoints, ...(cycles ? {} : { cycles }) };
  const both = { parameter: second, from: secondFrom, to: secondTo };
  const said = (all: object): [string, unknown][] =>
    Object.entries(all).filter(([, value]) => value !== undefined);
  return {
    ...given,
    ...Object.fromEntries(said(named)),
    ...(said(both).length > 0
      ? { second: { ...(given.second as object | undefined), ...Object.fromEntries(said(both)) } }
      : {}),
  };
}

/** @throws InputError (code `usage`) when a parameter to vary, or a part of its range, is said nowhere */
function checkVaried({ parameter, from, to, second }: Record<string, unknown>): void {
  const missing = (all: Readonly<Record<string, unknown>>): string[] =>
    Object.keys(all).filter((option) => all[option] === undefined);
  const two = second as Record<string, unknown> | undefined;
  const lacks = [
    ...missing({ "--parameter": parameter, "--from": from, "--to": to }),
    ...(two ? missing({ "--second": two.parameter, "--second-from": two.from, "--second-to": two.to }) : []),
  ];
  if (lacks.length === 0) return;
  throw new InputError(
    `${lacks.join(", ")} ${lacks.length > 1 ? "are" : "is"} missing; expected what to vary and its range, for example ` +
      `${two ? "--second Q --second-from -2 --second-to 2" : "--parameter P --from -1 --to 3"}.`,
    { code: "usage" },
  );
}

const number = (value: number | undefined): string =>
  value === undefined ? "" : String(Number(value.toPrecision(7)));

function rowsOf({ diagram }: BifurcationRecord, variable: number): string[][] {
  return diagram.points
    .filter(({ kind }) => kind !== "EP")
    .map(({ label, type, parameter, second, state, period }) => [
      label,
      type ?? "",
      number(parameter),
      ...(diagram.second ? [number(second)] : []),
      number(state[variable]),
      number(period),
    ]);
}

async function carryOut(source: string, options: BifurcateOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: bifurcations of ${source === "-" ? "standard input" : source}`);
  const [
    { readModelRequest },
    { checkFolder },
    { writeResults },
    { withLab },
    { progressLine },
    { table },
    { sketch },
    { bifurcationKeys, experimentKeys },
    { bifurcationFiles },
  ] = await Promise.all([
    import("../files/read-model-request.js"),
    import("../files/check-folder.js"),
    import("../files/write-folder.js"),
    import("../session.js"),
    import("../terminal/progress.js"),
    import("../terminal/table.js"),
    import("../terminal/sketch.js"),
    import("@isocortex/lab"),
    import("@isocortex/lab/files"),
  ]);
  const form = { what: "a bifurcation request", keys: bifurcationKeys, dotted: ["box", "start"] };
  const { request: read, connectomes } = readModelRequest(source, options.set, form);
  // What says how an experiment runs says nothing of its equilibria.
  const kept = Object.entries(read).filter(
    ([key]) => bifurcationKeys.includes(key) || !experimentKeys.includes(key),
  );
  const request = requestOf(Object.fromEntries(kept), options);
  checkVaried(request);
  const force = options.force ?? false;
  checkFolder(options.out, force);

  await withLab(1, async (lab, signal) => {
    const progress = progressLine(process.stderr, output.quiet);
    const result = await lab
      .bifurcate(request, {
        connectomes,
        signal,
        onProgress: (at) => {
          progress.update("bifurcations", at);
          return undefined;
        },
      })
      .finally(progress.done);
    signal.throwIfAborted();
    const { record, figures } = result;
    const { diagram } = record;
    const name = `${diagram.model}-${diagram.parameter.name}`;
    const folder = writeResults(options.out, force, name, bifurcationFiles(result));
    output.document({ folder, ...record });
    const { coordinates, parameter, second } = diagram;
    const variable = Math.max(
      0,
      coordinates.findIndex((one) => one.name === record.request.variable),
    );
    for (const figure of figures) {
      output.heading(`\n${figure.title}`);
      if (figure.kind === "plane") output.print(sketch(figure, output.width));
    }
    output.print("");
    output.print(
      table(
        [
          ...[{ head: "point" }, { head: "kind", flexible: true }],
          ...[{ head: parameter.name }, ...(second ? [{ head: second.name }] : [])],
          ...[{ head: coordinates[variable]!.name }, { head: `period (${diagram.timeUnit})` }],
        ],
        rowsOf(record, variable),
        output.width,
      ),
    );
    for (const { from, ends } of diagram.cycles) {
      const places = ends.map(
        ({ parameters, reason }) => `${reason} at ${parameter.name} = ${number(parameters[0])}`,
      );
      output.prose(`cycles${from ? ` from ${from}` : ""}: ${[...new Set(places)].join("; ")}`);
    }
    output.print(printable(`diagram ${folder}/diagram.json`));
    for (const what of diagram.unfinished) output.note(`isocortex: ${what}.`);
    if (diagram.unfinished.length > 0) process.exitCode = exitCodes.numerical;
  });
}

/** `isocortex bifurcate`: how the equilibria and cycles of a model depend on a parameter. */
export function bifurcate(): Command {
  const command = new Command("bifurcate")
    .summary("a bifurcation diagram of a model")
    .description(
      "Follow the equilibria and cycles of a model in a parameter: folds, Hopf points, branch points; a folder of branches, points and figures.",
    )
    .argument("<model>", "a model, or a JSON file of an experiment or a request; - for standard input")
    .option("-p, --parameter <name>", "the parameter to vary; input.E is a constant stimulus")
    .option("--from <value>", "where it starts", numberOf)
    .option("--to <value>", "where it ends", numberOf)
    .option("--variable <name>", "the variable to draw (default: the first)")
    .option("--second <name>", "follow folds and Hopf points in a second parameter")
    .option("--second-from <value>", "where that starts", numberOf)
    .option("--second-to <value>", "where that ends", numberOf)
    .addOption(
      new Option("--max-points <n>", "most points each way along a branch (default: 1000)").argParser(
        wholeNumber(100_000, 10),
      ),
    )
    .option("--no-cycles", "equilibria only");
  addSetOption(command, "a parameter, an option or a key such as preset; repeatable");
  return addCommonOptions(addFolderOptions(command)).addHelpText("after", EXAMPLES).action(carryOut);
}
