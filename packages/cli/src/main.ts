import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.js";
import { exitCodes } from "./exit-codes.js";
import { reportError } from "./report-error.js";
import { version } from "./version.js";

const EXAMPLES = `
Examples:
  isocortex reproduce                    two papers on measured macaque cortex
  isocortex run froudist-walsh-2021 --set dopamine=1.2
  isocortex train go-no-go --dale 0.8    excitatory and inhibitory units
  isocortex show chaudhuri-2015          parameters with unit and source
  isocortex verify isocortex-runs/mine   run it again and compare every bit`;

/** Help beside long names is wrapped down to this many characters a line. */
const NARROWEST = 12;

function program(): Command {
  const root = new Command("isocortex")
    .description("Simulate and train recurrent neural circuits, reproduce published results.")
    .version(version, "-V, --version")
    .addHelpText("after", EXAMPLES);
  for (const command of commands) root.addCommand(command());
  const quieten = (command: Command): void => {
    command
      .exitOverride()
      .configureOutput({ outputError: () => undefined })
      .configureHelp({ minWidthToWrap: NARROWEST });
    command.commands.forEach(quieten);
  };
  quieten(root);
  return root;
}

/** Commander's own message in one line, as what, got, expected. */
function usage(error: CommanderError): string {
  return error.message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean one of (.*)\?\)/s, "; did you mean one of $1?")
    .replace(/\n\(Did you mean (.*)\?\)/s, '; did you mean "$1"?')
    .replace(/\n/g, " ");
}

const everywhere = ["--json", "--quiet", "-q"];

/** Options that every command has may also stand before its name. */
function commandFirst(args: readonly string[]): readonly string[] {
  const at = args.findIndex((word) => !everywhere.includes(word));
  return at > 0 ? [...args.slice(at), ...args.slice(0, at)] : args;
}

/** Carries out a command line; the exit code is left in `process.exitCode`. */
export async function main(given: readonly string[]): Promise<void> {
  const root = program();
  const args = commandFirst(given);
  const json = args.includes("--json");
  const [named = "", topic] = args;
  const known = (name: string): boolean => root.commands.some((one) => one.name() === name);
  const command = known(named) ? named : "";
  // Commander's own help says nothing of a command that is not there.
  const words = named === "help" && topic !== undefined && !known(topic) ? args.slice(1) : args;
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? exitCodes.ok);
    process.exit(reportError(error, command, false));
  });
  try {
    const group = root.commands.find((one) => one.name() === command && one.commands.length > 0);
    if (args.length === 0) root.outputHelp();
    else if (group && args.every((word, i) => i === 0 || everywhere.includes(word))) group.outputHelp();
    else await root.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const told =
      error instanceof CommanderError
        ? Object.assign(new Error(usage(error)), { name: "InputError", code: "usage" })
        : error;
    const code = reportError(told, command, json);
    process.exitCode ??= code;
  }
}
