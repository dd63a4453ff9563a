/** What the process ends with. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  "invalid-input": 3,
  numerical: 4,
  resources: 5,
  mismatch: 6,
  interrupted: 130,
  terminated: 143,
} as const;

const outOfSpace = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "ENOMEM", "ERR_WORKER_OUT_OF_MEMORY"]);

/** The fields of an error that tell a user's mistake from ours, whichever realm it comes from. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export const isOutOfSpace = (code: string): boolean => outOfSpace.has(code);

/** The exit code of an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  const code = codeOf(error);
  if (error instanceof Error && error.name === "InputError" && code in exitCodes) {
    return exitCodes[code as keyof typeof exitCodes];
  }
  if (error instanceof Error && error.name === "Cancelled") return exitCodes.interrupted;
  return isOutOfSpace(code) ? exitCodes.resources : exitCodes.failed;
}
