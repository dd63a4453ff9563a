/** What kind of mistake an error reports; a command line maps each to an exit code. */
export type ErrorCode = "usage" | "invalid-input" | "numerical" | "resources" | "mismatch";

/**
 * The one error of a user's mistake: `message` says in one line what was wrong, what was got, what was
 * expected and what to do. `path` is the place in the input (`stimuli[0].areas`), `hint` a suggestion.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: ErrorCode;
  readonly path: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: { code?: ErrorCode; path?: string; hint?: string } = {}) {
    super(message);
    this.code = details.code ?? "invalid-input";
    this.path = details.path;
    this.hint = details.hint;
  }
}

/** Tells a user's mistake by name, so that it works on an error that crossed a worker boundary. */
export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && error.name === "InputError";
}
