import { InputError, isInputError } from "@isocortex/core-wasm";

/** Path of what an error is about, as the command line writes it: keys in lists by dots, parameters of a task by their name. */
const written = (path: string): string =>
  path.replace(/\[(\d+)\]/g, ".$1").replace(/^params\./, "taskParameters.");

/**
 * An error as one of the command line (code `usage`) where it is about something that the command line set, and as it was
 * where it is about something in a file.
 * @param paths what the command line set; a key without dots may be a parameter of the task
 */
export function ofCommandLine(error: unknown, paths: readonly string[]): unknown {
  if (!isInputError(error) || error.code !== "invalid-input" || error.path === undefined) return error;
  const at = written(error.path);
  const about = paths.some((path) =>
    [path, `taskParameters.${path}`].some((one) => `${at}.`.startsWith(`${one}.`)),
  );
  return about ? new InputError(error.message, { code: "usage", path: error.path }) : error;
}
