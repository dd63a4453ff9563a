import { type Command, InvalidArgumentError, Option } from "commander";

/** What the options that several commands share give. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface FolderOptions {
  readonly out?: string;
  readonly force?: boolean;
}

export function addCommonOptions(command: Command): Command {
  return command
    .option("--json", "print one JSON document instead of text")
    .option("-q, --quiet", "no progress and no remarks");
}

export function addFolderOptions(command: Command): Command {
  return command
    .option("-o, --out <folder>", "folder to write (default: isocortex-runs/<time>-<name>)")
    .option("--force", "replace the folder if it holds an earlier run");
}

/** A whole number within bounds. */
export function wholeNumber(most: number, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isSafeInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** A number from the command line, whatever its range: the lab says what is allowed. */
export function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Expected a number.");
}

/** `-s key=value`, as often as wanted. */
export function addSetOption(command: Command, meaning: string): Command {
  return command.option(
    "-s, --set <key=value>",
    meaning,
    (text: string, all: string[]) => [...all, text],
    [] as string[],
  );
}

export const trialsOption = (): Option =>
  new Option("--trials <n>", "fresh trials (default: 512)").argParser(wholeNumber(1_000_000, 1));

export const seedOption = (): Option =>
  new Option("--seed <n>", "root of all randomness").argParser(wholeNumber(Number.MAX_SAFE_INTEGER, 0));

export const workersOption = (): Option =>
  new Option("--workers <n>", "how many at once (default: as many as there are cores)").argParser(
    wholeNumber(256, 1),
  );
