import { availableParallelism } from "node:os";
import type { Check, ReproductionOutcome } from "@isocortex/lab";
import { Command } from "commander";
import {
  addCommonOptions,
  addFolderOptions,
  type CommonOptions,
  type FolderOptions,
  seedOption,
  workersOption,
} from "../common-options.js";
import { exitCodes } from "../exit-codes.js";
import { type Output, outputOf } from "../output.js";
import { printable } from "../terminal/printable.js";
import { version } from "../version.js";

interface ReproduceOptions extends CommonOptions, FolderOptions {
  readonly seed?: number;
  readonly workers?: number;
  readonly full?: boolean;
  readonly verbose?: boolean;
}

const EXAMPLES = `
Examples:
  isocortex reproduce                          the flagship set
  isocortex reproduce distance-rule            one; "isocortex list" names them
  isocortex reproduce all --full --json        also what takes minutes`;

function number(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && size < 0.001 ? value.toExponential(2) : String(Number(value.toPrecision(5)));
}

const marks = { paper: " ", reference: "*", criterion: "+" } as const;

function rowOf({ quantity, unit, published, got, tolerance, pass, origin }: Check, output: Output): string[] {
  const label = unit === "1" || quantity.includes(unit) ? quantity : `${quantity} (${unit})`;
  const within = tolerance === 0 ? "exact" : `± ${number(tolerance)}`;
  return [
    pass ? "ok" : output.style.bad("MISS"),
    label,
    number(published) + marks[origin],
    number(got),
    within,
  ];
}

/** The checks worth a line: the headlines, those of the paper, those that fail; or all of them. */
function shown({ checks, headlines }: ReproductionOutcome, verbose: boolean): readonly Check[] {
  return checks.filter(
    ({ quantity, origin, pass }) => verbose || origin === "paper" || !pass || headlines.includes(quantity),
  );
}

async function printOutcome(outcome: ReproductionOutcome, output: Output, verbose: boolean): Promise<void> {
  const [{ table }, { chart }, { citationText }] = await Promise.all([
    import("../terminal/table.js"),
    import("../terminal/chart.js"),
    import("@isocortex/lab"),
  ]);
  const { name, title, checks, figures, notes } = outcome;
  output.print("");
  output.heading(`${name}: ${title}`);
  output.prose(`${citationText(outcome.citations[0]!)}\n`);
  const columns = [
    { head: "" },
    { head: "quantity", flexible: true },
    { head: "published", align: "right" },
    { head: "got", align: "right" },
    { head: "within" },
  ] as const;
  const lines = shown(outcome, verbose);
  output.print(
    table(
      columns,
      lines.map((check) => rowOf(check, output)),
      output.width,
    ),
  );
  if (lines.some(({ origin }) => origin === "criterion")) {
    output.prose("+ a mark that a model has to reach");
  }
  if (lines.some(({ origin }) => origin === "reference")) {
    output.prose("* not printed in a publication: from an independent implementation");
  }
  const rest = checks.length - lines.length;
  if (rest > 0) output.print(`and ${rest} more that agree (--verbose lists them)`);
  const figure = figures.find((one) => one.kind === "lines");
  if (figure) {
    output.prose(`\n${figure.title}`);
    output.print(chart(figure, output.width, output.style.colour));
  }
  if (verbose) for (const note of notes) output.prose(`\nnote: ${note}`);
}

async function carryOut(named: readonly string[], options: ReproduceOptions): Promise<void> {
  const output = outputOf(options);
  const started = performance.now();
  output.note(
    `isocortex ${version}: reproducing ${named.length > 0 ? named.join(", ") : "the flagship set"}`,
  );
  const [
    { findReproduction, reproductions },
    { checkFolder },
    { writeResults },
    { withLab },
    { progressLine },
    { reproductionFiles },
    { commandLine },
  ] = await Promise.all([
    import("@isocortex/lab"),
    import("../files/check-folder.js"),
    import("../files/write-folder.js"),
    import("../session.js"),
    import("../terminal/progress.js"),
    import("@isocortex/lab/files"),
    import("../command-line.js"),
  ]);
  const chosen = named.includes("all")
    ? reproductions
    : named.length > 0
      ? [...new Set(named)].map(findReproduction)
      : reproductions.filter(({ flagship }) => flagship);
  const force = options.force ?? false;
  checkFolder(options.out, force);

  const workers = options.workers ?? Math.min(chosen.length, availableParallelism());
  const progress = progressLine(process.stderr, output.quiet);
  const { outcomes, folder } = await withLab(workers, async (lab, signal) => {
    for (const { name } of chosen) progress.update(name, { stage: "waiting", fraction: 0 });
    const one = async (name: string): Promise<ReproductionOutcome> => {
      const outcome = await lab.reproduce(name, {
        signal,
        seed: options.seed,
        full: options.full,
        onProgress: (at) => {
          progress.update(name, at);
          return undefined;
        },
      });
      progress.update(name, { stage: "done", fraction: 1 });
      return outcome;
    };
    const all = await Promise.all(chosen.map(({ name }) => one(name)));
    const name = chosen.length === 1 ? chosen[0]!.name : "reproduction";
    signal.throwIfAborted();
    const written = writeResults(options.out, force, name, reproductionFiles(all, commandLine()));
    return { outcomes: all, folder: written };
  }).finally(progress.done);

  output.document(
    outcomes.map(({ name, checks }) => ({ name, checks: checks.map(({ origin: _, ...check }) => check) })),
  );
  for (const outcome of outcomes) await printOutcome(outcome, output, options.verbose ?? false);
  const checks = outcomes.flatMap((outcome) => outcome.checks);
  const passed = checks.filter(({ pass }) => pass).length;
  const all = passed === checks.length;
  const verdict = `${passed} of ${checks.length} numbers reproduced`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  output.print(`\n${all ? output.style.good(verdict) : output.style.bad(verdict)} in ${seconds} s`);
  output.print(printable(`report ${folder}/report.html`));
  if (!all) process.exitCode = exitCodes.failed;
}

/** `isocortex reproduce`: published results, carried out anew and set against the printed numbers. */
export function reproduce(): Command {
  const command = new Command("reproduce")
    .summary("published results, computed anew")
    .description("Carry out published results anew and set each number against the printed one.")
    .argument("[names...]", "results to reproduce, or all; the flagship set when left out")
    .addOption(seedOption())
    .addOption(workersOption())
    .option("--full", "also what takes minutes")
    .option("-v, --verbose", "every number and every note");
  return addCommonOptions(addFolderOptions(command)).addHelpText("after", EXAMPLES).action(carryOut);
}
