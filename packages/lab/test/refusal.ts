import { isInputError } from "@isocortex/core-wasm";

/** The error that work is refused with, and after how long. @throws what it throws when that is no InputError */
export function refusal(work: () => unknown): {
  message: string;
  code: string;
  path: string | undefined;
  ms: number;
} {
  const start = performance.now();
  try {
    work();
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { message: error.message, code: error.code, path: error.path, ms: performance.now() - start };
  }
  throw new Error("it was not refused");
}
