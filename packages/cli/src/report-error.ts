import { codeOf, exitCodeOf } from "./exit-codes.js";
import { printable } from "./terminal/printable.js";

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly doc: string;
  readonly path: string | null;
}

function field(error: unknown, name: string): string | null {
  const value = error instanceof Error ? (error as Error & Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : null;
}

/** Errors of the operating system that are no bug of ours: a full disk, a folder that may not be written. */
function fromSystem(error: unknown): boolean {
  return field(error, "syscall") !== null;
}

function faultOf(error: unknown, command: string): Fault {
  const doc = command ? `isocortex help ${command}` : "isocortex --help";
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, " ");
  const known = error instanceof Error && ["InputError", "Cancelled"].includes(error.name);
  const code = known ? codeOf(error) || "interrupted" : fromSystem(error) ? codeOf(error) : "internal";
  return { code, message, hint: field(error, "hint"), doc, path: field(error, "path") };
}

/** Tells what ended the command, as one line or one document, and returns the exit code. */
export function reportError(error: unknown, command: string, json: boolean): number {
  const fault = faultOf(error, command);
  if (json) process.stdout.write(`${JSON.stringify({ error: fault }, null, 2)}\n`);
  else if (fault.code === "interrupted") {
    const told =
      fault.hint === null ? "interrupted; nothing was written." : `${fault.message}\n  ${fault.hint}`;
    process.stderr.write(`${printable(told)}\n`);
  } else if (fault.code === "internal") {
    const stack = error instanceof Error ? (error.stack ?? "") : "";
    process.stderr.write(
      `isocortex failed, and the fault is its own: ${printable(fault.message)}\n${stack}\n`,
    );
  } else process.stderr.write(`isocortex: ${printable(fault.message)}\n`);
  return exitCodeOf(error);
}
